"""The derivative of a formula as a formula, by the rules of the lesson and nothing else.

Of two variables one is differentiated by, `by`; the other one stands still, a constant.
"""

from mf_core.slopes.formula.algebra import call, negate, power, product, quotient, total
from mf_core.slopes.formula.grammar import DERIVATIVES
from mf_core.slopes.formula.tree import (
    ONE,
    TWO,
    ZERO,
    Call,
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


def derivative(tree: Node, by: Variable = X) -> Node:
    r"""Differentiate the whole formula: :math:`f \mapsto f' = \frac{df}{dx}`, tidied.

    With respect to y it is :math:`\frac{\partial f}{\partial y}`.

    Examples
    --------
    >>> from mf_core.slopes.formula.grammar import parse_tree
    >>> derivative(parse_tree("x^2/2"))
    Variable(name='x')
    """
    return _differentiate(tidy(tree), by)


def tidy(node: Node, x: Node = X) -> Node:  # noqa: PLR0911 (one return for each kind of node)
    """Build the formula again with tidy sums and products, and with `x` in the place of x."""
    match node:
        case Variable("x"):
            return x
        case Negate(a):
            return negate(tidy(a, x))
        case Sum(a, b):
            return total(tidy(a, x), tidy(b, x))
        case Product(a, b):
            return product(tidy(a, x), tidy(b, x))
        case Quotient(a, b):
            return quotient(tidy(a, x), tidy(b, x))
        case Power(a, b):
            return power(tidy(a, x), tidy(b, x))
        case Call(name, a):
            return call(name, tidy(a, x))
        case _:
            return node


def _differentiate(node: Node, by: Variable) -> Node:  # noqa: PLR0911 (one return for each kind of node)
    if not depends_on(node, by):
        return ZERO
    match node:
        case Negate(a):
            return negate(_differentiate(a, by))
        case Sum(a, b):
            return total(_differentiate(a, by), _differentiate(b, by))
        case Product(a, b):
            return total(product(_differentiate(a, by), b), product(a, _differentiate(b, by)))
        case Quotient(a, b):
            return _quotient_rule(a, b, by)
        case Power(a, b):
            return _power_rule(a, b, by)
        case Call(name, a):
            return product(_differentiate(a, by), tidy(DERIVATIVES[name], a))
        case _:
            return ONE


def _quotient_rule(a: Node, b: Node, by: Variable) -> Node:
    r""":math:`(a/b)' = (a'b - ab')/b^2`; a constant b just divides."""
    if not depends_on(b, by):
        return quotient(_differentiate(a, by), b)
    top = total(product(_differentiate(a, by), b), negate(product(_differentiate(b, by), a)))
    return quotient(top, power(b, TWO))


def _power_rule(a: Node, b: Node, by: Variable) -> Node:
    r""":math:`(a^b)' = b\,a^{b-1}a'` or :math:`a^b\ln a\;b'`, or both at once."""
    if not depends_on(b, by):
        return product(b, _differentiate(a, by), power(a, total(b, Number(-ONE.value))))
    if not depends_on(a, by):
        return product(_differentiate(b, by), power(a, b), call("ln", a))
    inner = total(
        product(_differentiate(b, by), call("ln", a)),
        quotient(product(b, _differentiate(a, by)), a),
    )
    return product(power(a, b), inner)
