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
from mf_core.fast.batch import gradient, gradient_kernel
from mf_core.kernels.batch import batch_gradient
from mf_core.model import Factors, Ratings


def start(ratings: Ratings, setup: Setup, rng: np.random.Generator) -> State:
    """Begin at the baseline, which stays; memory: what the factors have to explain."""
    model = start_model(ratings, setup, rng)
    return State(model, 0, above_baseline(ratings, model.baseline))


def step(_ratings: Ratings, state: State, knobs: Knobs, _rng: np.random.Generator) -> State:
    """Take one step of −η times the full gradient."""
    return _moved(state, batch_gradient(state.memory, state.model.factors, knobs.lam), knobs)


def fast_step(_ratings: Ratings, state: State, knobs: Knobs, _rng: np.random.Generator) -> State:
    """Take the same step, the gradient added up in one pass over four users at a time."""
    return _moved(state, gradient(state.memory, state.model.factors, knobs.lam), knobs)


def _moved(state: State, slope: Factors, knobs: Knobs) -> State:
    factors, eta = state.model.factors, knobs.rate(state.t)
    moved = Factors(factors.P - eta * slope.P, factors.Q - eta * slope.Q)
    return State(state.model._replace(factors=moved), state.t + 1, state.memory)


ALGORITHM = Algorithm(
    name="batch",
    title="Batch gradient descent",
    sentence="Adds up the gradient of all ratings, then takes one step with all factors.",
    start=start,
    step=step,
    kernels=(batch_gradient,),
    fast=Fast(fast_step, (gradient_kernel,)),
    knobs=Knobs(eta=0.002, lam=0.1),
    epochs=200,
    unit="step",
    recovers=Recovery(Knobs(eta=0.01, lam=0.0), 4000),
)
