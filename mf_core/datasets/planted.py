r"""Ratings made from hidden tastes, so that the right answer is known.

Each rating is :math:`r_{ui} = \mu + b_u + b_i + p_u^\top q_i + \varepsilon_{ui}`. The noise
:math:`\varepsilon` is scaled so that its root mean square is exactly `noise`, and the ratings
are neither rounded to half stars nor cut off at 1 and 5: rounding and cutting would change
the noise (less of it near the ends, more in the middle), and "nobody gets below 0.8" would no
longer be a true sentence.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mf_core.datasets.dataset import DataError, Dataset, DatasetSource, describe
from mf_core.datasets.titles import genres_of, titles_for
from mf_core.model import Baseline, Model, Ratings, random_factors

RACE_CELLS = 10_000_000  # up to here every cell takes part in one race; above, pairs are drawn
BLOCK = 1 << 20  # ratings predicted at a time: the rows p_u, q_i of 32 million would fill 16 GB


@dataclass(frozen=True)
class Plan:
    """What to plant; the defaults have the shape of MovieLens 100K.

    Parameters
    ----------
    n_users, n_items, n_ratings : sizes of the set
    k_true : number of hidden factors
    taste : standard deviation of the hidden taste p_u · q_i, in stars
    user_spread, item_spread : standard deviations of b_u and b_i, in stars
    noise : root mean square of the noise, in stars
    """

    n_users: int = 943
    n_items: int = 1_682
    n_ratings: int = 100_000
    k_true: int = 3
    mu: float = 3.5
    taste: float = 0.7
    user_spread: float = 0.4
    item_spread: float = 0.5
    noise: float = 0.8


DEFAULT = Plan()


def load(seed: int) -> Dataset:
    """The default plan, drawn with this seed."""
    return plant(DEFAULT, np.random.default_rng(seed))


def plant(plan: Plan, rng: np.random.Generator) -> Dataset:
    """Draw who rated what, hidden tastes and noise, and add them up.

    Returns
    -------
    Dataset
        With `truth` (the model without noise) and `noise` (its RMSE on these very ratings).
    """
    _check(plan)
    pairs = np.sort(observed_pairs(plan, rng))
    users, items = (index.astype(np.int32) for index in np.divmod(pairs, plan.n_items))
    truth = _truth(plan, rng)
    noise = rng.normal(size=plan.n_ratings)
    noise *= plan.noise / np.sqrt(np.mean(noise**2))
    values = _noise_free(truth, users, items) + noise
    genres = genres_of(truth.factors.Q)
    dataset = describe(
        "planted",
        f"Planted tastes ({plan.n_ratings:,} ratings)",
        Ratings(users, items, values, plan.n_users, plan.n_items),
        (
            [f"User {u + 1:04d}" for u in range(plan.n_users)],
            titles_for(genres, rng.spawn(1)[0]),  # its own stream: the ratings stay the same
            genres,
        ),
        "Films, people and ratings are invented: drawn at random from hidden tastes.",
        notes=(
            "The ratings are not rounded and may lie below 1 or above 5: rounding would change "
            "the noise that we planted.",
        ),
        scale=(float(np.floor(values.min())), float(np.ceil(values.max()))),
    )
    return replace(dataset, truth=truth, noise=plan.noise)


def _check(plan: Plan) -> None:
    if min(plan.n_users, plan.n_items, plan.k_true) < 1:
        raise DataError("A planted set needs at least one user, one item and one factor.")
    if plan.n_ratings < plan.n_users + plan.n_items:
        raise DataError(
            f"{plan.n_ratings:,} ratings are too few: every one of {plan.n_users:,} users and "
            f"{plan.n_items:,} items gets at least one."
        )
    cells = plan.n_users * plan.n_items
    most = cells if cells <= RACE_CELLS else cells // 4
    if plan.n_ratings > most:
        raise DataError(f"{plan.n_ratings:,} ratings are too many for {cells:,} cells.")


def _truth(plan: Plan, rng: np.random.Generator) -> Model:
    # The product of two normals of deviation s has deviation s², and k of them add up to √k s².
    scale = np.sqrt(plan.taste / np.sqrt(plan.k_true))
    factors = random_factors(plan.n_users, plan.n_items, plan.k_true, float(scale), rng)
    b_user = rng.normal(0.0, plan.user_spread, plan.n_users)
    b_item = rng.normal(0.0, plan.item_spread, plan.n_items)
    return Model(factors, Baseline(plan.mu, b_user, b_item))


def _noise_free(
    truth: Model, users: NDArray[np.int32], items: NDArray[np.int32]
) -> NDArray[np.float64]:
    (P, Q), (mu, b_user, b_item) = truth
    predicted = np.empty(users.size)
    for start in range(0, users.size, BLOCK):
        u, i = users[start : start + BLOCK], items[start : start + BLOCK]
        taste = np.einsum("nf,nf->n", P[u], Q[i])
        predicted[start : start + BLOCK] = mu + b_user[u] + b_item[i] + taste
    return predicted


def observed_pairs(plan: Plan, rng: np.random.Generator) -> NDArray[np.int64]:
    """Which cells are rated: `n_ratings` different numbers u · n_items + i, in any order.

    A few users rate much and most little, a few films are rated by all and most by few (the
    two long tails of every real set). Every user and every film gets at least one rating.
    """
    activity = _long_tail(plan.n_users, 1.1, rng)
    popularity = _long_tail(plan.n_items, 1.6, rng)
    first = _one_for_each(activity, popularity, rng)
    if plan.n_users * plan.n_items <= RACE_CELLS:
        return _race(activity, popularity, first, plan.n_ratings, rng)
    return _draw(activity, popularity, first, plan.n_ratings, rng)


def _long_tail(size: int, spread: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Positive shares that sum to 1; their logarithms are normal with this deviation."""
    weights = np.exp(rng.normal(0.0, spread, size))
    return np.asarray(weights / weights.sum())


def _one_for_each(
    activity: NDArray[np.float64], popularity: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.int64]:
    n_users, n_items = activity.size, popularity.size
    of_users = np.arange(n_users) * n_items + rng.choice(n_items, n_users, p=popularity)
    of_items = rng.choice(n_users, n_items, p=activity) * n_items + np.arange(n_items)
    return np.unique(np.concatenate([of_users, of_items]))


def _race(
    activity: NDArray[np.float64],
    popularity: NDArray[np.float64],
    first: NDArray[np.int64],
    n: int,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Every cell draws an exponential arrival time with rate activity × popularity; n win.

    That is drawing without replacement, each time in proportion to the rates of those left.

    References
    ----------
    P. Efraimidis & P. Spirakis, "Weighted random sampling with a reservoir" (2006).
    """
    arrival = rng.standard_exponential(activity.size * popularity.size)
    arrival /= np.outer(activity, popularity).ravel()
    arrival[first] = -1.0
    return np.argpartition(arrival, n - 1)[:n]


def _draw(
    activity: NDArray[np.float64],
    popularity: NDArray[np.float64],
    first: NDArray[np.int64],
    n: int,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Draw pairs, drop the repeated ones, draw more until there are n: for sparse sets only."""
    pairs = first
    while pairs.size < n:
        more = (n - pairs.size) * 5 // 4 + 100
        # How often each user was drawn, in order, beside the items in random order: the same
        # as drawing both one by one, and much quicker for 32 million.
        users = np.repeat(np.arange(activity.size), rng.multinomial(more, activity))
        items = np.repeat(np.arange(popularity.size), rng.multinomial(more, popularity))
        rng.shuffle(items)
        pairs = np.sort(np.concatenate([pairs, users * popularity.size + items]))
        pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])]
    may_go = np.ones(pairs.size, dtype=bool)
    may_go[np.searchsorted(pairs, first)] = False
    surplus = rng.choice(np.flatnonzero(may_go), pairs.size - n, replace=False)
    return np.delete(pairs, surplus)


SOURCE = DatasetSource(
    "planted",
    "Planted tastes (100,000 ratings)",
    "A full-size set of the shape of MovieLens, made from hidden tastes and a known "
    "amount of noise, so that we know the best error anybody can reach.",
    load,
    "full",
)
