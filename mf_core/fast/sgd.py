"""Stochastic gradient descent, several users in step. On paper: `kernels.sgd`."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mf_core._jit import fast_kernel
from mf_core.fast import blocks
from mf_core.fast.lanes import (
    axpy,
    dots,
    gather,
    load,
    load_rows,
    prefetch_rows,
    scatter,
    store_rows,
    total,
    zeros,
)
from mf_core.fast.layout import Groups, Layout
from mf_core.fast.tables import Tables, copied, model_of, padded, remember, tables
from mf_core.model import Model, Ratings

AHEAD = 4  # steps between asking memory for item rows and using them


@cache
def sgd_kernel(width: int, n_lanes: int, *, learns: bool) -> Callable[..., float]:
    r"""Stochastic gradient descent: visit the ratings of some groups of users, all in step.

    .. math::

        e_{ui} &= r_{ui} - (\mu + b_u + b_i + p_u^\top q_i) \\
        p_u &\leftarrow (1 - \eta\,\lambda)\,p_u + \eta\,e_{ui}\,q_i \\
        q_i &\leftarrow (1 - \eta\,\lambda)\,q_i + \eta\,e_{ui}\,p_u \\
        b_u &\leftarrow (1 - \eta\,\lambda)\,b_u + \eta\,e_{ui} \\
        b_i &\leftarrow (1 - \eta\,\lambda)\,b_i + \eta\,e_{ui}

    In the code a letter stands for as many numbers or rows as there are lanes: `x` and `y` are
    their b_u and b_i, `c` is η e, `keep` is 1 − η λ. The user rows stay in
    registers until their users are done, which halves the writing. Item rows are asked for some
    steps before their turn, and the rows of the next users a group before: at 32M ratings, where
    the tables are larger than the cache, that makes 5 ns a rating of 13.

    Parameters
    ----------
    width, n_lanes : int
        Floats in a row, and users in step.
    learns : bool
        Whether the biases move, too.
    """

    def visit(
        groups: Groups,
        values: NDArray[np.float32],
        order: blocks.Order,
        tables: Tables,
        mu: np.float32,
        eta: np.float32,
        keep: np.float32,
    ) -> float:
        items, users, starts, steps, _ = groups
        P, Q, b_user, b_item = tables
        last = items.size - n_lanes
        sum_sq = 0.0
        for turn in range(order.size):
            g, following = order[turn], order[min(turn + 1, order.size - 1)]
            prefetch_rows(P, users, following * n_lanes, n_lanes, width)
            u, n = g * n_lanes, starts[g]
            p, x = load_rows(P, users, u, n_lanes, width), gather(b_user, users, u, n_lanes)
            squares = zeros(n_lanes)
            for _ in range(steps[g]):
                prefetch_rows(Q, items, min(n + AHEAD * n_lanes, last), n_lanes, width)
                q, y = load_rows(Q, items, n, n_lanes, width), gather(b_item, items, n, n_lanes)
                e = load(values, n, n_lanes) - mu - x - y - dots(p, q)
                squares = squares + e * e
                c = eta * e
                store_rows(Q, items, n, axpy(c, p, keep * q))
                p = axpy(c, q, keep * p)
                if learns:
                    scatter(b_item, items, n, keep * y + c)
                    x = keep * x + c
                n += n_lanes
            store_rows(P, users, u, p)
            scatter(b_user, users, u, x)
            sum_sq += float(total(squares))
        return sum_sq

    return fast_kernel(visit)


def trained(
    ratings: Ratings,
    model: Model,
    eta: float,
    lam: float,
    rng: np.random.Generator,
    *,
    learns: bool,
) -> Model:
    """The model after an epoch; what is given stays as it was.

    Parameters
    ----------
    learns : bool
        Whether the baseline learns, too.
    """
    k = model.factors.P.shape[1]
    layout = blocks.layout_for(ratings, padded(k))
    places = (layout.users, layout.items)
    moved = copied(tables(model, *places))
    epoch(layout, ratings, moved, model.baseline.mu, eta, lam, rng, learns=learns)
    after = model_of(moved, k, model.baseline.mu, *places)
    remember(moved, after, *places)
    return after


def epoch(
    layout: Layout,
    ratings: Ratings,
    moved: Tables,
    mu: float,
    eta: float,
    lam: float,
    rng: np.random.Generator,
    *,
    learns: bool,
) -> float:
    """Visit every rating once; the tables are **changed in place**.

    Returns
    -------
    float
        Σ e², in star², each residual measured just before its own step, as on paper.
    """

    def visit(groups: Groups, n_lanes: int) -> blocks.Visit:
        kernel = sgd_kernel(moved.P.shape[1], n_lanes, learns=learns)
        values = blocks.in_lanes(ratings.values, groups)
        rates = (np.float32(mu), np.float32(eta), np.float32(1 - eta * lam))
        return lambda order: kernel(groups, values, order, moved, *rates)

    in_step, alone = visit(layout.in_step, layout.n_lanes), visit(layout.alone, 1)
    return blocks.epoch(layout, rng, in_step, alone)
