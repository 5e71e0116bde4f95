"""The board of a recorded run: what it is given, and that its numbers add up."""

import gzip
import json

import numpy as np
import pytest

from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.algorithms.sgd import VISITS
from mf_core.datasets import DATASETS
from mf_core.figures.board import board
from mf_core.model import split
from mf_core.training import frames, recorded, recording
from pages._kit.stage.scene import scene
from tests.node import node

DATA = DATASETS["history_romance"].load(0)
KNOBS = Knobs(eta=0.1, lam=0.2)


def drawn(algorithm, knobs, n_steps, *, k=2, share=0.1, baseline="mean"):
    """A run on the toy, and its board."""
    train, test = split(DATA.ratings, share, np.random.default_rng(3))
    rng = np.random.default_rng(3)
    start = algorithm.start(train, Setup(k=k, scale=0.3, baseline=baseline), rng)
    run = recorded(frames(algorithm, train, test, start, knobs, rng), n_steps)
    visited = np.array([getattr(frame.state.memory, "visited", -1) for frame in run])
    shown = recording(run)
    names, titles = list(DATA.user_names), list(DATA.item_titles)
    picture = board(shown, train, test, names, titles, visited=visited, knobs=knobs)
    return shown, picture


OPEN = """
    import { readFileSync } from "node:fs";
    import { Known, opened } from "./pages/_kit/stage/js/arrays.js";
    import { Run } from "./pages/_kit/stage/js/board/run.js";
    const own = JSON.parse(readFileSync(process.argv[1], "utf-8"));
    const { P, Q, prediction, users, items, train } = new Run(opened(own, new Known()));
    const plain = (key, value) => ArrayBuffer.isView(value) ? Array.from(value) : value;
    console.log(JSON.stringify({ P, Q, prediction, users, items, train }, plain));
"""


def in_the_browser(picture, folder):
    """What the browser makes of what it is sent: its own modules, asked by Node."""
    (figure,) = scene([picture])["figures"]
    file = folder / "own.json"
    file.write_text(json.dumps(figure["own"], allow_nan=False), encoding="utf-8")
    code, said = node("--input-type=module", "--eval", OPEN, str(file))
    assert code == 0, said
    return {name: np.array(value, dtype=float) for name, value in json.loads(said).items()}


@pytest.fixture(scope="module")
def epochs():
    return drawn(ALGORITHMS["sgd"], KNOBS, 60)


@pytest.fixture(scope="module")
def visits():
    return drawn(VISITS, KNOBS, 105)


def test_the_browser_is_sent_what_was_recorded_once_and_in_a_few_kilobytes(epochs, visits):
    for (_, picture), most in ((epochs, 8_000), (visits, 6_500)):
        (figure,) = scene([picture])["figures"]
        assert len(gzip.compress(json.dumps(figure, allow_nan=False).encode())) < most
        assert not {"plane", "prediction"} & set(figure["own"])  # they follow from P and Q


@pytest.mark.parametrize(
    ("n_steps", "given"),
    [(60, {}), (60, {"k": 4}), (3, {"k": 1}), (5, {"baseline": "biases"})],
)
def test_the_browser_has_every_number_of_the_recording(tmp_path, n_steps, given):
    """Also the predictions, which it works out: they are those of objective.predict."""
    shown, picture = drawn(ALGORITHMS["sgd"], KNOBS, n_steps, **given)
    found = in_the_browser(picture, tmp_path)
    for name in ("P", "Q", "prediction"):
        np.testing.assert_allclose(found[name], getattr(shown, name), rtol=0, atol=1e-6)
    np.testing.assert_allclose(found["train"], shown.train_rmse, rtol=1e-6)


def test_a_run_that_diverges_is_opened_to_its_last_drawable_frame(tmp_path):
    shown, picture = drawn(ALGORITHMS["sgd"], Knobs(eta=0.9, lam=0.0), 60)
    found, end = in_the_browser(picture, tmp_path), picture.own["end"]
    assert end < picture.n_steps
    for name in ("P", "Q", "prediction"):
        np.testing.assert_allclose(found[name][:end], getattr(shown, name)[:end], rtol=1e-5)
    assert not np.abs(found["P"][-1]).max() < 1e6


def test_a_factor_opens_to_the_step_that_made_it(visits):
    """p ← p + η (e q − λ p), from what the board is given alone, is the recorded factor."""
    own = visits[1].own
    for t in range(1, 106):
        u, i = own["visited"][t]
        p, q = own["P"][t - 1, u], own["Q"][t - 1, i]
        e = own["ratings"][u, i] - visits[0].prediction[t - 1, u, i]
        assert own["held_out"][u, i] == 0
        eta, lam = own["eta"][t], own["lam"]
        np.testing.assert_allclose(own["P"][t, u], p + eta * (e * q - lam * p), atol=1e-12)
        np.testing.assert_allclose(own["Q"][t, i], q + eta * (e * p - lam * q), atol=1e-12)


def test_the_errors_are_those_of_the_cells_shown(epochs):
    shown, own = epochs[0], epochs[1].own
    for name, held_out in (("train", 0), ("test", 1)):
        chosen = np.isfinite(own["ratings"]) & (own["held_out"] == held_out)
        e = (own["ratings"] - shown.prediction)[:, chosen]
        np.testing.assert_allclose(own[name], np.sqrt((e**2).mean(axis=1)), atol=1e-12)


def test_a_diverging_run_keeps_the_scales_of_its_beginning():
    shown, picture = drawn(VISITS, Knobs(eta=0.9, lam=0.0), 105)
    own = picture.own
    assert not np.isfinite(shown.train_rmse[-1])
    assert 0 < own["end"] < shown.mu.size
    assert np.abs(shown.prediction[own["end"] - 1]).max() < 1e6
    assert not np.abs(shown.prediction[own["end"]]).max() < 1e6
    assert own["ceiling"] < 10
    assert own["reach"] < 10
    assert picture.alt.endswith("the run diverges.")
    json.dumps(scene([picture]), allow_nan=False)


def test_more_than_two_factors_are_shown_on_one_plane_and_one_alone_on_a_line(tmp_path):
    shown, picture = drawn(ALGORITHMS["sgd"], KNOBS, 30, k=4)
    found = in_the_browser(picture, tmp_path)
    users, items = found["users"][-1], found["items"][-1]
    np.testing.assert_allclose(users, shown.P[-1] @ picture.own["plane"], atol=1e-6)
    flat = np.sum((users @ items.T) ** 2) / np.sum((shown.P[-1] @ shown.Q[-1].T) ** 2)
    assert 0.5 < flat <= 1.0
    assert picture.own["axes"][0].startswith("first shared direction")
    _, line = drawn(ALGORITHMS["sgd"], KNOBS, 3, k=1)
    users = in_the_browser(line, tmp_path)["users"]
    assert users.shape == (4, 8, 2)
    assert not users[..., 1].any()


def test_without_held_out_ratings_there_is_one_curve():
    _, picture = drawn(ALGORITHMS["sgd"], KNOBS, 3, share=0.0)
    assert np.isnan(picture.own["test"]).all()
    assert "0 held out" in picture.alt
    assert "nan" not in picture.alt
