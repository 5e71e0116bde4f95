"""Batch gradient descent: one step for the gradient of all ratings together."""

import numpy as np

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
from mf_core.fast.batch import gradient_kernel, take_step, trained
from mf_core.kernels.batch import batch_gradient
from mf_core.model import Factors, Ratings


def start(ratings: Ratings, setup: Setup, rng: np.random.Generator) -> State:
    """Begin at the baseline, which stays; memory: what the factors have to explain."""
    model = start_model(ratings, setup, rng)
    return State(model, 0, above_baseline(ratings, model.baseline))


def step(_ratings: Ratings, state: State, knobs: Knobs, _rng: np.random.Generator) -> State:
    """Take one step of −η times the full gradient."""
    (factors, baseline), t, left = state
    slope = batch_gradient(left, factors, knobs.lam)
    eta = knobs.rate(t)
    moved = Factors(factors.P - eta * slope.P, factors.Q - eta * slope.Q)
    return State(state.model._replace(factors=moved, baseline=baseline), t + 1, left)


def fast_step(_ratings: Ratings, state: State, knobs: Knobs, _rng: np.random.Generator) -> State:
    """Take the same step, its gradient added up over several users at a time."""
    model = trained(state.memory, state.model, knobs.rate(state.t), knobs.lam)
    return State(model, state.t + 1, state.memory)


ALGORITHM = Algorithm(
    name="batch",
    title="Batch gradient descent",
    sentence="Adds up the gradient of all ratings, then takes one step with all factors.",
    start=start,
    step=step,
    kernels=(batch_gradient,),
    fast=Fast(fast_step, (gradient_kernel, take_step)),
    knobs=Knobs(eta=0.002, lam=0.1),
    epochs=200,
    unit="step",
    recovers=Recovery(Knobs(eta=0.01, lam=0.0), 4000),
)
