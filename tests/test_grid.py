"""The search through settings: each is the run one would have made, and the best is kept."""

import numpy as np
import pytest

from mf_core import objective
from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.datasets.planted import Plan, plant
from mf_core.grid import SHARE, Setting, fit, search
from mf_core.model import split
from mf_core.training import frames, recorded

SETTINGS = [
    Setting(1, 0.02, 0.1),
    Setting(4, 0.05, 0.0),
    Setting(2, 9.0, 0.0),
    Setting(2, 0.03, 0.1),
]
N_EPOCHS = 12


@pytest.fixture(scope="module")
def ratings():
    """Train, validation and test ratings of a small planted set."""
    data = plant(Plan(60, 40, 900), np.random.default_rng(0)).ratings
    train, rest = split(data, 0.3, np.random.default_rng(1))
    return (train, *split(rest, 0.5, np.random.default_rng(2)))


def searched(train, test):
    algorithm, rng = search(SETTINGS, N_EPOCHS), np.random.default_rng(5)
    state = algorithm.start(train, algorithm.setup, rng)
    return recorded(frames(algorithm, train, test, state, Knobs(), rng), len(SETTINGS))


def test_a_setting_is_trained_as_the_core_trains_it_and_its_best_epoch_is_kept(ratings):
    train, valid, _ = ratings
    found = fit(train, valid, SETTINGS[1], N_EPOCHS, seed=3)
    sgd = ALGORITHMS["sgd"]
    start = sgd.start(train, Setup(k=4), np.random.default_rng(3))
    knobs, rng = Knobs(eta=0.05, lam=0.0), np.random.default_rng([3, 1])
    run = recorded(frames(sgd, train, valid, start, knobs, rng), N_EPOCHS)
    np.testing.assert_array_equal(found.curves.train_rmse, [each.train_rmse for each in run])
    np.testing.assert_array_equal(found.curves.valid_rmse, [each.test_rmse for each in run])
    stop = found.curves.stop
    assert found.curves.valid_rmse[stop] == min(each.test_rmse for each in run)
    assert objective.rmse(valid, *found.stopped) == pytest.approx(found.curves.valid_rmse[stop])
    assert objective.rmse(valid, *found.last) == pytest.approx(found.curves.valid_rmse[-1])


def test_a_setting_that_diverges_misses_without_end_from_there_on(ratings):
    train, valid, _ = ratings
    found = fit(train, valid, SETTINGS[2], N_EPOCHS, seed=3)
    first = int(np.argmax(np.isinf(found.curves.train_rmse)))
    assert 0 < first < N_EPOCHS
    assert np.isinf(found.curves.train_rmse[first:]).all()
    assert np.isfinite(found.stopped.factors.P).all()


def test_a_search_tries_every_setting_and_keeps_the_best_without_a_look_at_the_test(ratings):
    train, _, test = ratings
    run = searched(train, test)
    tried = run[-1].state.memory
    assert tried.valid.values.size == round(SHARE * train.values.size)
    assert tried.inner.values.size + tried.valid.values.size == train.values.size
    lowest = [each.valid_rmse.min() for each in tried.curves]
    assert len(lowest) == len(SETTINGS)
    assert tried.best == int(np.argmin(lowest))
    assert objective.rmse(tried.valid, *run[-1].model) == pytest.approx(min(lowest))
    other = searched(train, test._replace(values=test.values + 9.0))
    assert [each.test_rmse for each in other] != [each.test_rmse for each in run]
    for mine, its in zip(tried.curves, other[-1].state.memory.curves, strict=True):
        np.testing.assert_array_equal(mine.valid_rmse, its.valid_rmse)


def test_a_search_begins_with_what_is_expected_before_any_taste(ratings):
    train, _, test = ratings
    first = searched(train, test)[0]
    assert first.state.memory.curves == ()
    inner = first.state.memory.inner
    nothing = objective.bias_baseline(inner)
    np.testing.assert_array_equal(first.model.baseline.b_user, nothing.b_user)
    assert not first.model.factors.P.any()
