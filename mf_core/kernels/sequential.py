"""A common mistake, kept to be looked at: the visit in which q feels the new p."""

from mf_core._jit import kernel
from mf_core.model import Factors


@kernel
def sequential_visit(factors: Factors, u: int, i: int, r: float, eta: float, lam: float) -> float:
    r"""Visit one rating in the wrong order: first p moves, then q moves by the *new* p.

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
    At λ = 0 each entry of q lands η² e² q away from where `sgd_visit` puts it. This is not a
    step against the gradient; with small steps hardly anybody notices.

    Examples
    --------
    Five stars, explained so far by 1 × 2; `sgd_visit` would leave q at 2.3:

    >>> import numpy as np
    >>> factors = Factors(np.array([[1.0]]), np.array([[2.0]]))
    >>> sequential_visit(factors, 0, 0, 5.0, 0.1, 0.0)
    3.0
    >>> round(factors.P.item(), 12), round(factors.Q.item(), 12)
    (1.6, 2.48)
    """
    P, Q = factors.P, factors.Q
    e = r
    for f in range(P.shape[1]):
        e -= P[u, f] * Q[i, f]
    for f in range(P.shape[1]):
        P[u, f] += eta * (e * Q[i, f] - lam * P[u, f])
        Q[i, f] += eta * (e * P[u, f] - lam * Q[i, f])  # the mistake: P is new here
    return e
