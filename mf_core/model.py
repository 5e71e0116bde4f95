"""What every step works on: the observed ratings, the factors, and the baseline below them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Ratings(NamedTuple):
    r"""The observed ratings as triples :math:`(u, i, r_{ui})`, one for each pair in Ω.

    Cells of the rating matrix that are not listed are *missing*, which is not zero.
    A NamedTuple, because that is what a compiled kernel can take.
    """

    users: NDArray[np.int32]  # (n,)  user index u of each triple
    items: NDArray[np.int32]  # (n,)  item index i of each triple
    values: NDArray[np.float64]  # (n,)  r_ui, in stars
    n_users: int
    n_items: int


class Factors(NamedTuple):
    """User factors P and item factors Q, in √star; their product is a rating."""

    P: NDArray[np.float64]  # (n_users, k)
    Q: NDArray[np.float64]  # (n_items, k)


class Baseline(NamedTuple):
    r"""What a rating is expected to be before any taste: :math:`b_{ui} = \mu + b_u + b_i`."""

    mu: float  # mean rating, in stars
    b_user: NDArray[np.float64]  # (n_users,)  in stars
    b_item: NDArray[np.float64]  # (n_items,)  in stars


class Model(NamedTuple):
    r"""Everything a prediction needs: :math:`\hat r_{ui} = b_{ui} + p_u^\top q_i`."""

    factors: Factors
    baseline: Baseline


def triples(
    users: object, items: object, values: object, n_users: int = 0, n_items: int = 0
) -> Ratings:
    """Ratings from any three sequences, with the types the kernels expect.

    Parameters
    ----------
    users, items : sequences of integers, (n,)
        Zero-based indices.
    values : sequence of numbers, (n,)
        In stars.
    n_users, n_items : int
        Raised to the largest index + 1 where they are smaller.

    Examples
    --------
    >>> triples([0, 1], [2, 0], [4.5, 3]).n_items
    3
    """
    u, i = np.asarray(users, dtype=np.int32), np.asarray(items, dtype=np.int32)
    r = np.asarray(values, dtype=np.float64)
    if not (u.ndim == 1 and u.shape == i.shape == r.shape):
        raise ValueError("users, items and values must be three lists of one length")
    if u.size and min(u.min(), i.min()) < 0:
        raise ValueError("user and item indices start at 0")
    n_users = max(n_users, int(u.max(initial=-1)) + 1)
    n_items = max(n_items, int(i.max(initial=-1)) + 1)
    return Ratings(u, i, r, n_users, n_items)


def random_factors(
    n_users: int, n_items: int, k: int, scale: float, rng: np.random.Generator
) -> Factors:
    """Independent normal factors of mean 0 and standard deviation `scale`, in √star.

    Random, because any start in which all columns are alike keeps them alike for ever.
    """
    return Factors(rng.normal(0.0, scale, (n_users, k)), rng.normal(0.0, scale, (n_items, k)))


def constant_factors(n_users: int, n_items: int, k: int, value: float) -> Factors:
    """Every entry of P and Q the same `value`, in √star (0 is a saddle of the loss)."""
    return Factors(np.full((n_users, k), value), np.full((n_items, k), value))


def no_baseline(n_users: int, n_items: int) -> Baseline:
    """The baseline that predicts 0 stars for everyone: pure P Qᵀ."""
    return Baseline(0.0, np.zeros(n_users), np.zeros(n_items))


def no_factors(n_users: int, n_items: int) -> Factors:
    """The factors that add 0 stars for everyone: the baseline alone."""
    return Factors(np.zeros((n_users, 1)), np.zeros((n_items, 1)))


def split(ratings: Ratings, share: float, rng: np.random.Generator) -> tuple[Ratings, Ratings]:
    """Hold out a random `share` of the ratings: (train, test), each in its old order.

    Parameters
    ----------
    share : float, 0 ≤ share < 1
        The part that is held out; rounded to whole ratings, and never all of them.
    """
    n = ratings.values.size
    n_test = min(round(n * share), max(n - 1, 0))
    held_out = np.zeros(n, dtype=bool)
    held_out[rng.permutation(n)[:n_test]] = True
    return take(ratings, ~held_out), take(ratings, held_out)


def take(ratings: Ratings, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Ratings:
    """The chosen triples, over the same users and items."""
    return ratings._replace(
        users=ratings.users[chosen], items=ratings.items[chosen], values=ratings.values[chosen]
    )
