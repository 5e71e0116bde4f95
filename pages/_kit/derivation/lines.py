"""The lines of a derivation: how they look, what they are worth, and what else was tempting.

A derivation is a `Route` of the core: parts, each a chain of equalities about one number. A
*line* is one step of the route, from 0.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from mf_core.derivation import Numbers, Part, Route, Step, numbers_below, struck, with_gap
from mf_core.saying import number
from pages._kit import lens, lesson

_Thing = TypeVar("_Thing")
_LIT = "#e6a70020"  # see-through, for both pages; from 0x2a on, blue ink falls below 4.5 : 1
_N_CARDS = 4  # lines to choose the next one from
_ON_A_PROJECTOR = 2  # lines: the one before and the new one, large and on one screen


class Place(NamedTuple):
    """A line of a route: the part it belongs to, and its number in that part."""

    part: Part
    line: int

    @property
    def step(self) -> Step:
        """The step itself."""
        return self.part.steps[self.line]


def places(route: Route) -> list[Place]:
    """Every line of a route in its order."""
    return [Place(part, line) for part in route.parts for line in range(len(part.steps))]


def chain(part: Part, n_lines: int, numbers: Numbers, last: str = "") -> str:
    """The first lines of a part below one another, as TeX; numbers under the newest.

    What dies in the next line is struck out as soon as that line is shown.

    Parameters
    ----------
    n_lines : int
        How many lines are shown in full.
    last : str
        A template for one more right-hand side: a gap, open or filled.
    """
    sides = [struck(step) for step in part.steps[: n_lines + bool(last)]]
    newest = last or (lit(part.steps[n_lines - 1]) if n_lines else part.steps[0].left.tex)
    rows = [*map(lens.tex, sides), lens.tex(newest, numbers_below(newest, numbers))]
    if lesson.presenting() and len(rows) > _ON_A_PROJECTOR:
        rows = rows[-_ON_A_PROJECTOR:]
    lines = [rf"& {rows[0]}", *(rf"=\;& {row}" for row in rows[1:])]
    return r"\begin{aligned}" + r"\\[0.55em] ".join(lines) + r"\end{aligned}"


def lit(step: Step) -> str:
    """The right-hand template of a step, with what has changed in it on a light ground."""
    return with_gap(step, rf"\colorbox{{{_LIT}}}{{$\displaystyle {step.gap.hidden}$}}")


def proof(place: Place, numbers: Numbers) -> str:
    """What both sides of a line are worth now, and what a difference quotient measures."""
    left, right = place.step.left.value(numbers), place.step.right.value(numbers)
    return (
        f"Checked now: left {number(left, 6)}, right {number(right, 6)}; measured by nudging, "
        f"without any rule: {number(place.part.measured(numbers), 6)}."
    )


def choices(place: Place) -> list[str]:
    """What may stand in the gap of a line, the right content among it, in a fixed disorder."""
    fillings = [place.step.gap.hidden, *(wrong.tex for wrong in place.step.gap.wrong)]
    return _shuffled(fillings, len(place.step.name) + place.line)


def verdict(place: Place, filling: str, numbers: Numbers) -> str:
    """Why a wrong content is wrong, with what the line would then be worth; empty if right."""
    for wrong in place.step.gap.wrong:
        if wrong.tex == filling:
            return (
                f"{wrong.reason} The left-hand side is "
                f"{number(place.step.left.value(numbers), 4)}; "
                f"with this the right-hand side would be {number(wrong.value(numbers), 4)}."
            )
    return ""


def cards(route: Route, line: int) -> list[int]:
    """The lines offered as the next one: the right one and some that come later, shuffled."""
    last = len(route.steps)
    return _shuffled(list(range(line, min(line + _N_CARDS, last))), line)


def out_of_place(route: Route, line: int, picked: int, numbers: Numbers) -> str:
    """Why a line cannot come next."""
    here, there = places(route)[line], places(route)[picked]
    if there.part is here.part:
        return (
            f"“{there.step.name}” is true, but too early: it continues from "
            f"${lens.tex(there.step.left.tex)}$, and that has not been reached."
        )
    worth, asked = there.step.right.value(numbers), here.step.left.value(numbers)
    return (
        f"“{there.step.name}” answers another question, “{there.part.title.lower()}”: it is worth "
        f"{number(worth, 4)}, and here {number(asked, 4)} is asked for."
    )


def _shuffled(things: Sequence[_Thing], seed: int) -> list[_Thing]:
    order = np.random.default_rng(seed).permutation(len(things))
    return [things[n] for n in order]
