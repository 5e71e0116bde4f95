"""The ratings of the lesson, and every run on them: feature by feature, and all at once."""

from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.algorithms.algorithm import above_baseline
from mf_core.datasets.planted import Plan, plant
from mf_core.model import Factors, Model, Ratings, no_factors, split
from mf_core.projection import singular_values_of
from mf_core.training import recorded, seeded

_Floats = NDArray[np.float64]

PLAN = Plan(n_users=240, n_items=320, n_ratings=12_000, k_true=4, taste=0.9, noise=0.6)
SCALE = (0.5, 5.0)  # of the ratings, in stars
SHARE, SEED = 0.15, 0
SETUP = Setup(k=6, init="constant", scale=0.1)
KNOBS = Knobs(eta=0.02, lam=0.05, feature_epochs=30)


class Run(NamedTuple):
    """Both errors of a run, frame by frame, and where it ended."""

    train_rmse: _Floats  # (n_steps,)  in stars
    test_rmse: _Floats  # (n_steps,)  in stars
    model: Model


@cache
def parts() -> tuple[Ratings, Ratings]:
    """Training and held-out ratings: planted tastes, told as people tell them, in half stars."""
    ratings = plant(PLAN, np.random.default_rng(SEED)).ratings
    halves = np.clip(np.round(2 * ratings.values) / 2, *SCALE)
    return split(ratings._replace(values=halves), SHARE, np.random.default_rng(SEED))


@lru_cache(maxsize=64)
def funk(setup: Setup = SETUP, knobs: Knobs = KNOBS) -> Run:
    """FunkSVD: every feature for its epochs, one after the other."""
    return _run("funk", *parts(), setup, knobs, setup.k * knobs.feature_epochs)


@lru_cache(maxsize=16)
def at_once(setup: Setup = SETUP, knobs: Knobs = KNOBS) -> Run:
    """SGD on all features together, above the same baseline, for as many epochs as each has there.

    So both runs move a factor equally often. The baseline stays, as it does for FunkSVD: what is
    trained on is what it leaves of the ratings.
    """
    train, test = parts()
    baseline = objective.bias_baseline(train)
    left = (above_baseline(train, baseline), above_baseline(test, baseline))
    bare = Setup(setup.k, setup.init, setup.scale, "none")
    run = _run("sgd", *left, bare, knobs, knobs.feature_epochs)
    return run._replace(model=run.model._replace(baseline=baseline))


def _run(name: str, train: Ratings, test: Ratings, setup: Setup, knobs: Knobs, n_steps: int) -> Run:
    run = recorded(seeded(ALGORITHMS[name], train, test, setup, knobs, SEED), n_steps)
    errors = np.full((2, n_steps + 1), np.nan)
    for t, frame in enumerate(run):
        if not frame.diverged:
            errors[:, t] = frame.train_rmse, frame.test_rmse
    return Run(errors[0], errors[1], run[-1].model)


@cache
def levels() -> dict[str, tuple[float, float]]:
    """RMSE of the baselines on the training and on the held-out ratings, in stars."""
    train, test = parts()
    nothing = no_factors(PLAN.n_users, PLAN.n_items)
    made = {
        "mean": objective.mean_baseline(train),
        "mean and biases": objective.bias_baseline(train),
    }
    return {
        name: (objective.rmse(train, nothing, known), objective.rmse(test, nothing, known))
        for name, known in made.items()
    }


def rank(factors: Factors) -> int:
    """How many singular values of P Qᵀ are above rounding."""
    found = singular_values_of(*factors)
    return int((found > 1e-9 * found[0]).sum())
