"""Bayesian matrix factorization: what is drawn has the distribution the formulas say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mf_core.algorithms import Setup
from mf_core.algorithms.als import rows
from mf_core.algorithms.bayes import ALGORITHM, averaged, shortened, spread_of
from mf_core.kernels.als import als_half, gibbs_half
from mf_core.model import Factors
from mf_core.objective import predict
from tests.planting import N_ITEMS, N_USERS, observed, planted_model

ALPHA, K = 1.7, 3


@pytest.fixture
def by_user():
    ratings = observed(np.random.default_rng(1))
    return rows(ratings.users, ratings.items, ratings, N_USERS)


@pytest.fixture
def Q():
    return np.random.default_rng(2).normal(size=(N_ITEMS, K))


def test_without_noise_a_half_step_is_one_of_als(by_user, Q):
    """With Λ = αλ n_u I, which is another matrix for each user, and a mean user of 0."""
    lam = 0.3
    expected, got = np.empty((N_USERS, K)), np.empty((N_USERS, K))
    als_half(*by_user, expected, Q, lam)
    for u, n_u in enumerate(np.diff(by_user.starts)):
        drawn = np.empty((N_USERS, K))
        prior = ALPHA * lam * max(n_u, 1) * np.eye(K)
        gibbs_half(*by_user, drawn, Q, ALPHA, prior, np.zeros(K), np.zeros((N_USERS, K)))
        got[u] = drawn[u]
    np.testing.assert_allclose(got, expected, atol=1e-12)


def test_the_rows_that_are_drawn_have_the_mean_and_spread_of_the_posterior(by_user, Q):
    rng = np.random.default_rng(3)
    A = rng.normal(size=(K, K))
    precision, m, n_draws = A @ A.T + np.eye(K), rng.normal(size=K), 20_000
    draws = np.empty((n_draws, N_USERS, K))
    for drawn in draws:
        noise = rng.normal(size=(N_USERS, K))
        gibbs_half(*by_user, drawn, Q, ALPHA, precision, precision @ m, noise)
    for u in range(N_USERS):
        seen = slice(by_user.starts[u], by_user.starts[u + 1])
        q, r = Q[by_user.columns[seen]], by_user.values[seen]
        covariance = np.linalg.inv(precision + ALPHA * q.T @ q)
        mean = covariance @ (precision @ m + ALPHA * q.T @ r)
        near = 5 / np.sqrt(n_draws)
        np.testing.assert_allclose(draws[:, u].mean(axis=0), mean, atol=near)
        np.testing.assert_allclose(np.cov(draws[:, u].T), covariance, atol=near)


def test_the_spread_that_is_drawn_has_the_moments_of_the_normal_wishart():
    rng = np.random.default_rng(4)
    P, n_draws = rng.normal(0.5, 2.0, (30, K)), 20_000
    draws = [spread_of(P, rng) for _ in range(n_draws)]
    means = np.array([mean for mean, _ in draws])
    precisions = np.array([precision for _, precision in draws])
    middle = P.mean(axis=0)
    scatter = np.eye(K) + (P - middle).T @ (P - middle) + 60 / 32 * np.outer(middle, middle)
    expected = (K + 30) * np.linalg.inv(scatter)  # E[W(V, ν)] = ν V
    np.testing.assert_allclose(precisions.mean(axis=0), expected, atol=0.01 * expected.max())
    np.testing.assert_allclose(means.mean(axis=0), 30 * middle / 32, atol=0.02)
    # Cov m = E[Λ⁻¹] / (β₀ + N), and E of an inverse Wishart matrix is V⁻¹ / (ν - k - 1).
    covariance = scatter / ((K + 30 - K - 1) * 32)
    np.testing.assert_allclose(np.cov(means.T), covariance, atol=0.03 * covariance.max())


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**31), k=st.integers(1, 12))
def test_shortened_factors_predict_like_the_best_ones_of_their_length(seed, k):
    rng = np.random.default_rng(seed)
    longer = Factors(rng.normal(size=(7, 12)), rng.normal(size=(9, 12)))
    short = shortened(longer, k)
    assert (short.P.shape, short.Q.shape) == ((7, k), (9, k))
    left, strength, right = np.linalg.svd(longer.P @ longer.Q.T, full_matrices=False)
    best = (left[:, :k] * strength[:k]) @ right[:k]
    np.testing.assert_allclose(short.P @ short.Q.T, best, atol=1e-7)


def test_an_average_of_models_predicts_the_average_where_k_allows_it():
    rng = np.random.default_rng(5)
    one, two = planted_model(rng, 1), planted_model(rng, 1)
    wide = [model._replace(factors=padded(model.factors)) for model in (one, two)]
    between = averaged(*wide, 0.25)
    users, items = (index.ravel() for index in np.indices((N_USERS, N_ITEMS)))
    expected = 0.75 * predict(users, items, *one) + 0.25 * predict(users, items, *two)
    np.testing.assert_allclose(predict(users, items, *between), expected, atol=1e-7)


def padded(factors):
    """The same factors with a second one that is 0."""
    return Factors(*(np.pad(part, ((0, 0), (0, 1))) for part in factors))


@pytest.mark.parametrize("baseline", ["none", "mean", "biases"])
def test_the_model_is_the_average_of_all_samples_kept_to_k_factors(baseline):
    """Where k is the whole rank, nothing is lost, and the average can be checked."""
    rng = np.random.default_rng(6)
    ratings = observed(rng)
    state = ALGORITHM.start(ratings, Setup(k=N_USERS, baseline=baseline), rng)
    users, items = (index.ravel() for index in np.indices((N_USERS, N_ITEMS)))
    total = np.zeros(users.size)
    for t in range(1, 6):
        state = ALGORITHM.step(ratings, state, ALGORITHM.knobs, rng)
        P, Q, *_ = state.memory
        total += state.model.baseline.mu + np.sum(P[users, :N_USERS] * Q[items, :N_USERS], axis=1)
        if baseline == "biases":
            total += P[users, N_USERS] + Q[items, N_USERS]
        np.testing.assert_allclose(predict(users, items, *state.model), total / t, atol=1e-6)


def test_the_noise_it_finds_is_the_noise_that_was_planted():
    rng = np.random.default_rng(7)
    users, items = (index.ravel() for index in np.indices((60, 50)))
    exact = rng.normal(size=(60, 2)) @ rng.normal(size=(2, 50))
    ratings = observed(rng)._replace(
        users=users.astype(np.int32), items=items.astype(np.int32), n_users=60, n_items=50,
        values=3.0 + exact.ravel() + rng.normal(0.0, 0.5, users.size),
    )  # fmt: skip
    state = ALGORITHM.start(ratings, Setup(k=2), rng)
    found = []
    for _ in range(60):
        state = ALGORITHM.step(ratings, state, ALGORITHM.knobs, rng)
        found.append(state.memory.alpha**-0.5)
    assert np.mean(found[30:]) == pytest.approx(0.5, rel=0.03)
