"""Value and slope of a formula together, at many points at once: dual numbers.

Each node turns the pairs (a, da) of its parts into its own pair, by the rules of the lesson;
no node knows more than its own rule, and nothing is ever simplified or approximated.
"""

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
    depends_on_x,
)

Dual = tuple[Values, Values]  # value and slope, each of the shape of x


def evaluate(tree: Node, x: Values) -> Dual:
    r"""Value and slope of the formula at every x; NaN where it has none.

    Parameters
    ----------
    tree : Node
        A formula of x.
    x : any shape
        The points.

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
    with np.errstate(all="ignore"):
        value, slope = _dual(tree, x)
    value = np.where(np.isfinite(value), value, np.nan)
    return value, np.where(np.isfinite(slope + value), slope, np.nan)


def _dual(node: Node, x: Values) -> Dual:  # noqa: PLR0911 (one return for each kind of node)
    match node:
        case Number(constant):
            return np.full(x.shape, float(constant)), np.zeros(x.shape)
        case Constant(name):
            return np.full(x.shape, CONSTANTS[name]), np.zeros(x.shape)
        case Variable():
            return x, np.ones(x.shape)
        case Negate(term):
            value, slope = _dual(term, x)
            return -value, -slope
        case Call(name, argument):
            return _chain(name, argument, x)
        case Power():
            return _power(node, x)
        case _:
            return _arithmetic(node, x)


def _arithmetic(node: Sum | Product | Quotient, x: Values) -> Dual:
    r""":math:`(a+b)' = a'+b'`, :math:`(ab)' = a'b+ab'`, :math:`(a/b)' = (a'-\frac ab b')/b`."""
    match node:
        case Sum(left, right):
            (a, da), (b, db) = _dual(left, x), _dual(right, x)
            return a + b, da + db
        case Product(left, right):
            (a, da), (b, db) = _dual(left, x), _dual(right, x)
            return a * b, da * b + a * db
        case Quotient(top, bottom):
            (a, da), (b, db) = _dual(top, x), _dual(bottom, x)
            b = np.where(b == 0, np.nan, b)  # not ∞, or 1/(1/0) would be 0
            return a / b, (da - a / b * db) / b


def _chain(name: str, argument: Node, x: Values) -> Dual:
    r"""Apply the chain rule: :math:`g(a)' = g'(a)\,a'`."""
    a, da = _dual(argument, x)
    function = FUNCTIONS[name]
    if not depends_on_x(argument):  # arcsin 1 is a constant, though arcsin has no slope at 1
        return function.value(a), np.zeros(x.shape)
    return function.value(a), function.slope(a) * da


def _power(node: Power, x: Values) -> Dual:
    r""":math:`(a^b)' = b\,a^{b-1}a' + a^b\ln a\;b'`: one term for each place where x occurs."""
    (a, da), (b, db) = _dual(node.base, x), _dual(node.exponent, x)
    undefined = np.isnan(a) | ((a == 0) & (b <= 0))
    value = np.where(undefined, np.nan, np.power(a, b))
    slope = np.zeros(x.shape)
    if depends_on_x(node.base):
        slope = b * np.power(a, b - 1.0) * da
    if depends_on_x(node.exponent):
        slope = slope + value * np.log(a) * db
    return value, slope
