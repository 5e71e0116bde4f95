"""Users and items on one map: in one plane, or by mistake each in a plane of its own."""

import numpy as np
from numpy.typing import NDArray

from mf_core.projection import shared_plane

_Floats = NDArray[np.float64]


def in_one_plane(P: _Floats, Q: _Floats) -> tuple[_Floats, _Floats]:
    """Users and items in the plane that keeps most of both: (n_users, 2), (n_items, 2), √star."""
    plane = shared_plane(P, Q)
    return P @ plane, Q @ plane


def in_two_planes(P: _Floats, Q: _Floats) -> tuple[_Floats, _Floats]:
    """The principal components of the users, and those of the items: a plane for each.

    The mistake. Both calls centre and turn in their own way, and each picks its own signs.
    """
    users, items = P - P.mean(axis=0), Q - Q.mean(axis=0)
    of_users = np.linalg.svd(users, full_matrices=False)[2]
    of_items = np.linalg.svd(items, full_matrices=False)[2]
    return users @ of_users[:2].T, items @ of_items[:2].T


def agreement(users: _Floats, items: _Floats, P: _Floats, Q: _Floats) -> float:
    """How well a map tells who likes what: the correlation of its dot products with p_u · q_i.

    1 where direction and length on the map say all, 0 where they say nothing, −1 where they say
    the opposite.
    """
    told, true = (users @ items.T).ravel(), (P @ Q.T).ravel()
    return float(np.corrcoef(told, true)[0, 1])
