"""The lesson `vectorized`: how far the same loop goes, from plain Python to the fast wing."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import streamlit as st

from mf_core import objective
from mf_core.datasets.planted import Plan, plant
from mf_core.fast import batch, pays
from mf_core.figures.picture import Picture
from mf_core.figures.time_bars import time_bars
from mf_core.kernels.batch import batch_gradient
from mf_core.model import Model, Ratings, random_factors
from mf_core.saying import brief, number
from pages._kit.parts.vectorized.ways import median_time

K = 16
_PLAN = Plan(n_users=1_000, n_items=1_700, n_ratings=100_000)
SAMPLE = 500  # ratings, for the way that would need seconds for all of them
PYTHON, NUMPY, COMPILED, FAST = "plain Python", "NumPy", "compiled loop", "fast wing"
NETFLIX = 100_000_000  # ratings of the Netflix Prize, in round numbers
_KEPT = "vectorized_reach"


class Timed(NamedTuple):
    """One way to a gradient: how many ratings it was given, and how long it took for each."""

    n_ratings: int
    nanoseconds: float  # for one rating


def ways(ratings: Ratings, model: Model) -> dict[str, tuple[int, Callable[[], object]]]:
    """Each way with the number of ratings it is given; the last two need a compiler."""
    factors, few = model.factors, _first(ratings, SAMPLE)
    found: dict[str, tuple[int, Callable[[], object]]] = {
        PYTHON: (SAMPLE, lambda: batch_gradient.py_func(few, factors, 0.0)),
        NUMPY: (ratings.values.size, lambda: objective.gradient(ratings, factors, 0.0)),
    }
    if pays(ratings.values.size, K):
        found[COMPILED] = (ratings.values.size, lambda: batch_gradient(ratings, factors, 0.0))
        found[FAST] = (ratings.values.size, lambda: batch.trained(ratings, model, 1e-4, 0.0))
    return found


def measure(plan: Plan = _PLAN) -> dict[str, Timed]:
    """Time every way on the same ratings and factors; the slowest first."""
    rng = np.random.default_rng(0)
    ratings = plant(plan, rng).ratings
    factors = random_factors(ratings.n_users, ratings.n_items, K, 0.3, rng)
    model = Model(factors, objective.mean_baseline(ratings))
    timed = {}
    for name, (n_ratings, way) in ways(ratings, model).items():
        way()  # compiles, lays the ratings out
        milliseconds, _ = median_time(way, budget=0.1)
        timed[name] = Timed(n_ratings, 1e6 * milliseconds / n_ratings)
    return timed


def _first(ratings: Ratings, n: int) -> Ratings:
    return ratings._replace(
        users=ratings.users[:n], items=ratings.items[:n], values=ratings.values[:n]
    )


# --- on the page


def made() -> dict[str, Timed]:
    """What this reader has measured; empty before the button is pressed."""
    kept: dict[str, Timed] = st.session_state.get(_KEPT, {})
    return kept


def button() -> None:
    """The button that measures."""
    st.button("Measure all of them", key="vectorized_measure_reach", on_click=_measure)


def _measure() -> None:
    st.session_state[_KEPT] = measure()


def chart(timed: Mapping[str, Timed]) -> Picture:
    """One bar for each way."""
    return time_bars({name: one.nanoseconds for name, one in timed.items()})


def in_words(timed: Mapping[str, Timed]) -> str:
    """What the times mean, for a data set everybody in the field knows."""
    slowest, *_, last = timed
    quickest = timed[last].nanoseconds
    said = (
        f"On this machine, just now, {slowest} needs {brief(timed[slowest].nanoseconds, 2)} ns for "
        f"a rating and the {last} {brief(quickest, 2)} ns, "
        f"**{brief(timed[slowest].nanoseconds / quickest, 2)} times** less."
    )
    times = {name: duration(one.nanoseconds * NETFLIX) for name, one in timed.items()}
    rounds = ", ".join(f"{name} {time}" for name, time in times.items())
    return f"{said} One gradient of the hundred million ratings of the Netflix Prize: {rounds}."


def duration(nanoseconds: float) -> str:
    """A time as one says it.

    Examples
    --------
    >>> duration(4.2e9), duration(1.5e11), duration(7.2e12)
    ('4.2 s', '2.5 minutes', '2.0 hours')
    """
    seconds = nanoseconds / 1e9
    if seconds < 100:
        return f"{brief(seconds, 2)} s"
    if seconds < 6000:
        return f"{number(seconds / 60, 1)} minutes"
    return f"{number(seconds / 3600, 1)} hours"
