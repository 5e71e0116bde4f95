"""What the toy lessons say and draw of a run, by hand and by the recording itself."""

import numpy as np
import pytest

from mf_core.algorithms import Knobs
from mf_core.datasets import DATASETS
from mf_core.model import triples
from mf_core.training import Recording
from pages._kit import cached
from pages._kit.cached import ToyRun
from pages._kit.toy import runs, views

TOY = DATASETS["history_romance"].load(0)
TRAIN = triples([0, 2, 1], [1, 0, 2], [3.0, 4.0, 5.0])
NAN = float("nan")


def toy_run(tests, visited=()):
    """A run whose held-out error went like this; the rest of it is 0."""
    n = len(tests)
    still = Recording(
        np.zeros((n, 3, 2)), np.zeros((n, 3, 2)), np.zeros((n, 3, 3)), np.zeros(n), np.zeros(n),
        np.array(tests), np.zeros(n), np.zeros((n, 3)), np.zeros((n, 3)),
    )  # fmt: skip
    return ToyRun(TRAIN, TRAIN, still, np.array(visited, dtype=np.int64))


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ([1.3, 1.1, 0.9], "falling to the end as well"),
        ([1.3, 0.9, 0.9005], "falling to the end as well"),  # a rounding
        ([1.3, 0.9, 1.0], "falling first, then rising again"),
        ([1.3, 0.9, 1.5], "falling first, then rising again"),
        ([1.3, 1.4, 1.5], "never below where it started"),
        ([NAN, NAN], "never below where it started"),
    ],
)
def test_the_outcome_of_a_run_in_words(tests, said):
    assert views.outcome(toy_run(tests)) == said


def test_the_best_of_a_run_is_its_lowest_held_out_error():
    assert views.best(toy_run([1.3, 0.9, NAN, 1.0])) == 0.9
    assert np.isnan(views.best(toy_run([NAN, NAN])))


def test_a_run_that_dies_at_once_is_watched_visit_by_visit():
    setup, knobs = runs.SETUP, Knobs(eta=1.0, lam=0.0)
    run = cached.toy_run(TOY, "sgd", setup, knobs, runs.N_EPOCHS, runs.SHARE, runs.SEED)
    assert not np.isfinite(run.recording.loss[-1])
    seen = runs.watched(TOY, run, setup, knobs, runs.SEED)
    np.testing.assert_array_equal(seen.recording.P[0], run.recording.P[0])
    n_train = run.train.values.size
    np.testing.assert_array_equal(seen.recording.P[n_train], run.recording.P[1])
    sizes = np.abs(seen.recording.prediction).max(axis=(1, 2))
    assert ((sizes > 10) & (sizes < 1e6)).sum() > 5  # there is something between calm and the end
    learns = cached.toy_run(TOY, "sgd", setup, runs.KNOBS, 3, runs.SHARE, runs.SEED)
    assert runs.watched(TOY, learns, setup, runs.KNOBS, runs.SEED) is learns


def test_turned_factors_predict_the_same_and_have_moved():
    _, tiles = runs.turned(40.0, 2.0)
    _, untouched = runs.turned(0.0, 1.0)
    for number in (1, 2):  # P and Qᵀ have moved …
        assert np.abs(tiles.data[number]["z"] - untouched.data[number]["z"]).max() > 0.1
    np.testing.assert_allclose(tiles.data[0]["z"], untouched.data[0]["z"], atol=1e-12)  # … R̂ not
