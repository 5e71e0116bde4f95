"""What the toy lessons say and draw of a run, by hand and by the recording itself."""

import numpy as np
import pytest

from mf_core.datasets import DATASETS
from mf_core.model import triples
from mf_core.training import Recording
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


def test_a_visit_knows_its_user_and_its_item_in_this_order():
    run = toy_run([1.0] * 4, visited=[-1, 1, 0, 2])
    assert views.visited_cells(run).tolist() == [[-1, -1], [2, 0], [0, 1], [1, 2]]


def test_the_frame_of_a_visit_stands_on_the_cell_that_moved():
    """The residuals themselves tell which cell was visited: only its row and column change."""
    run = runs.walk(TOY)
    picture = views.tiles(TOY, run)[1]
    track = picture.tracks[-1]  # the frame is drawn last, on top of the tiles
    for step in (1, 2, 50):
        n = run.visited[step]
        u, i = run.train.users[n], run.train.items[n]
        changed = run.recording.prediction[step] != run.recording.prediction[step - 1]
        assert changed[u].all()
        assert changed[:, i].all()
        assert changed.sum() == sum(changed.shape) - 1
        x, y = track.columns["x"][step], track.columns["y"][step]
        assert ((x.min() + x.max()) / 2, (y.min() + y.max()) / 2) == (i, u)


def test_turned_factors_predict_the_same_and_have_moved():
    _, tiles = runs.turned(40.0, 2.0)
    _, untouched = runs.turned(0.0, 1.0)
    for number in (1, 2):  # P and Qᵀ have moved …
        assert np.abs(tiles.data[number]["z"] - untouched.data[number]["z"]).max() > 0.1
    np.testing.assert_allclose(tiles.data[0]["z"], untouched.data[0]["z"], atol=1e-12)  # … R̂ not
