"""Value and slope of a formula together, at many points at once: dual numbers.

Of two variables one moves, `by`, and has the slope 1; the other one stands still: its slope is 0.

Each node turns the pairs (a, da) of its parts into its own pair, by the rules of the lesson;
no node knows more than its own rule, and nothing is ever simplified or approximated.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from mf_core.slopes.formula.functions import CONSTANTS, FUNCTIONS, Values
from mf_core.slopes.formula.tree import (
    Call,
    Constant,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    X,
    depends_on,
)

Dual = tuple[Values, Values]  # value and slope, each of the shape of x


class _At(NamedTuple):
    """Where one stands, and which variable moves."""

    points: Mapping[str, Values]
    by: Variable
    shape: tuple[int, ...]


def evaluate(tree: Node, x: Values, y: Values | None = None, by: Variable = X) -> Dual:
    r"""Value and slope of the formula at every point; NaN where it has none.

    Parameters
    ----------
    tree : Node
        A formula of x, or of x and y.
    x, y : any shape, the same for both
        The points.
    by : Variable
        The one that moves.

    Returns
    -------
    (value, slope), each of the shape of x; NaN for anything undefined or beyond 1e308.

    Examples
    --------
    >>> from mf_core.slopes.formula.grammar import parse_tree
    >>> value, slope = evaluate(parse_tree("1/x"), np.array([0.0, 2.0]))
    >>> value.tolist(), slope.tolist()
    ([nan, 0.5], [nan, -0.25])
    """
    return evaluate_at(tree, {"x": x} if y is None else {"x": x, "y": y}, by)


def evaluate_at(tree: Node, points: Mapping[str, Values], by: Variable) -> Dual:
    """The same for a formula of any letters: name → its values, all of one shape."""
    shape = next(iter(points.values())).shape
    with np.errstate(all="ignore"):
        value, slope = _dual(tree, _At(points, by, shape))
    value = np.where(np.isfinite(value), value, np.nan)
    return value, np.where(np.isfinite(slope + value), slope, np.nan)


def _dual(node: Node, at: _At) -> Dual:  # noqa: PLR0911 (one return for each kind of node)
    match node:
        case Number(constant):
            return np.full(at.shape, float(constant)), np.zeros(at.shape)
        case Constant(name):
            return np.full(at.shape, CONSTANTS[name]), np.zeros(at.shape)
        case Variable(name):
            return at.points[name], np.full(at.shape, float(node == at.by))
        case Negate(term):
            value, slope = _dual(term, at)
            return -value, -slope
        case Call(name, argument):
            return _chain(name, argument, at)
        case Power():
            return _power(node, at)
        case _:
            return _arithmetic(node, at)


def _arithmetic(node: Sum | Product | Quotient, at: _At) -> Dual:
    r""":math:`(a+b)' = a'+b'`, :math:`(ab)' = a'b+ab'`, :math:`(a/b)' = (a'-\frac ab b')/b`."""
    match node:
        case Sum(left, right):
            (a, da), (b, db) = _dual(left, at), _dual(right, at)
            return a + b, da + db
        case Product(left, right):
            (a, da), (b, db) = _dual(left, at), _dual(right, at)
            return a * b, da * b + a * db
        case Quotient(top, bottom):
            (a, da), (b, db) = _dual(top, at), _dual(bottom, at)
            b = np.where(b == 0, np.nan, b)  # not ∞, or 1/(1/0) would be 0
            return a / b, (da - a / b * db) / b


def _chain(name: str, argument: Node, at: _At) -> Dual:
    r"""Apply the chain rule: :math:`g(a)' = g'(a)\,a'`."""
    a, da = _dual(argument, at)
    function = FUNCTIONS[name]
    if not depends_on(argument, at.by):  # arcsin 1 is a constant, though arcsin has no slope at 1
        return function.value(a), np.zeros(at.shape)
    return function.value(a), function.slope(a) * da


def _power(node: Power, at: _At) -> Dual:
    r""":math:`(a^b)' = b\,a^{b-1}a' + a^b\ln a\;b'`: one term for each place where it occurs."""
    (a, da), (b, db) = _dual(node.base, at), _dual(node.exponent, at)
    undefined = np.isnan(a) | ((a == 0) & (b <= 0))
    value = np.where(undefined, np.nan, np.power(a, b))
    slope = np.zeros(at.shape)
    if depends_on(node.base, at.by):
        slope = b * np.power(a, b - 1.0) * da
    if depends_on(node.exponent, at.by):
        slope = slope + value * np.log(a) * db
    return value, slope
