"""A training program of exchangeable parts, and a run of it with everything that tells."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.datasets.planted import Plan, plant
from mf_core.model import Factors, Ratings, split, take
from mf_core.museum.parts import (
    Order,
    Report,
    Start,
    Step,
    Table,
    after_the_epoch,
    scattered,
    sgd,
    shuffled,
)

_Floats = NDArray[np.float64]

# Between the hand-sized toy and a real set: large enough for smooth curves, trained in moments.
PLAN = Plan(
    n_users=40, n_items=30, n_ratings=480, k_true=2, taste=0.8, user_spread=0.2, item_spread=0.3,
    noise=0.4,
)  # fmt: skip
K, SHARE = 3, 0.2  # two tastes and one factor for the mean; a fifth of the ratings held out


class Program(NamedTuple):
    """How it starts, in which order it goes, what it does there and what it prints."""

    start: Start = scattered
    order: Order = shuffled
    step: Step = sgd
    report: Report = after_the_epoch


class Setting(NamedTuple):
    """Under which both programs of an exhibit run.

    eta, lam : η in 1/star and λ in stars
    epochs : how often the step is taken
    centred : whether the mean of the ratings is taken off before they are trained on
    by_stars : whether the file lists the worst ratings first; else it goes user by user
    """

    eta: float = 0.05
    lam: float = 0.1
    epochs: int = 40
    centred: bool = False
    by_stars: bool = False


class Run(NamedTuple):
    """What a program leaves; entry t of each curve is after t epochs, NaN once it has diverged."""

    printed: _Floats  # (n + 1,)  what it says its RMSE is, in stars; nothing before the first epoch
    held_out: _Floats  # (n + 1,)  RMSE on ratings it never saw, measured by us, in stars
    empty: _Floats  # (n + 1,)  mean prediction of the cells it was not given, in stars
    second: _Floats  # (n + 1,)  second singular value of P Qᵀ as a share of the first
    factors: Factors  # as it has left them

    @property
    def diverged(self) -> bool:
        """Whether it has left the numbers a computer can hold."""
        return not np.isfinite(self.held_out[-1])


def run(program: Program, setting: Setting, seed: int) -> Run:
    """Train on the museum's ratings; the seed draws the start and the order of the visits.

    Two programs with one seed have the same start and the same order, as far as their parts draw
    alike; what is held out is the same for all.
    """
    table, test, mu = _given(setting)
    factors = program.start(table, K, np.random.default_rng(seed))
    rng = np.random.default_rng([seed, 1])
    curves = np.full((4, setting.epochs + 1), np.nan)
    with np.errstate(over="ignore", invalid="ignore"):  # divergence is a result
        curves[1:, 0] = _measured(table, test, factors, mu)
        for t in range(1, setting.epochs + 1):
            order = program.order(table.train, rng)
            sum_sq = program.step(table, factors, order, setting.eta, setting.lam)
            measured = _measured(table, test, factors, mu)
            if not np.isfinite(measured).all():
                break
            curves[:, t] = program.report(table, factors, sum_sq), *measured
    printed, held_out, empty, second = curves
    return Run(printed, held_out, empty, second, factors)


@lru_cache(maxsize=8)
def _given(setting: Setting) -> tuple[Table, Ratings, float]:
    """Training ratings, held-out ratings and the mean that is taken off both."""
    ratings = plant(PLAN, np.random.default_rng(0)).ratings
    train, test = split(ratings, SHARE, np.random.default_rng(0))
    mu = float(train.values.mean()) if setting.centred else 0.0
    train, test = (part._replace(values=part.values - mu) for part in (train, test))
    if setting.by_stars:
        train = take(train, np.argsort(train.values, kind="stable"))
    return Table(train, *objective.dense(train)), test, mu


def _measured(table: Table, test: Ratings, factors: Factors, mu: float) -> tuple[float, ...]:
    prediction = factors.P @ factors.Q.T
    if not np.isfinite(prediction).all():
        return np.nan, np.nan, np.nan
    strength = np.linalg.svd(prediction, compute_uv=False)
    second = strength[1] / strength[0] if strength[0] > 0 else 0.0
    held_out = objective.rmse(test, factors)
    return held_out, float(prediction[table.M == 0].mean()) + mu, float(second)
