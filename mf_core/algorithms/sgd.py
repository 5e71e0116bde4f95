"""Stochastic gradient descent on all factors at once, one visit per rating."""

import numpy as np

from mf_core.algorithms.algorithm import (
    Algorithm,
    Knobs,
    Setup,
    State,
    copied,
    start_model,
)
from mf_core.kernels.sgd import biased_epoch, sgd_epoch, sgd_visit
from mf_core.model import Model, Ratings


def start(ratings: Ratings, setup: Setup, rng: np.random.Generator) -> State:
    """Begin at the baseline with small factors; memory: whether the baseline learns, too."""
    return State(start_model(ratings, setup, rng), 0, setup.baseline == "biases")


def step(ratings: Ratings, state: State, knobs: Knobs, rng: np.random.Generator) -> State:
    """Visit every rating once, in a new random order."""
    learns_baseline: bool = state.memory
    factors, baseline = copied(state.model.factors), state.model.baseline
    order, eta = rng.permutation(ratings.values.size), knobs.rate(state.t)
    if learns_baseline:
        baseline = baseline._replace(b_user=baseline.b_user.copy(), b_item=baseline.b_item.copy())
        biased_epoch(ratings, factors, baseline, order, eta, knobs.lam)
    else:
        # Only μ can differ from 0 here, and it does not learn.
        centred = ratings._replace(values=ratings.values - baseline.mu)
        sgd_epoch(centred, factors, order, eta, knobs.lam)
    return State(Model(factors, baseline), state.t + 1, learns_baseline)


ALGORITHM = Algorithm(
    name="sgd",
    title="Stochastic gradient descent",
    sentence="Visits one rating after the other in random order and moves all factors of its "
    "user and its item a little.",
    start=start,
    step=step,
    kernels=(sgd_visit, sgd_epoch, biased_epoch),
)
