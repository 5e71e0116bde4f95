"""FunkSVD: one feature at a time, on cached residuals."""

import numpy as np
from numpy.typing import NDArray

from mf_core._jit import kernel
from mf_core.model import Ratings

_Floats = NDArray[np.float64]
_Order = NDArray[np.int64]


@kernel
def funk_epoch(
    ratings: Ratings,
    residuals: _Floats,
    p: _Floats,
    q: _Floats,
    order: _Order,
    eta: float,
    lam: float,
) -> float:
    r"""FunkSVD: visit every rating once, training a single feature f on what is left to explain.

    With :math:`\tilde e_{ui}` the cached residual of the baseline and all *earlier* features,

    .. math::

        e_{ui} &= \tilde e_{ui} - p_{uf}\,q_{if} \\
        p_{uf} &\leftarrow p_{uf} + \eta\,(e_{ui}\,q_{if} - \lambda\,p_{uf}) \\
        q_{if} &\leftarrow q_{if} + \eta\,(e_{ui}\,p_{uf} - \lambda\,q_{if})

    Parameters
    ----------
    ratings : Ratings
        The n observed triples; their values are not read, the residuals stand for them.
    residuals : (n,)
        The cached residuals, in stars; constant while a feature is trained.
    p, q : (n_users,), (n_items,)
        The column of P and of Q that is trained, in √star; **changed in place**.
    order, eta, lam
        As in `sgd_epoch`.

    Returns
    -------
    float
        Σ e², in star², each residual measured just before its own step.

    References
    ----------
    S. Funk, "Netflix Update: Try This at Home" (2006).
    """
    sum_sq = 0.0
    for n in order:
        u, i = ratings.users[n], ratings.items[n]
        p_u, q_i = p[u], q[i]
        e = residuals[n] - p_u * q_i
        p[u] += eta * (e * q_i - lam * p_u)
        q[i] += eta * (e * p_u - lam * q_i)
        sum_sq += e * e
    return sum_sq


@kernel
def explain_away(ratings: Ratings, residuals: _Floats, p: _Floats, q: _Floats) -> None:
    r"""FunkSVD, once per feature: take what the finished feature explains out of the residuals.

    .. math::

        \tilde e_{ui} \leftarrow \tilde e_{ui} - p_{uf}\,q_{if}

    Parameters
    ----------
    ratings : Ratings
        The n observed triples.
    residuals : (n,)
        In stars; **changed in place**.
    p, q : (n_users,), (n_items,)
        The finished column of P and of Q, in √star.
    """
    for n in range(residuals.size):
        residuals[n] -= p[ratings.users[n]] * q[ratings.items[n]]


@kernel
def clipped_epoch(
    ratings: Ratings,
    residuals: _Floats,
    p: _Floats,
    q: _Floats,
    order: _Order,
    eta: float,
    lam: float,
    tau: float,
    low: float,
    high: float,
) -> float:
    r"""FunkSVD as published programs have it: predictions clipped, waiting features counted.

    With :math:`\tilde e_{ui}` as in `funk_epoch`, :math:`\tau` for the features that still wait,
    and the scale from a to z,

    .. math::

        e_{ui} &= r_{ui} - \mathrm{clip}(r_{ui} - \tilde e_{ui} + p_{uf}\,q_{if} + \tau, a, z) \\
        p_{uf} &\leftarrow p_{uf} + \eta\,(e_{ui}\,q_{if} - \lambda\,p_{uf}) \\
        q_{if} &\leftarrow q_{if} + \eta\,(e_{ui}\,p_{uf} - \lambda\,q_{if})

    Parameters
    ----------
    ratings, residuals, p, q, order, eta, lam
        As in `funk_epoch`, but that the values of the ratings are read.
    tau : float
        What each waiting feature adds to a prediction by its start, all of them together, in stars.
    low, high : float
        The ends a and z of the scale, in stars; infinite where nothing is clipped.

    Returns
    -------
    float
        Σ e², in star², each residual measured just before its own step, and clipped.

    Notes
    -----
    A clipped prediction does not move with p, so its slope is 0; the step is that of the unclipped
    one all the same. It is therefore no gradient descent on the clipped error.

    References
    ----------
    S. Funk, "Netflix Update: Try This at Home" (2006), and the FunkSVD of LensKit, which does
    both wherever it is given a scale.
    """
    sum_sq = 0.0
    for n in order:
        u, i, r = ratings.users[n], ratings.items[n], ratings.values[n]
        p_u, q_i = p[u], q[i]
        e = r - min(max(r - residuals[n] + p_u * q_i + tau, low), high)
        p[u] += eta * (e * q_i - lam * p_u)
        q[i] += eta * (e * p_u - lam * q_i)
        sum_sq += e * e
    return sum_sq


@kernel
def explain_away_clipped(
    ratings: Ratings, residuals: _Floats, p: _Floats, q: _Floats, low: float, high: float
) -> None:
    r"""FunkSVD, once per feature: the residuals it leaves, of predictions clipped to the scale.

    .. math::

        \tilde e_{ui} \leftarrow
            r_{ui} - \mathrm{clip}(r_{ui} - \tilde e_{ui} + p_{uf}\,q_{if}, a, z)

    Parameters
    ----------
    ratings, residuals, p, q
        As in `explain_away`, but that the values of the ratings are read.
    low, high : float
        The ends a and z of the scale, in stars.
    """
    for n in range(residuals.size):
        u, i, r = ratings.users[n], ratings.items[n], ratings.values[n]
        residuals[n] = r - min(max(r - residuals[n] + p[u] * q[i], low), high)
