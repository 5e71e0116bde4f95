"""What settings are worth on ratings that were never seen, on a hand-sized set: leave-one-out.

Of 39 ratings a tenth is four, and four ratings say nothing. So each is left out once, and as many
runs as there are ratings are trained. One kernel makes them all: a map of 36 settings, each of 39
runs over 60 epochs, takes less than a second.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.algorithms.algorithm import Knobs, Setup, start_factors
from mf_core.algorithms.order import epoch_order
from mf_core.algorithms.sgd import start
from mf_core.kernels.sgd import left_out_epochs
from mf_core.model import Ratings, take

_Floats = NDArray[np.float64]


class LeftOut(NamedTuple):
    """As many runs as there are ratings, each trained without one of them."""

    train_rmse: _Floats  # (n_epochs + 1,) mean of the runs, in stars
    left_rmse: _Floats  # (n_epochs + 1,) over the ratings that were left out, in stars
    mean_rmse: float  # the same for predicting the mean of the others, in stars


def orders_without(ratings: Ratings, n_epochs: int, seed: int) -> NDArray[np.int64]:
    """The visits of each run and epoch, (n, n_epochs, n - 1): those SGD makes with this seed.

    They depend neither on k nor on a rate, so that whoever tries many settings asks for them once.
    """
    n = ratings.values.size
    orders = np.empty((n, n_epochs, n - 1), dtype=np.int64)
    for left in range(n):
        others = np.delete(np.arange(n), left)
        train, rng = take(ratings, others), np.random.default_rng([seed, 1])
        shuffle = start(train, Setup(k=1), np.random.default_rng(seed)).memory.shuffle
        for t in range(n_epochs):
            orders[left, t] = others[epoch_order(train, shuffle, rng)]
    return orders


def left_out(
    ratings: Ratings, setup: Setup, knobs: Knobs, orders: NDArray[np.int64], seed: int
) -> LeftOut:
    """Leave out each rating in turn, train SGD on the others, and predict the one left out.

    Parameters
    ----------
    setup : Setup
        Its baseline is the mean of the ratings a run is trained on.
    orders : (n, n_epochs, n - 1)
        From `orders_without`.

    Returns
    -------
    LeftOut
        ∞ from the epoch on in which a run diverges: it misses without end.
    """
    n = ratings.values.size
    factors = start_factors(ratings, setup, np.random.default_rng(seed))
    others = (ratings.values.sum() - ratings.values) / (n - 1)
    with np.errstate(over="ignore", invalid="ignore"):
        left, sum_sq = left_out_epochs(ratings, factors, others, orders, knobs.eta, knobs.lam)
        train, missed = np.sqrt(sum_sq / (n - 1)), left**2
        train, missed = (np.where(np.isfinite(each), each, np.inf) for each in (train, missed))
        return LeftOut(
            train.mean(axis=0),
            np.sqrt(missed.mean(axis=0)),
            float(np.sqrt(np.mean((ratings.values - others) ** 2))),
        )
