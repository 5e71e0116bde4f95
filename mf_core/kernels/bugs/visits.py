"""Visits that go wrong; the right one is `sgd.sgd_visit`, another wrong one `sequential`."""

from mf_core._jit import kernel
from mf_core.model import Factors


@kernel
def climbing_visit(factors: Factors, u: int, i: int, r: float, eta: float, lam: float) -> float:
    r"""Visit one rating with the sign of the step turned round: along the gradient, uphill.

    .. math::

        e_{ui} &= r_{ui} - p_u^\top q_i \\
        p_u &\leftarrow p_u - \eta\,(e_{ui}\,q_i - \lambda\,p_u) \\
        q_i &\leftarrow q_i - \eta\,(e_{ui}\,p_u - \lambda\,q_i)

    where both right-hand sides are read before either row moves.

    Parameters
    ----------
    factors, u, i, r, eta, lam
        As in `sgd.sgd_visit`; rows u and i are **changed in place**.

    Returns
    -------
    float
        The residual e_ui *before* the step, in stars; the step makes it larger.

    Examples
    --------
    Three stars are missing at p = 1, q = 2, and the visit moves away from them:

    >>> import numpy as np
    >>> factors = Factors(np.array([[1.0]]), np.array([[2.0]]))
    >>> climbing_visit(factors, 0, 0, 5.0, 0.1, 0.0)
    3.0
    >>> round(factors.P.item(), 12), round(factors.Q.item(), 12)
    (0.4, 1.7)
    """
    P, Q = factors.P, factors.Q
    e = r
    for f in range(P.shape[1]):
        e -= P[u, f] * Q[i, f]
    for f in range(P.shape[1]):
        p, q = P[u, f], Q[i, f]
        P[u, f] -= eta * (e * q - lam * p)  # the mistake: this goes with the gradient
        Q[i, f] -= eta * (e * p - lam * q)
    return e


@kernel
def copied_visit(factors: Factors, u: int, i: int, r: float, eta: float, lam: float) -> float:
    r"""The visit of `sgd.sgd_visit` with whole rows, the old user row kept in a copy.

    .. math::

        e_{ui} &= r_{ui} - p_u^\top q_i \\
        p_u &\leftarrow p_u + \eta\,(e_{ui}\,q_i - \lambda\,p_u) \\
        q_i &\leftarrow q_i + \eta\,(e_{ui}\,p_u - \lambda\,q_i)

    where both right-hand sides are read before either row moves.

    Parameters
    ----------
    factors, u, i, r, eta, lam
        As in `sgd.sgd_visit`; rows u and i are **changed in place**.

    Returns
    -------
    float
        The residual e_ui *before* the step, in stars.
    """
    P, Q = factors.P, factors.Q
    e: float = r - (P[u] * Q[i]).sum()
    p = P[u].copy()
    P[u] += eta * (e * Q[i] - lam * P[u])
    Q[i] += eta * (e * p - lam * Q[i])
    return e


@kernel
def borrowed_visit(factors: Factors, u: int, i: int, r: float, eta: float, lam: float) -> float:
    r"""The same with a slice for the copy: a slice of an array is a window on it.

    So the second line sees the user row that the first one has moved:

    .. math::

        e_{ui} &= r_{ui} - p_u^\top q_i \\
        p_u' &= p_u + \eta\,(e_{ui}\,q_i - \lambda\,p_u) \\
        q_i' &= q_i + \eta\,(e_{ui}\,p_u' - \lambda\,q_i)

    Parameters
    ----------
    factors, u, i, r, eta, lam
        As in `sgd.sgd_visit`; rows u and i are **changed in place**.

    Returns
    -------
    float
        The residual e_ui *before* the step, in stars.

    Notes
    -----
    A `sequential.sequential_visit` in disguise. A slice of a Python list would be a copy.
    """
    P, Q = factors.P, factors.Q
    e: float = r - (P[u] * Q[i]).sum()
    p = P[u][:]  # the mistake: no copy, but the row itself
    P[u] += eta * (e * Q[i] - lam * P[u])
    Q[i] += eta * (e * p - lam * Q[i])
    return e
