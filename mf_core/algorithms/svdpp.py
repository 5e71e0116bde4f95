"""SVD++: biased SGD in which the items a user has rated, whatever the stars, describe her too."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.algorithms.algorithm import (
    Algorithm,
    Knobs,
    Recovery,
    Setup,
    State,
    copied,
    start_model,
)
from mf_core.algorithms.als import Rows
from mf_core.algorithms.order import by_user_shuffled
from mf_core.kernels.svdpp import svdpp_epoch, with_implicit
from mf_core.model import Factors, Model, Ratings


class Memory(NamedTuple):
    """What SVD++ remembers between epochs: the two parts its user factors are made of."""

    P: NDArray[np.float64]  # (n_users, k)  the users' own factors, in √star
    Y: NDArray[np.float64]  # (n_items, k)  the implicit item factors, in √star
    by_user: Rows  # the ratings user by user
    learns_baseline: bool


def start(ratings: Ratings, setup: Setup, rng: np.random.Generator) -> State:
    """Begin as SGD does; having rated an item says nothing yet: every y_j is 0."""
    model = start_model(ratings, setup, rng)
    starts, numbers = by_user_shuffled(ratings, rng)
    by_user = Rows(starts, ratings.items[numbers], ratings.values[numbers])
    Y = np.zeros_like(model.factors.Q)
    return State(model, 0, Memory(model.factors.P, Y, by_user, setup.baseline == "biases"))


def step(_ratings: Ratings, state: State, knobs: Knobs, rng: np.random.Generator) -> State:
    """Visit every rating once; the model's user factors are own and implicit part together.

    So the model predicts as any other, and its J charges λ for the sum of the two parts, not for
    each of them as the visits do.
    """
    (factors, baseline), t, memory = state
    own, Y = copied(factors._replace(P=memory.P)), memory.Y.copy()
    baseline = baseline._replace(b_user=baseline.b_user.copy(), b_item=baseline.b_item.copy())
    (starts, items, values), eta = memory.by_user, knobs.rate(t)
    users = rng.permutation(starts.size - 1)
    eta_bias = eta if memory.learns_baseline else 0.0
    svdpp_epoch(starts, items, values, users, own, Y, baseline, eta, eta_bias, knobs.lam)
    both = with_implicit(starts, items, own.P, Y)
    model = Model(Factors(both, own.Q), baseline)
    return State(model, t + 1, memory._replace(P=own.P, Y=Y))


ALGORITHM = Algorithm(
    name="svdpp",
    title="SVD++",
    sentence="Describes a user by factors of her own and by which items she has rated, whatever "
    "the stars were; otherwise it is SGD.",
    start=start,
    step=step,
    kernels=(svdpp_epoch, with_implicit),
    setup=Setup(scale=0.03),
    epochs=30,
    recovers=Recovery(Knobs(eta=0.03, lam=0.0), 1500),
)
