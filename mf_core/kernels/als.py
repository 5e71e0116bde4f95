"""Alternating least squares: each half-step is solved exactly."""

import math

import numpy as np
from numpy.typing import NDArray

from mf_core._jit import kernel

_Floats = NDArray[np.float64]
_Order = NDArray[np.int64]


@kernel
def cholesky(A: _Floats) -> None:
    r"""Split a symmetric positive definite matrix into a triangle and its mirror image.

    .. math::

        A = L L^\top, \qquad
        L_{ff} = \sqrt{A_{ff} - \sum_{g<f} L_{fg}^2}, \qquad
        L_{hf} = \Big(A_{hf} - \sum_{g<f} L_{hg} L_{fg}\Big) \big/ L_{ff}

    Parameters
    ----------
    A : (k, k)
        Only its lower triangle is read, and is **overwritten** by L.
    """
    k = A.shape[0]
    for f in range(k):
        for g in range(f):
            A[f, f] -= A[f, g] * A[f, g]
        A[f, f] = math.sqrt(A[f, f])
        for h in range(f + 1, k):
            for g in range(f):
                A[h, f] -= A[h, g] * A[f, g]
            A[h, f] /= A[f, f]


@kernel
def solve(A: _Floats, b: _Floats) -> None:
    r"""Solve a small symmetric positive definite system: forwards with L, backwards with Lᵀ.

    .. math::

        A = L L^\top, \qquad L y = b, \qquad L^\top x = y

    Parameters
    ----------
    A : (k, k)
        Symmetric positive definite; its lower triangle is **overwritten** by L.
    b : (k,)
        The right-hand side; **overwritten** by the solution x.
    """
    k = b.size
    cholesky(A)
    for f in range(k):
        for g in range(f):
            b[f] -= A[f, g] * b[g]
        b[f] /= A[f, f]
    for f in range(k - 1, -1, -1):
        for g in range(f + 1, k):
            b[f] -= A[g, f] * b[g]
        b[f] /= A[f, f]


@kernel
def als_half(
    starts: _Order,
    columns: NDArray[np.int32],
    values: _Floats,
    moving: _Floats,
    fixed: _Floats,
    lam: float,
) -> None:
    r"""Half a step of alternating least squares: the best P for this Q (or the best Q for this P).

    With Q held fixed, J is convex in each p_u, and its minimum has a closed form:

    .. math::

        \Big(\sum_{i \in \Omega_u} q_i q_i^\top + \lambda\,n_u I\Big)\,p_u
            = \sum_{i \in \Omega_u} r_{ui}\,q_i

    Parameters
    ----------
    starts : (rows + 1,) int64
        The ratings of row u stand at starts[u] … starts[u + 1].
    columns, values : (n,)
        The other index and the rating (stars) of each, sorted by row.
    moving : (rows, k)
        The factors that are solved for, in √star; **overwritten**. A row without ratings becomes
        0, which is what λ > 0 makes of it.
    fixed : (other rows, k)
        The factors that are held.
    lam : float, > 0
        Regularisation λ, in stars, charged once per rating.

    Notes
    -----
    A row with fewer ratings than factors has no unique solution without λ; hence λ > 0.

    References
    ----------
    Zhou, Wilkinson, Schreiber & Pan, AAIM 2008 (ALS with weighted-λ-regularisation).
    """
    k = fixed.shape[1]
    A, b = np.empty((k, k)), np.empty(k)
    for u in range(starts.size - 1):
        n_u = starts[u + 1] - starts[u]
        if n_u == 0:
            moving[u] = 0.0
            continue
        A[:] = 0.0
        b[:] = 0.0
        for n in range(starts[u], starts[u + 1]):
            q = fixed[columns[n]]
            for f in range(k):
                b[f] += values[n] * q[f]
                for g in range(f + 1):
                    A[f, g] += q[f] * q[g]
        for f in range(k):
            A[f, f] += lam * n_u
        solve(A, b)
        moving[u] = b
