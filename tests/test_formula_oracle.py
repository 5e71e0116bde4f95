"""F4: the derivative is right. The oracle is sympy, which only the tests know."""

import operator
import random
from collections import Counter

import mpmath
import numpy as np
import pytest
import sympy  # noqa: TID251 (the oracle: it reads what the test writes)

from mf_core.slopes.formula.algebra import NoFormulaError
from mf_core.slopes.formula.dual import evaluate
from mf_core.slopes.formula.functions import ALIASES, FUNCTIONS
from mf_core.slopes.formula.grammar import parse_tree
from mf_core.slopes.formula.language import OF_X, OF_X_AND_Y, Language
from mf_core.slopes.formula.printing import latex
from mf_core.slopes.formula.rules import derivative
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
    Y,
    children,
    depends_on,
    walk,
)
from tests.formula_corpus import LEAVES, LEAVES_OF_TWO, random_formula

POINTS = np.array([-2.3, -0.7, 0.31, 0.9, 1.7, 2.9])
AT_Y = np.array([1.3, -1.1, 0.6, 2.2, -0.4, 0.77])
SYMPY_X, SYMPY_Y = sympy.symbols("x y", real=True)
SYMPY = {
    **{name: vars(sympy)[name] for name in ("sin", "cos", "tan", "asin", "acos", "atan")},
    **{name: vars(sympy)[name] for name in ("sinh", "cosh", "tanh")},
    "ln": sympy.log,
    "abs": lambda a: sympy.sqrt(a**2),  # sympy's own Abs splits into real and imaginary parts
    "sign": lambda a: a / sympy.sqrt(a**2),
    "sigmoid": lambda a: 1 / (1 + sympy.exp(-a)),
}
OPERATORS = {
    Negate: operator.neg,
    Sum: operator.add,
    Product: operator.mul,
    Quotient: operator.truediv,
    Power: operator.pow,
}


def to_sympy(node: Node):
    """The same formula for the oracle, in floats: sympy works out 9^9^9^9 with integers."""
    parts = [to_sympy(part) for part in children(node)]
    match node:
        case Number(value):
            return sympy.Float(float(value), 30)
        case Constant(name):
            return sympy.pi if name == "pi" else sympy.E
        case Call(name):
            return SYMPY[name](*parts)
        case Variable(name):
            return SYMPY_X if name == "x" else SYMPY_Y
    return OPERATORS[type(node)](*parts)


def is_tame(tree: Node) -> bool:
    """Whether no part without a variable is so large that the oracle would not come back."""
    constants = (part for part in walk(tree) if not (depends_on(part, X) or depends_on(part, Y)))
    return all(abs(evaluate(part, np.zeros(1))[0][0]) < 1e6 for part in constants)


SINGULAR = (sympy.zoo, sympy.nan, sympy.oo, -sympy.oo)


def oracle_slopes(tree: Node, by: sympy.Symbol = SYMPY_X) -> list[float]:
    """What sympy makes of it at each point (POINTS, AT_Y); nan where it is not a real number."""
    slope = sympy.diff(to_sympy(tree), by)
    if slope.has(*SINGULAR):
        return [np.nan] * POINTS.size
    compute = sympy.lambdify((SYMPY_X, SYMPY_Y), slope, "mpmath")
    found = []
    for x, y in zip(POINTS, AT_Y, strict=True):
        try:
            z = mpmath.mpc(compute(mpmath.mpf(x), mpmath.mpf(y)))
        except (ZeroDivisionError, OverflowError, ValueError):
            z = mpmath.mpc("nan")
        real = abs(z.imag) < 1e-9 and abs(z.real) < 1e12
        found.append(float(z.real) if real else np.nan)
    return found


def random_trees(n: int, seed: int, language: Language = OF_X) -> list[tuple[str, Node]]:
    rng = random.Random(seed)
    trees = []
    leaves = LEAVES if language is OF_X else LEAVES_OF_TWO
    while len(trees) < n:
        text = random_formula(rng, rng.randint(1, 4), [*FUNCTIONS, "exp", "sqrt"], leaves)
        if len(text) <= 200 and is_tame(tree := parse_tree(text, language)):
            trees.append((text, tree))
    return trees


def kind(node: Node) -> str:
    return type(node).__name__ + (node.name if isinstance(node, Call) else "")


def nestings(tree: Node) -> set[tuple[str, int, str]]:
    """Which kind of node stands at which place of which other one."""
    return {
        (kind(node), place, kind(part))
        for node in walk(tree)
        for place, part in enumerate(children(node))
    }


def telling(trees: list[tuple[str, Node]], often: int = 3) -> list[tuple[str, Node]]:
    """Without the trees in which nothing is nested that was not seen this often before."""
    seen: Counter[tuple[str, int, str]] = Counter()
    kept = []
    for text, tree in trees:
        found = nestings(tree)
        if any(seen[one] < often for one in found):
            kept.append((text, tree))
            seen.update(found)
    return kept


def test_slope_agrees_with_sympy_on_random_formulas():
    """Sympy takes its time: of 1,700 formulas those that nest something new go to it."""
    trees = random_trees(1700, seed=1)
    told = telling(trees)
    assert len({one for _, tree in told for one in nestings(tree)}) > 300
    compared = 0
    for text, tree in told:
        slope = evaluate(tree, POINTS)[1]
        expected = np.array(oracle_slopes(tree))
        both = np.isfinite(slope) & np.isfinite(expected)
        np.testing.assert_allclose(slope[both], expected[both], rtol=1e-5, atol=1e-8, err_msg=text)
        compared += both.any()
    assert compared > 0.9 * len(told) > 300


@pytest.mark.parametrize(("by", "symbol"), [(X, SYMPY_X), (Y, SYMPY_Y)])
def test_partial_derivatives_agree_with_sympy_on_random_formulas(by, symbol):
    told = telling(random_trees(1000, seed=4, language=OF_X_AND_Y), often=1)
    compared = 0
    for text, tree in told:
        slope = evaluate(tree, POINTS, AT_Y, by)[1]
        expected = np.array(oracle_slopes(tree, symbol))
        both = np.isfinite(slope) & np.isfinite(expected)
        np.testing.assert_allclose(slope[both], expected[both], rtol=1e-5, atol=1e-8, err_msg=text)
        compared += both.any()
    assert compared > 0.85 * len(told) > 100


@pytest.mark.parametrize("by", [X, Y])
def test_printed_partials_are_worth_the_slopes_that_are_walked_on(by):
    assert same_slopes(random_trees(800, seed=5, language=OF_X_AND_Y), AT_Y, by) >= 550


def test_printed_derivative_is_worth_the_slope_that_is_drawn():
    assert same_slopes(random_trees(4000, seed=2)) >= 3000


def same_slopes(trees, at_y=None, by=X):
    """Hold two walks that share the tree and nothing else together; how many had a formula."""
    compared = 0
    for text, tree in trees:
        slope = evaluate(tree, POINTS, at_y, by)[1]
        try:
            symbolic = evaluate(derivative(tree, by), POINTS, at_y)[0]
        except NoFormulaError:
            continue
        both = np.isfinite(slope) & np.isfinite(symbolic)
        np.testing.assert_allclose(symbolic[both], slope[both], rtol=1e-6, atol=1e-9, err_msg=text)
        compared += both.any()
    return compared


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_named_function_agrees_with_sympy(name):
    x = np.array([-0.93, -0.31, 0.22, 0.87])
    own = evaluate(parse_tree(f"{name}(x)"), x)
    f = SYMPY[name](SYMPY_X)
    expected = [[g.subs(SYMPY_X, at).evalf() for at in x] for g in (f, f.diff(SYMPY_X))]
    real = [n for n, z in enumerate(expected[0]) if z.is_real]
    assert len(real) >= 2
    for found, wanted in zip(own, expected, strict=True):
        np.testing.assert_allclose(found[real], [float(wanted[n]) for n in real])


@pytest.mark.parametrize(("alias", "name"), ALIASES.items())
def test_an_alias_is_the_same_function(alias, name):
    assert parse_tree(f"{alias}(x)") == parse_tree(f"{name}(x)")


def test_print_has_as_many_opening_as_closing_brackets():
    for _, tree in random_trees(500, seed=3):
        printed = latex(tree)
        assert printed.count("{") == printed.count("}")
        assert printed.count(r"\left") == printed.count(r"\right")
