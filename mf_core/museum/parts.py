"""The parts programs are made of: how to start, in which order to go, what to report.

Each right part stands beside the wrong ones that are its misspellings. The steps are kernels:
`mf_core.kernels.sgd` and, with a mistake, `mf_core.kernels.bugs`.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.kernels.sgd import sgd_epoch
from mf_core.model import Factors, Ratings, constant_factors, random_factors

_Floats = NDArray[np.float64]
_Order = NDArray[np.int64]


class Table(NamedTuple):
    """What a program is given: the training ratings as triples, and as a matrix with its mask."""

    train: Ratings
    R: _Floats  # (n_users, n_items)  in stars, 0 where there is no rating
    M: _Floats  # (n_users, n_items)  1 where there is one


Start = Callable[[Table, int, np.random.Generator], Factors]
Order = Callable[[Ratings, np.random.Generator], _Order]
Step = Callable[[Table, Factors, _Order, float, float], float]
Report = Callable[[Table, Factors, float], float]


# --- the start


def scattered(table: Table, k: int, rng: np.random.Generator) -> Factors:
    """Small random numbers, no two rows and no two columns alike."""
    return random_factors(table.train.n_users, table.train.n_items, k, 0.3, rng)


def all_tenths(table: Table, k: int, rng: np.random.Generator) -> Factors:
    """The same small number everywhere, hence the same column k times."""
    return constant_factors(table.train.n_users, table.train.n_items, k, 0.1)


def all_zeros(table: Table, k: int, rng: np.random.Generator) -> Factors:
    """Nothing anywhere: the saddle."""
    return constant_factors(table.train.n_users, table.train.n_items, k, 0.0)


# --- the order


def shuffled(ratings: Ratings, rng: np.random.Generator) -> _Order:
    """A new random order for every epoch."""
    return rng.permutation(ratings.values.size)


def as_they_come(ratings: Ratings, rng: np.random.Generator) -> _Order:
    """The order of the file, epoch after epoch."""
    return np.arange(ratings.values.size)


# --- the step


def sgd(table: Table, factors: Factors, order: _Order, eta: float, lam: float) -> float:
    """Visit every rating once, by the kernel of the course; Σ e² as it was met, in star²."""
    return sgd_epoch(table.train, factors, order, eta, lam)


def visits(visit: Callable[[Factors, int, int, float, float, float], float]) -> Step:
    """Visit every rating once, by another visit than `sgd.sgd_visit`."""

    def step(table: Table, factors: Factors, order: _Order, eta: float, lam: float) -> float:
        users, items, values = table.train[:3]
        sum_sq = 0.0
        for n in order:
            e = visit(factors, users[n], items[n], values[n], eta, lam)
            sum_sq += e * e
        return sum_sq

    return step


def whole(masked: Callable[[_Floats, _Floats, Factors, float], None]) -> Step:
    """One step on the whole matrix, without an order and without λ; it meets no Σ e²."""

    def step(table: Table, factors: Factors, order: _Order, eta: float, lam: float) -> float:
        masked(table.R, table.M, factors, eta)
        return math.nan

    return step


# --- the report


def after_the_epoch(table: Table, factors: Factors, sum_sq: float) -> float:
    """The RMSE of the factors as they are now, over the ratings there are."""
    e = objective.residuals(table.train, factors)
    return float(np.sqrt(np.mean(e * e)))


def on_the_way(table: Table, factors: Factors, sum_sq: float) -> float:
    """The same from the residuals as they were met, each before its own step."""
    return math.sqrt(sum_sq / table.train.values.size)


def over_every_cell(table: Table, factors: Factors, sum_sq: float) -> float:
    """The same over the whole matrix, where an empty cell is a zero."""
    e = table.R - factors.P @ factors.Q.T
    return float(np.sqrt(np.mean(e * e)))


def without_the_mean(table: Table, factors: Factors, sum_sq: float) -> float:
    """The root of the sum of squares, which grows with the number of ratings."""
    e = objective.residuals(table.train, factors)
    return float(np.sqrt(np.sum(e * e)))
