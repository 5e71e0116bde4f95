"""SVD++: what a user has rated says something about her, whatever the ratings were."""

import math

import numpy as np
from numpy.typing import NDArray

from mf_core._jit import kernel
from mf_core.model import Baseline, Factors

_Floats = NDArray[np.float64]
_Order = NDArray[np.int64]


@kernel
def implicit_part(
    starts: _Order, columns: NDArray[np.int32], Y: _Floats, u: int, z: _Floats
) -> None:
    r"""What the items that a user has rated say of her, whatever the stars.

    .. math::

        z_u = |\Omega_u|^{-1/2} \sum_{j \in \Omega_u} y_j

    Parameters
    ----------
    starts : (n_users + 1,) int64
        The ratings of user u stand at starts[u] … starts[u + 1].
    columns : (n,)
        The item of each.
    Y : (n_items, k)
        The implicit item factors y_j, in √star.
    u : int
        The user.
    z : (k,)
        **Overwritten** by z_u, in √star; 0 for a user without ratings.
    """
    share = 1.0 / math.sqrt(max(starts[u + 1] - starts[u], 1))
    z[:] = 0.0
    for n in range(starts[u], starts[u + 1]):
        for f in range(z.size):
            z[f] += share * Y[columns[n], f]


@kernel
def with_implicit(starts: _Order, columns: NDArray[np.int32], P: _Floats, Y: _Floats) -> _Floats:
    r"""Add to each user's own factors what the items she has rated say of her.

    .. math::

        p_u + z_u = p_u + |\Omega_u|^{-1/2} \sum_{j \in \Omega_u} y_j

    Parameters
    ----------
    starts, columns, Y
        As in `implicit_part`.
    P : (n_users, k)
        The users' own factors, in √star.

    Returns
    -------
    (n_users, k)
        In √star: with them SVD++ predicts as any other factorization does.
    """
    both, z = P.copy(), np.empty(P.shape[1])
    for u in range(P.shape[0]):
        implicit_part(starts, columns, Y, u, z)
        both[u] += z
    return both


@kernel
def svdpp_epoch(
    starts: _Order,
    columns: NDArray[np.int32],
    values: _Floats,
    users: _Order,
    factors: Factors,
    Y: _Floats,
    baseline: Baseline,
    eta: float,
    eta_bias: float,
    lam: float,
) -> float:
    r"""SVD++: visit every rating once, users in the given order, the ratings of a user together.

    With z_u as in `implicit_part`, each visit does

    .. math::

        e_{ui} &= r_{ui} - b_{ui} - (p_u + z_u)^\top q_i \\
        p_u &\leftarrow p_u + \eta\,(e_{ui}\,q_i - \lambda\,p_u) \\
        q_i &\leftarrow q_i + \eta\,(e_{ui}\,(p_u + z_u) - \lambda\,q_i) \\
        y_j &\leftarrow y_j + \eta\,(e_{ui}\,|\Omega_u|^{-1/2}\,q_i - \lambda\,y_j)
            \quad \text{for all } j \in \Omega_u

    and moves the biases as in `biased_epoch`; all right-hand sides are read before anything moves.

    Parameters
    ----------
    starts, columns, values
        The ratings (stars) user by user, as in `als_half`; Ω_u are the items user u has rated.
    users : int64
        The order of the users: a permutation of 0 … n_users-1.
    factors : Factors
        P, the users' own factors, and Q, in √star; **changed in place**.
    Y : (n_items, k)
        The implicit item factors y_j, in √star; **changed in place**.
    baseline : Baseline
        b_user and b_item, in stars; **changed in place**. The mean μ stays.
    eta, eta_bias : float
        Learning rate η of the factors and of the biases, in 1/star; 0 lets the biases be.
    lam : float, ≥ 0
        Regularisation λ, in stars; each visit charges all y_j of its user as well.

    Returns
    -------
    float
        Σ e², in star², each residual measured just before its own step.

    Notes
    -----
    Moving all |Ω_u| rows of Y at each visit would make an epoch quadratic in the ratings of a
    user. But the visits of one user shrink all her y_j by the same factor and shift them by the
    same row, so that z_u moves exactly as p_u does. It is enough to follow z_u, and to hand each
    y_j its share when the user is done. No approximation: the test compares with the long way.

    References
    ----------
    Koren, "Factorization Meets the Neighborhood", KDD 2008, section 3 (SVD++).
    """
    P, Q = factors.P, factors.Q
    k = P.shape[1]
    z, z_before = np.empty(k), np.empty(k)
    sum_sq = 0.0
    for u in users:
        n_u = starts[u + 1] - starts[u]
        implicit_part(starts, columns, Y, u, z)
        z_before[:] = z

        for n in range(starts[u], starts[u + 1]):
            i = columns[n]
            e = values[n] - (baseline.mu + baseline.b_user[u] + baseline.b_item[i])
            for f in range(k):
                e -= (P[u, f] + z[f]) * Q[i, f]
            for f in range(k):
                p, q = P[u, f], Q[i, f]
                Q[i, f] += eta * (e * (p + z[f]) - lam * q)
                P[u, f] += eta * (e * q - lam * p)
                z[f] += eta * (e * q - lam * z[f])
            baseline.b_user[u] += eta_bias * (e - lam * baseline.b_user[u])
            baseline.b_item[i] += eta_bias * (e - lam * baseline.b_item[i])
            sum_sq += e * e

        share = 1.0 / math.sqrt(max(n_u, 1))
        left = (1.0 - eta * lam) ** n_u  # of every y_j, after n_u visits
        for n in range(starts[u], starts[u + 1]):
            for f in range(k):
                Y[columns[n], f] = left * Y[columns[n], f] + share * (z[f] - left * z_before[f])
    return sum_sq
