"""The algorithms, by name. A new one: a file ending in `ALGORITHM = …`, and a line here."""

from mf_core.algorithms import als, batch, funk, minibatch, sgd
from mf_core.algorithms.algorithm import Algorithm, Knobs, Setup, State

ALGORITHMS: dict[str, Algorithm] = {
    "sgd": sgd.ALGORITHM,
    "funk": funk.ALGORITHM,
    "minibatch": minibatch.ALGORITHM,
    "batch": batch.ALGORITHM,
    "als": als.ALGORITHM,
}

__all__ = ["ALGORITHMS", "Algorithm", "Knobs", "Setup", "State"]
