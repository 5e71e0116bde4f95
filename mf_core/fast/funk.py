"""FunkSVD, several users in step. On paper: `kernels.funk`."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mf_core._jit import fast_kernel
from mf_core.fast import blocks
from mf_core.fast.lanes import gather, load, scatter, total, zeros
from mf_core.fast.layout import Groups, Layout
from mf_core.fast.tables import column
from mf_core.model import Ratings

_Single = NDArray[np.float32]
_Double = NDArray[np.float64]


@cache
def funk_kernel(n_lanes: int) -> Callable[..., float]:
    r"""FunkSVD: visit the ratings of some groups of users for a single feature, all in step.

    With :math:`\tilde e_{ui}` the cached residual of the baseline and all earlier features,

    .. math::

        e_{ui} &= \tilde e_{ui} - p_{uf}\,q_{if} \\
        q_{if} &\leftarrow (1 - \eta\,\lambda)\,q_{if} + \eta\,e_{ui}\,p_{uf} \\
        p_{uf} &\leftarrow (1 - \eta \lambda - \eta\,q_{if}^2)\,p_{uf} + \eta\,q_{if}\,\tilde e_{ui}

    where both right-hand sides are read first. The last line is that of the paper, sorted by
    p: what stands in brackets and behind it can be ready before the p of the visit before is, so
    that visits wait less for each other (0.41 against 0.50 ns a rating at 1M).

    Parameters
    ----------
    n_lanes : int
        Users in step.
    """

    def visit(
        groups: Groups,
        residuals: _Single,
        order: blocks.Order,
        p: _Single,
        q: _Single,
        eta: np.float32,
        keep: np.float32,
    ) -> float:
        items, users, starts, steps, _ = groups
        sum_sq = 0.0
        for g in order:
            u, n = g * n_lanes, starts[g]
            x, squares = gather(p, users, u, n_lanes), zeros(n_lanes)
            for _ in range(steps[g]):
                y, left = gather(q, items, n, n_lanes), load(residuals, n, n_lanes)
                e, step = left - x * y, eta * y
                scatter(q, items, n, keep * y + (eta * e) * x)
                x = (keep - step * y) * x + step * left
                squares = squares + e * e
                n += n_lanes
            scatter(p, users, u, x)
            sum_sq += float(total(squares))
        return sum_sq

    return fast_kernel(visit)


def trained(
    ratings: Ratings,
    residuals: _Double,
    p: _Double,
    q: _Double,
    eta: float,
    lam: float,
    rng: np.random.Generator,
) -> tuple[_Double, _Double]:
    """The column of P and of Q after an epoch; what is given stays as it was."""
    layout = blocks.layout_for(ratings, 1)
    row_p, row_q = column(p, layout.users), column(q, layout.items)
    epoch(layout, residuals, row_p, row_q, eta, lam, rng)
    after_p, after_q = row_p[layout.users.row], row_q[layout.items.row]
    return after_p.astype(np.float64), after_q.astype(np.float64)


def epoch(
    layout: Layout,
    residuals: _Double,
    p: _Single,
    q: _Single,
    eta: float,
    lam: float,
    rng: np.random.Generator,
) -> float:
    """Visit every rating once for one feature; p and q are **changed in place**.

    The residuals are only read: 8 bytes a rating come from memory and none go back, and what a
    feature explains is taken out of them once, when it is finished.

    Returns
    -------
    float
        Σ e², in star², each residual measured just before its own step, as on paper.
    """
    rates = np.float32(eta), np.float32(1 - eta * lam)

    def visit(groups: Groups, n_lanes: int) -> blocks.Visit:
        kernel, left = funk_kernel(n_lanes), blocks.in_lanes(residuals, groups)
        return lambda order: kernel(groups, left, order, p, q, *rates)

    in_step, alone = visit(layout.in_step, layout.n_lanes), visit(layout.alone, 1)
    return blocks.epoch(layout, rng, in_step, alone)
