"""Biases of users with few ratings: held back towards the mean, against the truth we planted."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.figures.error_by_count import error_by_count
from mf_core.figures.picture import Picture
from mf_core.saying import brief, number
from pages._kit import cached
from pages._kit.stage.live import LiveFigure
from pages._kit.stage.slider import Slider

_EDGES = (10, 20, 40, 80, 160, 320)  # ratings: where a group of users ends
RAW, NOBODY, HELD = "believed as it is", "everybody is average", "held back by β"
BETA = Slider("beta", "β", "added average ratings", 0.0, 60.0, 1.0, 5.0, digits=0, unit="ratings")

_Floats = NDArray[np.float64]


@cache
def groups() -> NDArray[np.int64]:
    """The group of each user, by the number of ratings."""
    ratings = cached.dataset("planted").ratings
    counts = np.bincount(ratings.users, minlength=ratings.n_users)
    return np.digitize(counts, _EDGES)


def by_group(values: _Floats) -> _Floats:
    """The mean of each group of users."""
    return np.array([values[groups() == g].mean() for g in range(len(_EDGES) + 1)])


def off(beta: float) -> _Floats:
    """How far the biases with this damping are from the planted ones, squared, (n_users,)."""
    data = cached.dataset("planted")
    assert data.truth is not None  # noqa: S101 (for the type checker)
    found = objective.bias_baseline(data.ratings, beta).b_user
    return _centred_square(found - data.truth.baseline.b_user)


def errors(beta: float) -> dict[str, _Floats]:
    """Root mean square error of a user's bias, group by group, in stars."""
    truth = cached.dataset("planted").truth
    assert truth is not None  # noqa: S101 (for the type checker)
    every = {RAW: off(0.0), NOBODY: _centred_square(truth.baseline.b_user), HELD: off(beta)}
    return {name: np.sqrt(by_group(squares)) for name, squares in every.items()}


def drawn(beta: float) -> Picture:
    """The three ways against the number of ratings."""
    ratings = cached.dataset("planted").ratings
    counts = np.bincount(ratings.users, minlength=ratings.n_users).astype(float)
    return error_by_count(by_group(counts), errors(beta), "error of a user’s bias")


def said(beta: float) -> str:
    """What damping does to the users with the fewest ratings, to the most, and to all."""
    found = errors(beta)
    few = {name: number(values[0]) for name, values in found.items()}
    n_few = int((groups() == 0).sum())
    raw, held = (float(np.sqrt(off(each).mean())) for each in (0.0, beta))
    return (
        f"The {n_few} users with fewer than {_EDGES[0]} ratings: off by {few[RAW]} stars as they "
        f"are, by **{few[HELD]}** with β = {brief(beta)}, by {few[NOBODY]} if all were average. "
        f"All {groups().size} users: {number(raw, 3)} as they are, **{number(held, 3)}** held back."
    )


def _centred_square(apart: _Floats) -> _Floats:
    # What all biases have in common is the mean's business, not theirs.
    return np.asarray((apart - apart.mean()) ** 2)


HELD_BACK = LiveFigure("held_back", drawn, (BETA,), says=said)
