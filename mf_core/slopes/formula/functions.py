"""The named functions: what each is worth, its derivative, and how it is printed.

Each derivative stands here twice: as numbers, for the curve that is drawn, and in the language
of the formulas themselves, for the one that is printed. The tests hold the two together.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


class Function(NamedTuple):
    """One named function of one argument."""

    value: Callable[[Values], Values]
    slope: Callable[[Values], Values]  # NaN or ∞ where there is none
    derivative: str  # the same, as a formula of x
    tex: str


def _tan(a: Values) -> Values:
    # The double nearest to π/2 is not π/2, so that tan would come out as 1.6e16.
    return np.where(np.abs(np.cos(a)) < 1e-15, np.nan, np.tan(a))


def _ln(a: Values) -> Values:
    return np.where(a > 0, np.log(a), np.nan)


def _sigmoid(a: Values) -> Values:
    return 0.5 * (1.0 + np.tanh(0.5 * a))  # never overflows, unlike 1/(1 + e^−a)


def _off_zero(a: Values) -> Values:
    return np.where(a == 0, np.nan, a)


FUNCTIONS: dict[str, Function] = {
    "sin": Function(np.sin, np.cos, "cos(x)", r"\sin"),
    "cos": Function(np.cos, lambda a: -np.sin(a), "-sin(x)", r"\cos"),
    "tan": Function(_tan, lambda a: 1 + _tan(a) ** 2, "1/cos(x)^2", r"\tan"),
    "asin": Function(np.arcsin, lambda a: 1 / np.sqrt(1 - a * a), "1/sqrt(1-x^2)", r"\arcsin"),
    "acos": Function(np.arccos, lambda a: -1 / np.sqrt(1 - a * a), "-1/sqrt(1-x^2)", r"\arccos"),
    "atan": Function(np.arctan, lambda a: 1 / (a * a + 1), "1/(x^2+1)", r"\arctan"),
    "sinh": Function(np.sinh, np.cosh, "cosh(x)", r"\sinh"),
    "cosh": Function(np.cosh, np.sinh, "sinh(x)", r"\cosh"),
    "tanh": Function(np.tanh, lambda a: 1 - np.tanh(a) ** 2, "1-tanh(x)^2", r"\tanh"),
    "ln": Function(_ln, lambda a: 1 / a, "1/x", r"\ln"),
    "abs": Function(np.abs, lambda a: np.sign(_off_zero(a)), "sign(x)", r"\left|\cdot\right|"),
    "sign": Function(np.sign, lambda a: 0 * _off_zero(a), "0", r"\operatorname{sign}"),
    "sigmoid": Function(
        _sigmoid, lambda a: _sigmoid(a) * _sigmoid(-a), "sigmoid(x)*(1-sigmoid(x))", r"\sigma"
    ),
}
ALIASES = {"log": "ln", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "tg": "tan"}
CONSTANTS = {"pi": float(np.pi), "e": float(np.e)}

# exp and sqrt are powers (see `tree.Power`), yet a student finds them in the same list.
NAMES = (*CONSTANTS, *FUNCTIONS, "exp", "sqrt")
KNOWN_NAMES = ("x", *NAMES)
