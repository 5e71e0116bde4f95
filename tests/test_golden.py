"""Known numbers in a band: on real ratings, and on planted ones whose noise we know."""

import numpy as np
import pytest

from mf_core import fast, objective
from mf_core.algorithms import ALGORITHMS
from mf_core.datasets import DATASETS
from mf_core.datasets.ratings_csv import read_upload
from mf_core.model import no_factors, split
from mf_core.training import frames, recorded
from tests.movielens_zip import small_set, small_zip


@pytest.fixture(scope="module")
def movielens():
    """Ratings in half stars, real ones where they are, read as the upload control reads them."""
    return read_upload("ml.zip", small_zip())


@pytest.fixture(scope="module")
def planted():
    return DATASETS["planted"].load(0)


def trained(name, data, seed):
    """A run as the page opens it: (frames, held-out RMSE of mean + biases)."""
    algorithm = ALGORITHMS[name]
    train, test = split(data.ratings, 0.1, np.random.default_rng(seed))
    rng = np.random.default_rng(seed)
    state = algorithm.start(train, algorithm.setup, rng)
    run_ = frames(algorithm, train, test, state, algorithm.knobs, rng)
    kept = recorded(run_, algorithm.n_steps(algorithm.epochs, algorithm.setup.k))
    nothing = no_factors(train.n_users, train.n_items)
    return kept, objective.rmse(test, nothing, objective.bias_baseline(train))


@pytest.mark.parametrize("name", ["sgd", "svdpp", pytest.param("bayes", marks=pytest.mark.slow)])
def test_on_movielens_an_algorithm_reaches_what_is_known_of_the_set(name, movielens):
    lowest, highest = small_set().reached[name]
    reached = [trained(name, movielens, seed)[0][-1].test_rmse for seed in range(5)]
    assert lowest < np.mean(reached) <= highest


@pytest.mark.parametrize("data", ["planted", "movielens"])
def test_the_loop_on_paper_reaches_what_the_fast_one_does(data, request, monkeypatch):
    ratings = request.getfixturevalue(data)
    fast_ones = [trained("sgd", ratings, seed)[0][-1].test_rmse for seed in (0, 1)]
    monkeypatch.setattr(fast, "FROM", 10**9)
    on_paper = [trained("sgd", ratings, seed)[0][-1].test_rmse for seed in (0, 1)]
    assert fast_ones != on_paper  # they are two runs: the visits come in another order
    assert np.mean(fast_ones) == pytest.approx(np.mean(on_paper), abs=0.002)


@pytest.mark.parametrize("name", ALGORITHMS)
def test_on_movielens_every_algorithm_improves_on_the_baseline(name, movielens):
    kept, baseline = trained(name, movielens, 0)
    assert kept[-1].test_rmse < baseline


@pytest.mark.parametrize("name", ALGORITHMS)
def test_on_planted_ratings_every_algorithm_comes_close_to_the_planted_noise(name, planted):
    kept, baseline = trained(name, planted, 0)
    assert planted.noise < kept[-1].test_rmse < 1.10 * planted.noise
    assert kept[-1].test_rmse < 0.85 * baseline
