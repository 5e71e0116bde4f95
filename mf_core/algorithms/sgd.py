"""Stochastic gradient descent on all factors at once, one visit per rating."""

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
    copied,
    start_model,
)
from mf_core.algorithms.order import epoch_order, shuffle_seed
from mf_core.fast.sgd import sgd_kernel, trained
from mf_core.kernels.sgd import biased_epoch, sgd_epoch, sgd_visit
from mf_core.model import Model, Ratings


class Memory(NamedTuple):
    """What SGD remembers between epochs; nothing in it changes."""

    learns_baseline: bool
    shuffle: NDArray[np.int64]  # (1,)  seed of the order in which each user's ratings are visited


def start(ratings: Ratings, setup: Setup, rng: np.random.Generator) -> State:
    """Begin at the baseline, which learns too if it has biases, with small factors.

    The ratings of a user are shuffled by a stream of its own, so that two setups that draw their
    factors differently have them in the same order.
    """
    model, order = start_model(ratings, setup, rng), rng.spawn(1)[0]
    return State(model, 0, Memory(setup.baseline == "biases", shuffle_seed(order)))


def step(ratings: Ratings, state: State, knobs: Knobs, rng: np.random.Generator) -> State:
    """Visit every rating once: users in a new random order, the ratings of a user together."""
    order = epoch_order(ratings, state.memory.shuffle, rng)
    eta, learns = knobs.rate(state.t), state.memory.learns_baseline
    model = _visited(ratings, state.model, order, eta, knobs.lam, learns)
    return State(model, state.t + 1, state.memory)


def fast_step(ratings: Ratings, state: State, knobs: Knobs, rng: np.random.Generator) -> State:
    """The same visits, several users in step: groups of users at random, a user's together."""
    learns, eta = state.memory.learns_baseline, knobs.rate(state.t)
    model = trained(ratings, state.model, eta, knobs.lam, rng, learns=learns)
    return State(model, state.t + 1, state.memory)


class Walk(NamedTuple):
    """Where a run that shows every single visit stands within its epoch."""

    epoch: Memory
    order: NDArray[np.int64]  # (n,) the order of this epoch
    at: int  # visits made in it
    visited: int  # the rating visited last; -1 at the start


def start_walk(ratings: Ratings, setup: Setup, rng: np.random.Generator) -> State:
    """Begin as `start` does, with the first epoch's order still to be drawn."""
    state = start(ratings, setup, rng)
    return state._replace(memory=Walk(state.memory, np.empty(0, dtype=np.int64), 0, -1))


def step_walk(ratings: Ratings, state: State, knobs: Knobs, rng: np.random.Generator) -> State:
    """Visit one rating: n of these steps are exactly one `step`."""
    walk: Walk = state.memory
    if walk.at == walk.order.size:
        walk = walk._replace(order=epoch_order(ratings, walk.epoch.shuffle, rng), at=0)
    chosen = walk.order[walk.at : walk.at + 1]
    eta = knobs.rate(state.t // ratings.values.size)
    model = _visited(ratings, state.model, chosen, eta, knobs.lam, walk.epoch.learns_baseline)
    return State(model, state.t + 1, walk._replace(at=walk.at + 1, visited=int(chosen[0])))


def _visited(
    ratings: Ratings,
    model: Model,
    order: NDArray[np.int64],
    eta: float,
    lam: float,
    learns_baseline: bool,  # noqa: FBT001 (a fact about the run, not a switch for its author)
) -> Model:
    factors, baseline = copied(model.factors), model.baseline
    if learns_baseline:
        baseline = baseline._replace(b_user=baseline.b_user.copy(), b_item=baseline.b_item.copy())
        biased_epoch(ratings, factors, baseline, order, eta, lam)
    else:
        # Only μ can differ from 0 here, and it does not learn.
        centred = ratings._replace(values=ratings.values - baseline.mu)
        sgd_epoch(centred, factors, order, eta, lam)
    return Model(factors, baseline)


ALGORITHM = Algorithm(
    name="sgd",
    title="Stochastic gradient descent",
    sentence="Visits one rating after the other, users in random order and the ratings of a user "
    "together, and moves all factors of its user and its item a little.",
    start=start,
    step=step,
    kernels=(biased_epoch, sgd_epoch, sgd_visit),
    fast=Fast(fast_step, (sgd_kernel,)),
    knobs=Knobs(lam=0.1),
    epochs=50,
    recovers=Recovery(Knobs(eta=0.03, lam=0.0), 800),
)

# The same algorithm under a microscope; not in the registry, because it is no other algorithm.
VISITS = Algorithm(
    name="sgd_visits",
    title="Stochastic gradient descent, visit by visit",
    sentence="One step is one visit.",
    start=start_walk,
    step=step_walk,
    kernels=ALGORITHM.kernels,
    unit="visit",
)
