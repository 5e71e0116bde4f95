"""SGD by an update rule somebody has typed: the same start, the same order of visits."""

import numpy as np

from mf_core.algorithms import sgd
from mf_core.algorithms.algorithm import Algorithm, Knobs, State, copied
from mf_core.algorithms.order import epoch_order
from mf_core.kernels.lines import lines_epoch, lines_visit
from mf_core.model import Ratings
from mf_core.rules.rule import Rule


def typed_algorithm(rule: Rule) -> Algorithm:
    """The algorithm whose visit is this rule; not in the registry, for it has no end of members.

    It has no biases that learn: whatever a setup says, the mean is predicted and the two lines do
    the rest.
    """

    def step(ratings: Ratings, state: State, knobs: Knobs, rng: np.random.Generator) -> State:
        """Visit every rating once, in the order `sgd.step` would take."""
        order = epoch_order(ratings, state.memory.shuffle, rng)
        factors, mu = copied(state.model.factors), state.model.baseline.mu
        n = state.t * ratings.values.size
        letters = np.array([0.0, 0.0, 0.0, 0.0, 0.0, n, mu, knobs.eta, knobs.lam, state.t])
        lines_epoch(ratings, factors, order, rule.lines, letters)
        return State(state.model._replace(factors=factors), state.t + 1, state.memory)

    return Algorithm(
        name="typed",
        title="Your rule",
        sentence="Visits one rating after the other and moves both rows as two typed lines say.",
        start=sgd.start,
        step=step,
        kernels=(lines_visit, lines_epoch),
    )
