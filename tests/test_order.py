"""The orders of the visits: permutations, kind to the cache, and as good as full chance."""

import copy
import gc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mf_core import fast
from mf_core.algorithms import ALGORITHMS, Setup, minibatch
from mf_core.algorithms.order import (
    batches_at_random,
    by_user_shuffled,
    together,
    users_at_random,
)
from mf_core.algorithms.sgd import VISITS
from mf_core.datasets.planted import Plan, plant
from mf_core.fast.kept import _KEPT
from mf_core.model import split, triples
from mf_core.training import frames, recorded
from tests.planting import N_USERS, observed


@given(seed=st.integers(0, 2**32 - 1), n=st.integers(0, 60), size=st.integers(1, 9))
def test_every_rating_once_and_the_ratings_of_a_user_together_in_their_old_order(seed, n, size):
    rng = np.random.default_rng(seed)
    users = rng.integers(0, size, n).astype(np.int32)
    order = users_at_random(together(users, size), rng)
    assert sorted(order.tolist()) == list(range(n))
    seen = users[order]
    n_runs = np.count_nonzero(np.diff(seen)) + (n > 0)
    assert n_runs == np.unique(users).size
    for u in range(size):
        assert np.all(np.diff(order[seen == u]) > 0)


@given(seed=st.integers(0, 2**32 - 1))
def test_shuffled_the_ratings_of_a_user_are_still_together(seed):
    rng = np.random.default_rng(seed)
    ratings = observed(rng)
    starts, numbers = by_user_shuffled(ratings, rng)
    assert sorted(numbers.tolist()) == list(range(numbers.size))
    assert np.array_equal(ratings.users[numbers], np.sort(ratings.users))
    assert np.array_equal(np.diff(starts), np.bincount(ratings.users, minlength=N_USERS))


def test_the_shuffle_reaches_every_order_of_a_user_s_ratings():
    one = triples([0, 0, 0], [0, 1, 2], [1, 2, 3])
    rng = np.random.default_rng(0)
    orders = {tuple(by_user_shuffled(one, rng).numbers.tolist()) for _ in range(200)}
    assert len(orders) == 6


def test_every_user_may_come_first_and_every_epoch_has_an_order_of_its_own():
    by_user, rng = together(np.repeat(np.arange(5, dtype=np.int32), 3), 5), np.random.default_rng(0)
    orders = [users_at_random(by_user, rng) for _ in range(100)]
    assert {int(order[0]) // 3 for order in orders} == set(range(5))
    assert len({tuple(order.tolist()) for order in orders}) > 50


@pytest.mark.parametrize("algorithm", [ALGORITHMS["sgd"], ALGORITHMS["funk"], VISITS])
def test_the_shuffle_of_a_run_is_made_once_and_goes_with_its_states(algorithm):
    ratings = observed(np.random.default_rng(5))  # they outlive their runs
    before = set(_KEPT)

    def run(seed):
        rng = np.random.default_rng(seed)
        state = algorithm.start(ratings, Setup(k=2), rng)
        for _ in range(3):
            state = algorithm.step(ratings, state, algorithm.knobs, rng)
        return state

    first, second = run(0), run(1)
    assert len(set(_KEPT) - before) == 2
    del first
    gc.collect()
    assert len(set(_KEPT) - before) == 1
    del second
    gc.collect()
    assert set(_KEPT) == before


def test_a_copy_of_a_state_goes_on_as_the_run_does():
    ratings, sgd = observed(np.random.default_rng(5)), ALGORITHMS["sgd"]
    state = sgd.start(ratings, Setup(k=2), np.random.default_rng(0))
    one, other = (
        sgd.step(ratings, each, sgd.knobs, np.random.default_rng(1)).model.factors.P
        for each in (state, copy.deepcopy(state))
    )
    np.testing.assert_array_equal(one, other)


@given(seed=st.integers(0, 2**32 - 1), n=st.integers(0, 60), batch=st.integers(1, 70))
def test_batches_change_places_as_a_whole(seed, n, batch):
    order = batches_at_random(n, batch, np.random.default_rng(seed))
    assert sorted(order.tolist()) == list(range(n))
    jumps = np.flatnonzero(np.diff(order) != 1)
    assert np.all(order[jumps + 1] % batch == 0)


@pytest.fixture(scope="module")
def planted():
    """Small, so that the comparison takes seconds; with the two long tails of real ratings."""
    made = plant(Plan(n_users=600, n_items=900, n_ratings=60_000), np.random.default_rng(3))
    return split(made.ratings, 0.2, np.random.default_rng(3))


def reached(name, planted, seed):
    """Held-out RMSE at the end of a run with the algorithm's own settings but k, in stars."""
    algorithm, (train, test) = ALGORITHMS[name], planted
    rng = np.random.default_rng(seed)
    setup = replace(algorithm.setup, k=6)
    state = algorithm.start(train, setup, rng)
    run = frames(algorithm, train, test, state, algorithm.knobs, rng)
    n_steps = algorithm.n_steps(algorithm.epochs, setup.k)
    return recorded(run, n_steps)[-1].test_rmse


@pytest.mark.parametrize("name", ["sgd", "funk", "minibatch"])
def test_it_learns_as_well_as_in_fully_random_order(name, planted, monkeypatch):
    # On MovieLens latest-small (16 factors, three seeds) the means differ by 0.0004 at most; with
    # a user's films in the order of their numbers it was 0.0080 for SGD, 0.0013 for FunkSVD.
    monkeypatch.setattr(fast, "FROM", 10**9)  # the orders on paper are meant here
    ours = np.median([reached(name, planted, seed) for seed in range(5)])
    monkeypatch.setattr(
        "mf_core.algorithms.order.users_at_random",
        lambda by_user, rng: rng.permutation(by_user.numbers.size),
    )
    monkeypatch.setattr(minibatch, "batches_at_random", lambda n, _batch, rng: rng.permutation(n))
    assert ours == pytest.approx(
        np.median([reached(name, planted, seed) for seed in range(5)]), abs=0.003
    )
