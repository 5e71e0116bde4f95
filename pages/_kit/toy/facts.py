"""What the text of the toy lesson claims, counted on the very run it speaks of."""

from typing import NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mf_core import objective
from mf_core.algorithms import Knobs
from mf_core.algorithms.left_out import LeftOut
from mf_core.datasets import Dataset
from mf_core.model import Factors
from pages._kit import cached
from pages._kit.cached import ToyRun
from pages._kit.toy import runs

_Floats = NDArray[np.float64]


def risen(rmse: _Floats) -> int:
    """In how many epochs an error rose.

    Examples
    --------
    >>> risen(np.array([1.5, 1.0, 1.1, 0.9]))
    1
    """
    return int((np.diff(rmse) > 0).sum())


class Grown(NamedTuple):
    """The visits that made the residual they looked at larger."""

    finite: bool  # whether the run stayed within the numbers a computer can hold
    visits: int
    grew: int
    visit: int  # the one at which it grew most, from 1
    u: int  # whose rating that was
    i: int
    before: float  # the residual, in stars
    after: float


def grown(run: ToyRun) -> Grown:
    """Count the visits after which abs(e) of the visited rating is larger than before."""
    n = run.visited[1:]
    u, i, r = run.train.users[n], run.train.items[n], run.train.values[n]
    t = np.arange(n.size)
    before = r - run.recording.prediction[t, u, i]
    after = r - run.recording.prediction[t + 1, u, i]
    more = np.abs(after) - np.abs(before)
    finite = bool(np.isfinite(run.recording.train_rmse[-1]))
    worst = int(np.argmax(np.nan_to_num(more)))
    return Grown(
        finite, n.size, int((more > 0).sum()), worst + 1, int(u[worst]), int(i[worst]),
        float(before[worst]), float(after[worst]),
    )  # fmt: skip


def spread_of_luck(data: Dataset, n_seeds: int = 40) -> tuple[float, float, int]:
    """Lowest and highest final held-out RMSE of the default settings over seeds, and how many."""
    return _spread_of_luck(data, data.digest, n_seeds)


@st.cache_resource(max_entries=16, show_spinner=False)
def _spread_of_luck(
    _data: Dataset,
    digest: str,  # noqa: ARG001 (the key that stands for the ratings)
    n_seeds: int,
) -> tuple[float, float, int]:
    ends = [
        runs.by_epochs(_data, runs.KNOBS.eta, runs.KNOBS.lam, runs.SETUP.k, seed)
        .recording.test_rmse[-1]
        for seed in range(n_seeds)
    ]  # fmt: skip
    return float(min(ends)), float(max(ends)), n_seeds


def left_out(data: Dataset, eta: float, lam: float, k: int) -> LeftOut:
    """The error on ratings left out one by one, under these settings."""
    knobs = Knobs(eta=eta, lam=lam)
    return cached.left_out(data, runs.setup(k), knobs, runs.N_EPOCHS, runs.SEED)


def loss_of(data: Dataset, factors: Factors) -> float:
    """J of the training ratings at the page's λ, in star²."""
    run = runs.by_epochs(data, runs.KNOBS.eta, runs.KNOBS.lam, 2, runs.SEED)
    baseline = objective.mean_baseline(run.train)
    return objective.loss(run.train, factors, runs.KNOBS.lam, baseline)


def misled_by_distance(data: Dataset, factors: Factors, predicted: _Floats) -> list[str]:
    """Whose nearest film on the map is not the one predicted best for them."""
    apart = np.linalg.norm(factors.P[:, None] - factors.Q[None], axis=2)
    nearest, best = apart.argmin(axis=1), predicted.argmax(axis=1)
    return [str(name) for name in data.user_names[nearest != best]]


def early_walk(data: Dataset, n_epochs: int = 12) -> Grown:
    """The visits of the first epochs of the first settings."""
    eta, lam, k = runs.KNOBS.eta, runs.KNOBS.lam, runs.SETUP.k
    return grown(runs.by_visits(data, eta, lam, k, runs.SEED, n_epochs))
