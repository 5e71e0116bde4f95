"""The algorithms, by name. A new one: a file ending in `ALGORITHM = …`, and a line here."""

from mf_core.algorithms import als, batch, bayes, funk, minibatch, sgd, svdpp
from mf_core.algorithms.algorithm import Algorithm, Fast, Knobs, Setup, State, is_fast

ALGORITHMS: dict[str, Algorithm] = {
    "sgd": sgd.ALGORITHM,
    "funk": funk.ALGORITHM,
    "minibatch": minibatch.ALGORITHM,
    "batch": batch.ALGORITHM,
    "als": als.ALGORITHM,
    "svdpp": svdpp.ALGORITHM,
    "bayes": bayes.ALGORITHM,
}

__all__ = ["ALGORITHMS", "Algorithm", "Fast", "Knobs", "Setup", "State", "is_fast"]
