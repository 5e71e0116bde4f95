"""The lesson on gradients: its live figures, and what is said below them."""

from typing import Literal

import numpy as np

from mf_core.figures.direction_dial import direction_dial
from mf_core.figures.gradient_map import gradient_map
from mf_core.figures.hill import hill
from mf_core.figures.picture import Picture
from mf_core.figures.slice_curve import slice_curve
from mf_core.slopes.calculus import directional_derivative
from mf_core.slopes.curves import SURFACES
from pages._kit.stage import Pick, Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.text import bracketed, display, short

SADDLE = SURFACES["saddle"]  # 3x² − 2y²

# --- live figures

_X = Slider("x", "x", "position", -3.0, 3.0, 0.1, 1.0, digits=1)
_Y = Slider("y", "y", "position", -3.0, 3.0, 0.1, 1.0, digits=1)
_ANGLE = Slider("angle", "α", "direction", -180.0, 180.0, 1.0, 60.0, unit="degrees", digits=0)
_H = Slider("h", "h", "length of a real step", 0.01, 2.0, 0.05, 0.3, log=True, digits=2)
TASK_AT = (-1.0, 1.5)


def slices_picture(x: float, y: float, frozen: Literal["x", "y"]) -> list[Picture]:
    """The surface with one cut through it, and that cut by itself with its slope."""
    return [hill(SADDLE, point=(x, y), frozen=frozen), slice_curve(SADDLE, x, y, frozen)]


def arrows_picture(x: float, y: float) -> Picture:
    """The gradient at the chosen point and around it."""
    return gradient_map(SADDLE, x, y)


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
    """The partial derivative with its numbers, as the sliders stand."""
    name, rule, at = ("x", "6", x) if frozen == "y" else ("y", "-4", y)
    slope = SADDLE.gradient(x, y)[0 if frozen == "y" else 1]
    partial = rf"\gradient{{\frac{{\partial f}}{{\partial {name}}}}}"
    return display(
        f"{partial} = {rule}{name} = {rule} \\cdot {bracketed(short(at))} = {short(slope)}"
    )


def in_numbers(x: float, y: float) -> str:
    """The gradient with its numbers, as the sliders stand."""
    fx, fy = SADDLE.gradient(x, y)
    length = float(np.hypot(fx, fy))
    return display(
        rf"\gradient{{\nabla f}}({short(x)},\, {short(y)}) = \begin{{pmatrix}} 6x \\ -4y "
        rf"\end{{pmatrix}} = "
        rf"\begin{{pmatrix}} {short(fx)} \\ {short(fy)} \end{{pmatrix}}, \qquad "
        rf"\lVert \gradient{{\nabla f}} \rVert = {short(length)}"
    )


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
        rate,
        -steepest,
        "at most",
        tolerance=0.01,
        unit="per unit of length",
    )


_POINT, _PICK = (_X, _Y), Pick(0, "x", "y")
SLICES = LiveFigure(
    "gradient_slices", slices_picture, _POINT, {"frozen": ("y", "x")}, says=partial_in_words
)
ARROWS = LiveFigure("gradient_arrows", arrows_picture, _POINT, pick=_PICK, says=in_numbers)
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
    """A number for a sentence; rounding dust is 0."""
    return short(round(value, 6))


def _rise(angle: float, h: float, x: float, y: float) -> tuple[float, float]:
    """The slope in a direction, and the mean slope over a real step of length h."""
    turned = np.radians(angle)
    d = np.array([np.cos(turned), np.sin(turned)])
    rate = directional_derivative(SADDLE.gradient(x, y), d)
    end = SADDLE.f(x + h * d[0], y + h * d[1])
    return rate, float(end - SADDLE.f(x, y)) / h
