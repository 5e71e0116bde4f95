"""SGD by an update rule somebody has typed: the same start, the same order of visits."""

from typing import NamedTuple

import numpy as np

from mf_core.algorithms import sgd
from mf_core.algorithms.algorithm import Algorithm, Knobs, Setup, State, copied
from mf_core.algorithms.order import epoch_order
from mf_core.kernels.lines import lines_epoch, lines_visit
from mf_core.model import Factors, Ratings
from mf_core.rules import Rule, letters_at


class Memory(NamedTuple):
    """What it remembers between epochs: the order of `sgd`, and the last step of each factor."""

    epoch: sgd.Memory
    steps: Factors


def start(ratings: Ratings, setup: Setup, rng: np.random.Generator) -> State:
    """Begin as `sgd.start` does; nothing has moved yet."""
    state = sgd.start(ratings, setup, rng)
    P, Q = state.model.factors
    return state._replace(memory=Memory(state.memory, Factors(np.zeros_like(P), np.zeros_like(Q))))


def typed_algorithm(rule: Rule) -> Algorithm:
    """The algorithm whose visit is this rule; not in the registry, for it has no end of members.

    It has no biases that learn: whatever a setup says, the mean is predicted and the two lines do
    the rest.
    """

    def step(ratings: Ratings, state: State, knobs: Knobs, rng: np.random.Generator) -> State:
        """Visit every rating once, in the order `sgd.step` would take."""
        memory: Memory = state.memory
        order = epoch_order(ratings, memory.epoch.shuffle, rng)
        factors, steps = copied(state.model.factors), copied(memory.steps)
        n, mu = state.t * ratings.values.size, state.model.baseline.mu
        letters = letters_at(mu, knobs.eta, knobs.lam, state.t, n)
        lines_epoch(ratings, factors, steps, order, rule.lines, letters)
        memory = memory._replace(steps=steps)
        return State(state.model._replace(factors=factors), state.t + 1, memory)

    return Algorithm(
        name="typed",
        title="Your rule",
        sentence="Visits one rating after the other and moves both rows as two typed lines say.",
        start=start,
        step=step,
        kernels=(lines_visit, lines_epoch),
    )
