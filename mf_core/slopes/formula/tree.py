"""The tree of a formula: nine kinds of node, compared by what they contain."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

Value = Fraction | float  # exact as long as it stays short, else a float


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was typed, or that follows from such numbers."""

    value: Value


@dataclass(frozen=True, slots=True)
class Constant:
    """π or e, kept as a letter."""

    name: str


@dataclass(frozen=True, slots=True)
class Variable:
    """The x of f(x), or another letter of its language (`language`)."""

    name: str = "x"


@dataclass(frozen=True, slots=True)
class Negate:
    """−term."""

    term: "Node"


@dataclass(frozen=True, slots=True)
class Sum:
    """left + right; a difference is a sum whose right side is a `Negate`."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Product:
    """left × right."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Quotient:
    """top / bottom."""

    top: "Node"
    bottom: "Node"


@dataclass(frozen=True, slots=True)
class Power:
    """base ^ exponent; √u is u ^ ½ and exp(u) is e ^ u, so they need no rules of their own."""

    base: "Node"
    exponent: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the table in `functions`, of one argument."""

    name: str
    argument: "Node"


Node = Number | Constant | Variable | Negate | Sum | Product | Quotient | Power | Call

ZERO, ONE, TWO = Number(Fraction(0)), Number(Fraction(1)), Number(Fraction(2))
HALF = Number(Fraction(1, 2))
X, Y = Variable(), Variable("y")
E = Constant("e")


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below `node`, from left to right."""
    match node:
        case Sum(a, b) | Product(a, b) | Quotient(a, b) | Power(a, b):
            return a, b
        case Negate(a) | Call(_, a):
            return (a,)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and every node below it, without recursion."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(children(node))


def depends_on(node: Node, variable: Variable) -> bool:
    """Whether the variable occurs in it; if not, its derivative by that variable is 0."""
    return any(part == variable for part in walk(node))
