"""The lesson `vectorized`: one gradient, computed and timed in several ways."""

import statistics
import threading
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import streamlit as st

from mf_core import objective
from mf_core.datasets.planted import Plan, plant
from mf_core.figures.picture import Picture
from mf_core.figures.time_per_size import time_per_size
from mf_core.kernels.batch import batch_gradient
from mf_core.model import Factors, Ratings, random_factors
from mf_core.saying import brief, number
from pages._kit import panels, text

K = 8
N_RATINGS = 10_000
# Users and items by their name in the menu: each table has ten times the cells of the last.
SIZES = {"125 × 160": (125, 160), "400 × 500": (400, 500), "1,250 × 1,600": (1_250, 1_600)}

LOOP, TABLE, LIST, COMPILED = (
    "Python loop",
    "NumPy, whole table",
    "NumPy, list of ratings",
    "compiled loop",
)
OUTCOMES = {
    "all of them": "Three of the four never look at an empty cell. For them the size of the table "
    "is only the number of rows they may have to visit.",
    "only NumPy on the whole table": "It computes a residual for every cell and multiplies the "
    "empty ones by 0 afterwards. A hundred times the cells is a hundred times that work.",
    "none of them: the ratings are the same": "The ratings are, but one of the four works on "
    "the table they stand in, and that has a hundred times as many cells.",
}
_ALL, _TABLE_ONLY, _NONE = OUTCOMES

# Timings made at the same time would measure each other.
_ONE_AT_A_TIME = threading.Lock()


class Measured(NamedTuple):
    """How long each way took on one table, and how far their gradients are apart."""

    n_cells: int
    milliseconds: dict[str, float]  # median
    repeats: dict[str, int]
    difference: float  # largest, between any way and the compiled loop, in star·√star
    largest: float  # largest entry of the gradient, in the same unit


def ways(ratings: Ratings, factors: Factors) -> dict[str, Callable[[], Factors]]:
    """Four ways to the same gradient; writing out the table is not part of the time."""
    R, M = objective.dense(ratings)
    return {
        LOOP: lambda: _factors(batch_gradient.py_func(ratings, factors, 0.0)),
        TABLE: lambda: objective.masked_gradient(R, M, factors, 0.0),
        LIST: lambda: objective.gradient(ratings, factors, 0.0),
        COMPILED: lambda: batch_gradient(ratings, factors, 0.0),
    }


def _factors(result: object) -> Factors:
    """What plain Python returned; the type of `py_func` promises nothing."""
    assert isinstance(result, Factors)  # noqa: S101 (for the type checker)
    return result


def measure(size: tuple[int, int], n_ratings: int = N_RATINGS, seed: int = 0) -> Measured:
    """Run every way on the same ratings and factors, and compare times and results.

    Parameters
    ----------
    size : (int, int)
        Users and items.
    n_ratings : int
        How many of the cells hold a rating.
    """
    rng = np.random.default_rng(seed)
    ratings = plant(Plan(n_users=size[0], n_items=size[1], n_ratings=n_ratings), rng).ratings
    factors = random_factors(ratings.n_users, ratings.n_items, K, 0.3, rng)
    exact = batch_gradient(ratings, factors, 0.0)
    milliseconds, repeats, differences = {}, {}, []
    with _ONE_AT_A_TIME:
        for name, way in ways(ratings, factors).items():
            differences.append(_apart(way(), exact))  # and warm
            milliseconds[name], repeats[name] = median_time(way)
    return Measured(
        ratings.n_users * ratings.n_items, milliseconds, repeats, max(differences), _largest(exact)
    )


def _apart(one: Factors, other: Factors) -> float:
    return _largest(Factors(one.P - other.P, one.Q - other.Q))


def _largest(gradient: Factors) -> float:
    return max(float(np.abs(matrix).max()) for matrix in gradient)


def median_time(way: Callable[[], object], budget: float = 0.4) -> tuple[float, int]:
    """The median of at least three runs, in milliseconds, and how many there were."""
    times: list[float] = []
    while len(times) < 3 or (sum(times) < budget and len(times) < 25):
        start = time.perf_counter()
        way()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times), len(times)


# --- on the page


def results() -> dict[int, Measured]:
    """What this reader has measured so far: number of cells → times; smallest table first."""
    kept: dict[int, Measured] = st.session_state.setdefault("vectorized_measured", {})
    return dict(sorted(kept.items()))


def button(size: str, *, ready: bool) -> None:
    """The button that measures; it waits until the reader has guessed."""
    st.button("Measure on this machine", on_click=measure_here, args=(size,), disabled=not ready)


def measure_here(size: str) -> None:
    """Measure one of the `SIZES` and keep the result (what the button calls)."""
    made = measure(SIZES[size])
    st.session_state["vectorized_measured"] = results() | {made.n_cells: made}
    st.session_state["vectorized_latest"] = made


def latest() -> Measured:
    """The measurement made last; there is one as soon as there are results."""
    made = st.session_state["vectorized_latest"]
    assert isinstance(made, Measured)  # noqa: S101 (for the type checker)
    return made


def chart(made: Mapping[int, Measured]) -> Picture:
    """All times so far."""
    names = next(iter(made.values())).milliseconds
    return time_per_size(
        np.array(list(made), dtype=float),
        {name: np.array([one.milliseconds[name] for one in made.values()]) for name in names},
    )


def table(one: Measured) -> None:
    """The times on one table, each also as a multiple of the quickest."""
    quickest = min(one.milliseconds.values())
    n_known = f"{N_RATINGS:,} ratings"
    looks_at = {
        name: f"{one.n_cells:,} cells" if name == TABLE else n_known for name in _order(one)
    }
    rows = [
        (
            name,
            looks_at[name],
            brief(one.milliseconds[name]),
            _times(one.milliseconds[name] / quickest),
            str(one.repeats[name]),
        )
        for name in _order(one)
    ]
    head = ("", "looks at", "median (ms)", "times the quickest", "runs")
    st.markdown(text.table(head, rows, "lrrrr"))
    panels.note(
        f"The table has {one.n_cells:,} cells; {N_RATINGS / one.n_cells:.1%} hold a rating. "
        f"The four gradients differ nowhere by more than **{brief(one.difference, 1)}**, on "
        "entries up "
        f"to {number(one.largest, 0)}: a relative {brief(one.difference / one.largest, 1)}, "
        "which is rounding."
    )


def _times(ratio: float) -> str:
    return f"{number(ratio, 0) if ratio >= 10 else brief(ratio, 2)} ×"


def _order(one: Measured) -> list[str]:
    return sorted(one.milliseconds, key=lambda name: one.milliseconds[name])


def outcome(made: Mapping[int, Measured]) -> str:
    """What happened to the times between the smallest and the largest table measured."""
    first, last = next(iter(made.values())), list(made.values())[-1]
    grown = {
        name for name, time_now in last.milliseconds.items()
        if time_now > 3 * first.milliseconds[name]
    }  # fmt: skip
    if grown == {TABLE}:
        return _TABLE_ONLY
    return _ALL if TABLE in grown else _NONE
