"""Alternating least squares, sixteen rows solved in step. On paper: `kernels.als`.

From `GRADIENTS_FROM` factors on the systems are nearly solved instead (`als_gradients`).
"""

from collections.abc import Callable
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from mf_core._jit import fast_kernel
from mf_core.fast.als_gradients import gradients_kernel
from mf_core.fast.kept import kept
from mf_core.fast.lanes import gather, gram, inverse_roots, load, scatter, store
from mf_core.fast.layout import parts_for
from mf_core.fast.pool import together
from mf_core.fast.tables import Table, padded, zeros

GRADIENTS_FROM, GRADIENTS = 64, 3  # floats in a row, and steps from the last solution
STEP = 16  # rows that are solved in step, one in each lane
TOGETHER = 4  # rows of a triangle that are worked out at a time, none waiting for another

_Double = NDArray[np.float64]
_Single = NDArray[np.float32]
_Index = NDArray[np.int32]
_Longs = NDArray[np.int64]


@fast_kernel
def triangles(A: _Single, ridge: _Single, L: _Single) -> None:
    r"""Split sixteen symmetric positive definite matrices in step, as `kernels.als.cholesky` does.

    .. math::

        A + \rho I = L L^\top

    Parameters
    ----------
    A : (16, width, width)
        Read on and above the diagonals.
    ridge : (16,)
        ρ, what is added to each diagonal.
    L : (width, width, 16)
        **Overwritten**: L_hf of all sixteen side by side, but 1 / L_ff on the diagonal, since
        nobody wants to divide by it twice. Above the diagonal stands anything.
    """
    width = A.shape[1]
    numbers, lanes = A.reshape(-1), L.reshape(-1)
    matrix = (np.arange(STEP) * (width * width)).astype(np.int32)
    row = width * STEP
    for f in range(width):
        for h in range(f - f % TOGETHER, width, TOGETHER):
            above = numbers[f * width + h :]
            one, two = gather(above, matrix, 0, STEP), gather(above[1:], matrix, 0, STEP)
            three, four = gather(above[2:], matrix, 0, STEP), gather(above[3:], matrix, 0, STEP)
            at, along = h * row, f * row
            for _ in range(f):
                x = load(lanes, along, STEP)
                one = one - x * load(lanes, at, STEP)
                two = two - x * load(lanes, at + row, STEP)
                three = three - x * load(lanes, at + 2 * row, STEP)
                four = four - x * load(lanes, at + 3 * row, STEP)
                at, along = at + STEP, along + STEP
            store(lanes, at, one)
            store(lanes, at + row, two)
            store(lanes, at + 2 * row, three)
            store(lanes, at + 3 * row, four)
        at = f * row + f * STEP
        scale = inverse_roots(load(lanes, at, STEP) + load(ridge, 0, STEP))
        store(lanes, at, scale)
        for h in range(f + 1, width):
            at = h * row + f * STEP
            store(lanes, at, scale * load(lanes, at, STEP))


@fast_kernel
def solved(L: _Single, b: _Single, x: _Single) -> None:
    r"""Solve sixteen systems in step, forwards and backwards, as `kernels.als.solve` does.

    .. math::

        L y = b, \qquad L^\top x = y

    Parameters
    ----------
    L : (width, width, 16)
        As `triangles` leaves them.
    b : (16, width)
        The right-hand sides.
    x : (width, 16)
        **Overwritten** by the solutions.
    """
    width = L.shape[0]
    lanes, sides, solution = L.reshape(-1), b.reshape(-1), x.reshape(-1)
    side = (np.arange(STEP) * width).astype(np.int32)
    row = width * STEP
    for f in range(width):
        y = gather(sides[f:], side, 0, STEP)
        for g in range(f):
            y = y - load(lanes, f * row + g * STEP, STEP) * load(solution, g * STEP, STEP)
        store(solution, f * STEP, y * load(lanes, f * row + f * STEP, STEP))
    for f in range(width - 1, -1, -1):
        y = load(solution, f * STEP, STEP)
        for g in range(f + 1, width):
            y = y - load(lanes, g * row + f * STEP, STEP) * load(solution, g * STEP, STEP)
        store(solution, f * STEP, y * load(lanes, f * row + f * STEP, STEP))


@cache
def als_kernel(width: int) -> Callable[..., None]:
    r"""Half a step of alternating least squares, for some of its rows, sixteen in step.

    .. math::

        \Big(\sum_{i \in \Omega_u} q_i q_i^\top + \lambda\,n_u I\Big)\,p_u
            = \sum_{i \in \Omega_u} r_{ui}\,q_i

    The sums of a row stay in registers (`lanes.gram`). Its system is then solved beside fifteen
    others, each loop as on paper with sixteen numbers for one; vectors along the rows of a single
    triangle would mostly be too short.

    Parameters
    ----------
    width : int
        Floats in a row of the tables.
    """

    def solve(
        starts: _Longs,
        columns: _Index,
        values: _Single,
        rated: _Index,
        moving: Table,
        fixed: Table,
        lam: np.float32,
    ) -> None:
        A, L = (
            np.empty((STEP, width, width), np.float32),
            np.empty((width, width, STEP), np.float32),
        )
        b, x = np.empty((STEP, width), np.float32), np.empty((width, STEP), np.float32)
        ridge, place = np.empty(STEP, np.float32), np.empty(STEP, np.int32)
        numbers = moving.reshape(-1)
        for begin in range(0, rated.size, STEP):
            for w in range(STEP):
                u = rated[min(begin + w, rated.size - 1)]  # the last row fills the last lanes
                gram(A[w], b[w], fixed, columns, values, starts[u], starts[u + 1], width)
                ridge[w] = lam * np.float32(starts[u + 1] - starts[u])
                place[w] = u * width
            triangles(A, ridge, L)
            solved(L, b, x)
            for f in range(width):
                scatter(numbers[f:], place, 0, load(x.reshape(-1), f * STEP, STEP))

    return fast_kernel(solve)


def half(
    starts: _Longs, columns: _Index, values: _Double, before: _Double, fixed: _Double, lam: float
) -> _Double:
    """The factors that are best for those held fixed: what `als_half` writes, to rounding.

    From 64 factors on nearly those. After two pairs of half-steps the held-out error is the same
    to 0.001 stars, and a pair at 1M takes 23 instead of 83 ns a rating (k = 128: 40, not 441).

    Parameters
    ----------
    starts, columns, values, lam
        As in `kernels.als.als_half`.
    before : (rows, k)
        The factors so far, in √star; an exact solution does not depend on them.
    fixed : (other rows, k)
        The factors that are held, in √star.

    Returns
    -------
    (rows, k)
        In √star; 0 for a row without ratings.
    """
    k = fixed.shape[1]
    width = padded(k)
    moving = as_table(before, width)
    moving[np.diff(starts) == 0] = 0.0
    rows_of = kept(parts, starts, parts_for(values.size))
    solve(starts, columns, kept(single, values), rows_of, moving, as_table(fixed, width), lam)
    return moving[:, :k].astype(np.float64)


def solve(
    starts: _Longs,
    columns: _Index,
    values: _Single,
    parts_: list[_Index],
    moving: Table,
    fixed: Table,
    lam: float,
) -> None:
    """Solve for the rows of all `parts`, side by side; `moving` is **changed in place**."""
    width, given = moving.shape[1], (starts, columns, values)
    held = (moving, fixed, np.float32(lam))
    if width >= GRADIENTS_FROM:
        improve = gradients_kernel(width)
        together([partial(improve, *given, rated, *held, GRADIENTS) for rated in parts_])
    else:
        kernel = als_kernel(width)
        together([partial(kernel, *given, rated, *held) for rated in parts_])


def parts(starts: _Longs, n_parts: int) -> list[_Index]:
    """The rows that have ratings, in parts of about as many ratings each.

    Filled-up columns of a table are 0 in A and in b, hence λ n in the diagonal and 0 in x: no
    row may be without ratings.
    """
    rated = np.flatnonzero(np.diff(starts)).astype(np.int32)
    edges = np.searchsorted(starts[rated], np.linspace(0, starts[-1], n_parts + 1)[1:-1])
    return np.split(rated, edges)


def single(values: _Double) -> _Single:
    """In single precision."""
    return values.astype(np.float32)


def as_table(source: _Double, width: int) -> Table:
    """Rows filled up with zeros, in single precision, on cache lines."""
    made = zeros(source.shape[0], width)
    made[:, : source.shape[1]] = source
    return made
