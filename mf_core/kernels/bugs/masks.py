"""One step on a whole rating matrix with its mask, right and in four wrong ways.

All four are the first with another line for the mask. A second right step descends on the mean of
the squares; beside it the first one is a mistake itself: it forgets to divide. λ is left out: it
plays no part in them.
"""

import numpy as np
from numpy.typing import NDArray

from mf_core._jit import kernel
from mf_core.model import Factors

_Floats = NDArray[np.float64]


@kernel
def masked_step(R: _Floats, M: _Floats, factors: Factors, eta: float) -> None:
    r"""One step of gradient descent on the observed cells: the mask multiplies every residual.

    .. math::

        E &= (R - P Q^\top) \odot M \\
        P &\leftarrow P + \eta\,E\,Q \\
        Q &\leftarrow Q + \eta\,E^\top P

    where both right-hand sides are read before either matrix moves.

    Parameters
    ----------
    R : (n_users, n_items)
        Ratings in stars, 0 where there is none.
    M : (n_users, n_items)
        The mask: 1 where there is a rating, else 0.
    factors : Factors
        P and Q, in √star; **changed in place**.
    eta : float, > 0
        Learning rate η, in 1/star.

    Notes
    -----
    −η times `objective.masked_gradient` at λ = 0.
    """
    P, Q = factors.P.copy(), factors.Q.copy()
    for u in range(R.shape[0]):
        for i in range(R.shape[1]):
            e = R[u, i]
            for f in range(P.shape[1]):
                e -= P[u, f] * Q[i, f]
            e *= M[u, i]
            for f in range(P.shape[1]):
                factors.P[u, f] += eta * e * Q[i, f]
                factors.Q[i, f] += eta * e * P[u, f]


@kernel
def mean_step(R: _Floats, M: _Floats, factors: Factors, eta: float) -> None:
    r"""One step of gradient descent on the *mean* of the squared residuals.

    .. math::

        E &= (R - P Q^\top) \odot M \\
        P &\leftarrow P + \frac{2}{n_\text{ratings}}\,\eta\,E\,Q \\
        Q &\leftarrow Q + \frac{2}{n_\text{ratings}}\,\eta\,E^\top P

    where both right-hand sides are read before either matrix moves.

    Parameters
    ----------
    R, M, factors, eta
        As in `masked_step`; the factors are **changed in place**. The rate means something else:
        for the same step it is n_ratings / 2 times as large.
    """
    P, Q = factors.P.copy(), factors.Q.copy()
    share = 2 / M.sum()
    for u in range(R.shape[0]):
        for i in range(R.shape[1]):
            e = R[u, i]
            for f in range(P.shape[1]):
                e -= P[u, f] * Q[i, f]
            e *= M[u, i] * share
            for f in range(P.shape[1]):
                factors.P[u, f] += eta * e * Q[i, f]
                factors.Q[i, f] += eta * e * P[u, f]


@kernel
def unrated_step(R: _Floats, M: _Floats, factors: Factors, eta: float) -> None:
    r"""The same step with the mask turned round: it keeps the cells that nobody has rated.

    With :math:`\bar M` the mask turned round, 0 where there is a rating, else 1,

    .. math::

        E &= (R - P Q^\top) \odot \bar{M} \\
        P &\leftarrow P + \eta\,E\,Q \\
        Q &\leftarrow Q + \eta\,E^\top P

    where both right-hand sides are read before either matrix moves.

    Parameters
    ----------
    R, M, factors, eta
        As in `masked_step`; the factors are **changed in place**.
    """
    P, Q = factors.P.copy(), factors.Q.copy()
    for u in range(R.shape[0]):
        for i in range(R.shape[1]):
            e = R[u, i]
            for f in range(P.shape[1]):
                e -= P[u, f] * Q[i, f]
            e *= M[u, i] != 1  # the mistake: ≠ for =
            for f in range(P.shape[1]):
                factors.P[u, f] += eta * e * Q[i, f]
                factors.Q[i, f] += eta * e * P[u, f]


@kernel
def shifted_step(R: _Floats, M: _Floats, factors: Factors, eta: float) -> None:
    r"""The same step with the mask subtracted where it should multiply.

    .. math::

        E &= (R - P Q^\top) - M \\
        P &\leftarrow P + \eta\,E\,Q \\
        Q &\leftarrow Q + \eta\,E^\top P

    where both right-hand sides are read before either matrix moves.

    Parameters
    ----------
    R, M, factors, eta
        As in `masked_step`; the factors are **changed in place**.
    """
    P, Q = factors.P.copy(), factors.Q.copy()
    for u in range(R.shape[0]):
        for i in range(R.shape[1]):
            e = R[u, i]
            for f in range(P.shape[1]):
                e -= P[u, f] * Q[i, f]
            e -= M[u, i]  # the mistake: − for ×
            for f in range(P.shape[1]):
                factors.P[u, f] += eta * e * Q[i, f]
                factors.Q[i, f] += eta * e * P[u, f]


@kernel
def filled_step(R: _Floats, M: _Floats, factors: Factors, eta: float) -> None:
    r"""The same step without any mask: an empty cell is a rating of 0 stars.

    .. math::

        E &= R - P Q^\top \\
        P &\leftarrow P + \eta\,E\,Q \\
        Q &\leftarrow Q + \eta\,E^\top P

    where both right-hand sides are read before either matrix moves.

    Parameters
    ----------
    R, M, factors, eta
        As in `masked_step`, the mask unread; the factors are **changed in place**.
    """
    P, Q = factors.P.copy(), factors.Q.copy()
    for u in range(R.shape[0]):
        for i in range(R.shape[1]):
            e = R[u, i]
            for f in range(P.shape[1]):
                e -= P[u, f] * Q[i, f]
            # the mistake: no line for the mask
            for f in range(P.shape[1]):
                factors.P[u, f] += eta * e * Q[i, f]
                factors.Q[i, f] += eta * e * P[u, f]


@kernel
def positive_step(R: _Floats, M: _Floats, factors: Factors, eta: float) -> None:
    r"""The same step with the mask guessed from the ratings: whatever is above 0 was rated.

    With :math:`s_{ui} = 1` where :math:`r_{ui} > 0`, else 0,

    .. math::

        E &= (R - P Q^\top) \odot S \\
        P &\leftarrow P + \eta\,E\,Q \\
        Q &\leftarrow Q + \eta\,E^\top P

    where both right-hand sides are read before either matrix moves.

    Parameters
    ----------
    R, M, factors, eta
        As in `masked_step`, the mask unread; the factors are **changed in place**.

    Notes
    -----
    On stars from 1 to 5 it is right. Once a mean is taken off them, half of the ratings are gone.
    """
    P, Q = factors.P.copy(), factors.Q.copy()
    for u in range(R.shape[0]):
        for i in range(R.shape[1]):
            e = R[u, i]
            for f in range(P.shape[1]):
                e -= P[u, f] * Q[i, f]
            e *= R[u, i] > 0  # the mistake, as soon as a rating may be below 0
            for f in range(P.shape[1]):
                factors.P[u, f] += eta * e * Q[i, f]
                factors.Q[i, f] += eta * e * P[u, f]
