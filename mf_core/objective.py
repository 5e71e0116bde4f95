r"""The objective as on paper, in NumPy: what every kernel is measured against.

One objective for the whole course, with the ½ and with λ charged once per rating:

.. math::

    J = \tfrac12 \sum_{(u,i) \in \Omega} \Big[ e_{ui}^2
        + \lambda\,\big(\lVert p_u \rVert^2 + \lVert q_i \rVert^2 + b_u^2 + b_i^2\big) \Big],
    \qquad e_{ui} = r_{ui} - \big(b_{ui} + p_u^\top q_i\big)

Without a baseline every b is 0 and its terms are gone. Letters: `u`, `i`, `f`, `n` are the user,
item, factor and rating index; P, Q, e, λ as in `notation`.
"""

import numpy as np
from numpy.typing import NDArray

from mf_core.model import Baseline, Factors, Ratings, no_baseline

_Floats = NDArray[np.float64]


def mean_baseline(ratings: Ratings) -> Baseline:
    """Predict the mean rating for everyone (0 stars where nothing was rated)."""
    mu = float(ratings.values.mean()) if ratings.values.size else 0.0
    return no_baseline(ratings.n_users, ratings.n_items)._replace(mu=mu)


def bias_baseline(ratings: Ratings, damping: float = 5.0) -> Baseline:
    r"""Mean plus how much kinder each user and how much better liked each item is.

    .. math::

        b_i &= \frac{\sum_{u \in \Omega_i} (r_{ui} - \mu)}{\beta + n_i} \\
        b_u &= \frac{\sum_{i \in \Omega_u} (r_{ui} - \mu - b_i)}{\beta + n_u}

    Parameters
    ----------
    ratings : Ratings
        The n observed triples.
    damping : float, ≥ 0
        β, in ratings: as if each user and item had β more ratings that are exactly average.
        Somebody with a single rating is then believed only a little.

    References
    ----------
    S. Funk, "Netflix Update: Try This at Home" (2006), "better mean".
    Koren, "Factor in the Neighbors", ACM TKDD 4(1), 2010, section 2.1.
    """
    start = mean_baseline(ratings)
    above = ratings.values - start.mu
    b_item = _damped_mean(ratings.items, above, ratings.n_items, damping)
    b_user = _damped_mean(ratings.users, above - b_item[ratings.items], ratings.n_users, damping)
    return Baseline(start.mu, b_user, b_item)


def _damped_mean(index: NDArray[np.int32], values: _Floats, size: int, damping: float) -> _Floats:
    counts = np.bincount(index, minlength=size) + damping
    return _sum_by(index, values, size) / np.where(counts > 0, counts, 1.0)


def _sum_by(index: NDArray[np.int32], values: _Floats, size: int) -> _Floats:
    return np.bincount(index, values, minlength=size).astype(np.float64)


def predict(
    users: NDArray[np.integer],
    items: NDArray[np.integer],
    factors: Factors,
    baseline: Baseline | None = None,
) -> _Floats:
    r"""Predicted ratings :math:`\hat r_{ui} = b_{ui} + p_u^\top q_i`, in stars, (n,).

    A prediction is not clipped to the scale: the clip would have no gradient.
    """
    taste: _Floats = np.sum(factors.P[users] * factors.Q[items], axis=1)
    if baseline is None:
        return taste
    b: _Floats = baseline.mu + baseline.b_user[users] + baseline.b_item[items]
    return b + taste


def residuals(ratings: Ratings, factors: Factors, baseline: Baseline | None = None) -> _Floats:
    r"""Rating minus prediction, :math:`e_{ui} = r_{ui} - \hat r_{ui}`, in stars, (n,)."""
    return ratings.values - predict(ratings.users, ratings.items, factors, baseline)


def rmse(ratings: Ratings, factors: Factors, baseline: Baseline | None = None) -> float:
    r"""Root mean squared error :math:`\sqrt{\tfrac1n \sum_\Omega e_{ui}^2}`, in stars.

    Over the observed pairs only, and without λ. NaN for an empty set: there is no such number.
    """
    e = residuals(ratings, factors, baseline)
    return float(np.sqrt(np.mean(e * e))) if e.size else float("nan")


def loss(ratings: Ratings, factors: Factors, lam: float, baseline: Baseline | None = None) -> float:
    r"""Add up what every known rating costs: half of its squared residual and of λ times length.

    .. math::

        J = \tfrac12 \sum_{(u,i) \in \Omega} \Big[ e_{ui}^2
            + \lambda\,\big(\lVert p_u \rVert^2 + \lVert q_i \rVert^2\big) \Big]

    In star². With a baseline b_u² + b_i² is charged as well, as at the module's head.
    """
    e = residuals(ratings, factors, baseline)
    u, i = ratings.users, ratings.items
    size = np.sum(factors.P**2, axis=1)[u] + np.sum(factors.Q**2, axis=1)[i]
    if baseline is not None:
        size = size + baseline.b_user[u] ** 2 + baseline.b_item[i] ** 2
    return float(0.5 * np.sum(e * e + lam * size))


def gradient(
    ratings: Ratings, factors: Factors, lam: float, baseline: Baseline | None = None
) -> Factors:
    r"""All partial derivatives of J with respect to the factors.

    .. math::

        \frac{\partial J}{\partial p_u} &= \sum_{i \in \Omega_u} (-e_{ui}\,q_i + \lambda\,p_u) \\
        \frac{\partial J}{\partial q_i} &= \sum_{u \in \Omega_i} (-e_{ui}\,p_u + \lambda\,q_i)

    Only the items *rated by u* enter the first sum, only the users who rated i the second.

    Returns
    -------
    Factors
        (dP, dQ), in the shapes of P and Q. It points uphill; a step goes the other way.
    """
    u, i = ratings.users, ratings.items
    e = residuals(ratings, factors, baseline)[:, None]
    dP, dQ = np.zeros_like(factors.P), np.zeros_like(factors.Q)
    np.add.at(dP, u, -e * factors.Q[i] + lam * factors.P[u])
    np.add.at(dQ, i, -e * factors.P[u] + lam * factors.Q[i])
    return Factors(dP, dQ)


def bias_gradient(ratings: Ratings, factors: Factors, lam: float, baseline: Baseline) -> Baseline:
    r"""Partial derivatives of J with respect to the biases.

    .. math::

        \frac{\partial J}{\partial b_u} &= \sum_{i \in \Omega_u} (-e_{ui} + \lambda\,b_u) \\
        \frac{\partial J}{\partial b_i} &= \sum_{u \in \Omega_i} (-e_{ui} + \lambda\,b_i)

    Returns
    -------
    Baseline
        (0, db_user, db_item); μ is the mean of the ratings and is not trained.
    """
    u, i = ratings.users, ratings.items
    e = residuals(ratings, factors, baseline)
    db_user = _sum_by(u, -e + lam * baseline.b_user[u], ratings.n_users)
    db_item = _sum_by(i, -e + lam * baseline.b_item[i], ratings.n_items)
    return Baseline(0.0, db_user, db_item)


def dense(ratings: Ratings) -> tuple[_Floats, _Floats]:
    """Write the ratings out as a matrix R (0 where missing) and its mask M (1 where observed).

    For hand-sized sets only: both are (n_users, n_items).
    """
    R = np.zeros((ratings.n_users, ratings.n_items))
    M = np.zeros_like(R)
    R[ratings.users, ratings.items] = ratings.values
    M[ratings.users, ratings.items] = 1.0
    return R, M


def cells_of(ratings: Ratings) -> _Floats:
    """Write the ratings out as a matrix, NaN where missing: (n_users, n_items), in stars.

    Examples
    --------
    >>> from mf_core.model import triples
    >>> cells_of(triples([0, 1], [1, 0], [3.0, 4.0]))
    array([[nan,  3.],
           [ 4., nan]])
    """
    R, M = dense(ratings)
    return np.where(M > 0, R, np.nan)


def masked_gradient(R: _Floats, M: _Floats, factors: Factors, lam: float) -> Factors:
    r"""The same gradient from whole matrices: every cell is computed, the mask keeps the observed.

    .. math::

        E &= (R - P Q^\top) \odot M \\
        \frac{\partial J}{\partial P} &= -E\,Q + \lambda\,\mathrm{diag}(M \mathbf 1)\,P \\
        \frac{\partial J}{\partial Q} &= -E^\top P + \lambda\,\mathrm{diag}(M^\top \mathbf 1)\,Q

    Parameters
    ----------
    R, M : (n_users, n_items)
        Ratings (anything where missing) in stars, and the mask: 1 observed, 0 missing.

    Notes
    -----
    Equal to `gradient`. The notes' loss is a mean without ½, so their gradient is 2/N times
    this one at λ = 0, N being the number of ratings.
    """
    P, Q = factors
    E = (R - P @ Q.T) * M
    return Factors(
        -E @ Q + lam * M.sum(axis=1)[:, None] * P,
        -E.T @ P + lam * M.sum(axis=0)[:, None] * Q,
    )
