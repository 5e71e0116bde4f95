"""Users and items on a map: one plane for both, or by mistake a plane for each."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mf_core.figures.picture import Picture
from mf_core.figures.taste_map import taste_map
from mf_core.model import Factors
from mf_core.museum.planes import agreement, in_one_plane, in_two_planes
from mf_core.saying import number
from pages._kit.text import esc_md
from pages._kit.toy import runs

N_STARTS = 30
_REACH = 2.0  # √star


def trained(seed: int) -> Factors:
    """The factors of the toy at the end of the run of *Let’s factorize*, from another start."""
    shown = runs.by_epochs(runs.built_in(), runs.KNOBS.eta, runs.KNOBS.lam, 2, seed).recording
    return Factors(shown.P[-1], shown.Q[-1])


@lru_cache(maxsize=128)
def agreements(seed: int) -> tuple[float, float]:
    """How well each map tells who likes what: with one plane, and with two."""
    P, Q = trained(seed)
    return agreement(*in_one_plane(P, Q), P, Q), agreement(*in_two_planes(P, Q), P, Q)


def worst() -> int:
    """The start from which two planes tell the least."""
    return min(range(N_STARTS), key=lambda seed: agreements(seed)[1])


def pictures(seed: int) -> list[Picture]:
    """The trained toy on both maps: with one plane, and with two."""
    P, Q = trained(seed)
    return [_map(*in_one_plane(P, Q)), _map(*in_two_planes(P, Q))]


def _map(users: NDArray[np.float64], items: NDArray[np.float64]) -> Picture:
    data = runs.built_in()
    names, titles = list(data.user_names), list(data.item_titles)
    return taste_map(users[None], items[None], names, titles, reach=_REACH)


def said(seed: int) -> str:
    """What either map tells of one user, and how well they tell it of all."""
    P, Q = trained(seed)
    users, items = in_two_planes(P, Q)
    data, true = runs.built_in(), P @ Q.T
    u, i = np.unravel_index(int(np.argmax(true)), true.shape)
    who, what = esc_md(data.user_names[u]), esc_md(data.item_titles[i])
    one, two = agreements(seed)
    return (
        f"The strongest liking of the model is {who} for {what}: p · q = {number(true[u, i])} "
        f"stars. On the map of one plane, the first, their two points say just that; on the map of "
        f"two planes they say **{number(float(users[u] @ items[i]))}**. Over all pairs, the "
        f"correlation of map and model is {number(one)} with one plane and **{number(two)}** with "
        "two."
    )


def of_all_starts() -> str:
    """How often two planes mislead, and how often nobody would notice."""
    told = [agreements(seed)[1] for seed in range(N_STARTS)]
    opposite, fine = sum(each < 0 for each in told), sum(each > 0.9 for each in told)
    return (
        f"Of the first {N_STARTS} starts, {opposite} give a map of two planes that says the "
        f"opposite of the model. And {fine} give one that agrees with it to more than 0.9. That is "
        "the trouble with this bug: it is usually not there."
    )
