"""The square of a miss, (r − 2p)², by the rules: its numbers and its player."""

import numpy as np

from mf_core.derivation import SQUARE_IN_P, Numbers, one_rating
from pages._kit.derivation import player

R, P_BEFORE = 5.0, 1.0


def numbers(p: float = P_BEFORE) -> Numbers:
    """A rating of 5 stars, the factor p, and an item whose factor is 2."""
    return one_rating(R, np.array([p]), np.array([2.0]), 0, eta=0.1, lam=0.0)


def by_the_rules() -> None:
    """The derivation, line by line, with its gaps and in its order."""
    player.player("derivative", numbers(), {"miss": SQUARE_IN_P})
