"""A formula as LaTeX, with exactly the brackets a reader needs."""

from fractions import Fraction

from mf_core.slopes.formula.functions import FUNCTIONS
from mf_core.slopes.formula.language import tex_of
from mf_core.slopes.formula.tree import (
    HALF,
    Call,
    Constant,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Value,
    Variable,
)

SUM, PRODUCT, ATOM = 1, 2, 3  # how tightly a printed formula holds together


def latex(node: Node) -> str:  # noqa: PLR0911 (one return for each kind of node)
    r"""Print the formula.

    Examples
    --------
    >>> from mf_core.slopes.formula.grammar import parse_tree
    >>> print(latex(parse_tree("(x+1)/sqrt(2x)")))
    \frac{x + 1}{\sqrt{2 x}}
    """
    match node:
        case Number(value):
            return _number(value)
        case Constant(name):
            return r"\pi" if name == "pi" else name
        case Variable(name):
            return tex_of(name)
        case Negate(term):
            return "-" + _held(term, PRODUCT)
        case Quotient(top, bottom):
            return rf"\frac{{{latex(top)}}}{{{latex(bottom)}}}"
        case Sum() | Product():
            return _sum(node) if isinstance(node, Sum) else _product(node)
        case _:
            return _power(node) if isinstance(node, Power) else _call(node)


def _sum(node: Sum) -> str:
    left, right = latex(node.left), node.right
    if isinstance(right, Negate):
        return f"{left} - {_held(right.term, PRODUCT)}"
    if isinstance(right, Number) and right.value < 0:
        return f"{left} - {_number(-right.value)}"
    return f"{left} + {_held(right, SUM)}"


def _product(node: Product) -> str:
    left, right = _held(node.left, PRODUCT), _held(node.right, ATOM)
    # 2·3 must not be read as 23, nor 2·½ as a mixed number
    dotted = right[0].isdigit() or right.startswith(r"\left(-")
    dotted = dotted or (right.startswith(r"\frac") and left[-1].isdigit())
    return left + (r" \cdot " if dotted else " ") + right


def _power(node: Power) -> str:
    base, exponent = node.base, node.exponent
    if exponent == HALF:
        return rf"\sqrt{{{latex(base)}}}"
    raised = _exponent(exponent)
    if isinstance(base, Call) and base.name != "abs" and _is_count(exponent):
        return f"{FUNCTIONS[base.name].tex}^{{{raised}}}{_bracketed(base.argument)}"
    simple = isinstance(base, Variable | Constant) or _is_count(base)
    simple = simple or (isinstance(base, Call) and base.name == "abs")
    return f"{latex(base) if simple else _bracketed(base)}^{{{raised}}}"


def _call(node: Call) -> str:
    if node.name == "abs":
        return rf"\left|{latex(node.argument)}\right|"
    return FUNCTIONS[node.name].tex + _bracketed(node.argument)


def _exponent(node: Node) -> str:
    if (
        isinstance(node, Number)
        and isinstance(node.value, Fraction)
        and node.value.denominator < 10
    ):
        return str(node.value)
    return latex(node)


def _held(node: Node, tightness: int) -> str:
    """Print `node`, in brackets where it holds together less tightly than its surroundings."""
    return latex(node) if _tightness(node) >= tightness else _bracketed(node)


def _tightness(node: Node) -> int:
    match node:
        case Sum() | Negate():
            return SUM
        case Number(value) if value < 0:
            return SUM
        case Product():
            return PRODUCT
        case _:
            return ATOM


def _bracketed(node: Node) -> str:
    return rf"\left({latex(node)}\right)"


def _is_count(node: Node) -> bool:
    return isinstance(node, Number) and node.value > 0 and node.value == int(node.value)


def _number(value: Value) -> str:
    """3, 0.25 and 1/3 as they are; very large and very small ones with a power of ten."""
    if isinstance(value, Fraction):
        if value.denominator == 1 and abs(value) < 10**15:
            return str(value.numerator)
        if _terminates(value.denominator) is False:
            sign = "-" if value < 0 else ""
            return rf"{sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"
    digits, _, exponent = f"{float(value):.15g}".partition("e")
    return rf"{digits} \cdot 10^{{{int(exponent)}}}" if exponent else digits


def _terminates(denominator: int) -> bool:
    """Whether 1/denominator is a finite decimal: only the primes 2 and 5 in it."""
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1
