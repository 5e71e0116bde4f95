"""The errors a frame reports. On paper: `kernels.measure`.

Two things make it four times as fast as there, with no layout and in double precision: a dot
product may be added up in any order, so that it fits in vector registers (the loop on paper
waits four cycles for each of its k additions); and the squared length of a row is computed once
and multiplied by the number of its ratings.
"""

from functools import partial

import numpy as np

from mf_core._jit import fast_kernel
from mf_core.fast.kept import kept
from mf_core.fast.layout import parts_for
from mf_core.fast.pool import together
from mf_core.model import Model, Ratings


def sums(ratings: Ratings, model: Model) -> tuple[float, float]:
    """The two sums that J and RMSE are made of, as `kernels.measure.sums` has them."""
    n_parts = parts_for(ratings.values.size)
    edges = np.linspace(0, ratings.values.size, n_parts + 1).astype(int).tolist()
    tasks = [partial(squares, ratings, model, *edges[t : t + 2]) for t in range(n_parts)]
    return sum(together(tasks)), _size(ratings, model)


@fast_kernel
def squares(ratings: Ratings, model: Model, first: int, last: int) -> float:
    """Σ e² over the ratings from `first` up to `last`, in star²."""
    (P, Q), (mu, b_user, b_item) = model
    sum_sq = 0.0
    for n in range(first, last):
        u, i = ratings.users[n], ratings.items[n]
        taste = 0.0
        for f in range(P.shape[1]):
            taste += P[u, f] * Q[i, f]
        e = ratings.values[n] - (mu + b_user[u] + b_item[i]) - taste
        sum_sq += e * e
    return sum_sq


def _size(ratings: Ratings, model: Model) -> float:
    (P, Q), (_, b_user, b_item) = model
    of_users = np.einsum("uf,uf->u", P, P) + b_user**2
    of_items = np.einsum("if,if->i", Q, Q) + b_item**2
    n_user = kept(np.bincount, ratings.users, None, ratings.n_users)
    n_item = kept(np.bincount, ratings.items, None, ratings.n_items)
    return float(n_user @ of_users + n_item @ of_items)
