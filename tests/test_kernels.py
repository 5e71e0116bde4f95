"""Compiled ≡ plain Python ≡ NumPy, and the equalities between the kernels (agreement)."""

import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mf_core import kernels as package
from mf_core import objective
from mf_core.algorithms.als import rows
from mf_core.kernels.als import als_half, backwards, cholesky, gibbs_half, solve
from mf_core.kernels.batch import batch_gradient, minibatch_epoch
from mf_core.kernels.bugs.masks import (
    filled_step,
    masked_step,
    mean_step,
    positive_step,
    shifted_step,
    unrated_step,
)
from mf_core.kernels.bugs.visits import borrowed_visit, climbing_visit, copied_visit
from mf_core.kernels.funk import (
    clipped_epoch,
    explain_away,
    explain_away_clipped,
    funk_epoch,
)
from mf_core.kernels.lines import (
    LETTERS,
    MULTIPLY,
    TANH,
    lines_epoch,
    lines_visit,
    of_one,
    of_two,
    worked_out,
)
from mf_core.kernels.measure import sums
from mf_core.kernels.sequential import sequential_visit
from mf_core.kernels.sgd import biased_epoch, left_out_epochs, sgd_epoch, sgd_visit
from mf_core.kernels.svdpp import implicit_part, svdpp_epoch, with_implicit
from mf_core.model import Factors, no_baseline, take, triples
from mf_core.rules import RIGHT, letters_at, read_rule
from tests.planting import N_ITEMS, N_USERS, observed, planted_model
from tests.tex.holding import functions_of

seeds = st.integers(0, 2**32 - 1)
ETA, LAM = 0.03, 0.2


def case(seed, k=3):
    rng = np.random.default_rng(seed)
    ratings = observed(rng)
    return ratings, planted_model(rng, k), rng.permutation(ratings.values.size)


def arguments(seed):
    """For each kernel, the arguments of one call."""
    ratings, (factors, baseline), order = case(seed)
    rng = np.random.default_rng(seed + 1)
    A = rng.normal(size=(4, 4))
    by_user = rows(ratings.users, ratings.items, ratings, N_USERS)
    p, q = rng.normal(size=N_USERS), rng.normal(size=N_ITEMS)
    typed = read_rule(
        "p + η sqrt(|e q|)/(t + 1) - sign(p) ln(n)^2/9", "q + η tanh(e p′ − λ q) + v/2"
    ).lines
    letters = rng.uniform(0.1, 0.5, len(LETTERS))
    steps_before = Factors(*(rng.normal(size=matrix.shape) for matrix in factors))
    visits = (sgd_visit, copied_visit, borrowed_visit, climbing_visit, sequential_visit)
    steps = (masked_step, mean_step, unrated_step, shifted_step, filled_step, positive_step)
    return {
        **dict.fromkeys(visits, (factors, 1, 2, 4.0, ETA, LAM)),
        **dict.fromkeys(steps, (*objective.dense(ratings), factors, ETA)),
        sgd_epoch: (ratings, factors, order, ETA, LAM),
        biased_epoch: (ratings, factors, baseline, order, ETA, LAM),
        left_out_epochs: (
            ratings, factors, rng.normal(size=order.size), np.stack([order[:5, None]] * 2, 1),
            ETA, LAM,
        ),
        funk_epoch: (ratings, ratings.values.copy(), p, q, order, ETA, LAM),
        explain_away: (ratings, ratings.values.copy(), p, q),
        clipped_epoch: (ratings, ratings.values - 3.0, p, q, order, ETA, LAM, 0.05, 2.5, 3.5),
        explain_away_clipped: (ratings, ratings.values - 3.0, p, q, 2.5, 3.5),
        batch_gradient: (ratings, factors, LAM),
        minibatch_epoch: (ratings, factors, order, 5, ETA, LAM),
        cholesky: (A @ A.T + np.eye(4),),
        solve: (A @ A.T + np.eye(4), rng.normal(size=4)),
        backwards: (A @ A.T + np.eye(4), rng.normal(size=4)),
        als_half: (*by_user, factors.P, factors.Q, LAM),
        gibbs_half: (
            *by_user, factors.P, factors.Q, 1.7, np.eye(3) + 0.2, rng.normal(size=3),
            rng.normal(size=factors.P.shape),
        ),
        sums: (ratings, factors, baseline),
        of_two: (MULTIPLY, *rng.normal(size=2)),
        of_one: (TANH, rng.normal()),
        worked_out: (typed.p, letters, np.zeros(40)),
        lines_visit: (factors, steps_before, 1, 2, 4.0, typed, letters),
        lines_epoch: (ratings, factors, steps_before, order, typed, letters),
        implicit_part: (*by_user[:2], rng.normal(size=factors.Q.shape), 1, np.empty(3)),
        with_implicit: (*by_user[:2], factors.P, rng.normal(size=factors.Q.shape)),
        svdpp_epoch: (
            *by_user, rng.permutation(N_USERS), factors, rng.normal(size=factors.Q.shape), baseline,
            ETA, ETA, LAM,
        ),
    }  # fmt: skip


KERNELS = list(arguments(0))


def arrays(value):
    """All numbers of a nest of tuples, in order."""
    if isinstance(value, tuple):
        return [leaf for part in value for leaf in arrays(part)]
    return [] if value is None else [np.asarray(value, dtype=float)]


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 2**31))
def test_the_compiled_kernel_does_what_its_python_source_does(kernel, seed):
    compiled, plain = copy.deepcopy(arguments(seed)[kernel]), copy.deepcopy(arguments(seed)[kernel])
    returned = kernel(*compiled), kernel.py_func(*plain)
    for got, expected in zip(
        arrays((compiled, returned[0])), arrays((plain, returned[1])), strict=True
    ):
        np.testing.assert_allclose(got, expected, rtol=1e-12, atol=1e-12)


def test_every_kernel_is_compared():
    written = {name for name, thing in functions_of(package).items() if hasattr(thing, "py_func")}
    assert {kernel.__name__ for kernel in KERNELS} == written


@settings(deadline=None, max_examples=40)
@given(seed=seeds, lam=st.floats(0, 1))
def test_one_visit_is_minus_eta_times_the_gradient_of_one_term(seed, lam):
    ratings, (factors, _), order = case(seed)
    n = order[0]
    one = take(ratings, np.array([n]))
    slope = objective.gradient(one, factors, lam)
    moved = copy.deepcopy(factors)
    sgd_visit(moved, ratings.users[n], ratings.items[n], ratings.values[n], ETA, lam)
    np.testing.assert_allclose(moved.P - factors.P, -ETA * slope.P, atol=1e-14)
    np.testing.assert_allclose(moved.Q - factors.Q, -ETA * slope.Q, atol=1e-14)


@settings(deadline=None, max_examples=40)
@given(seed=seeds, lam=st.floats(0, 1))
def test_the_right_rule_typed_is_sgd_bit_for_bit(seed, lam):
    ratings, (factors, (mu, *_)), order = case(seed)
    centred, typed, still = factors, copy.deepcopy(factors), Factors(*map(np.zeros_like, factors))
    letters = letters_at(mu, ETA, lam, 0, 0)
    sum_sq = sgd_epoch(ratings._replace(values=ratings.values - mu), centred, order, ETA, lam)
    assert lines_epoch(ratings, typed, still, order, RIGHT.lines, letters) == sum_sq
    np.testing.assert_array_equal(typed.P, centred.P)
    np.testing.assert_array_equal(typed.Q, centred.Q)


@settings(deadline=None, max_examples=40)
@given(seed=seeds, lam=st.floats(0, 1))
def test_with_the_new_p_in_its_second_line_it_is_the_sequential_visit(seed, lam):
    ratings, (factors, _), order = case(seed)
    u, i, r = ratings.users[order[0]], ratings.items[order[0]], ratings.values[order[0]]
    typed, lines = copy.deepcopy(factors), read_rule(RIGHT.p.text, "q + η(e p′ − λ q)").lines
    e = sequential_visit(factors, u, i, r, ETA, lam)
    still, letters = Factors(*map(np.zeros_like, factors)), letters_at(0, ETA, lam, 0, 0)
    assert lines_visit(typed, still, u, i, r, lines, letters) == e
    np.testing.assert_array_equal(typed.P, factors.P)
    np.testing.assert_array_equal(typed.Q, factors.Q)


@settings(deadline=None, max_examples=40)
@given(seed=seeds, lam=st.floats(0, 1))
def test_one_biased_visit_also_moves_the_biases_down_their_gradient(seed, lam):
    ratings, (factors, baseline), order = case(seed)
    one = take(ratings, np.array([order[0]]))
    slope = objective.gradient(one, factors, lam, baseline)
    bias_slope = objective.bias_gradient(one, factors, lam, baseline)
    moved, learned = copy.deepcopy(factors), copy.deepcopy(baseline)
    biased_epoch(one, moved, learned, np.array([0]), ETA, lam)
    np.testing.assert_allclose(moved.P - factors.P, -ETA * slope.P, atol=1e-14)
    np.testing.assert_allclose(moved.Q - factors.Q, -ETA * slope.Q, atol=1e-14)
    np.testing.assert_allclose(
        learned.b_user - baseline.b_user, -ETA * bias_slope.b_user, atol=1e-14
    )
    np.testing.assert_allclose(
        learned.b_item - baseline.b_item, -ETA * bias_slope.b_item, atol=1e-14
    )
    assert learned.mu == baseline.mu


def test_the_slides_visit_moves_both_rows_from_before_the_step():
    # p=1, q=2, r=5, η=0.1: e = 3, p → 1 + 0.1·3·2 = 1.6, q → 2 + 0.1·3·1 = 2.3;
    # had q felt the new p, it would have gone to 2 + 0.1·3·1.6 = 2.48
    factors = Factors(np.array([[1.0]]), np.array([[2.0]]))
    assert sgd_visit(factors, 0, 0, 5.0, 0.1, 0.0) == 3.0
    np.testing.assert_allclose([factors.P.item(), factors.Q.item()], [1.6, 2.3], rtol=1e-15)


@settings(deadline=None, max_examples=40)
@given(seed=seeds)
def test_a_visit_moves_only_the_rows_it_visits(seed):
    ratings, (factors, _), order = case(seed)
    one = take(ratings, np.array([order[0]]))
    moved = copy.deepcopy(factors)
    sgd_epoch(one, moved, np.array([0]), ETA, LAM)
    others = np.arange(N_USERS) != one.users[0]
    assert np.array_equal(moved.P[others], factors.P[others])
    others = np.arange(N_ITEMS) != one.items[0]
    assert np.array_equal(moved.Q[others], factors.Q[others])


@settings(deadline=None, max_examples=40)
@given(seed=seeds)
def test_batch_gradient_is_the_objective_s_gradient(seed):
    ratings, (factors, _), _ = case(seed)
    for got, expected in zip(
        batch_gradient(ratings, factors, LAM),
        objective.gradient(ratings, factors, LAM),
        strict=True,
    ):
        np.testing.assert_allclose(got, expected, atol=1e-12)


@settings(deadline=None, max_examples=40)
@given(seed=seeds)
def test_batches_of_one_are_sgd_and_one_batch_is_gradient_descent(seed):
    ratings, (factors, _), order = case(seed)
    visits, ones, whole = (copy.deepcopy(factors) for _ in range(3))
    sgd_epoch(ratings, visits, order, ETA, LAM)
    minibatch_epoch(ratings, ones, order, 1, ETA, LAM)
    minibatch_epoch(ratings, whole, order, order.size, ETA, LAM)
    slope = objective.gradient(ratings, factors, LAM)
    for got, expected in zip(arrays(ones), arrays(visits), strict=True):
        np.testing.assert_allclose(got, expected, atol=1e-15)
    np.testing.assert_allclose(whole.P, factors.P - ETA * slope.P, atol=1e-14)
    np.testing.assert_allclose(whole.Q, factors.Q - ETA * slope.Q, atol=1e-14)


@settings(deadline=None, max_examples=40)
@given(seed=seeds)
def test_funk_on_the_last_feature_is_sgd_on_a_single_factor(seed):
    ratings, (factors, _), order = case(seed, k=1)
    p, q = factors.P[:, 0].copy(), factors.Q[:, 0].copy()
    left = ratings.values.copy()
    funk_epoch(ratings, left, p, q, order, ETA, LAM)
    sgd_epoch(ratings, factors, order, ETA, LAM)
    np.testing.assert_allclose(p, factors.P[:, 0], atol=1e-14)
    np.testing.assert_allclose(q, factors.Q[:, 0], atol=1e-14)
    explain_away(ratings, left, p, q)
    np.testing.assert_allclose(left, objective.residuals(ratings, factors), atol=1e-13)


@settings(deadline=None, max_examples=40)
@given(seed=seeds, lam=st.floats(0.01, 2))
def test_after_a_half_step_of_als_the_gradient_of_the_solved_half_is_zero(seed, lam):
    ratings, (factors, _), _ = case(seed)
    by_user = rows(ratings.users, ratings.items, ratings, N_USERS)
    als_half(*by_user, factors.P, factors.Q, lam)
    slope = objective.gradient(ratings, factors, lam)
    np.testing.assert_allclose(slope.P, 0, atol=1e-9)


@settings(deadline=None, max_examples=40)
@given(seed=seeds)
def test_solve_against_numpy(seed):
    rng = np.random.default_rng(seed)
    A, b = rng.normal(size=(6, 6)), rng.normal(size=6)
    A = A @ A.T + 0.1 * np.eye(6)
    x = b.copy()
    solve(A.copy(), x)
    np.testing.assert_allclose(x, np.linalg.solve(A, b), rtol=1e-8)


@settings(deadline=None, max_examples=40)
@given(seed=seeds, lam=st.floats(0, 2))
def test_the_two_sums_make_loss_and_rmse(seed, lam):
    ratings, model, _ = case(seed)
    sum_sq, size = sums(ratings, *model)
    assert 0.5 * (sum_sq + lam * size) == pytest.approx(
        objective.loss(ratings, model.factors, lam, model.baseline), rel=1e-12
    )
    assert np.sqrt(sum_sq / ratings.values.size) == pytest.approx(objective.rmse(ratings, *model))


def test_nan_stays_nan():
    ratings = triples([0, 1], [0, 1], [np.nan, 3.0])
    factors = Factors(np.ones((2, 2)), np.ones((2, 2)))
    assert np.isnan(sgd_epoch(ratings, factors, np.arange(2), ETA, LAM))
    assert np.isnan(sums(ratings, factors, no_baseline(2, 2))[0])
    assert np.isnan(factors.P[0]).all()
    assert np.isfinite(factors.P[1]).all()
