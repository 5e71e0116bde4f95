"""The fixed runs of the toy lessons: one place for their settings, so that all sections agree."""

import math

import numpy as np

from mf_core.algorithms import Knobs, Setup
from mf_core.datasets import Dataset
from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.factor_tiles import factor_tiles
from mf_core.figures.picture import Picture
from mf_core.figures.taste_map import taste_map
from pages._kit import cached, controls
from pages._kit.cached import ToyRun
from pages._kit.stage.live import LiveFigure
from pages._kit.stage.slider import Slider
from pages._kit.toy import views as toys

SETUP, KNOBS = Setup(k=2, scale=0.3, baseline="mean"), Knobs(eta=0.1, lam=0.2)
SHARE, SEED, N_EPOCHS = 0.1, 3, 60

_TURNS = (
    Slider("angle", "α", "turned by", -180.0, 180.0, 1.0, 30.0, unit="°", digits=0),
    Slider("stretch", "s", "stretched by", 0.4, 2.5, 0.05, 1.0, unit="times"),
)

STARTS = {
    "random, σ = 0.3": SETUP,
    "all zero": Setup(k=2, init="constant", scale=0.0, baseline="mean"),
    "all 0.1": Setup(k=2, init="constant", scale=0.1, baseline="mean"),
    "tiny, σ = 0.001": Setup(k=2, scale=0.001, baseline="mean"),
    "huge, σ = 3": Setup(k=2, scale=3.0, baseline="mean"),
}


def walk(data: Dataset) -> ToyRun:
    """The first three epochs, visit by visit."""
    n_train = data.ratings.values.size - round(data.ratings.values.size * SHARE)
    return cached.toy_run(data, "sgd_visits", SETUP, KNOBS, 3 * n_train, SHARE, SEED)


def watched(data: Dataset, run: ToyRun, setup: Setup, knobs: Knobs, seed: int) -> ToyRun:
    """The same run as it can be watched: visit by visit if it dies within its first epochs.

    Epoch by epoch there would be nothing between its start and numbers no screen can show.
    """
    n_epochs = run.recording.mu.size - 1
    if np.isfinite(run.recording.loss[-1]) or n_epochs > 3:
        return run
    n_visits = n_epochs * run.train.values.size
    return cached.toy_run(data, "sgd_visits", setup, knobs, n_visits, SHARE, seed)


def starts(data: Dataset) -> Picture:
    """Training RMSE from five starts: random, zero, constant, tiny and huge."""
    runs = {
        name: cached.toy_run(data, "sgd", setup, KNOBS, N_EPOCHS, SHARE, SEED)
        for name, setup in STARTS.items()
    }
    curves = {name: run.recording.train_rmse for name, run in runs.items()}
    return compare_curves(curves, title="training RMSE (stars)", top=20.0, log=True)


def graded(page: str, data: Dataset) -> float:
    """The best held-out RMSE under the controls of a page as they stand, in stars."""
    turned = {
        name: controls.value(page, name, default)
        for name, default in (("eta", KNOBS.eta), ("lam", KNOBS.lam), ("k", SETUP.k))
    }
    setup = Setup(k=int(turned["k"]), scale=SETUP.scale, baseline="mean")
    knobs = Knobs(eta=float(turned["eta"]), lam=float(turned["lam"]))
    return toys.best(cached.toy_run(data, "sgd", setup, knobs, N_EPOCHS, SHARE, SEED))


def turned(angle: float, stretch: float) -> list[Picture]:
    r"""The trained toy with its factors turned and stretched: P A and Q A⁻ᵀ.

    Parameters
    ----------
    angle : float
        In degrees, anticlockwise.
    stretch : float, > 0
        The users' first axis becomes this much longer, the items' this much shorter.
    """
    data = cached.dataset("history_romance")
    shown = cached.toy_run(data, "sgd", SETUP, KNOBS, N_EPOCHS, SHARE, SEED).recording
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    by = np.array([[stretch, 0.0], [0.0, 1.0]]) @ np.array([[c, s], [-s, c]])
    P, Q = shown.P[-1] @ by, shown.Q[-1] @ np.linalg.inv(by).T
    baseline = shown.prediction[-1] - shown.P[-1] @ shown.Q[-1].T
    prediction = P @ Q.T + baseline
    names, titles = list(data.user_names), list(data.item_titles)
    return [
        taste_map(P[None], Q[None], names, titles, reach=2.5),
        factor_tiles(P[None], Q[None], prediction[None], names, titles, data.scale),
    ]


TURNED = LiveFigure("turned", turned, _TURNS)
