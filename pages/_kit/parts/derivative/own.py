"""The reader's own function: how it was read, its derivative, and the check by measuring."""

import math
from functools import lru_cache

import numpy as np
import streamlit as st

from mf_core.figures.picture import Picture
from mf_core.figures.slope_below import slope_below
from mf_core.slopes.calculus import central_difference, difference_quotient
from mf_core.slopes.formula import Formula, parse
from pages._kit import controls, panels, questions
from pages._kit.parts.derivative.secant import ALONG, DELTA, X, exact
from pages._kit.stage.live import LiveFigure
from pages._kit.text import display, inline, paragraphs, short
from pages._kit.typed import Readable

DEFAULT = "sin(x) + x/2"

_read = lru_cache(maxsize=64)(parse)  # the same function at every move, so its points are kept


def own_picture(delta: float, x: float, formula: str) -> Picture:
    """The same for a function the reader has typed."""
    read = _read(formula)
    return slope_below(read.value, read.slope, (-5.0, 5.0), x, delta)


def own_check(delta: float, x: float, formula: str) -> str:
    """The derivative by the rules against differences: at x, and wherever both exist."""
    read = _read(formula)
    slope, measured = float(read.slope(x)), float(central_difference(read.value, np.array(x)))
    quotient = float(difference_quotient(read.value, np.array(x), delta))
    return paragraphs(
        display(
            rf"\gradient{{f'({exact(x)})}} = \gradient{{{exact(slope, 6)}}} \qquad "
            rf"\prediction{{\text{{secant: }} {exact(quotient, 6)}}}"
        ),
        f"{_measured(slope, measured)} {checked(read)}",
    )


def _measured(slope: float, measured: float) -> str:
    """What two close points say at this x, to the digits they can be trusted for."""
    if not math.isfinite(measured):
        return "Here the function, or its surroundings, do not exist: nothing to measure."
    if not math.isfinite(slope):
        return "There is no slope here. (Two points to both sides of a corner measure its middle.)"
    return f"Two points close to x measure {short(measured, 6) if abs(measured) > 1e-9 else 0}."


OWN = LiveFigure(
    "own_function",
    own_picture,
    (DELTA, X._replace(low=-4.0, high=4.0)),
    {"formula": Readable(DEFAULT, parse)},
    ALONG,
    says=own_check,
)


def checked(formula: Formula) -> str:
    """How well the derivative by the rules agrees with measured slopes, in a sentence."""
    grid = np.linspace(-5.0, 5.0, 1001)
    with np.errstate(all="ignore"):
        by_rule, measured = formula.slope(grid), central_difference(formula.value, grid)
        size = np.maximum(1.0, np.maximum(np.abs(by_rule), np.abs(measured)))
        off = np.abs(by_rule - measured) / size
    there = off[np.isfinite(off)]
    if there.size == 0:
        return "Nowhere between −5 and 5 do this function and its slope both exist."
    worst = float(there.max())
    said = (
        f"Checked at {there.size} points between −5 and 5: the derivative by the rules and the "
        f"slope measured with two close points differ by at most {short(worst, 1)} of their size."
    )
    return said + (" They part beside a corner or a pole." if worst > 1e-4 else "")


def target_miss(formula: Formula) -> float:
    """By how much a function misses the task: slope 0 at x = 1 and slope 4 at x = 3."""
    at_1, at_3 = formula.slope([1.0, 3.0]).tolist()
    return float(np.maximum(abs(at_1), abs(at_3 - 4.0)))


def still_shown(typed: str, formula: Formula) -> str:
    """What the figure shows while what is typed cannot be read; nothing if it can be."""
    if typed == formula.text:
        return ""
    return f"Until it can be read, the figure still shows {inline('f(x) = ' + formula.latex)}."


def understood(formula: Formula) -> None:
    """How a typed function was read, and its derivative."""
    if waiting := still_shown(controls.value("derivative", "f", formula.text), formula):
        st.markdown(f"**{waiting}**")
    panels.formula(rf"f(x) = {formula.latex}")
    if formula.derivative_latex is None:
        panels.note("Its derivative has no formula short enough to read; the curve below has it.")
    else:
        panels.formula(rf"\gradient{{f'(x)}} = \gradient{{{formula.derivative_latex}}}")


def task(formula: Formula) -> None:
    """Ask for a function that is flat at one place and has a given slope at another."""
    questions.task(
        "Type a function that is flat at x = 1 and has the slope 4 at x = 3. The number that "
        "counts is the larger of the two misses.",
        target_miss(formula),
        0.0,
        tolerance=1e-6,
    )
