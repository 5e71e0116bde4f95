"""The letters of an update rule: how they may be spelled, how they are read, what is refused."""

import random
import re

import numpy as np
import pytest

from mf_core.slopes.formula import FormulaError
from mf_core.slopes.formula.dual import evaluate_at
from mf_core.slopes.formula.grammar import parse_tree
from mf_core.slopes.formula.language import LINE_OF_P, LINE_OF_Q, RULE_LETTERS
from mf_core.slopes.formula.printing import latex
from mf_core.slopes.formula.tree import Variable, walk
from tests.formula_corpus import HOSTILE, random_text
from tests.test_formula_hostile import read

AT = {"e": 1.5, "q": -0.5, "p": 0.75, "η": 0.25, "λ": 0.5, "r": 4.0, "μ": 3.0, "t": 2.0, "n": 9.0}
NEW_P = {"p′": -1.25}


def worth(text, language=LINE_OF_Q):
    points = {name: np.array([value]) for name, value in (AT | NEW_P).items()}
    return evaluate_at(parse_tree(text, language), points, Variable("p"))[0].item()


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("p + η(e q - λ p)", 0.75 + 0.25 * (1.5 * -0.5 - 0.5 * 0.75)),
        ("p+eta*(e*q-lambda*p)", 0.75 + 0.25 * (1.5 * -0.5 - 0.5 * 0.75)),
        ("p + ηeq − lam p", 0.75 + 0.25 * 1.5 * -0.5 - 0.5 * 0.75),
        ("epq", 1.5 * 0.75 * -0.5),
        ("2e - 1", 2.0),
        ("e2" + "^1", None),
        ("eqp'", 1.5 * -0.5 * -1.25),
        ("p′² + p’", 1.25**2 - 1.25),
        ("λp η", 0.5 * 0.75 * 0.25),
        ("mu - \u00b5 + b - μ", 0.0),
        ("r/(1+t)", 4.0 / 3.0),
        ("sign(e) sqrt(n) |q|", 1.5),
        ("exp(0) + ln(1) + tanh(0)", 1.0),
        ("ten", 2.0 * 1.5 * 9.0),
    ],
)
def test_the_letters_of_a_rule_and_their_spellings(typed, value):
    if value is None:
        with pytest.raises(FormulaError, match="A product is written"):
            worth(typed)
    else:
        assert worth(typed) == pytest.approx(value, abs=1e-15)


@pytest.mark.parametrize(
    ("typed", "position", "word"),
    [
        ("", 0, "new p"),
        ("p = p + e", 2, "right-hand side"),
        ("p ← e", 2, "arrow"),
        ("p_u + e", 1, "no indices"),
        ("p + 1e-3*q", 4, "error here"),
        ("p + 2e3", 4, "error here"),
        ("p + x", 4, "I know e, q, p, η, λ, r, μ, t, n, v, abs"),
        ("p + pi", 4, "do not know"),
        ("sin(p)", 0, "do not know"),
        ("P + e", 0, "do not know"),
        ("p' + e", 0, "do not know"),  # the new p is what this line makes
        ("p + eta e q'", 10, "do not know"),
        ("p + sgn(e)", 4, "do not know"),
    ],
)
def test_a_refusal_says_what_and_where(typed, position, word):
    with pytest.raises(FormulaError, match=re.escape(word)) as refusal:
        parse_tree(typed, LINE_OF_P)
    assert refusal.value.position == position


def test_every_letter_is_read_alone_and_printed_with_its_indices():
    for letter in RULE_LETTERS:
        for spelling in (letter.name, *letter.spellings):
            assert parse_tree(spelling, LINE_OF_P) == Variable(letter.name)
    printed = latex(parse_tree("p + eta(e q - lambda p'^2)", LINE_OF_Q))
    assert printed == r"p_{uf} + \eta \left(e_{ui} q_{if} - \lambda \user{p'_{uf}}^{2}\right)"


def test_of_hostile_and_random_texts_only_arithmetic_in_the_letters_is_read():
    rng = random.Random(20261124)
    texts = [*HOSTILE, *(text.replace("x", "p") for text in HOSTILE)]
    texts += [random_text(rng).replace("x", "q", 2) for _ in range(10_000)]
    known = {Variable(letter.name) for letter in LINE_OF_Q.letters}
    trees = [read(text, lambda typed: parse_tree(typed, LINE_OF_Q)) for text in texts]
    accepted = [tree for tree in trees if tree is not None]
    assert len(accepted) > 80
    for tree in accepted:
        assert {node for node in walk(tree) if isinstance(node, Variable)} <= known
