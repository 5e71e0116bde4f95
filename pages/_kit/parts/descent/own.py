"""The reader's own surface: differentiated by the rules of the course, and walked on at once."""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from mf_core.figures.descent_map import descent_map
from mf_core.figures.height_curve import height_curve
from mf_core.figures.picture import Picture
from mf_core.slopes.calculus import gradient_error
from mf_core.slopes.curves import Surface, typed_surface
from mf_core.slopes.descent import OPTIMIZERS, Path, descend
from mf_core.slopes.formula import FormulaOfTwo, parse_two
from pages._kit import panels
from pages._kit.parts.descent.walks import ended, step_in_numbers
from pages._kit.stage import Pick, Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.text import short
from pages._kit.typed import Readable

DEFAULT = "x^2 + 3sin(y)^2 + xy/2"
N_STEPS = 60
TASK_ETA = 0.1
PLAIN = OPTIMIZERS["plain"]
GOAL = (1.0, -2.0)
STARTS = ((-3.0, 2.0), (3.0, 3.0), (-2.0, -3.5))  # from all of them the task is to be met
HIGHEST = 1e6  # of a map; beyond it, it is level


@lru_cache(maxsize=256)
def _surface(text: str) -> Surface:
    return typed_surface(parse_two(text), STARTS[0])


@lru_cache(maxsize=8)  # the map, the labels and the words ask for the same one
def own_walk(eta: float, x: float, y: float, formula: str) -> Path:
    """Walk down from (x, y) on what was typed; where f is undefined nobody can walk."""
    return descend(_surface(formula), (x, y), PLAIN, eta, N_STEPS)


def own_pictures(eta: float, x: float, y: float, formula: str) -> list[Picture]:
    """The walk on its map, and its height per step."""
    path, surface = own_walk(eta, x, y, formula), _surface(formula)
    return [
        descent_map(replace(surface, f=_mapped(surface)), path),
        height_curve({"f": path}, n_steps=N_STEPS),
    ]


def _mapped(surface: Surface) -> Callable[[Any, Any], Any]:
    """The heights of a map: within a million, and level at the top where f has no value."""

    def heights(x: Any, y: Any) -> Any:  # noqa: ANN401 (arrays, as a map asks for)
        f = np.clip(np.asarray(surface.f(x, y)), -HIGHEST, HIGHEST)
        return np.where(np.isnan(f), np.nanmax(f, initial=-HIGHEST), f)

    return heights


def own_labels(eta: float, x: float, y: float, formula: str) -> list[str]:
    """Say the height beside each step of the player."""
    return [f"f = {short(value, 4)}" for value in own_walk(eta, x, y, formula).value]


def own_in_words(eta: float, x: float, y: float, formula: str) -> str:
    """The first step with its numbers, a check of the gradient by measuring, and the ending."""
    surface, path = _surface(formula), own_walk(eta, x, y, formula)
    slopes = surface.gradient(x, y)
    if not all(map(math.isfinite, slopes)):
        return "Here f has no gradient, so there is no step to take. Move the start."
    after = x - eta * slopes[0], y - eta * slopes[1]
    last = float(path.x[-1]), float(path.y[-1])
    step = step_in_numbers((x, y), after, eta, slopes)
    return f"{step} {_measured(surface, x, y)} {_end(path, surface.gradient(*last))}"


def _measured(surface: Surface, x: float, y: float) -> str:
    error = gradient_error(
        lambda at: float(surface.f(*at)), lambda at: surface.gradient(*at), (x, y)
    )
    if error < 1e-4:  # false for NaN
        return "Measured with two close points along each axis, the gradient is the same."
    return "Measured with two close points, the gradient is another one: a corner or a gap is near."


def _end(path: Path, slopes: tuple[float, float]) -> str:
    if path.diverged_at is not None and not all(map(math.isfinite, slopes)):
        return f"At step {path.diverged_at} the walk comes to where f has no gradient, and ends."
    return ended(path, slopes)


def task_of(formula: FormulaOfTwo) -> Task:
    """How far from the goal the walk ends that ends farthest from it."""
    return Task(
        "Type a surface on which walks end at (1, −2), from wherever they start. Three starts are "
        f"tried, sixty steps each, with η = {short(TASK_ETA)}; what counts is the walk that ends "
        "farthest away.",
        _farthest(formula.text),
        0.0,
        tolerance=0.01,
    )


@lru_cache(maxsize=256)
def _farthest(text: str) -> float:
    ends = [own_walk(TASK_ETA, *start, text) for start in STARTS]
    return max(
        math.inf
        if path.diverged_at is not None
        else math.hypot(path.x[-1] - GOAL[0], path.y[-1] - GOAL[1])
        for path in ends
    )


OWN = LiveFigure(
    "own_surface",
    own_pictures,
    (
        Slider("eta", "η", "learning rate", 1e-4, 1.0, 0.02, 0.1, log=True, digits=3),
        Slider("x", "x", "start", -4.0, 4.0, 0.01, STARTS[0][0]),
        Slider("y", "y", "start", -4.0, 4.0, 0.01, STARTS[0][1]),
    ),
    {"formula": Readable(DEFAULT, parse_two)},
    Pick(0, "x", "y"),
    labels=own_labels,
    says=own_in_words,
)


def understood(formula: FormulaOfTwo) -> None:
    """How a typed surface was read, and its two partial derivatives."""
    panels.formula(rf"f(x, y) = {formula.latex}")
    for name, printed in zip("xy", formula.partials_latex, strict=True):
        if printed is None:
            panels.note(
                f"Its slope along {name} has no formula short enough to read; it is walked "
                "on all the same."
            )
        else:
            panels.formula(rf"\gradient{{\frac{{\partial f}}{{\partial {name}}} = {printed}}}")
