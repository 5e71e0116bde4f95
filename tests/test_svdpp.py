"""SVD++ against its own objective by finite differences, and against the long way round."""

import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mf_core import objective
from mf_core.algorithms import Knobs, Setup
from mf_core.algorithms.svdpp import ALGORITHM
from mf_core.kernels.svdpp import svdpp_epoch, with_implicit
from mf_core.model import Baseline, Factors
from mf_core.training import frames, recorded
from tests.planting import N_ITEMS, N_USERS, observed, planted_model

ETA, LAM, K = 0.03, 0.2, 3


def case(seed):
    """Ratings user by user, and a model with an implicit part."""
    rng = np.random.default_rng(seed)
    ratings = observed(rng)  # in the order of their users already
    starts = np.searchsorted(ratings.users, np.arange(N_USERS + 1))
    factors, baseline = planted_model(rng, K)
    Y = rng.normal(size=(N_ITEMS, K))
    return (starts, ratings.items, ratings.values), factors, Y, baseline, rng


def rated(by_user, u):
    """The items user u has rated, and the stars."""
    starts, columns, values = by_user
    return columns[starts[u] : starts[u + 1]], values[starts[u] : starts[u + 1]]


def one_term(numbers, shapes, by_user, u, n):
    """The part of SVD++'s objective that belongs to the n-th rating of user u."""
    P, Q, Y, b_user, b_item = unpacked(numbers, shapes)
    items, stars = rated(by_user, u)
    i, r = items[n], stars[n]
    x = P[u] + Y[items].sum(axis=0) / np.sqrt(items.size)
    e = r - (3.0 + b_user[u] + b_item[i] + x @ Q[i])
    size = (P[u] ** 2).sum() + (Q[i] ** 2).sum() + (Y[items] ** 2).sum()
    return 0.5 * (e**2 + LAM * (size + b_user[u] ** 2 + b_item[i] ** 2))


def unpacked(numbers, shapes):
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])
    parts = np.split(numbers, ends[:-1])
    return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


def visit(by_user, u, n, factors, Y, baseline):
    """Koren's updates as they stand in the paper: every y_j of the user moves."""
    P, Q = factors
    items, stars = rated(by_user, u)
    i, share = items[n], items.size**-0.5
    x = P[u] + share * Y[items].sum(axis=0)
    e = stars[n] - (baseline.mu + baseline.b_user[u] + baseline.b_item[i] + x @ Q[i])
    p, q = P[u].copy(), Q[i].copy()
    P[u] += ETA * (e * q - LAM * p)
    Q[i] += ETA * (e * x - LAM * q)
    Y[items] += ETA * (e * share * q - LAM * Y[items])
    baseline.b_user[u] += ETA * (e - LAM * baseline.b_user[u])
    baseline.b_item[i] += ETA * (e - LAM * baseline.b_item[i])


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 2**31))
def test_the_short_way_is_the_long_way(seed):
    by_user, factors, Y, baseline, rng = case(seed)
    users = rng.permutation(N_USERS)
    short, long = (copy.deepcopy((factors, Y, baseline)) for _ in range(2))
    svdpp_epoch(*by_user, users, *short, ETA, ETA, LAM)
    for u in users:
        for n in range(rated(by_user, u)[0].size):
            visit(by_user, u, n, *long)
    for got, expected in zip((*short[0], short[1]), (*long[0], long[1]), strict=True):
        np.testing.assert_allclose(got, expected, atol=1e-11)
    np.testing.assert_allclose(short[2].b_user, long[2].b_user, atol=1e-11)
    np.testing.assert_allclose(short[2].b_item, long[2].b_item, atol=1e-11)


@pytest.mark.parametrize("seed", range(5))
def test_a_visit_is_minus_eta_times_the_gradient_of_its_term(seed):
    """The derivative of the term is taken by central differences, not by a formula."""
    by_user, factors, Y, baseline, _ = case(seed)
    u = int(np.argmax(np.diff(by_user[0])))
    n = seed % rated(by_user, u)[0].size
    shapes = [factors.P.shape, factors.Q.shape, Y.shape, (N_USERS,), (N_ITEMS,)]
    parts = (factors.P, factors.Q, Y, baseline.b_user, baseline.b_item)
    at = np.concatenate([part.ravel() for part in parts])
    slope, h = np.empty_like(at), 1e-5
    for m in range(at.size):
        there, here = at.copy(), at.copy()
        there[m] += h
        here[m] -= h
        change = one_term(there, shapes, by_user, u, n) - one_term(here, shapes, by_user, u, n)
        slope[m] = change / (2 * h)
    P, Q, Y, b_user, b_item = moved = [part.copy() for part in parts]
    visit(by_user, u, n, Factors(P, Q), Y, Baseline(3.0, b_user, b_item))
    for now, before, uphill in zip(moved, parts, unpacked(slope, shapes), strict=True):
        np.testing.assert_allclose(now - before, -ETA * uphill, atol=1e-8)


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 2**31))
def test_the_effective_user_factors_are_own_and_implicit_part(seed):
    by_user, factors, Y, _, _ = case(seed)
    both = with_implicit(*by_user[:2], factors.P, Y)
    for u in range(N_USERS):
        items, _ = rated(by_user, u)
        implicit = Y[items].sum(axis=0) / np.sqrt(max(items.size, 1))
        np.testing.assert_allclose(both[u], factors.P[u] + implicit, atol=1e-12)


def test_a_run_predicts_with_both_parts_and_leaves_biases_that_do_not_learn(ratings_and_run):
    ratings, kept = ratings_and_run
    for frame in kept[1:]:
        memory = frame.state.memory
        both = with_implicit(*memory.by_user[:2], memory.P, memory.Y)
        np.testing.assert_array_equal(both, frame.model.factors.P)
        assert frame.train_rmse == pytest.approx(objective.rmse(ratings, *frame.model))
        assert memory.Y.any()
        assert not frame.model.baseline.b_user.any()


@pytest.fixture
def ratings_and_run():
    rng = np.random.default_rng(4)
    ratings = observed(rng)
    state = ALGORITHM.start(ratings, Setup(k=K, baseline="mean"), rng)
    return ratings, recorded(frames(ALGORITHM, ratings, ratings, state, Knobs(), rng), 3)
