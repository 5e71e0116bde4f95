"""Mini-batch gradient descent: one step per handful of ratings."""

import numpy as np

from mf_core.algorithms.algorithm import Algorithm, Knobs, Recovery, State, copied
from mf_core.algorithms.batch import start
from mf_core.kernels.batch import minibatch_epoch
from mf_core.model import Ratings


def step(ratings: Ratings, state: State, knobs: Knobs, rng: np.random.Generator) -> State:
    """Cut a new random order of the ratings into batches and take one step for each."""
    factors, left = copied(state.model.factors), state.memory
    order = rng.permutation(ratings.values.size)
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
