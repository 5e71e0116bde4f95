"""The objective against finite differences, and its invariances (oracle + property)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mf_core import objective
from mf_core.model import Baseline, Factors, Model, random_factors, take, triples
from tests.planting import observed, planted_model

seeds = st.integers(0, 2**32 - 1)


@settings(deadline=None, max_examples=60)
@given(seed=seeds, k=st.integers(1, 5), lam=st.floats(0, 2))
def test_directional_derivative_of_the_loss_equals_gradient_dot_direction(seed, k, lam):
    rng = np.random.default_rng(seed)
    ratings, baseline = observed(rng), planted_model(rng, k).baseline
    at = random_factors(ratings.n_users, ratings.n_items, k, 1.0, rng)
    to = random_factors(ratings.n_users, ratings.n_items, k, 1.0, rng)
    h = 1e-5

    def along(step):
        moved = Factors(at.P + step * to.P, at.Q + step * to.Q)
        return objective.loss(ratings, moved, lam, baseline)

    slope = objective.gradient(ratings, at, lam, baseline)
    expected = np.sum(slope.P * to.P) + np.sum(slope.Q * to.Q)
    assert (along(h) - along(-h)) / (2 * h) == pytest.approx(expected, rel=1e-6, abs=1e-5)


@settings(deadline=None, max_examples=40)
@given(seed=seeds, lam=st.floats(0, 2))
def test_directional_derivative_along_the_biases(seed, lam):
    rng = np.random.default_rng(seed)
    ratings = observed(rng)
    factors, at = planted_model(rng, 2)
    to_user, to_item = rng.normal(size=ratings.n_users), rng.normal(size=ratings.n_items)
    h = 1e-5

    def along(step):
        moved = Baseline(at.mu, at.b_user + step * to_user, at.b_item + step * to_item)
        return objective.loss(ratings, factors, lam, moved)

    slope = objective.bias_gradient(ratings, factors, lam, at)
    expected = slope.b_user @ to_user + slope.b_item @ to_item
    assert (along(h) - along(-h)) / (2 * h) == pytest.approx(expected, rel=1e-6, abs=1e-5)


@given(seed=seeds)
def test_loss_and_rmse_are_zero_at_the_planted_factors(seed):
    rng = np.random.default_rng(seed)
    model = planted_model(rng, 3)
    ratings = observed(rng, model)
    assert objective.loss(ratings, model.factors, 0.0, model.baseline) == pytest.approx(
        0, abs=1e-20
    )
    assert objective.rmse(ratings, *model) == pytest.approx(0, abs=1e-10)


@given(seed=seeds)
def test_turning_the_factors_changes_no_prediction(seed):
    # P A (Q A⁻ᵀ)ᵀ = P A A⁻¹ Qᵀ = P Qᵀ: the factors have no names.
    rng = np.random.default_rng(seed)
    P, Q = planted_model(rng, 3).factors
    ratings = observed(rng)
    A = rng.normal(size=(3, 3)) + 3 * np.eye(3)
    turned = Factors(P @ A, Q @ np.linalg.inv(A).T)
    assert objective.loss(ratings, turned, 0.0) == pytest.approx(
        objective.loss(ratings, Factors(P, Q), 0.0), rel=1e-8
    )


@given(seed=seeds)
def test_relabelling_the_users_permutes_the_rows_of_the_gradient(seed):
    rng = np.random.default_rng(seed)
    ratings = observed(rng)
    P, Q = planted_model(rng, 2).factors
    new_name = rng.permutation(ratings.n_users)
    renamed = ratings._replace(users=new_name[ratings.users].astype(np.int32))
    moved = np.empty_like(P)
    moved[new_name] = P
    plain = objective.gradient(ratings, Factors(P, Q), 0.3)
    other = objective.gradient(renamed, Factors(moved, Q), 0.3)
    np.testing.assert_allclose(other.P[new_name], plain.P, atol=1e-12)
    np.testing.assert_allclose(other.Q, plain.Q, atol=1e-12)


@given(seed=seeds, lam=st.floats(0, 2))
def test_the_matrix_form_with_its_mask_is_the_same_gradient(seed, lam):
    rng = np.random.default_rng(seed)
    ratings = observed(rng)
    factors = planted_model(rng, 3).factors
    R, M = objective.dense(ratings)
    R[M == 0] = rng.normal(size=R.shape)[M == 0]  # what stands in an empty cell must not matter
    whole = objective.masked_gradient(R, M, factors, lam)
    sparse = objective.gradient(ratings, factors, lam)
    np.testing.assert_allclose(whole.P, sparse.P, atol=1e-11)
    np.testing.assert_allclose(whole.Q, sparse.Q, atol=1e-11)


def test_two_by_two_by_hand():
    # r = 5 explained by 1·2: e = 3; r = 1 explained by 1·0: e = 1. λ = 0.1 is charged per rating:
    # J = ½[9 + 0.1(1 + 4)] + ½[1 + 0.1(1 + 0)] = 4.75 + 0.55
    # dP = -(3·2 + 1·0) + 0.1·2·1 ; dQ₀ = -3·1 + 0.1·2 ; dQ₁ = -1·1 + 0.1·0
    ratings = triples([0, 0], [0, 1], [5, 1])
    factors = Factors(np.array([[1.0]]), np.array([[2.0], [0.0]]))
    assert objective.loss(ratings, factors, 0.1) == pytest.approx(5.3)
    slope = objective.gradient(ratings, factors, 0.1)
    np.testing.assert_allclose(slope.P, [[-5.8]])
    np.testing.assert_allclose(slope.Q, [[-2.8], [-1.0]])
    assert objective.rmse(ratings, factors) == pytest.approx(np.sqrt((9 + 1) / 2))


def test_baseline_by_hand():
    # Without damping: mean 3; item 0 is rated 4 and 5: +1.5, item 1 is rated 0: -3;
    # user 0 is then left with 4 - 4.5 = -0.5 and 0 - 0 = 0, user 1 with 5 - 4.5 = 0.5.
    ratings = triples([0, 0, 1], [0, 1, 0], [4, 0, 5])
    got = objective.bias_baseline(ratings, damping=0.0)
    assert got.mu == 3
    np.testing.assert_allclose(got.b_item, [1.5, -3.0])
    np.testing.assert_allclose(got.b_user, [-0.25, 0.5])


def test_damped_baseline_by_hand():
    # β = 5, mean 4: item 0 is rated 5 and 4: (1 + 0) / (5 + 2) = 1/7, item 1 is rated 3:
    # −1 / (5 + 1) = −1/6. User 0 is left with 1 − 1/7 = 6/7, over 5 + 1; user 1 with 0 − 1/7 and
    # −1 + 1/6, together −41/42, over 5 + 2.
    ratings = triples([0, 1, 1], [0, 0, 1], [5, 4, 3])
    for got in (objective.bias_baseline(ratings, damping=5.0), objective.bias_baseline(ratings)):
        assert got.mu == 4
        np.testing.assert_allclose(got.b_item, [1 / 7, -1 / 6])
        np.testing.assert_allclose(got.b_user, [1 / 7, -41 / 294])


def test_damping_pulls_the_rarely_rated_harder():
    ratings = triples([0, 1, 2, 3, 0, 4], [0, 0, 0, 0, 1, 2], [4, 4, 4, 4, 4, 1])
    b = objective.bias_baseline(ratings, damping=5.0)
    assert b.b_item[0] > b.b_item[1] > 0  # equally liked, but four votes against one


def test_empty_sets_have_no_rmse_and_a_zero_mean():
    nothing = take(triples([0], [0], [3]), np.array([False]))
    assert np.isnan(
        objective.rmse(nothing, *Model(Factors(np.ones((1, 1)), np.ones((1, 1))), None))
    )
    assert objective.mean_baseline(nothing).mu == 0.0
