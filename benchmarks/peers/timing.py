"""How a job is timed, and what all libraries are asked to do alike."""

import time
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from benchmarks.longtail import Data

ETA, LAM = 0.01, 0.02  # of SGD
FUNK_ETA, START = 0.005, 0.1  # of FunkSVD: its rate, and where each feature starts
ALS_LAM = 0.05


class Seconds(NamedTuple):
    """Of one epoch: by the processor's clock, which stops when another process has the core."""

    cpu: float
    wall: float


def clocks() -> Seconds:
    """What both clocks show."""
    return Seconds(time.process_time(), time.perf_counter())


def epochs_for(data: Data) -> int:
    """Enough epochs for a clock to tell them from nothing, few enough to wait for."""
    return int(np.clip(4_000_000 // data.values.size, 2, 40))


def steady(epoch: Callable[[], object], n: int) -> Seconds:
    """One epoch of a library that can be told to do one; a first one warms it up."""
    epoch()
    before = clocks()
    for _ in range(n):
        epoch()
    return Seconds(*((b - a) / n for a, b in zip(before, clocks(), strict=True)))


def slope(fit: Callable[[int], object], few: int, many: int) -> Seconds:
    """One epoch of a library that only fits from scratch: what each further one costs."""
    marks = [clocks()]
    for n in (few, many):
        fit(n)
        marks.append(clocks())
    short, long = ([b - a for a, b in zip(*pair, strict=True)] for pair in pairwise(marks))
    return Seconds(*((b - a) / (many - few) for a, b in zip(short, long, strict=True)))


def rmse_of(
    data: Data, P: np.ndarray, Q: np.ndarray, offset: float = 0.0,
    b_user: np.ndarray | None = None, b_item: np.ndarray | None = None,
) -> float:  # fmt: skip
    """Held-out RMSE of a factorization, in stars."""
    u, i = data.test_users, data.test_items
    predicted = offset + np.einsum("nf,nf->n", np.asarray(P)[u], np.asarray(Q)[i])
    if b_user is not None and b_item is not None:
        predicted = predicted + np.asarray(b_user)[u] + np.asarray(b_item)[i]
    return rmse(data, predicted)


def rmse(data: Data, predicted: np.ndarray) -> float:
    """Held-out RMSE of predictions, in stars."""
    e = data.test_values.astype(np.float64) - predicted
    return float(np.sqrt(np.mean(e * e)))


def damped_biases(data: Data) -> tuple[np.ndarray, np.ndarray]:
    """What FunkSVD stands on, in every library: how kind a user is, how liked an item."""
    above = data.values.astype(np.float64) - data.mu
    b_item = _damped(data.items, above, data.n_items)
    return _damped(data.users, above - b_item[data.items], data.n_users), b_item


def _damped(index: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    return np.bincount(index, values, size) / (np.bincount(index, minlength=size) + 5.0)
