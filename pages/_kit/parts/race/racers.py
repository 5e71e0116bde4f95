"""Who races: six ways to lower the same J from the same start, and how long each step took."""

import threading
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mf_core import objective
from mf_core.algorithms import ALGORITHMS, Knobs, Setup, funk, sgd
from mf_core.algorithms.algorithm import above_baseline
from mf_core.algorithms.order import epoch_order
from mf_core.datasets.planted import Plan, plant
from mf_core.model import Ratings, split
from mf_core.training import Frame, frames, recorded

_Floats = NDArray[np.float64]

# With fewer than 20,000 ratings every racer takes its step on paper: the code a reader can read.
PLAN = Plan(n_users=300, n_items=400, n_ratings=20_000, k_true=4, taste=0.9, noise=0.6)
SHARE, SEED, K, LAM = 0.1, 0, 16, 0.1
NEAR = 1.05  # the finish: so many times the lowest J
REPEATS = 3  # of every run; of each step the quickest counts
ALS, DECAYING = "ALS", "SGD with decay"


class Racer(NamedTuple):
    """An algorithm as it races: its knobs, and the steps after which it stops."""

    algorithm: str
    knobs: Knobs
    steps: int
    sentence: str


# Each rate is the best of seven at k = 16; test_race_lesson races all of them.
RACERS: Mapping[str, Racer] = {
    "SGD": Racer("sgd", Knobs(eta=0.05, lam=LAM), 30, "moves after every rating"),
    DECAYING: Racer(
        "sgd", Knobs(eta=0.07, lam=LAM, decay=0.9), 30,
        "does the same, with a rate that shrinks to 0.9 of itself in every epoch",
    ),
    "mini-batch": Racer(
        "minibatch", Knobs(eta=0.05, lam=LAM, batch=128), 30, "moves after every 128 ratings"
    ),
    "batch": Racer("batch", Knobs(eta=0.015, lam=LAM), 100, "moves once all ratings are read"),
    "FunkSVD": Racer(
        "funk", Knobs(eta=0.02, lam=LAM, feature_epochs=30), 240,
        "moves after every rating, but one feature at a time",
    ),
    ALS: Racer(
        "als", Knobs(lam=LAM), 10, "reads all ratings, solves for P; reads them again, solves for Q"
    ),
}  # fmt: skip


class Run(NamedTuple):
    """What is kept of a racer, step by step, the start first."""

    loss: _Floats  # (n_steps,)  J, in star²
    test_rmse: _Floats  # (n_steps,)  in stars
    milliseconds: _Floats  # (n_steps,)  since the start, in its steps alone


@cache
def parts() -> tuple[Ratings, Ratings]:
    """What mean and biases leave of the training and of the held-out ratings.

    The baseline stays, for everybody: so all lower the same J in the same numbers.
    """
    ratings = plant(PLAN, np.random.default_rng(SEED)).ratings
    train, test = split(ratings, SHARE, np.random.default_rng(SEED))
    baseline = objective.bias_baseline(train)
    return above_baseline(train, baseline), above_baseline(test, baseline)


def trained(racer: Racer, k: int, n_steps: int) -> list[Frame]:
    """The frames of one run from the common start; a diverging one ends with its first bad frame.

    FunkSVD draws the same factors, but each enters the model only when its turn comes.
    """
    train, test = parts()
    algorithm = ALGORITHMS[racer.algorithm]
    setup = Setup(k, "random", 0.1, "none")
    state = algorithm.start(train, setup, np.random.default_rng(SEED))
    if isinstance(state.memory, sgd.Memory | funk.Memory):
        # Shuffled before the start, as ALS sorts: what is prepared once is on nobody's clock.
        epoch_order(train, state.memory.shuffle, np.random.default_rng(SEED))
    order = np.random.default_rng([SEED, 1])
    steps = frames(algorithm, train, test, state, racer.knobs, order)
    return [
        frame._replace(state=frame.state._replace(memory=None))
        for frame in recorded(steps, n_steps)
    ]


def kept(runs: list[list[Frame]]) -> Run:
    """What is kept of a run that was made once or more; of each step the quickest time."""
    spent = np.array([[frame.seconds for frame in run] for run in runs])
    quickest = np.diff(spent, axis=1).min(axis=0)
    return Run(
        np.array([frame.loss for frame in runs[0]]),
        np.array([frame.test_rmse for frame in runs[0]]),
        1000 * np.concatenate([[0.0], np.cumsum(quickest)]),
    )


@cache
def alone(name: str) -> Run:
    """One racer at k = 16 on an empty track."""
    return kept([trained(RACERS[name], K, RACERS[name].steps)])


_ONE_AT_A_TIME = threading.Lock()


@st.cache_resource(max_entries=16, show_spinner="The six are running, one after the other …")
def race(k: int = K, attempt: int = 0) -> dict[str, Run]:  # noqa: ARG001 (another attempt is measured anew)
    """Let all of them run, one after the other, so that nobody is in another's way."""
    with _ONE_AT_A_TIME:
        return {
            name: kept([trained(racer, k, racer.steps) for _ in range(REPEATS)])
            for name, racer in RACERS.items()
        }


@lru_cache(maxsize=8)
def finish(k: int = K) -> float:
    """Where the race ends: 5 % above the J at which ALS stands after many more pairs, in star²."""
    lowest = trained(RACERS[ALS], k, 30)[-1].loss
    return NEAR * float(lowest)
