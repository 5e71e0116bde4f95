"""A function of x, or of x and y, as a student types it: its values, its derivatives, its LaTeX.

The text is read by a grammar of our own (`tokens`, `grammar`) into a tree, and the tree is
walked three times: for numbers (`dual`), for the derivative (`rules`, `algebra`) and for
print (`printing`). Only the signs and names of the grammar exist, so nothing that is typed can
reach Python; numbers are floats from the start, so no power is too large to compute.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mf_core.slopes.formula.algebra import NoFormulaError
from mf_core.slopes.formula.dual import evaluate
from mf_core.slopes.formula.functions import KNOWN_NAMES
from mf_core.slopes.formula.grammar import MAX_DEPTH, MAX_NODES, parse_tree
from mf_core.slopes.formula.language import OF_X_AND_Y
from mf_core.slopes.formula.printing import latex
from mf_core.slopes.formula.rules import derivative
from mf_core.slopes.formula.tokens import MAX_CHARACTERS, MAX_TOKENS, FormulaError
from mf_core.slopes.formula.tree import Node, Variable, X, Y, walk

__all__ = [
    "KNOWN_NAMES",
    "MAX_CHARACTERS",
    "MAX_DEPTH",
    "MAX_DERIVATIVE_NODES",
    "MAX_NODES",
    "MAX_TOKENS",
    "Formula",
    "FormulaError",
    "FormulaOfTwo",
    "parse",
    "parse_two",
]

MAX_DERIVATIVE_NODES = 1500


@dataclass(frozen=True)
class Formula:
    """A function of x that was read successfully.

    Attributes
    ----------
    text : as typed
    latex : as typed, printed
    derivative_latex : the derivative, tidied and printed; None where it is too long to read or
        divides by zero
        (`slope` still has its values)
    tree : what was understood
    """

    text: str
    latex: str
    derivative_latex: str | None
    tree: Node

    def value(self, x: ArrayLike) -> NDArray[np.float64]:
        """Compute f at every x, in the shape of x; NaN where undefined or beyond 1e308."""
        return evaluate(self.tree, np.asarray(x, dtype=np.float64))[0]

    def slope(self, x: ArrayLike) -> NDArray[np.float64]:
        """Compute the derivative at every x, in the shape of x; NaN where there is none."""
        return evaluate(self.tree, np.asarray(x, dtype=np.float64))[1]


def parse(text: str) -> Formula:
    r"""Read a function of x.

    Parameters
    ----------
    text : str
        For example ``3x^2``, ``sin(x)/x``, ``2^-x``, ``|x-1|``.

    Raises
    ------
    FormulaError
        With a sentence for the student and the position of the character it is about.

    Examples
    --------
    >>> f = parse("3x^2")
    >>> f.derivative_latex, f.slope(7).item()
    ('6 x', 42.0)
    """
    tree = parse_tree(text)
    return Formula(text, latex(tree), _derivative_latex(tree), tree)


@dataclass(frozen=True)
class FormulaOfTwo:
    """A function of x and y that was read successfully.

    Attributes
    ----------
    text, latex, tree : as of a `Formula`
    partials_latex : its two partial derivatives, each None where there is nothing to print
    """

    text: str
    latex: str
    partials_latex: tuple[str | None, str | None]
    tree: Node

    def value(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
        """Compute f at every (x, y), in their common shape; NaN where undefined."""
        return evaluate(self.tree, *_points(x, y))[0]

    def gradient(self, x: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], ...]:
        r"""Compute :math:`(\partial f/\partial x, \partial f/\partial y)`, as `value` does f."""
        at = _points(x, y)
        return evaluate(self.tree, *at, X)[1], evaluate(self.tree, *at, Y)[1]


def parse_two(text: str) -> FormulaOfTwo:
    r"""Read a function of x and y.

    Parameters
    ----------
    text : str
        For example ``x^2 + 3y^2``, ``xy``, ``sin(x)cos(y)``.

    Raises
    ------
    FormulaError
        As `parse` does.

    Examples
    --------
    >>> f = parse_two("3x^2 - 2y^2")
    >>> f.partials_latex, [part.item() for part in f.gradient(1, 1)]
    (('6 x', '-4 y'), [6.0, -4.0])
    """
    tree = parse_tree(text, OF_X_AND_Y)
    partials = _derivative_latex(tree, X), _derivative_latex(tree, Y)
    return FormulaOfTwo(text, latex(tree), partials, tree)


def _points(x: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    at_x, at_y = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
    return at_x, at_y


def _derivative_latex(tree: Node, by: Variable = X) -> str | None:
    try:
        slope = derivative(tree, by)
    except NoFormulaError:
        return None
    long = sum(1 for _ in walk(slope)) > MAX_DERIVATIVE_NODES
    return None if long else latex(slope)
