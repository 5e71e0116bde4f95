"""Our algorithms as the course runs them: whole steps, with the copy that a step returns."""

from dataclasses import replace
from functools import partial

import numpy as np

from benchmarks.longtail import Data
from benchmarks.peers.timing import (
    ALS_LAM,
    ETA,
    FUNK_ETA,
    LAM,
    START,
    Seconds,
    epochs_for,
    rmse_of,
    steady,
)
from mf_core.algorithms import ALGORITHMS, Knobs, Setup, State
from mf_core.model import triples

SETUPS = {  # what the libraries start from: biases at 0, small random factors
    "sgd": (Setup(scale=0.1), Knobs(eta=ETA, lam=LAM)),
    "funk": (Setup(init="constant", scale=START), Knobs(eta=FUNK_ETA, lam=LAM)),
    "als": (Setup(scale=0.1), Knobs(lam=ALS_LAM)),
    "batch": (Setup(scale=0.1, baseline="mean"), Knobs(eta=0.0001, lam=LAM)),
}


class Steps:
    """A run of an algorithm, by the step on paper or by the fast one."""

    def __init__(self, data: Data, k: int, threads: int, *, name: str, fast: bool) -> None:
        del threads  # on paper there is one, and the fast step decides for itself
        self.data, self.fast, self.algorithm = data, fast, ALGORITHMS[name]
        setup, self.knobs = SETUPS[name]
        self.setup = Setup(k, setup.init, setup.scale, setup.baseline)
        self.ratings = triples(data.users, data.items, data.values, data.n_users, data.n_items)
        self.begin()

    def begin(self) -> None:
        """Start from scratch."""
        self.rng = np.random.default_rng(0)
        self.state: State = self.algorithm.start(self.ratings, self.setup, self.rng)
        if self.algorithm.name == "sgd":
            baseline = self.state.model.baseline
            baseline = baseline._replace(
                b_user=np.zeros_like(baseline.b_user), b_item=np.zeros_like(baseline.b_item)
            )
            self.state = self.state._replace(model=self.state.model._replace(baseline=baseline))

    def step(self) -> None:
        """An epoch, a feature epoch, a pair of half-steps or a gradient step."""
        quick = self.algorithm.fast
        step = quick.step if self.fast and quick is not None else self.algorithm.step
        self.state = step(self.ratings, self.state, self.knobs, self.rng)

    def seconds(self) -> Seconds:
        """One step."""
        self.begin()
        return steady(self.step, max(2, epochs_for(self.data) // 4))

    def rmse(self, epochs: int) -> float:
        """Held-out error; FunkSVD gets so many epochs for each feature."""
        self.knobs = replace(self.knobs, feature_epochs=epochs)
        self.begin()
        for _ in range(self.algorithm.n_steps(epochs, self.setup.k)):
            self.step()
        (P, Q), (mu, b_user, b_item) = self.state.model
        return rmse_of(self.data, P, Q, mu, b_user, b_item)


ON_PAPER = {name: partial(Steps, name=name, fast=False) for name in SETUPS}
FAST = {name: partial(Steps, name=name, fast=True) for name in SETUPS if ALGORITHMS[name].fast}
