"""Missing is not zero: the exact toy, trained on what is known, and on zeros as well."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.datasets import Dataset
from mf_core.figures.picture import Picture
from mf_core.figures.rating_tiles import rating_tiles
from mf_core.figures.rmse_curve import rmse_curve
from mf_core.model import triples
from mf_core.saying import number
from mf_core.training import Recording, frames, recorded, recording
from pages._kit import cached


class Twice(NamedTuple):
    """The exact toy trained on its known cells, or with its empty cells filled with 0."""

    run: Recording
    truth: NDArray[np.float64]  # (4, 4) in stars: what made the ratings
    hidden: NDArray[np.float64]  # (4, 4) 1 where no rating was observed


_SETUP, _KNOBS, _N_STEPS = Setup(k=1, scale=0.5, baseline="none"), Knobs(eta=0.05, lam=0.0), 150


@lru_cache(maxsize=2)
def exact(*, zeros: bool) -> Twice:
    """Train one factor on the exact toy; tested on the cells nobody rated.

    Parameters
    ----------
    zeros : bool
        Whether the empty cells are trained on as ratings of 0.
    """
    data = cached.dataset("rank_one")
    R, M = objective.dense(data.ratings)
    truth = _truth(data)
    users, items = np.indices(M.shape).reshape(2, -1)
    train = triples(users, items, R.ravel()) if zeros else data.ratings
    users, items = np.nonzero(M == 0)
    test = triples(users, items, truth[users, items], *M.shape)
    kind, rng = ALGORITHMS["batch"], np.random.default_rng(0)
    start = kind.start(train, _SETUP, rng)
    run = recorded(frames(kind, train, test, start, _KNOBS, rng), _N_STEPS)
    return Twice(recording(run), truth, 1 - M)


def _truth(data: Dataset) -> NDArray[np.float64]:
    if data.truth is None:
        raise ValueError("the truth of this data set is not known")
    P, Q = data.truth.factors
    cells: NDArray[np.float64] = P @ Q.T
    return cells


def exact_pictures(shown: Twice) -> list[Picture]:
    """The predictions step by step, the five hidden cells ringed, and both errors."""
    data = cached.dataset("rank_one")
    names, titles = list(data.user_names), list(data.item_titles)
    errors = rmse_curve(shown.run.train_rmse, shown.run.test_rmse, clock="step")
    same_height = {"yaxis": errors.layout["yaxis"] | {"range": [0, 4]}}  # for both trainings
    return [
        rating_tiles(shown.run.prediction, shown.hidden, names, titles, scale=(0.0, 5.0)),
        errors._replace(layout=errors.layout | same_height),
    ]


def exact_story(shown: Twice) -> str:
    """Both errors at the end, in a sentence."""
    train, test = shown.run.train_rmse[-1], shown.run.test_rmse[-1]
    return (
        f"RMSE on what it was trained on: **{number(train)} stars**. On the five ringed cells, "
        "whose ratings it "
        f"never saw: **{number(test)} stars**."
    )


def held_out_with_zeros() -> float:
    """The held-out RMSE when empty cells count as 0, in stars, as it is printed."""
    return round(float(exact(zeros=True).run.test_rmse[-1]), 2)
