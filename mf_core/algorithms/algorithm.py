"""What an algorithm is: a way to start, and a step. The loop is not its business."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from mf_core import fast, objective
from mf_core.model import (
    Baseline,
    Factors,
    Model,
    Ratings,
    constant_factors,
    no_baseline,
    random_factors,
)


@dataclass(frozen=True)
class Setup:
    """What a run starts from; changing any of it means a new start.

    k: number of factors. init: every entry drawn at random, or the same constant everywhere.
    scale: the standard deviation of a random start, the value of a constant one, in √star.
    baseline: what is predicted before any taste: nothing, the mean, or mean plus biases.
    """

    k: int = 16
    init: Literal["random", "constant"] = "random"
    scale: float = 0.1
    baseline: Literal["none", "mean", "biases"] = "biases"


@dataclass(frozen=True)
class Knobs:
    """What may be turned while a run goes on.

    eta: learning rate η of the first epoch, in 1/star. decay: η is multiplied by it after every
    epoch (1 keeps it constant); FunkSVD begins every feature with the whole η again. lam:
    regularisation λ, in stars. batch: ratings per mini-batch. feature_epochs: epochs FunkSVD
    spends on each feature. clip: lowest and highest prediction of FunkSVD while it trains, in
    stars; None leaves predictions as they are. trailing: whether FunkSVD counts the features that
    still wait, at their start, in a prediction.
    """

    eta: float = 0.01
    lam: float = 0.05
    decay: float = 1.0
    batch: int = 256
    feature_epochs: int = 20
    clip: tuple[float, float] | None = None
    trailing: bool = False

    def rate(self, t: int) -> float:
        """Learning rate of epoch t (0, 1, …): η · decayᵗ, in 1/star."""
        return self.eta * self.decay**t


class State(NamedTuple):
    """Where a run stands after t steps, and what the algorithm remembers between steps."""

    model: Model
    t: int
    memory: Any


Step = Callable[[Ratings, State, Knobs, np.random.Generator], State]


class Fast(NamedTuple):
    """The same step laid out for speed (`mf_core.fast`), for more than a few ratings.

    It takes and returns the states of the step on paper, to rounding the same ones for the same
    order of visits (but for ALS with many factors, whose systems are nearly solved). `kernels`
    are the functions that do the work.
    """

    step: Step
    kernels: tuple[Callable[..., object], ...]


class Recovery(NamedTuple):
    """How an algorithm finds a rank-2 matrix that is known to stand behind the ratings.

    Each algorithm names its own, because each has its own steps; `test_algorithms` holds it to it.
    """

    knobs: Knobs  # without noise there is nothing to shrink for: λ = 0, or as good as
    n_steps: int
    train: float = 0.01  # RMSE left on the training ratings, as a share of their spread
    test: float = 0.05  # the same on cells that were held out


@dataclass(frozen=True)
class Algorithm:
    """One way to train a factorization.

    `start` and `step` leave everything they are given as it was and return a new state. A step
    is what the algorithm does before the error is measured again: an epoch, a gradient step, a
    pair of half-steps. `kernels` are the functions that do the work, to be shown beside it, the
    one to read first at the head. `has_rate`: whether it follows η and its decay. `has_lam`:
    whether it follows λ. `descends`: whether small steps lower J, each of them. `recovers`: its
    way to a matrix that is known; every algorithm of the registry has one.
    `needs_lam`: whether λ must be above 0.
    `fast` is the same step laid out for speed, where there is one; `step_for` tells which runs.
    """

    name: str
    title: str
    sentence: str
    start: Callable[[Ratings, Setup, np.random.Generator], State]
    step: Step
    kernels: tuple[Callable[..., object], ...]
    fast: Fast | None = None
    setup: Setup = Setup()
    knobs: Knobs = Knobs()
    epochs: int = 20
    n_steps: Callable[[int, int], int] = lambda epochs, _k: epochs
    unit: str = "epoch"
    has_rate: bool = True
    has_lam: bool = True
    needs_lam: bool = False
    descends: bool = True
    recovers: Recovery | None = None


def is_fast(algorithm: Algorithm, n_ratings: int, k: int) -> bool:
    """Whether a run on so many training ratings takes the fast step or the one on paper."""
    return algorithm.fast is not None and fast.pays(n_ratings, k)


def step_for(algorithm: Algorithm, n_ratings: int, k: int) -> Step:
    """The step such a run takes."""
    if algorithm.fast is not None and is_fast(algorithm, n_ratings, k):
        return algorithm.fast.step
    return algorithm.step


def start_baseline(ratings: Ratings, setup: Setup) -> Baseline:
    """Return the baseline a setup asks for."""
    if setup.baseline == "biases":
        return objective.bias_baseline(ratings)
    if setup.baseline == "mean":
        return objective.mean_baseline(ratings)
    return no_baseline(ratings.n_users, ratings.n_items)


def start_factors(ratings: Ratings, setup: Setup, rng: np.random.Generator) -> Factors:
    """Return the factors a setup asks for."""
    shape = (ratings.n_users, ratings.n_items, setup.k)
    if setup.init == "constant":
        return constant_factors(*shape, setup.scale)
    return random_factors(*shape, setup.scale, rng)


def start_model(ratings: Ratings, setup: Setup, rng: np.random.Generator) -> Model:
    """Baseline and factors as a setup asks for them."""
    return Model(start_factors(ratings, setup, rng), start_baseline(ratings, setup))


def above_baseline(ratings: Ratings, baseline: Baseline) -> Ratings:
    """Return the part of each rating that the factors have to explain: r_ui − b_ui, in stars.

    With a baseline that stays fixed, training on these values without any baseline is the same
    job; so a kernel on paper need not know of baselines.
    """
    b = baseline.mu + baseline.b_user[ratings.users] + baseline.b_item[ratings.items]
    return ratings._replace(values=ratings.values - b)


def copied(factors: Factors) -> Factors:
    """Return a copy that a kernel may change in place."""
    return Factors(factors.P.copy(), factors.Q.copy())
