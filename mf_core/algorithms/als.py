"""Alternating least squares: solve for P with Q held, then for Q with P held."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.algorithms.algorithm import (
    Algorithm,
    Fast,
    Knobs,
    Recovery,
    Setup,
    State,
    above_baseline,
    start_model,
)
from mf_core.algorithms.order import together
from mf_core.fast.als import als_kernel, half, solved, triangles
from mf_core.fast.als_gradients import gradients_kernel
from mf_core.kernels.als import als_half, cholesky, solve
from mf_core.model import Factors, Ratings


class Rows(NamedTuple):
    """Ratings sorted by row: those of row u stand at starts[u] … starts[u + 1]."""

    starts: NDArray[np.int64]  # (rows + 1,)
    columns: NDArray[np.int32]  # (n,)
    values: NDArray[np.float64]  # (n,)  in stars


def rows(index: NDArray[np.int32], other: NDArray[np.int32], left: Ratings, size: int) -> Rows:
    """Sort the ratings by one of their two indices."""
    starts, numbers = together(index, size)
    return Rows(starts, other[numbers], left.values[numbers])


def start(ratings: Ratings, setup: Setup, rng: np.random.Generator) -> State:
    """Begin at the baseline, which stays; memory: the rest of the ratings by user and by item."""
    model = start_model(ratings, setup, rng)
    left = above_baseline(ratings, model.baseline)
    by_user = rows(left.users, left.items, left, left.n_users)
    by_item = rows(left.items, left.users, left, left.n_items)
    return State(model, 0, (by_user, by_item))


def step(_ratings: Ratings, state: State, knobs: Knobs, _rng: np.random.Generator) -> State:
    """Solve for all users, then for all items."""
    return _stepped(state, knobs.lam, _on_paper)


def fast_step(_ratings: Ratings, state: State, knobs: Knobs, _rng: np.random.Generator) -> State:
    """Take the same step, sixteen rows solved at a time; with many factors, nearly solved."""
    return _stepped(state, knobs.lam, _fast)


Table = NDArray[np.float64]
Half = Callable[[Rows, Table, Table, float], Table]


def _stepped(state: State, lam: float, half: Half) -> State:
    if lam <= 0:
        raise ValueError("ALS needs λ > 0: with fewer ratings than factors, λ decides")
    by_user, by_item = state.memory
    P, Q = state.model.factors
    P = half(by_user, P, Q, lam)
    Q = half(by_item, Q, P, lam)
    return State(state.model._replace(factors=Factors(P, Q)), state.t + 1, state.memory)


def _on_paper(own: Rows, before: Table, fixed: Table, lam: float) -> Table:
    moving = np.empty_like(before)
    als_half(own.starts, own.columns, own.values, moving, fixed, lam)
    return moving


def _fast(own: Rows, before: Table, fixed: Table, lam: float) -> Table:
    return half(own.starts, own.columns, own.values, before, fixed, lam)


ALGORITHM = Algorithm(
    name="als",
    title="Alternating least squares",
    sentence="Has no learning rate: with Q held, the best P has a closed form; then the other way "
    "round.",
    start=start,
    step=step,
    kernels=(als_half, solve, cholesky),
    fast=Fast(fast_step, (als_kernel, triangles, solved, gradients_kernel)),
    knobs=Knobs(lam=0.15),
    epochs=15,
    unit="pair of half-steps",
    has_rate=False,
    needs_lam=True,
    recovers=Recovery(Knobs(lam=1e-6), 300),
)
