r"""Explicit vectors for the kernels of the fast wing: what each operation means, in NumPy.

Two shapes. `Lanes` are numbers side by side, one for each of some users that are trained in step:
(n_lanes,). `Rows` are rows of a table, one for each lane: (n_lanes, width). A compiled kernel
holds both in vector registers (`arithmetic` and `memory` tell the compiler how), which a plain
loop cannot be made to do: where it knows the width, LLVM unrolls the loop before it thinks of
vectors, and takes five times as long (29 to 45 against 5 to 6 ns a rating at k = 32).

Both sizes must be constants where a kernel is compiled, hence kernels come from factories. Lanes,
Rows and a float32 may be added, subtracted and multiplied; all else is below. The definitions
are not only to be read: the plain Python of a kernel runs on them.
"""

from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mf_core._jit import COMPILES, forget_compiled

_Vector: TypeAlias = NDArray[np.float32]
_Index: TypeAlias = NDArray[np.int32]
Lanes: TypeAlias = NDArray[np.float32]  # (n_lanes,)
Rows: TypeAlias = NDArray[np.float32]  # (n_lanes, width)
Table: TypeAlias = NDArray[np.float32]  # (rows, width)


def load(vector: _Vector, n: int, n_lanes: int) -> Lanes:
    """Neighbours: vector[n], vector[n + 1] and so on."""
    return vector[n : n + n_lanes].copy()


def store(vector: _Vector, n: int, lanes: Lanes) -> None:
    """Put lane 0 at vector[n], lane 1 at vector[n + 1], …; **in place**."""
    vector[n : n + lanes.size] = lanes


def gather(vector: _Vector, index: _Index, n: int, n_lanes: int) -> Lanes:
    """Entries from anywhere: vector[index[n]], vector[index[n + 1]] and so on."""
    return vector[index[n : n + n_lanes]]


def scatter(vector: _Vector, index: _Index, n: int, lanes: Lanes) -> None:
    """Put lane 0 at vector[index[n]], lane 1 at vector[index[n + 1]], …; **in place**."""
    vector[index[n : n + lanes.size]] = lanes


def load_rows(table: Table, index: _Index, n: int, n_lanes: int, width: int) -> Rows:
    """Rows from anywhere: table[index[n]], table[index[n + 1]] and so on."""
    return table[index[n : n + n_lanes], :width]


def store_rows(table: Table, index: _Index, n: int, rows: Rows) -> None:
    """Put row 0 at table[index[n]], row 1 at table[index[n + 1]], …; **in place**."""
    table[index[n : n + rows.shape[0]]] = rows


def prefetch_rows(table: Table, index: _Index, n: int, n_lanes: int, width: int) -> None:
    """Ask memory for the rows `load_rows` will want; changes nothing but the time they take."""


def zeros(n_lanes: int) -> Lanes:
    """A zero in every lane."""
    return np.zeros(n_lanes, dtype=np.float32)


def zero_rows(n_lanes: int, width: int) -> Rows:
    """A row of zeros in every lane."""
    return np.zeros((n_lanes, width), dtype=np.float32)


def dots(x: Rows, y: Rows) -> Lanes:
    """For each lane, the dot product of its row of x and its row of y."""
    return np.asarray(np.sum(x * y, axis=1))


def axpy(c: Lanes, x: Rows, y: Rows) -> Rows:
    """For each lane, c · x + y: how a row moves along another."""
    return np.asarray(c[:, None] * x + y)


def inverse_roots(lanes: Lanes) -> Lanes:
    """1 / √x in every lane."""
    return np.asarray(np.float32(1) / np.sqrt(lanes))


def gram(
    A: Table,
    b: _Vector,
    table: Table,
    index: _Index,
    values: _Vector,
    first: int,
    last: int,
    width: int,
) -> None:
    """Σ q qᵀ and Σ r q over ratings `first` up to `last`, q the rows of a table; **overwritten**.

    Of the (width, width) matrix only what lies above its diagonal counts; what lies below may be
    anything, since both halves are the same.
    """
    q = table[index[first:last], :width]
    A[:] = q.T @ q
    b[:] = values[first:last] @ q


def total(lanes: Lanes) -> np.float32:
    """The sum of all lanes."""
    return np.float32(lanes.sum())


if COMPILES:
    # Numba's cache notices a change in a kernel, not one in what the kernel's vectors mean.
    forget_compiled(before=max(file.stat().st_mtime for file in Path(__file__).parent.glob("*.py")))
    from mf_core.fast.lanes import arithmetic, grams, memory  # noqa: F401 (what is above, for Numba)
