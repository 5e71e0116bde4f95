"""The gradient checker: nudge one entry of P or Q by h, and hold the formula against the rise."""

from collections.abc import Callable
from functools import lru_cache
from math import log10
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.figures.difference_error import difference_error
from mf_core.figures.loss_slice import loss_slice
from mf_core.figures.picture import Picture
from mf_core.model import Factors
from mf_core.saying import brief, number
from mf_core.slopes.calculus import central_difference, difference_quotient
from pages._kit import controls
from pages._kit.parts.update_rule.rating import PAGE, trained, with_entry
from pages._kit.stage import Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.text import display, paragraphs
from pages._kit.toy import runs as toy_runs

_STEPS = np.logspace(-13, 0, 53)  # in √star: from nothing but rounding to nothing but curvature
_REACH = 1.2
TARGET = 6.0  # digits: what a difference from one side can reach, if h is chosen well
_ALL_DIGITS = 16.0  # of a floating-point number
_FIRST_ENTRY = 4  # Dev’s first factor, the one of the derivation

_SLIDERS = (
    Slider("h", "h", "step", 1e-12, 1.0, 0.25, 0.5, log=True, digits=2, unit="√star"),
    Slider("row", "row", "user or item", 0, 7, 1, 2, digits=0, whole=True),
    Slider("f", "f", "factor", 0, 1, 1, 0, digits=0, whole=True),
)


class Entry(NamedTuple):
    """One number of P or of Q."""

    side: str
    row: int
    f: int


class Checked(NamedTuple):
    """One entry's slope by the formula and by two differences, in star²/√star."""

    formula: float
    one_side: float
    both_sides: float

    @property
    def off(self) -> float:
        """How far the difference from one side is from the formula."""
        return abs(self.one_side - self.formula)

    @property
    def digits(self) -> float:
        """In how many digits behind the point both agree."""
        return min(-log10(self.off), _ALL_DIGITS) if self.off else _ALL_DIGITS


class Place(NamedTuple):
    """Where an entry stands, what the formula says there, and J along the entry."""

    now: float
    formula: float  # from objective.gradient
    loss: Callable[[float], float]


def place(entry: Entry) -> Place:
    """The trained toy, seen along one entry; all others are frozen."""
    ratings, lam = toy_runs.built_in().ratings, toy_runs.KNOBS.lam
    factors, baseline = trained()
    gradient = objective.gradient(ratings, factors, lam, baseline)
    matrix = _matrix(factors, entry)

    def loss(value: float) -> float:
        moved = with_entry(matrix, entry.row, entry.f, value)
        both = factors._replace(P=moved) if entry.side == "P" else factors._replace(Q=moved)
        return objective.loss(ratings, both, lam, baseline)

    return Place(
        float(matrix[entry.row, entry.f]),
        float(_matrix(gradient, entry)[entry.row, entry.f]),
        loss,
    )


def checked(at: Place, h: float) -> Checked:
    """The slope of J in an entry, by the formula and by nudging the entry by h."""
    return Checked(
        at.formula,
        float(difference_quotient(at.loss, at.now, h)),
        float(central_difference(at.loss, at.now, h)),
    )


def nudge(h: float, row: int, f: int, side: str) -> list[Picture]:
    """The loss along an entry with secant and tangent; the error of the secant for every h."""
    at = place(Entry(side, row, f))
    x = np.linspace(at.now - _REACH, at.now + _REACH, 61)
    loss = np.array([at.loss(value) for value in x])
    ends = (h, at.loss(at.now - h), at.loss(at.now + h))
    one_sided, two_sided = errors(Entry(side, row, f))
    return [
        loss_slice(
            x, loss, (at.now, at.loss(at.now)), "p_uf" if side == "P" else "q_if",
            slope=at.formula, ends=ends, role="user" if side == "P" else "item",
            title="loss J of all ratings (star²)",
        ),
        difference_error(_STEPS, one_sided, two_sided, h),
    ]  # fmt: skip


@lru_cache(maxsize=64)
def errors(entry: Entry) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far the differences from one side and from both are off, for every step tried."""
    at = place(entry)
    tried = [checked(at, float(step)) for step in _STEPS]
    one_sided = np.array([each.off for each in tried])
    return one_sided, np.array([abs(each.both_sides - at.formula) for each in tried])


def choose_entry() -> Entry:
    """Let the reader choose an entry of P or Q."""
    names = [name for name, _ in entries()]
    chosen = controls.choose(PAGE, "entry", "Entry to nudge", names, _FIRST_ENTRY)
    return dict(entries())[chosen]


def readout(h: float, row: int, f: int, side: str) -> str:
    """Formula and differences in numbers."""
    found = checked(place(Entry(side, row, f)), h)
    numbers = display(
        rf"\gradient{{\frac{{\partial J}}{{\partial x}}}} = {number(found.formula, 9)} \qquad "
        rf"\frac{{J(x+h)-J(x)}}{{h}} = {number(found.one_side, 9)}"
    )
    return paragraphs(
        numbers,
        f"Off by {brief(found.off, 2)} from one side, by "
        f"{brief(abs(found.both_sides - found.formula), 2)} from both sides, at h = {brief(h, 2)}.",
    )


def choose_h(h: float, row: int, f: int, side: str) -> Task:
    """The task: choose h well."""
    found = checked(place(Entry(side, row, f)), h)
    return Task(
        "Choose the step h so that the difference from *one* side agrees with the formula "
        "in six digits behind the point.",
        found.digits,
        TARGET,
        "at least",
        unit="digits",
    )


NUDGE = LiveFigure("nudge", nudge, _SLIDERS, {"side": ("P", "Q")}, says=readout, task=choose_h)


def entries() -> list[tuple[str, Entry]]:
    """Every entry of P and of Q with its name."""
    data, k = toy_runs.built_in(), toy_runs.SETUP.k
    named = (("P", data.user_names), ("Q", data.item_titles))
    return [
        (f"{side}: {name}, f = {f + 1}", Entry(side, row, f))
        for side, names in named
        for row, name in enumerate(names)
        for f in range(k)
    ]


def _matrix(factors: Factors, entry: Entry) -> NDArray[np.float64]:
    return factors.P if entry.side == "P" else factors.Q
