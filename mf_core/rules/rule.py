"""An update rule of two typed lines, each a tree, its print, and a program for the kernel."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mf_core.kernels.lines import (
    ABS,
    ADD,
    DIVIDE,
    LETTERS,
    LN,
    MULTIPLY,
    NUMBER,
    RAISE,
    SIGN,
    TANH,
    Lines,
    Program,
)
from mf_core.slopes.formula.functions import CONSTANTS
from mf_core.slopes.formula.grammar import parse_tree
from mf_core.slopes.formula.language import LINE_OF_P, LINE_OF_Q
from mf_core.slopes.formula.printing import latex
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
    children,
)

_OF_TWO = {Sum: ADD, Product: MULTIPLY, Quotient: DIVIDE, Power: RAISE}
_OF_ONE = {"abs": ABS, "sign": SIGN, "ln": LN, "tanh": TANH}


@dataclass(frozen=True)
class Line:
    """One line that was read successfully: the text, what was understood, and its print."""

    text: str
    tree: Node

    @property
    def latex(self) -> str:
        """The line as it was typed, printed with its indices."""
        return latex(self.tree)


@dataclass(frozen=True)
class Rule:
    """How one visit moves p_uf and q_if, for every factor f."""

    p: Line
    q: Line

    @cached_property
    def lines(self) -> Lines:
        """Both lines, as the kernel reads them."""
        return Lines(compiled(self.p.tree), compiled(self.q.tree))


def read_line_of_p(text: str) -> Line:
    """Read the line of the new p, or raise a `FormulaError`."""
    return Line(text, parse_tree(text, LINE_OF_P))


def read_line_of_q(text: str) -> Line:
    """Read the line of the new q, in which the new p may stand as p′, or raise."""
    return Line(text, parse_tree(text, LINE_OF_Q))


def read_rule(p: str, q: str) -> Rule:
    r"""Read both lines.

    Parameters
    ----------
    p, q : str
        The new p_uf and the new q_if, in e, p, q, η, λ, r, μ, t, n, v; in the second line p is the
        old one and p′ the new one.

    Raises
    ------
    FormulaError
        With a sentence for the student and the position of the character it is about.

    Examples
    --------
    >>> print(read_rule("p + eta e q", "q").p.latex)
    p_{uf} + \eta e_{ui} q_{if}
    """
    return Rule(read_line_of_p(p), read_line_of_q(q))


def letters_at(mu: float, eta: float, lam: float, t: float, n: float) -> NDArray[np.float64]:
    """What every visit of an epoch has in common: (11,), in the order of `kernels.lines.LETTERS`.

    Parameters
    ----------
    mu, eta, lam : float
        The mean in stars, η in 1/star, λ in stars.
    t : float
        The epoch, from 0.
    n : float
        How many visits were made before this epoch.
    """
    return np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, n, mu, eta, lam, t])


def compiled(tree: Node) -> Program:
    """Turn a tree into a program: first what a node needs, then the node itself.

    Examples
    --------
    >>> program = compiled(read_line_of_p("p + 2e").tree)
    >>> program.codes.tolist(), program.numbers.tolist()
    ([2, -1, 0, -3, -2], [0.0, 2.0, 0.0, 0.0, 0.0])
    """
    codes, numbers = zip(*_steps(tree), strict=True)
    return Program(np.array(codes, dtype=np.int64), np.array(numbers, dtype=np.float64))


def _steps(node: Node) -> Iterator[tuple[int, float]]:
    match node:
        case Number(value):
            yield NUMBER, float(value)
        case Constant(name):
            yield NUMBER, CONSTANTS[name]
        case Variable(name):
            yield LETTERS.index(name), 0.0
        case Negate(term):
            yield NUMBER, -1.0
            yield from _steps(term)
            yield MULTIPLY, 0.0
        case _:
            for part in children(node):
                yield from _steps(part)
            yield (_OF_ONE[node.name] if isinstance(node, Call) else _OF_TWO[type(node)]), 0.0


RIGHT = read_rule("p + η(e q − λ p)", "q + η(e p − λ q)")
