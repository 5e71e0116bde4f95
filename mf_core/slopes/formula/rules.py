"""The derivative of a formula as a formula, by the rules of the lesson and nothing else."""

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
    depends_on_x,
)


def derivative(tree: Node) -> Node:
    r"""Differentiate the whole formula: :math:`f \mapsto f' = \frac{df}{dx}`, tidied.

    Examples
    --------
    >>> from mf_core.slopes.formula.grammar import parse_tree
    >>> derivative(parse_tree("x^2/2"))
    Variable()
    """
    return _differentiate(tidy(tree))


def tidy(node: Node, x: Node = X) -> Node:  # noqa: PLR0911 (one return for each kind of node)
    """Build the formula again with tidy sums and products, and with `x` in the place of x."""
    match node:
        case Variable():
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


def _differentiate(node: Node) -> Node:  # noqa: PLR0911 (one return for each kind of node)
    if not depends_on_x(node):
        return ZERO
    match node:
        case Negate(a):
            return negate(_differentiate(a))
        case Sum(a, b):
            return total(_differentiate(a), _differentiate(b))
        case Product(a, b):
            return total(product(_differentiate(a), b), product(a, _differentiate(b)))
        case Quotient(a, b):
            return _quotient_rule(a, b)
        case Power(a, b):
            return _power_rule(a, b)
        case Call(name, a):
            return product(_differentiate(a), tidy(DERIVATIVES[name], a))
        case _:
            return ONE


def _quotient_rule(a: Node, b: Node) -> Node:
    r""":math:`(a/b)' = (a'b - ab')/b^2`; a constant b just divides."""
    if not depends_on_x(b):
        return quotient(_differentiate(a), b)
    top = total(product(_differentiate(a), b), negate(product(_differentiate(b), a)))
    return quotient(top, power(b, TWO))


def _power_rule(a: Node, b: Node) -> Node:
    r""":math:`(a^b)' = b\,a^{b-1}a'` or :math:`a^b\ln a\;b'`, or both at once."""
    if not depends_on_x(b):
        return product(b, _differentiate(a), power(a, total(b, Number(-ONE.value))))
    if not depends_on_x(a):
        return product(_differentiate(b), power(a, b), call("ln", a))
    inner = total(
        product(_differentiate(b), call("ln", a)), quotient(product(b, _differentiate(a)), a)
    )
    return product(power(a, b), inner)
