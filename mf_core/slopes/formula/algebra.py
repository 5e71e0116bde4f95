"""Sums, products and powers that tidy up as they are built, so that derivatives stay readable.

A product is seen as a coefficient and a list of powers, 6x²/y = 6 · x² · y⁻¹; equal bases
add their exponents. A sum is seen as a list of coefficients and terms; equal terms add their
coefficients. Nothing is multiplied out and no root is taken, so a tidied formula is worth
the same wherever the first one was defined.
"""

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeGuard

from mf_core.slopes.formula.tree import (
    ONE,
    ZERO,
    Call,
    E,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Value,
)

Powers = list[tuple[Node, Node]]  # (base, exponent)
Terms = list[tuple[Value, Node]]  # (coefficient, what it multiplies)

EXACT_BELOW = 10**16
SHORT_FRACTION = 1000  # a coefficient 1/3 is printed as a fraction, 0.3183 as it was typed


class NoFormulaError(ValueError):
    """There is nothing to print: a division by zero, or a number beyond 1e308."""


def number(value: Value) -> Number:
    """Return the number, exact while it is short; beyond 16 digits a float."""
    if isinstance(value, Fraction) and max(abs(value.numerator), value.denominator) > EXACT_BELOW:
        value = float(value)
    if not math.isfinite(value):
        raise NoFormulaError
    return Number(value)


def negate(a: Node) -> Node:
    """Change the sign."""
    return product(Number(Fraction(-1)), a)


def product(*factors: Node) -> Node:
    """Multiply: coefficients together, exponents of equal bases added."""
    coefficient: Value = Fraction(1)
    powers: Powers = []
    for factor in factors:
        c, more = _primitive(factor) if isinstance(factor, Sum) else as_product(factor)
        coefficient = number(coefficient * c).value
        powers = _gathered(powers, more)
    return _build_product(coefficient, powers)


def quotient(a: Node, b: Node) -> Node:
    """Divide a by b, without the powers that all terms of a share with b."""
    c, powers = as_product(b)
    for base, exponent in powers:
        shared = _shared_power(a, base, exponent)
        if shared > 0:
            down = Power(base, Number(-shared))
            a = total(*(product(term, down) for term in _terms_of(a)))
            powers = _gathered(powers, [(base, Number(-shared))])
    upside_down = [(base, negate(exponent)) for base, exponent in powers]
    return product(a, _build_product(_inverse(c), upside_down))


def total(*terms: Node) -> Node:
    """Add: the coefficients of equal terms together, a positive term first."""
    gathered: Terms = []
    for coefficient, rest in (pair for term in terms for pair in as_sum(term)):
        for place, (c, known) in enumerate(gathered):
            if known == rest:
                gathered[place] = (number(c + coefficient).value, rest)
                break
        else:
            gathered.append((coefficient, rest))
    parts = [(c, rest) for c, rest in gathered if c != 0]
    if parts and parts[0][0] < 0:
        parts.sort(key=lambda part: part[0] < 0)
    return _build_sum(parts)


def power(base: Node, exponent: Node) -> Node:
    """Raise to a power; whole powers of numbers and of powers are worked out."""
    if exponent in (ONE, ZERO):
        return base if exponent == ONE else ONE
    if not _is_whole(exponent):
        return Power(base, exponent)
    if (
        isinstance(base, Number)
        and (result := _whole_power(base.value, exponent.value)) is not None
    ):
        return result
    if isinstance(base, Power):
        return power(base.base, product(base.exponent, exponent))
    return Power(base, exponent)


def call(name: str, argument: Node) -> Node:
    """Apply a named function; ln e is 1."""
    return ONE if name == "ln" and argument == E else Call(name, argument)


def as_product(node: Node) -> tuple[Value, Powers]:
    """Split into a coefficient and powers; a sum counts as one base."""
    match node:
        case Number(value):
            return value, []
        case Negate(term):
            c, powers = as_product(term)
            return -c, powers
        case Product(left, right):
            (c, first), (d, second) = as_product(left), as_product(right)
            return number(c * d).value, _gathered(first, second)
        case Quotient(top, bottom):
            (c, above), (d, below) = as_product(top), as_product(bottom)
            upside_down = [(base, negate(exponent)) for base, exponent in below]
            return number(c * _inverse(d)).value, _gathered(above, upside_down)
        case Power(base, exponent):
            return Fraction(1), [(base, exponent)]
        case _:
            return Fraction(1), [(node, ONE)]


def as_sum(node: Node) -> Terms:
    """Split into terms, each a coefficient and the rest."""
    match node:
        case Sum(left, right):
            return as_sum(left) + as_sum(right)
        case Negate(term):
            return [(-c, rest) for c, rest in as_sum(term)]
        case Number(value):
            return [(value, ONE)]
        case _:
            c, powers = as_product(node)
            return [(c, _build_product(Fraction(1), powers))]


def _gathered(powers: Powers, more: Powers) -> Powers:
    gathered = list(powers)
    for base, exponent in more:
        for place, (known, old) in enumerate(gathered):
            if known == base:
                gathered[place] = (base, total(old, exponent))
                break
        else:
            gathered.append((base, exponent))
    return [(base, exponent) for base, exponent in gathered if exponent != ZERO]


def _build_product(coefficient: Value, powers: Powers) -> Node:
    above: list[Node] = []
    below: list[Node] = []
    for base, exponent in powers:
        sinks = isinstance(exponent, Number) and exponent.value < 0
        built = power(base, negate(exponent) if sinks else exponent)
        if isinstance(built, Number):  # √2 · √2 has become 2
            value = _inverse(built.value) if sinks else built.value
            coefficient = number(coefficient * value).value
        else:
            (below if sinks else above).append(built)
    if coefficient == 0 or not powers:
        return Number(coefficient)
    top, bottom = _top_and_bottom(-coefficient if coefficient < 0 else coefficient)
    node, under = _chained(top, above), _chained(bottom, below)
    node = node if under == ONE else Quotient(node, under)
    return Negate(node) if coefficient < 0 else node


def _top_and_bottom(coefficient: Value) -> tuple[Number, Number]:
    if isinstance(coefficient, Fraction) and coefficient.denominator <= SHORT_FRACTION:
        return Number(Fraction(coefficient.numerator)), Number(Fraction(coefficient.denominator))
    return Number(coefficient), ONE


def _chained(first: Number, factors: Iterable[Node]) -> Node:
    node: Node = first
    for factor in factors:
        node = factor if node == ONE else Product(node, factor)
    return node


def _build_sum(parts: Terms) -> Node:
    node: Node | None = None
    for coefficient, rest in parts:
        term = product(Number(coefficient), rest)
        node = term if node is None else Sum(node, term)
    return ZERO if node is None else node


def _primitive(node: Sum) -> tuple[Value, Powers]:
    """6x − 4 as 2 · (3x − 2), and −x − 1 as −1 · (x + 1)."""
    terms = as_sum(node)
    whole = [int(c) for c, _ in terms if c == int(c)]
    shared = math.gcd(*whole) if len(whole) == len(terms) else 1
    if all(c < 0 for c, _ in terms):
        shared = -shared
    if shared == 1:
        return Fraction(1), [(node, ONE)]
    return Fraction(shared), [(_build_sum([(c / shared, rest) for c, rest in terms]), ONE)]


def _terms_of(node: Node) -> list[Node]:
    return [product(Number(c), rest) for c, rest in as_sum(node)]


def _shared_power(a: Node, base: Node, exponent: Node) -> Value:
    """The largest power of `base` in every term of the sum a, and in base ^ exponent."""
    if not isinstance(a, Sum):
        return Fraction(0)
    shared = exponent.value if isinstance(exponent, Number) else Fraction(0)
    for term in _terms_of(a):
        found = [e for b, e in as_product(term)[1] if b == base and isinstance(e, Number)]
        shared = min(shared, found[0].value if found else Fraction(0))
    return shared


def _inverse(value: Value) -> Value:
    if value == 0:
        raise NoFormulaError
    return number(1 / value).value


def _is_whole(node: Node) -> TypeGuard[Number]:
    return isinstance(node, Number) and node.value == int(node.value)


def _whole_power(value: Value, exponent: Value) -> Number | None:
    """2³ as 8; None where the result is long or undefined, and the power is left standing."""
    if isinstance(value, float) or not -64 <= exponent <= 64 or (value == 0 and exponent < 0):
        return None
    result = value ** int(exponent)
    short = max(abs(result.numerator), result.denominator) <= EXACT_BELOW
    return Number(result) if short else None
