"""The settings of the toy runs, in one place, so that all sections agree; and the five starts."""

from collections.abc import Mapping

import numpy as np

from mf_core.algorithms import Knobs, Setup
from mf_core.datasets import Dataset
from mf_core.doctor import Case
from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.picture import Picture
from mf_core.model import Baseline, Factors, Model, Ratings
from mf_core.objective import mean_baseline
from pages._kit import cached
from pages._kit.cached import ToyRun
from pages._kit.stage.slider import Slider

SETUP, KNOBS = Setup(k=2, scale=0.3, baseline="mean"), Knobs(eta=0.1, lam=0.2)
SHARE, SEED, N_EPOCHS = 0.1, 3, 60

ETA = Slider("eta", "η", "learning rate", 0.001, 1.0, 0.05, KNOBS.eta, log=True, unit="per star")
LAM = Slider("lam", "λ", "regularisation", 0.0, 1.0, 0.05, KNOBS.lam, unit="stars")
K = Slider("k", "k", "factors", 1, 4, 1, SETUP.k, digits=0, whole=True)
START = Slider("seed", "seed", "start", 0, 99, 1, SEED, digits=0, whole=True)

OVERLEARNS = {"eta": 0.1, "lam": 0.2, "k": 2}
BY_HEART = {"eta": 0.15, "lam": 0.0, "k": 4}
GENERALISES = {"eta": 0.1, "lam": 0.3, "k": 1}
PRESETS: Mapping[str, Mapping[str, float]] = {
    "Crawls": {"eta": 0.002, "lam": 0.2, "k": 2},
    "Overlearns": OVERLEARNS,
    "Learns by heart": BY_HEART,
    "Generalises": GENERALISES,
    "Diverges": {"eta": 0.55, "lam": 0.0, "k": 2},
}

STARTS = {
    "random, σ = 0.3": SETUP,
    "all zero": Setup(k=2, init="constant", scale=0.0, baseline="mean"),
    "all 0.1": Setup(k=2, init="constant", scale=0.1, baseline="mean"),
    "tiny, σ = 0.001": Setup(k=2, scale=0.001, baseline="mean"),
    "huge, σ = 3": Setup(k=2, scale=3.0, baseline="mean"),
}


def built_in() -> Dataset:
    """The ratings of the toy before anybody has changed one."""
    return cached.dataset("history_romance")


def above_mean() -> Ratings:
    """The ratings of the toy minus their mean, in stars: for factors without a baseline."""
    ratings = built_in().ratings
    return ratings._replace(values=ratings.values - mean_baseline(ratings).mu)


def setup(k: int) -> Setup:
    """How a toy run with k factors starts."""
    return Setup(k=k, scale=SETUP.scale, baseline="mean")


def by_epochs(data: Dataset, eta: float, lam: float, k: int, seed: int) -> ToyRun:
    """A run of 60 epochs, with a tenth of the ratings held out."""
    knobs = Knobs(eta=eta, lam=lam)
    return cached.toy_run(data, "sgd", setup(k), knobs, N_EPOCHS, SHARE, seed)


def case_of(run: ToyRun, scale: tuple[float, float]) -> Case:
    """A run as the run doctor is told of it."""
    start, end = (_model(run, step) for step in (0, -1))
    train, test = run.recording.train_rmse, run.recording.test_rmse
    return Case(train, test, end, run.train, run.test, scale, start)


def _model(run: ToyRun, step: int) -> Model:
    P, Q, _, _, _, _, mu, b_user, b_item = (column[step] for column in run.recording)
    return Model(Factors(P, Q), Baseline(float(mu), b_user, b_item))


def by_visits(
    data: Dataset, eta: float, lam: float, k: int, seed: int, n_epochs: int = 3
) -> ToyRun:
    """The first epochs of the same run, visit by visit."""
    n_visits = n_epochs * (data.ratings.values.size - round(data.ratings.values.size * SHARE))
    knobs = Knobs(eta=eta, lam=lam)
    return cached.toy_run(data, "sgd_visits", setup(k), knobs, n_visits, SHARE, seed)


def watchable(data: Dataset, eta: float, lam: float, k: int, seed: int) -> ToyRun:
    """A run as it can be watched: visit by visit if it dies within its first epochs.

    Epoch by epoch there would be nothing between its start and numbers no screen can show.
    """
    run = by_epochs(data, eta, lam, k, seed)
    n_epochs = run.recording.mu.size - 1
    if np.isfinite(run.recording.loss[-1]) or n_epochs > 5:
        return run
    return by_visits(data, eta, lam, k, seed, n_epochs)


def started(data: Dataset) -> dict[str, ToyRun]:
    """The five starts, each trained alike: the same ratings, the same order of visits."""
    return {
        name: cached.toy_run(data, "sgd", start, KNOBS, N_EPOCHS, SHARE, SEED)
        for name, start in STARTS.items()
    }


def starts(data: Dataset) -> Picture:
    """Training RMSE from five starts: random, zero, constant, tiny and huge."""
    curves = {name: run.recording.train_rmse for name, run in started(data).items()}
    return compare_curves(curves, title="training RMSE (stars)", top=20.0, log=True)
