"""FunkSVD: train the first feature, freeze it, train the next on what is left to explain."""

import math
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
    copied,
    start_baseline,
    start_factors,
)
from mf_core.algorithms.order import epoch_order, shuffle_seed
from mf_core.fast.funk import funk_kernel, trained
from mf_core.kernels.funk import (
    clipped_epoch,
    explain_away,
    explain_away_clipped,
    funk_epoch,
)
from mf_core.model import Factors, Model, Ratings

Column = NDArray[np.float64]  # of P (n_users,) or of Q (n_items,), in √star


class Memory(NamedTuple):
    """What FunkSVD remembers between epochs."""

    feature: int  # the feature f that is trained now; k when all are done
    epochs: int  # epochs it has had
    residuals: NDArray[np.float64]  # (n,) of the baseline and all earlier features, in stars
    waiting: Factors  # where each feature will start; not part of the model before its turn
    shuffle: NDArray[np.int64]  # (1,)  seed of the order in which each user's ratings are visited


UNCLIPPED = (-math.inf, math.inf)


def start(ratings: Ratings, setup: Setup, rng: np.random.Generator) -> State:
    """Begin with the baseline and the first feature; the others are 0 until their turn comes."""
    baseline = start_baseline(ratings, setup)
    waiting = start_factors(ratings, setup, rng)
    factors = Factors(np.zeros_like(waiting.P), np.zeros_like(waiting.Q))
    residuals = above_baseline(ratings, baseline).values
    memory = Memory(0, 0, residuals, waiting, shuffle_seed(rng))
    return State(Model(_with_feature(factors, memory), baseline), 0, memory)


def step(ratings: Ratings, state: State, knobs: Knobs, rng: np.random.Generator) -> State:
    """Train the current feature for one epoch; when it has had its share, freeze it."""

    def epoch(p: Column, q: Column, eta: float) -> tuple[Column, Column]:
        order = epoch_order(ratings, state.memory.shuffle, rng)
        on = (ratings, state.memory.residuals, p, q, order, eta, knobs.lam)
        if _is_plain(knobs):
            funk_epoch(*on)
        else:
            tau = trail(state.memory) if knobs.trailing else 0.0
            clipped_epoch(*on, tau, *(knobs.clip or UNCLIPPED))
        return p, q

    return _stepped(ratings, state, knobs, epoch)


def fast_step(ratings: Ratings, state: State, knobs: Knobs, rng: np.random.Generator) -> State:
    """The same epoch, eight users in step: groups of users at random, each user's together.

    Clipped, or with waiting features counted, it is the one on paper.
    """
    if not _is_plain(knobs):
        return step(ratings, state, knobs, rng)

    def epoch(p: Column, q: Column, eta: float) -> tuple[Column, Column]:
        return trained(ratings, state.memory.residuals, p, q, eta, knobs.lam, rng)

    return _stepped(ratings, state, knobs, epoch)


def trail(memory: Memory) -> float:
    """What the features behind the one in training add to a prediction by their start, in stars.

    The sum over them of mean p times mean q: 0.1² for each where all of them start at 0.1, and
    about 0 where they start at random.
    """
    P, Q = (side[:, memory.feature + 1 :].mean(axis=0) for side in memory.waiting)
    return float(P @ Q)


def _is_plain(knobs: Knobs) -> bool:
    return knobs.clip is None and not knobs.trailing


def _stepped(
    ratings: Ratings,
    state: State,
    knobs: Knobs,
    epoch: Callable[[Column, Column, float], tuple[Column, Column]],
) -> State:
    (factors, baseline), t, memory = state
    f = memory.feature
    if f == factors.P.shape[1]:
        return State(state.model, t + 1, memory)  # every feature is trained: nothing moves
    factors = copied(factors)
    p, q = epoch(factors.P[:, f].copy(), factors.Q[:, f].copy(), knobs.rate(memory.epochs))
    factors.P[:, f], factors.Q[:, f] = p, q
    memory = memory._replace(epochs=memory.epochs + 1)
    if memory.epochs >= knobs.feature_epochs:
        residuals = memory.residuals.copy()
        if knobs.clip is None:
            explain_away(ratings, residuals, p, q)
        else:
            explain_away_clipped(ratings, residuals, p, q, *knobs.clip)
        memory = memory._replace(feature=f + 1, epochs=0, residuals=residuals)
        factors = _with_feature(factors, memory)
    return State(Model(factors, baseline), t + 1, memory)


def _with_feature(factors: Factors, memory: Memory) -> Factors:
    """Let the feature whose turn it is enter the model at its start."""
    f, factors = memory.feature, copied(factors)
    if f < factors.P.shape[1]:
        factors.P[:, f], factors.Q[:, f] = memory.waiting.P[:, f], memory.waiting.Q[:, f]
    return factors


ALGORITHM = Algorithm(
    name="funk",
    title="FunkSVD, feature by feature",
    sentence="Trains one feature at a time with SGD, freezes it, and hands what is still "
    "unexplained to the next.",
    start=start,
    step=step,
    kernels=(funk_epoch, explain_away),
    fast=Fast(fast_step, (funk_kernel, explain_away)),
    setup=Setup(init="constant", scale=0.1),
    knobs=Knobs(eta=0.02, lam=0.1),
    epochs=30,
    n_steps=lambda epochs, k: epochs * k,
    unit="feature epoch",
    # Greedy: the first feature is the best rank-1 fit of the *observed* cells and is frozen, so
    # with holes two features need not be the best two, and the held-out cells may be far off.
    recovers=Recovery(
        Knobs(eta=0.02, lam=0.0, feature_epochs=1500), 3000, train=0.35, test=math.inf
    ),
)
