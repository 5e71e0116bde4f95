"""The lesson on gradients: its live figures, and what is said below them."""

from typing import Literal

import numpy as np

from mf_core.figures.direction_dial import direction_dial
from mf_core.figures.gradient_map import gradient_map
from mf_core.figures.hill import hill
from mf_core.figures.picture import Picture
from mf_core.figures.slice_curve import slice_curve
from mf_core.figures.two_legs import two_legs
from mf_core.slopes.calculus import directional_derivative
from mf_core.slopes.curves import SURFACES
from pages._kit.stage import Pick, Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.text import bracketed, display, inline, paragraphs, short

SADDLE = SURFACES["saddle"]  # 3x² − 2y²

# --- live figures

_X = Slider("x", "x", "position", -3.0, 3.0, 0.1, 1.0, digits=1)
_Y = Slider("y", "y", "position", -3.0, 3.0, 0.1, 1.0, digits=1)
_ANGLE = Slider("angle", "α", "direction", -180.0, 180.0, 1.0, 60.0, unit="degrees", digits=0)
_H = Slider("h", "h", "length of a real step", 0.01, 2.0, 0.05, 0.3, log=True, digits=2)
TASK_AT = (-1.0, 1.5)
# An arrow a tenth as long as the gradient, 0.6x by 0.4y, ends inside the map from any of these.
_NEAR = tuple(slider._replace(low=-1.8, high=1.8) for slider in (_X, _Y))


def slices_picture(x: float, y: float, frozen: Literal["x", "y"]) -> list[Picture]:
    """The surface with one cut through it, and that cut by itself with its slope."""
    return [hill(SADDLE, point=(x, y), frozen=frozen), slice_curve(SADDLE, x, y, frozen)]


def arrows_picture(x: float, y: float) -> Picture:
    """The gradient at the chosen point and around it."""
    return gradient_map(SADDLE, x, y)


def legs_picture(angle: float, x: float, y: float) -> list[Picture]:
    """A direction taken apart into its legs, and what each leg brings."""
    return two_legs(SADDLE, x, y, angle)


def dial_picture(angle: float, h: float, x: float, y: float, view: str) -> list[Picture]:
    """The rise of f in every direction from one point."""
    return direction_dial(SADDLE, x, y, angle, h, revealed=view == "gradient")


def flat_picture(angle: float, h: float) -> list[Picture]:
    """The same on the saddle point itself, where the gradient is zero."""
    return direction_dial(SADDLE, 0.0, 0.0, angle, h)


def task_picture(angle: float) -> list[Picture]:
    """The same somewhere else, with the gradient hidden: the closing task."""
    return direction_dial(SADDLE, *TASK_AT, angle, _H.value, revealed=False)


def partial_in_words(x: float, y: float, frozen: str) -> str:
    """The partial derivative with its numbers, and what stands still, as the sliders stand."""
    name, rule, at = ("x", "6", x) if frozen == "y" else ("y", "-4", y)
    slope = SADDLE.gradient(x, y)[0 if frozen == "y" else 1]
    partial = rf"\gradient{{\frac{{\partial f}}{{\partial {name}}}}}"
    still, term = (y, "-2y^2") if frozen == "y" else (x, "3x^2")
    worth = -2 * y * y if frozen == "y" else 3 * x * x
    return paragraphs(
        display(f"{partial} = {rule}{name} = {rule} \\cdot {_factor(at)} = {_settled(slope)}"),
        f"{inline(f'{frozen} = {_settled(still)}')} stands still, so "
        f"{inline(f'{term} = {_settled(worth)}')} lifts or sinks the whole cut and tilts nothing.",
    )


def in_numbers(x: float, y: float) -> str:
    """The gradient with its numbers, as the sliders stand."""
    fx, fy = SADDLE.gradient(x, y)
    length = float(np.hypot(fx, fy))
    return paragraphs(
        display(
            rf"\gradient{{\nabla f}} = \begin{{pmatrix}} 6 \cdot {_factor(x)} \\ "
            rf"-4 \cdot {_factor(y)} \end{{pmatrix}} = \begin{{pmatrix}} {_settled(fx)} \\ "
            rf"{_settled(fy)} \end{{pmatrix}}"
        ),
        inline(rf"\lVert \gradient{{\nabla f}} \rVert = {_settled(length)}")
        + ("." if length else ": both slopes are 0 here, and there is no arrow."),
    )


def legs_in_words(angle: float, x: float, y: float) -> str:
    """The rise along each leg and along both, with their numbers."""
    legs = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    slopes = SADDLE.gradient(x, y)
    along_x, along_y = (
        f"{_settled(g)} \\cdot {_factor(d)}" for g, d in zip(slopes, legs, strict=True)
    )
    rate = _settled(directional_derivative(slopes, legs))
    return display(rf"\gradient{{\nabla f}} \cdot d = {along_x} + ({along_y}) = {rate}")


def rise_in_words(
    angle: float,
    h: float,
    x: float = 0.0,
    y: float = 0.0,
    view: str = "",  # noqa: ARG001
) -> str:
    """Say the slope in the chosen direction, and what a real step of length h brings."""
    rate, measured = _rise(angle, h, x, y)
    return (
        f"Towards {_settled(angle)}° the slope is **{_settled(rate)}** per unit of length. A "
        f"real step of length {short(h)} that way raises f by {_settled(measured)} per unit."
    )


def steepest_task(angle: float) -> Task:
    """The closing task: find the steepest way down without being shown the gradient."""
    rate, _ = _rise(angle, _H.value, *TASK_AT)
    steepest = float(np.hypot(*SADDLE.gradient(*TASK_AT)))
    return Task(
        "Compute the gradient on paper, then turn the dial to the direction in which f falls "
        "fastest.",
        round(rate, 9) + 0.0,  # no rounding dust where f neither rises nor falls
        -steepest,
        "at most",
        tolerance=0.01,
        unit="per unit of length",
    )


_POINT, _PICK = (_X, _Y), Pick(0, "x", "y")
SLICES = LiveFigure(
    "gradient_slices", slices_picture, _POINT, {"frozen": ("y", "x")}, says=partial_in_words
)
ARROWS = LiveFigure("gradient_arrows", arrows_picture, _NEAR, pick=_PICK, says=in_numbers)
LEGS = LiveFigure(
    "gradient_legs",
    legs_picture,
    (_ANGLE._replace(value=30.0), *_POINT),
    says=legs_in_words,
    presets={
        "Along x": {"angle": 0.0},
        "Along y": {"angle": 90.0},
        "Level": {"angle": 56.0},
    },
)
DIAL = LiveFigure(
    "gradient_dial",
    dial_picture,
    (_ANGLE, _H, *_POINT),
    {"view": ("hidden", "gradient")},
    says=rise_in_words,
)
FLAT = LiveFigure(
    "gradient_flat",
    flat_picture,
    (_ANGLE._replace(value=90.0), _H._replace(value=1.0)),
    says=rise_in_words,
)
TURN = LiveFigure("gradient_turn", task_picture, (_ANGLE._replace(value=0.0),), task=steepest_task)


def _settled(value: float) -> str:
    """A number for a sentence or a formula; rounding dust is 0."""
    return short(round(float(value), 6))


def _factor(value: float) -> str:
    return bracketed(_settled(value))


def _rise(angle: float, h: float, x: float, y: float) -> tuple[float, float]:
    """The slope in a direction, and the mean slope over a real step of length h."""
    turned = np.radians(angle)
    d = np.array([np.cos(turned), np.sin(turned)])
    rate = directional_derivative(SADDLE.gradient(x, y), d)
    end = SADDLE.f(x + h * d[0], y + h * d[1])
    return rate, float(end - SADDLE.f(x, y)) / h
