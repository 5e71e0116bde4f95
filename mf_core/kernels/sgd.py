"""Stochastic gradient descent: one visit, and an epoch of visits, without and with biases."""

import numpy as np
from numpy.typing import NDArray

from mf_core._jit import kernel
from mf_core.model import Baseline, Factors, Ratings

_Order = NDArray[np.int64]


@kernel
def sgd_visit(factors: Factors, u: int, i: int, r: float, eta: float, lam: float) -> float:
    r"""Visit one rating: move its user row and its item row down their own gradient.

    .. math::

        e_{ui} &= r_{ui} - p_u^\top q_i \\
        p_u &\leftarrow p_u + \eta\,(e_{ui}\,q_i - \lambda\,p_u) \\
        q_i &\leftarrow q_i + \eta\,(e_{ui}\,p_u - \lambda\,q_i)

    where both right-hand sides are read before either row moves.

    Parameters
    ----------
    factors : Factors
        P (n_users, k) and Q (n_items, k), in √star; rows u and i **changed in place**.
    u, i : int
        The user and the item of the rating.
    r : float
        The rating r_ui, in stars.
    eta : float, > 0
        Learning rate η, in 1/star.
    lam : float, ≥ 0
        Regularisation λ, in stars.

    Returns
    -------
    float
        The residual e_ui *before* the step, in stars; the step itself makes it smaller.

    Notes
    -----
    Exactly −η times the gradient of one term of `objective.loss`.

    References
    ----------
    S. Funk, "Netflix Update: Try This at Home" (2006), who trained one factor at a time.
    Koren, Bell & Volinsky, IEEE Computer 42(8), 2009, section "Learning algorithms".

    Examples
    --------
    Five stars, explained so far by 1 × 2; the new p is not yet felt by q:

    >>> factors = Factors(np.array([[1.0]]), np.array([[2.0]]))
    >>> sgd_visit(factors, 0, 0, 5.0, 0.1, 0.0)
    3.0
    >>> round(factors.P.item(), 12), round(factors.Q.item(), 12)
    (1.6, 2.3)
    """
    P, Q = factors.P, factors.Q
    e = r
    for f in range(P.shape[1]):
        e -= P[u, f] * Q[i, f]
    for f in range(P.shape[1]):
        p, q = P[u, f], Q[i, f]  # both from before the step: q must not feel the new p
        P[u, f] += eta * (e * q - lam * p)
        Q[i, f] += eta * (e * p - lam * q)
    return e


@kernel
def sgd_epoch(ratings: Ratings, factors: Factors, order: _Order, eta: float, lam: float) -> float:
    r"""Stochastic gradient descent: visit every rating once, in the given order.

    For each observed triple :math:`(u, i, r_{ui})`

    .. math::

        e_{ui} &= r_{ui} - p_u^\top q_i \\
        p_u &\leftarrow p_u + \eta\,(e_{ui}\,q_i - \lambda\,p_u) \\
        q_i &\leftarrow q_i + \eta\,(e_{ui}\,p_u - \lambda\,q_i)

    Parameters
    ----------
    ratings : Ratings
        The n observed triples.
    factors : Factors
        P (n_users, k) and Q (n_items, k), in √star; **changed in place**.
    order : (n,) int64
        The order of the visits: a permutation of 0 … n-1.
    eta, lam : float
        Learning rate η (1/star) and regularisation λ (stars, charged once per rating).

    Returns
    -------
    float
        Σ e², in star², each residual measured just before its own step; hence not
        the error of the factors this epoch leaves behind.

    Notes
    -----
    The visits of an epoch, taken without moving, add up to −η times `objective.gradient`.

    References
    ----------
    Koren, Bell & Volinsky, IEEE Computer 42(8), 2009, section "Learning algorithms".

    Examples
    --------
    >>> one = Ratings(np.array([0]), np.array([0]), np.array([1.0]), 1, 1)
    >>> factors = Factors(np.array([[1.0]]), np.array([[0.5]]))
    >>> sgd_epoch(one, factors, np.array([0]), 0.1, 0.0)
    0.25
    >>> factors.P.item(), factors.Q.item()
    (1.025, 0.55)
    """
    sum_sq = 0.0
    for n in order:
        e = sgd_visit(factors, ratings.users[n], ratings.items[n], ratings.values[n], eta, lam)
        sum_sq += e * e
    return sum_sq


@kernel
def biased_epoch(
    ratings: Ratings, factors: Factors, baseline: Baseline, order: _Order, eta: float, lam: float
) -> float:
    r"""The same visits with a baseline that learns beside the factors.

    .. math::

        e_{ui} &= r_{ui} - (\mu + b_u + b_i + p_u^\top q_i) \\
        b_u &\leftarrow b_u + \eta\,(e_{ui} - \lambda\,b_u) \\
        b_i &\leftarrow b_i + \eta\,(e_{ui} - \lambda\,b_i) \\
        p_u &\leftarrow p_u + \eta\,(e_{ui}\,q_i - \lambda\,p_u) \\
        q_i &\leftarrow q_i + \eta\,(e_{ui}\,p_u - \lambda\,q_i)

    Parameters
    ----------
    ratings, order, eta, lam
        As in `sgd_epoch`.
    factors : Factors
        P and Q, in √star; **changed in place**.
    baseline : Baseline
        b_user and b_item, in stars; **changed in place**. The mean μ stays.

    Returns
    -------
    float
        Σ e², in star², each residual measured just before its own step.

    Notes
    -----
    The baseline enters the visit of `sgd_visit` only through the rating it leaves to explain.

    References
    ----------
    Koren, Bell & Volinsky, IEEE Computer 42(8), 2009, section "Adding biases".
    """
    sum_sq = 0.0
    for n in order:
        u, i = ratings.users[n], ratings.items[n]
        left = ratings.values[n] - (baseline.mu + baseline.b_user[u] + baseline.b_item[i])
        e = sgd_visit(factors, u, i, left, eta, lam)
        baseline.b_user[u] += eta * (e - lam * baseline.b_user[u])
        baseline.b_item[i] += eta * (e - lam * baseline.b_item[i])
        sum_sq += e * e
    return sum_sq


@kernel
def left_out_epochs(
    ratings: Ratings,
    start: Factors,
    means: NDArray[np.float64],
    orders: NDArray[np.int64],
    eta: float,
    lam: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    r"""Leave out each rating in turn: train on all others, and look at it after every epoch.

    Every run begins at the same factors and makes the visits of `sgd_visit`,

    .. math::

        e_{ui} &= r_{ui} - p_u^\top q_i \\
        p_u &\leftarrow p_u + \eta\,(e_{ui}\,q_i - \lambda\,p_u) \\
        q_i &\leftarrow q_i + \eta\,(e_{ui}\,p_u - \lambda\,q_i)

    where :math:`r_{ui}` is the rating less the mean of those the run is trained on.

    Parameters
    ----------
    ratings : Ratings
        The n observed triples, in stars.
    start : Factors
        P and Q before the first epoch, in √star; they stay as they are.
    means : (n,)
        What run m expects of every rating, in stars.
    orders : (n, n_epochs, n - 1) int64
        The visits of run m in each epoch: all ratings but m.
    eta, lam : float
        Learning rate η (1/star) and regularisation λ (stars, charged once per rating).

    Returns
    -------
    ((n, n_epochs + 1), (n, n_epochs + 1))
        Before the first and after every epoch: the residual of the rating left out, in stars,
        and Σ e² of the others, in star².
    """
    n_runs, n_epochs = orders.shape[0], orders.shape[1]
    left = np.empty((n_runs, n_epochs + 1))
    sum_sq = np.zeros((n_runs, n_epochs + 1))
    for m in range(n_runs):
        factors = Factors(start.P.copy(), start.Q.copy())
        P, Q = factors.P, factors.Q
        for t in range(n_epochs + 1):
            if t > 0:
                for n in orders[m, t - 1]:
                    u, i, r = ratings.users[n], ratings.items[n], ratings.values[n] - means[m]
                    sgd_visit(factors, u, i, r, eta, lam)
            for n in range(ratings.values.size):
                e = ratings.values[n] - means[m]
                for f in range(P.shape[1]):
                    e -= P[ratings.users[n], f] * Q[ratings.items[n], f]
                if n == m:
                    left[m, t] = e
                else:
                    sum_sq[m, t] += e * e
    return left, sum_sq
