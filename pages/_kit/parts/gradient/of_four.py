"""The gradient of x₁² + x₂² + x₃² + x₄²: typed in by the student, and term by term."""

import re

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.slopes.calculus import difference_gradient
from pages._kit import panels
from pages._kit.frame import presenter
from pages._kit.text import esc_md

# --- the gradient of a sum of squares, typed in

SUM = r"f(x_1, x_2, x_3, x_4) = \sum_{i=1}^{4} x_i^2 = x_1^2 + x_2^2 + x_3^2 + x_4^2"
POINT_OF_FOUR = (1.0, 1.0, 1.0, 2.0)
RIGHT = "(2, 2, 2, 4): each entry is 2xᵢ, with its own number in it."


def sum_of_squares(x: NDArray[np.float64]) -> float:
    """Compute f = x₁² + x₂² + x₃² + x₄²."""
    return float(x @ x)


def answer_of_four() -> list[float]:
    """∇f at POINT_OF_FOUR, by central differences: exact on squares."""
    return [float(part) for part in difference_gradient(sum_of_squares, POINT_OF_FOUR, h=0.5)]


def typed_gradient(key: str) -> bool:
    """Ask for ∇f(1, 1, 1, 2) and answer at once, with a reason for what went wrong.

    Returns
    -------
    bool
        Whether the right four numbers are in the field.
    """
    with st.container(key=f"quiz_{key}", border=True):
        text = st.text_input(
            "**∇f(1, 1, 1, 2) =**",
            key=key,
            placeholder="four numbers, separated by commas",
            persist_state="session",
            max_chars=80,
        )
        if presenter.revealed(key):
            st.success(RIGHT)
            return True
        if not text.strip() or presenter.presenting():
            return False
        numbers = read_numbers(text)
        if numbers is None:
            panels.refuse(
                f"I cannot read “{esc_md(text, 40)}”. Numbers separated by commas, please, such "
                "as 3, 0.5, −1, 4."
            )
            return False
        reason = fault(numbers)
        panels.feedback(reason or RIGHT, right=not reason)
    return not reason


def read_numbers(text: str) -> list[float] | None:
    """The finite numbers in a text such as "(2, 2; −1.5)"; None if there is anything else.

    Examples
    --------
    >>> read_numbers("[2, 2, 2, 4]"), read_numbers("−1"), read_numbers("two")
    ([2.0, 2.0, 2.0, 4.0], [-1.0], None)
    """
    inside = text.strip().strip("()[]").replace("−", "-")
    words = [word for word in re.split(r"[,;\s]+", inside) if word]
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        return None
    return numbers if words and np.isfinite(numbers).all() else None


def fault(numbers: list[float]) -> str:
    """Why these numbers are not ∇f(1, 1, 1, 2); empty if they are.

    Examples
    --------
    >>> fault([2, 2, 2, 4])
    ''
    >>> fault([14])
    'A gradient is a vector: one number for each variable, here four. Do not add them up.'
    """
    right, x = answer_of_four(), np.array(POINT_OF_FOUR)
    if len(numbers) == 1:
        return (
            "A gradient is a vector: one number for each variable, here four. Do not add them up."
        )
    if len(numbers) != len(right):
        return f"You gave {len(numbers)} numbers; there are four variables, so there are four."
    if np.allclose(numbers, right):
        return ""
    known = {
        tuple(
            x**2
        ): "These are the values of the terms, xᵢ². The gradient holds their slopes, 2xᵢ.",
        tuple(x): "This is the point itself. The slope of xᵢ² there is 2xᵢ.",
        (2.0, 2.0, 2.0, 2.0): "The last variable stands at 2, not at 1: its slope is 2 · 2.",
        tuple(-np.array(right)): "The sizes are right. But f rises with each variable here, so "
        "every slope is positive.",
    }
    if tuple(numbers) in known:
        return known[tuple(numbers)]
    wrong = [n for n, (a, b) in enumerate(zip(numbers, right, strict=True), 1) if a != b]
    places = ", ".join(variable(n) for n in wrong)
    return f"Look again at {places}: put its own value into 2xᵢ."


# --- the terms that die


def variable(n: int) -> str:
    """Name the n-th variable in plain text: x₁."""
    return f"x{chr(0x2080 + n)}"


def grey_out(n: int) -> str:
    r"""TeX: the sum of four squares differentiated by its n-th variable, term by term.

    Terms without that variable are constants; they are greyed out and become 0.
    """
    grey, numbers = style.ROLES["rating"].color, range(1, 5)
    terms = [_term(rf"x_{m}^2", grey, alive=m == n) for m in numbers]
    slopes = [_term(f"2x_{m}" if m == n else "0", grey, alive=m == n) for m in numbers]
    return (
        rf"\begin{{aligned}} f &= {' + '.join(terms)} \\"
        rf"\frac{{\partial f}}{{\partial x_{n}}} &= {' + '.join(slopes)} "
        rf"= \gradient{{2x_{n}}} \end{{aligned}}"
    )


def _term(tex: str, grey: str, *, alive: bool) -> str:
    return rf"\gradient{{{tex}}}" if alive else rf"\textcolor{{{grey}}}{{\cancel{{{tex}}}}}"
