"""Many settings tried one after the other, each judged on ratings that it is not trained on.

A search is an algorithm like any other, so that a queue can run it, stop it and let it wait its
turn: a step tries one setting from its start to its last epoch, and the model is the best so far.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.algorithms import ALGORITHMS, Algorithm, Knobs, Setup
from mf_core.algorithms.algorithm import State, start_model
from mf_core.model import Model, Ratings, split
from mf_core.training import recorded, seeded

_SGD = ALGORITHMS["sgd"]
SHARE = 0.1  # of the training ratings: what validates


class Setting(NamedTuple):
    """One cell of a map."""

    k: int
    eta: float  # 1/star
    lam: float  # stars


class Curves(NamedTuple):
    """What became of a setting, epoch by epoch; ∞ from the epoch on in which it diverged."""

    train_rmse: NDArray[np.float64]  # (n_epochs + 1,)  in stars
    valid_rmse: NDArray[np.float64]  # (n_epochs + 1,)  in stars

    @property
    def stop(self) -> int:
        """The epoch whose model errs least on the validation ratings."""
        return int(np.argmin(self.valid_rmse))


class Fitted(NamedTuple):
    """A setting trained to its last epoch, and the model that early stopping would keep."""

    curves: Curves
    stopped: Model  # of epoch `curves.stop`
    last: Model


class Tried(NamedTuple):
    """What a search remembers: how it splits, and every setting so far."""

    inner: Ratings
    valid: Ratings
    seed: int
    curves: tuple[Curves, ...]

    @property
    def best(self) -> int:
        """The number of the best setting so far."""
        return best_of(self.curves)


def best_of(curves: Sequence[Curves]) -> int:
    """The number of the setting with the lowest validation error of any epoch."""
    return int(np.argmin([each.valid_rmse.min() for each in curves]))


def lowest(errors: NDArray[np.float64]) -> tuple[int, int] | None:
    """Row and column of the lowest finite error of a map; None where there is none.

    Examples
    --------
    >>> lowest(np.array([[np.nan, 0.9], [0.8, np.inf]])), lowest(np.array([[np.inf]]))
    ((1, 0), None)
    """
    finite = np.where(np.isfinite(errors), errors, np.inf)
    row, column = divmod(int(finite.argmin()), errors.shape[1])
    return (row, column) if np.isfinite(finite[row, column]) else None


def fit(train: Ratings, valid: Ratings, setting: Setting, n_epochs: int, seed: int) -> Fitted:
    """Train SGD under one setting, and keep the epoch that errs least on `valid`.

    Parameters
    ----------
    train, valid : Ratings
        What is trained on, and what only decides when to stop.
    seed : int
        Of the start and of the order of visits: settings are compared from one start.
    """
    setup, knobs = Setup(k=setting.k), Knobs(eta=setting.eta, lam=setting.lam)
    run = recorded(seeded(_SGD, train, valid, setup, knobs, seed), n_epochs)
    errors = np.full((2, n_epochs + 1), np.inf)
    errors[:, : len(run)] = np.array([(each.train_rmse, each.test_rmse) for each in run]).T
    curves = Curves(*np.where(np.isfinite(errors), errors, np.inf))
    return Fitted(curves, run[curves.stop].model, run[-1].model)


def search(settings: Sequence[Setting], n_epochs: int) -> Algorithm:
    """The search through some settings, as an algorithm: a step tries the next of them.

    A tenth of the training ratings are set aside for validation. What a job calls its test
    ratings is never looked at by the search.
    """

    def start(ratings: Ratings, _setup: Setup, rng: np.random.Generator) -> State:
        inner, valid = split(ratings, SHARE, rng)
        nothing = start_model(inner, Setup(k=1, init="constant", scale=0.0), rng)
        return State(nothing, 0, Tried(inner, valid, int(rng.integers(2**31)), ()))

    def step(_ratings: Ratings, state: State, _knobs: Knobs, _rng: np.random.Generator) -> State:
        tried: Tried = state.memory
        found = fit(tried.inner, tried.valid, settings[state.t], n_epochs, tried.seed)
        memory = tried._replace(curves=(*tried.curves, found.curves))
        model = found.stopped if memory.best == state.t else state.model
        return State(model, state.t + 1, memory)

    return Algorithm(
        name="search",
        title="Search",
        sentence="Tries one setting after the other and keeps the best on validation ratings.",
        start=start,
        step=step,
        kernels=_SGD.kernels,
        setup=Setup(k=max(setting.k for setting in settings)),
        epochs=len(settings),
        unit="setting",
        descends=False,
    )
