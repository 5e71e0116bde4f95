"""The gradient of all ratings, several users in step. On paper: `kernels.batch`."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mf_core._jit import fast_kernel
from mf_core.fast import blocks
from mf_core.fast.kept import kept
from mf_core.fast.lanes import (
    axpy,
    dots,
    load,
    load_rows,
    prefetch_rows,
    store_rows,
    total,
    zero_rows,
    zeros,
)
from mf_core.fast.layout import Groups, Layout
from mf_core.fast.sgd import AHEAD
from mf_core.fast.tables import Places, Table, Tables, column, model_of, padded, remember, tables
from mf_core.fast.tables import zeros as aligned
from mf_core.model import Model, Ratings


@cache
def gradient_kernel(width: int, n_lanes: int) -> Callable[..., float]:
    r"""Batch gradient: add up what the ratings of some groups of users contribute, all in step.

    .. math::

        \sum_{i \in \Omega_u} e_{ui}\,q_i \qquad\text{and}\qquad
        \sum_{u \in \Omega_i} e_{ui}\,p_u

    One pass for both halves: each row is fetched once for the residual and both gradients, where
    the loop on paper adds λ p and λ q at every rating as well. That part is the same for all
    ratings of a row, and is added once, by `take_step`.

    Parameters
    ----------
    width, n_lanes : int
        Floats in a row, and users in step.
    """

    def add(
        groups: Groups,
        values: NDArray[np.float32],
        order: blocks.Order,
        P: Table,
        Q: Table,
        dP: Table,
        dQ: Table,
    ) -> float:
        items, users, starts, steps, _ = groups
        last = items.size - n_lanes
        sum_sq = 0.0
        for turn in range(order.size):
            g, following = order[turn], order[min(turn + 1, order.size - 1)]
            prefetch_rows(P, users, following * n_lanes, n_lanes, width)
            u, n = g * n_lanes, starts[g]
            p, of_p = load_rows(P, users, u, n_lanes, width), zero_rows(n_lanes, width)
            squares = zeros(n_lanes)
            for _ in range(steps[g]):
                soon = min(n + AHEAD * n_lanes, last)
                prefetch_rows(Q, items, soon, n_lanes, width)
                prefetch_rows(dQ, items, soon, n_lanes, width)
                q = load_rows(Q, items, n, n_lanes, width)
                e = load(values, n, n_lanes) - dots(p, q)
                squares = squares + e * e
                of_p = axpy(e, q, of_p)
                store_rows(dQ, items, n, axpy(e, p, load_rows(dQ, items, n, n_lanes, width)))
                n += n_lanes
            store_rows(dP, users, u, load_rows(dP, users, u, n_lanes, width) + of_p)
            sum_sq += float(total(squares))
        return sum_sq

    return fast_kernel(add)


def trained(ratings: Ratings, model: Model, eta: float, lam: float) -> Model:
    """The model after a step of −η times the gradient of J over all ratings.

    Parameters
    ----------
    ratings : Ratings
        What the factors have to explain; the baseline stays.
    """
    k = model.factors.P.shape[1]
    layout = blocks.layout_for(ratings, padded(k))
    places = (layout.users, layout.items)
    before = tables(model, *places)
    after = before._replace(P=aligned(*before.P.shape), Q=aligned(*before.Q.shape))
    add_up(layout, ratings, before, after)
    n_user = kept(_counts, ratings.users, *layout.users)
    n_item = kept(_counts, ratings.items, *layout.items)
    take_step(before.P, after.P, n_user, np.float32(eta), np.float32(lam))
    take_step(before.Q, after.Q, n_item, np.float32(eta), np.float32(lam))
    moved = model._replace(factors=model_of(after, k, model.baseline.mu, *places).factors)
    remember(after, moved, *places)
    return moved


def _counts(
    index: NDArray[np.int32], row: NDArray[np.int32], edges: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Ratings of each row of a table."""
    return column(np.bincount(index, minlength=row.size), Places(row, edges))


@fast_kernel
def take_step(
    before: Table, downhill: Table, counts: NDArray[np.float32], eta: np.float32, lam: np.float32
) -> None:
    """Turn Σ e q, **in place**, into p + η (Σ e q − λ n p), where a row with n ratings ends up."""
    for u in range(counts.size):
        keep = np.float32(1) - eta * lam * counts[u]
        for f in range(before.shape[1]):
            downhill[u, f] = keep * before[u, f] + eta * downhill[u, f]


def add_up(layout: Layout, ratings: Ratings, at: Tables, into: Tables) -> float:
    """Add Σ e q and Σ e p at P and Q to two tables, **changed in place**; the sum Σ e², in star².

    No thread has a table to itself: in every round each has its own users and its own items.
    """

    def add(groups: Groups, n_lanes: int) -> blocks.Visit:
        kernel = gradient_kernel(at.P.shape[1], n_lanes)
        values = blocks.in_lanes(ratings.values, groups)
        return lambda order: kernel(groups, values, order, at.P, at.Q, into.P, into.Q)

    # Sums depend on the order of their terms only by rounding; the same for every call, then.
    order = np.random.default_rng(0)
    return blocks.epoch(layout, order, add(layout.in_step, layout.n_lanes), add(layout.alone, 1))
