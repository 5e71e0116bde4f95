"""The lesson on gradients: its live figures, and what is said below them."""

from typing import Literal

import numpy as np
import streamlit as st

from mf_core.figures.direction_dial import direction_dial
from mf_core.figures.gradient_map import gradient_map
from mf_core.figures.hill import hill
from mf_core.figures.picture import Picture
from mf_core.figures.slice_curve import slice_curve
from mf_core.slopes.calculus import directional_derivative
from mf_core.slopes.curves import SURFACES
from pages._kit import panels, questions
from pages._kit.column import text_column
from pages._kit.stage import Pick, Shown, Slider
from pages._kit.text import short

SADDLE = SURFACES["saddle"]  # 3x² − 2y²

# --- live figures

_X = Slider("x", "x", "position", -3.0, 3.0, 0.1, 1.0, digits=1)
_Y = Slider("y", "y", "position", -3.0, 3.0, 0.1, 1.0, digits=1)
_ANGLE = Slider("angle", "α", "direction", -180.0, 180.0, 1.0, 60.0, unit="degrees", digits=0)
_H = Slider("h", "h", "length of a real step", 0.01, 2.0, 0.05, 0.3, log=True, digits=2)
POINT = (_X, _Y)
DIAL = (_ANGLE, _H, _X, _Y)
FLAT = (_ANGLE._replace(value=90.0), _H._replace(value=1.0))
TURN = (_ANGLE._replace(value=0.0),)
TASK_AT = (-1.0, 1.5)
PICK = Pick(0, "x", "y")
FROZEN = {"frozen": ("y", "x")}
VIEW = {"view": ("hidden", "gradient")}


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


def partial_in_words(shown: Shown, x: float, y: float, frozen: str) -> None:  # noqa: ARG001
    """The partial derivative with its numbers, as the sliders stand."""
    name, rule, at = ("x", "6", x) if frozen == "y" else ("y", "-4", y)
    slope = SADDLE.gradient(x, y)[0 if frozen == "y" else 1]
    partial = rf"\gradient{{\frac{{\partial f}}{{\partial {name}}}}}"
    tex = rf"{partial} = {rule}{name} = {rule} \cdot {_factor(at)} = {slope + 0.0:g}"
    panels.formula(tex)


def in_numbers(shown: Shown, x: float, y: float) -> None:  # noqa: ARG001
    """The gradient with its numbers, as the sliders stand."""
    fx, fy = SADDLE.gradient(x, y)
    length = float(np.hypot(fx, fy))
    panels.formula(
        rf"\gradient{{\nabla f}}({x:g},\, {y:g}) = \begin{{pmatrix}} 6x \\ -4y \end{{pmatrix}} = "
        rf"\begin{{pmatrix}} {fx:g} \\ {fy:g} \end{{pmatrix}}, \qquad "
        rf"\lVert \gradient{{\nabla f}} \rVert = {short(length)}"
    )


def rise_in_words(
    shown: Shown,  # noqa: ARG001 (what `lab` hands on)
    angle: float,
    h: float,
    x: float = 0.0,
    y: float = 0.0,
    **_: str,
) -> None:
    """Say the slope in the chosen direction, and what a real step of length h brings."""
    rate, measured = _rise(angle, h, x, y)
    with text_column():
        st.markdown(
            f"Towards {_signed(angle)}° the slope is **{_signed(rate)}** per unit of length. A "
            f"real step of length {short(h)} that way raises f by {_signed(measured)} per unit."
        )


def steepest_task(shown: Shown, angle: float) -> None:  # noqa: ARG001
    """The closing task: find the steepest way down without being shown the gradient."""
    rate, _ = _rise(angle, _H.value, *TASK_AT)
    steepest = float(np.hypot(*SADDLE.gradient(*TASK_AT)))
    with text_column():
        questions.task(
            "Compute the gradient on paper, then turn the dial to the direction in which f falls "
            "fastest.",
            rate,
            -steepest,
            "at most",
            tolerance=0.01,
            unit="per unit of length",
        )


def _factor(value: float) -> str:
    return f"({value:g})" if value < 0 else f"{value:g}"


def _signed(value: float) -> str:
    """A number for a sentence: rounding dust is 0, and minus is a minus."""
    return short(round(value, 6) + 0.0).replace("-", "−")


def _rise(angle: float, h: float, x: float, y: float) -> tuple[float, float]:
    """The slope in a direction, and the mean slope over a real step of length h."""
    turned = np.radians(angle)
    d = np.array([np.cos(turned), np.sin(turned)])
    rate = directional_derivative(SADDLE.gradient(x, y), d)
    end = SADDLE.f(x + h * d[0], y + h * d[1])
    return rate, float(end - SADDLE.f(x, y)) / h
