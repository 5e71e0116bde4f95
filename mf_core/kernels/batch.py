"""Gradient descent on all ratings at once, and on small batches of them."""

import numpy as np
from numpy.typing import NDArray

from mf_core._jit import kernel
from mf_core.model import Factors, Ratings

_Order = NDArray[np.int64]


@kernel
def batch_gradient(ratings: Ratings, factors: Factors, lam: float) -> Factors:
    r"""The gradient of J over all ratings, the missing cells never touched.

    .. math::

        \frac{\partial J}{\partial p_u} &= \sum_{i \in \Omega_u} (-e_{ui}\,q_i + \lambda\,p_u) \\
        \frac{\partial J}{\partial q_i} &= \sum_{u \in \Omega_i} (-e_{ui}\,p_u + \lambda\,q_i)

    Parameters
    ----------
    ratings : Ratings
        The n observed triples.
    factors : Factors
        P and Q, in √star.
    lam : float, ≥ 0
        Regularisation λ, in stars.

    Returns
    -------
    Factors
        (dP, dQ), in the shapes of P and Q; uphill.

    Notes
    -----
    Equal to `objective.gradient` and, on hand-sized sets, to `objective.masked_gradient`.
    """
    P, Q = factors.P, factors.Q
    dP, dQ = np.zeros_like(P), np.zeros_like(Q)
    for n in range(ratings.values.size):
        u, i, e = ratings.users[n], ratings.items[n], ratings.values[n]
        for f in range(P.shape[1]):
            e -= P[u, f] * Q[i, f]
        for f in range(P.shape[1]):
            dP[u, f] += -e * Q[i, f] + lam * P[u, f]
            dQ[i, f] += -e * P[u, f] + lam * Q[i, f]
    return Factors(dP, dQ)


@kernel
def minibatch_epoch(
    ratings: Ratings, factors: Factors, order: _Order, batch: int, eta: float, lam: float
) -> None:
    r"""Gradient descent on one small batch of ratings after the other.

    For each batch :math:`B` of the order, every residual read from the *same* factors,

    .. math::

        p_u &\leftarrow p_u + \eta \sum_{i : (u,i) \in B} (e_{ui}\,q_i - \lambda\,p_u) \\
        q_i &\leftarrow q_i + \eta \sum_{u : (u,i) \in B} (e_{ui}\,p_u - \lambda\,q_i)

    Parameters
    ----------
    ratings, order, eta, lam
        As in `sgd_epoch`.
    factors : Factors
        P and Q, in √star; **changed in place**.
    batch : int, ≥ 1
        Ratings per batch; the last one may be smaller.

    Notes
    -----
    Batches of 1 are `sgd_epoch`; a batch of all n is one step of batch gradient descent.
    In between it is an algorithm of its own, not a "vectorised SGD".
    """
    P, Q = factors.P, factors.Q
    dP, dQ = np.zeros_like(P), np.zeros_like(Q)
    for start in range(0, order.size, batch):
        members = order[start : start + batch]
        for n in members:
            u, i, e = ratings.users[n], ratings.items[n], ratings.values[n]
            for f in range(P.shape[1]):
                e -= P[u, f] * Q[i, f]
            for f in range(P.shape[1]):
                dP[u, f] += -e * Q[i, f] + lam * P[u, f]
                dQ[i, f] += -e * P[u, f] + lam * Q[i, f]
        for n in members:  # a row that is met again has nothing left to move
            u, i = ratings.users[n], ratings.items[n]
            for f in range(P.shape[1]):
                P[u, f] -= eta * dP[u, f]
                Q[i, f] -= eta * dQ[i, f]
                dP[u, f] = 0.0
                dQ[i, f] = 0.0
