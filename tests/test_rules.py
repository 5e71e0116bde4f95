"""Typed update rules: the program is worth what the tree is worth, and trains as SGD does."""

import random

import numpy as np
import pytest

from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.algorithms.typed import typed_algorithm
from mf_core.datasets import DATASETS
from mf_core.kernels.lines import LETTERS, worked_out
from mf_core.model import split
from mf_core.rules import RIGHT, read_line_of_q, read_rule
from mf_core.rules.rule import compiled
from mf_core.slopes.formula import FormulaError
from mf_core.slopes.formula.dual import evaluate_at
from mf_core.slopes.formula.language import LINE_OF_Q, RULE_NAMES
from mf_core.slopes.formula.tree import Variable
from mf_core.training import frames, recorded
from tests.formula_corpus import random_formula

LEAVES = [*LETTERS, "2", "0.5", "3"]


def trained(algorithm, knobs, n_epochs=20):
    rng = np.random.default_rng(3)
    train, test = split(DATASETS["history_romance"].load(0).ratings, 0.1, rng)
    start = algorithm.start(train, Setup(k=2, scale=0.3, baseline="mean"), rng)
    return recorded(frames(algorithm, train, test, start, knobs, rng), n_epochs)


def test_every_letter_of_the_language_has_its_place_in_the_kernel():
    assert {letter.name for letter in LINE_OF_Q.letters} == set(LETTERS)


def test_a_program_is_worth_what_its_tree_is_worth():
    rng, at = random.Random(7), np.random.default_rng(7)
    compared = 0
    for _ in range(1500):
        text = random_formula(rng, rng.randint(1, 5), list(RULE_NAMES), LEAVES)
        try:
            line = read_line_of_q(text)
        except FormulaError:  # beyond a limit
            continue
        values = at.normal(1.0, 1.0, len(LETTERS))
        points = dict(zip(LETTERS, values[:, None], strict=True))
        expected = evaluate_at(line.tree, points, Variable("p"))[0].item()
        program = compiled(line.tree)
        with np.errstate(all="ignore"):
            found = worked_out(program, values, np.empty(program.codes.size))
        if np.isfinite(expected):
            assert found == pytest.approx(expected, rel=1e-12, abs=1e-300), text
            compared += 1
        else:
            assert not np.isfinite(found), text
    assert compared > 700


@pytest.mark.parametrize("knobs", [Knobs(eta=0.1, lam=0.2), Knobs(eta=0.6, lam=0.0)])
def test_the_right_rule_trains_as_the_course_does_to_the_last_bit(knobs):
    """Also where it diverges."""
    typed, given = trained(typed_algorithm(RIGHT), knobs), trained(ALGORITHMS["sgd"], knobs)
    assert len(typed) == len(given)
    for one, other in zip(typed, given, strict=True):
        np.testing.assert_array_equal(one.model.factors.P, other.model.factors.P)
        np.testing.assert_array_equal(one.model.factors.Q, other.model.factors.Q)
        assert one.train_rmse == other.train_rmse or not np.isfinite(other.train_rmse)


def test_time_and_visits_are_counted_over_the_whole_run():
    """p and q say what t and n were at their last visit."""
    run = trained(typed_algorithm(read_rule("t", "n")), Knobs(), 5)
    n = 35  # training ratings
    for frame in run[1:]:
        factors = frame.model.factors
        np.testing.assert_array_equal(factors.P, frame.t - 1)
        assert (frame.t - 1) * n < factors.Q.min() < factors.Q.max() == frame.t * n


def test_the_last_step_of_each_factor_is_kept_from_visit_to_visit_and_epoch_to_epoch():
    """p + 1 − v moves by 1, then by 0, then by 1: half of its visits, rounded up."""
    run = trained(typed_algorithm(read_rule("p + 1 - v", "q")), Knobs(), 3)
    train, _ = split(DATASETS["history_romance"].load(0).ratings, 0.1, np.random.default_rng(3))
    visits = 3 * np.bincount(train.users, minlength=train.n_users)
    moved = run[-1].model.factors.P - run[0].model.factors.P
    np.testing.assert_allclose(moved, np.ceil(visits / 2)[:, None].repeat(2, axis=1), atol=1e-9)
    assert len(set(visits % 2)) == 2  # some users stop in the middle of a pair


@pytest.mark.parametrize("lines", [("1/0", "q"), ("p", "ln(-1)"), ("9^9^9^9", "q"), ("e^n", "e^n")])
def test_what_is_undefined_or_endless_ends_the_run_and_nothing_else(lines):
    run = trained(typed_algorithm(read_rule(*lines)), Knobs())
    assert run[-1].diverged
    assert len(run) < 5
