"""One learning rate in six conventions: translated, run, and compared."""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.picture import Picture
from mf_core.kernels.batch import batch_gradient
from mf_core.model import Factors, random_factors
from mf_core.notation import (
    DIALECTS,
    loss_scale,
    printed_rate_in,
    rate_in,
    step_coefficient,
)
from mf_core.objective import rmse
from pages._kit import questions
from pages._kit.stage import Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.text import paragraphs, short, table
from pages._kit.toy import runs as toy_runs

_RATE = Slider("rate", "η", "learning rate", 0.001, 1.0, 0.05, 0.02, log=True, unit="per star")
WAYS = ("the translated rate", "the same number")
SOURCES = tuple(DIALECTS)
N_STEPS, SEED = 60, 3
TASK_RATE = 0.02


class Walk(NamedTuple):
    """Batch gradient descent on the toy: its error after every step, and where it ends."""

    rmse: NDArray[np.float64]  # (n_steps + 1,) in stars
    end: Factors


@lru_cache(maxsize=256)  # translated rates are one and the same step, again and again
def walk(step: float) -> Walk:
    r"""Repeat :math:`P \leftarrow P + \text{step} \cdot \sum e\,q`, the same for Q, from one start.

    Parameters
    ----------
    step : float
        What stands before Σ e q in the end, in 1/star.
    """
    ratings = toy_runs.above_mean()
    rng = np.random.default_rng(SEED)
    P, Q = random_factors(ratings.n_users, ratings.n_items, 2, 0.3, rng)
    errors = [rmse(ratings, Factors(P, Q))]
    with np.errstate(over="ignore", invalid="ignore"):  # too large a rate is a result
        for _ in range(N_STEPS):
            uphill = batch_gradient(ratings, Factors(P, Q), 0.0)
            P, Q = P - step * uphill.P, Q - step * uphill.Q
            errors.append(rmse(ratings, Factors(P, Q)))
    return Walk(np.array(errors), Factors(P, Q))


def n_ratings() -> int:
    """N of the toy, by which some sources divide."""
    return toy_runs.above_mean().values.size


def on_own_loss(source: str, rate: float) -> float:
    """What stands before Σ e q if a source descends on its own loss c Σ e²: rate · 2c."""
    return rate * 2.0 * loss_scale(source, n_ratings())


def as_printed(source: str, rate: float) -> float:
    """What stands before Σ e q in a source's printed update, e in the sign of the course."""
    return step_coefficient(source, rate, n_ratings()) * DIALECTS[source].error_sign


def in_course(source: str, rate: float) -> float:
    """The course's η for a rate on a source's own loss."""
    return rate / rate_in(source, 1.0, n_ratings())


def title(source: str) -> str:
    """A source by its name."""
    return DIALECTS[source].title


def in_short(source: str) -> str:
    """A source by one word, where there is little room."""
    return title(source).removeprefix("This ").removeprefix("Lecture ").split()[0].capitalize()


def _etas(rate: float, source: str, way: str) -> dict[str, float]:
    """The course's η that each source takes, translated or not."""
    eta = in_course(source, rate)
    return {s: eta if way == WAYS[0] else in_course(s, rate) for s in SOURCES}


def six_rates(rate: float, source: str, way: str) -> Picture:
    """RMSE per step of six descents, one for each source, on its own loss."""
    n = n_ratings()
    runs = {
        in_short(s): walk(on_own_loss(s, rate_in(s, eta, n))).rmse
        for s, eta in _etas(rate, source, way).items()
    }
    return compare_curves(runs, clock="step", title="RMSE (stars)", top=2.5)


def difference(one: Walk, other: Walk) -> float:
    """The largest difference of two ends, over all entries of P and Q, in √star."""
    with np.errstate(invalid="ignore"):
        gaps = [np.abs(a - b).max() for a, b in zip(one.end, other.end, strict=True)]
    return float(max(gaps))


def rate_table(rate: float, source: str, way: str) -> str:
    """Each source's rate on its own loss and in its printed update; and what was run."""
    n, rows = n_ratings(), []
    for s, eta in _etas(rate, source, way).items():
        own, printed = rate_in(s, eta, n), printed_rate_in(s, eta, n)
        rows.append((in_short(s), short(own), short(printed)))
    head = ("rate η", "on its own loss", "in its printed update")
    return paragraphs(
        table(head, rows, "lrr"),
        _all_the_same(in_course(source, rate)) if way == WAYS[0] else "",
    )


def _all_the_same(eta: float) -> str:
    apart = largest_difference(eta)
    if not math.isfinite(apart):
        return "At this rate all twelve descents run away; so their ends cannot be compared."
    return f"Largest difference between any two ends: **{short(apart, 1)} √star**." + (
        " That is the rounding of the computer." if apart else " Not one digit differs."
    )


def largest_difference(eta: float) -> float:
    """Over twelve descents with translated rates: how far their ends lie apart, in √star."""
    n, course = n_ratings(), walk(eta)
    by_own = (walk(on_own_loss(s, rate_in(s, eta, n))) for s in SOURCES)
    by_print = (walk(as_printed(s, printed_rate_in(s, eta, n))) for s in SOURCES)
    return max(difference(course, other) for other in (*by_own, *by_print))


SIX = LiveFigure(
    "six_rates", six_rates, (_RATE,), {"source": SOURCES, "way": WAYS}, says=rate_table
)


def task() -> None:
    """The task: the notes’ rate for the course’s steps, checked by running both."""
    said = st.number_input(
        f"The notes’ rate for the course’s η = {short(TASK_RATE)}",
        0.0,
        10.0,
        None,
        0.01,
        key="objective_notes_rate",
        persist_state="session",
        placeholder="in 1/star",
    )
    apart = float("nan")
    if said is not None:
        apart = difference(walk(TASK_RATE), walk(as_printed("NO", said)))
    questions.task(
        f"The notes minimise the mean over N = {n_ratings()} ratings. Give them the rate "
        f"with which they take the course’s steps at η = {short(TASK_RATE)}. Both are run for "
        f"{N_STEPS} steps; what counts is how far apart they end.",
        apart,
        0.001,
        "at most",
        unit="√star",
    )
