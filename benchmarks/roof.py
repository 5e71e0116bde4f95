"""What this processor can do at most, measured: how fast it multiplies, how fast memory streams.

A job cannot be faster than its work divided by these. How much of that it reaches is a figure
that, unlike a time, can be compared between machines.
"""

import json
import os
import time
from collections.abc import Callable

import numpy as np

from benchmarks.longtail import SCALES
from mf_core._jit import fast_kernel
from mf_core.fast.lanes import axpy, load, load_rows, store_rows
from mf_core.fast.tables import zeros

CACHE = 2**25  # bytes; the largest of this kind of processor
N_LANES, WIDTH, REPEATS = 8, 32, 2_000_000  # sixteen registers, none waiting for another


@fast_kernel
def multiply_and_add(table: np.ndarray, index: np.ndarray, by: np.ndarray, repeats: int) -> None:
    """Move sixteen registers along others, again and again: two operations for each number."""
    rows = load_rows(table, index, 0, N_LANES, WIDTH)
    step, along = load(by, 0, N_LANES), rows
    for _ in range(repeats):
        rows = axpy(step, rows, along)
    store_rows(table, index, 0, rows)


@fast_kernel
def stream(numbers: np.ndarray) -> float:
    """Add up numbers that no cache can hold."""
    total = np.float32(0)
    for number in numbers:
        total += number
    return total


def measured() -> dict[str, float]:
    """Operations and bytes per second, of one core; the best of five."""
    table, index = zeros(N_LANES, WIDTH), np.arange(N_LANES, dtype=np.int32)
    by, long = zeros(N_LANES), np.ones(2**27, dtype=np.float32)
    operations = 2.0 * REPEATS * N_LANES * WIDTH
    return {
        "flops": operations / _least(lambda: multiply_and_add(table, index, by, REPEATS)),
        "bytes": long.nbytes / _least(lambda: stream(long)),
    }


def _least(run: Callable[[], object]) -> float:
    run()
    took = []
    for _ in range(5):
        before = time.process_time()
        run()
        took.append(time.process_time() - before)
    return min(took)


def floor(job: str, scale: str, k: int, roof: dict[str, float]) -> float:
    """Seconds that one epoch takes at least, on one core."""
    n, n_users, n_items = SCALES[scale]
    n *= 0.95  # a twentieth is held out
    if job == "funk":  # an item and a residual of 4 bytes each, where no cache holds them
        return n * 8 / roof["bytes"] if n * 8 > CACHE else float("nan")
    flops = {
        "sgd": 10 * k * n,  # a dot product, and two rows each shrunk and moved
        "batch": 6 * k * n,  # a dot product, and two rows moved
        "als": 2 * k * (k + 1) * n + (n_users + n_items) * k**3 / 3,  # triangles, solved
    }
    return flops[job] / roof["flops"] if job in flops else float("nan")


if __name__ == "__main__":
    print(json.dumps(measured() | {"cores": os.cpu_count()}))
