"""Mini-batch gradient descent: one step per handful of ratings."""

import numpy as np

from mf_core.algorithms import batch
from mf_core.algorithms.algorithm import Algorithm, Knobs, Recovery, Setup, State, copied
from mf_core.algorithms.order import batches_at_random
from mf_core.kernels.batch import minibatch_epoch
from mf_core.model import Ratings, take


def start(ratings: Ratings, setup: Setup, rng: np.random.Generator) -> State:
    """Begin as batch gradient descent does, and shuffle what the factors have to explain."""
    state = batch.start(ratings, setup, rng)
    return state._replace(memory=take(state.memory, rng.permutation(ratings.values.size)))


def step(ratings: Ratings, state: State, knobs: Knobs, rng: np.random.Generator) -> State:
    """Take one step for each batch of the ratings, which were shuffled once, at random."""
    factors, left = copied(state.model.factors), state.memory
    order = batches_at_random(ratings.values.size, knobs.batch, rng)
    minibatch_epoch(left, factors, order, knobs.batch, knobs.rate(state.t), knobs.lam)
    return State(state.model._replace(factors=factors), state.t + 1, left)


ALGORITHM = Algorithm(
    name="minibatch",
    title="Mini-batch gradient descent",
    sentence="Takes one step for each small batch of ratings, all of them read from the same "
    "factors.",
    start=start,
    step=step,
    kernels=(minibatch_epoch,),
    epochs=25,
    recovers=Recovery(Knobs(eta=0.02, lam=0.0, batch=8), 1500),
)
