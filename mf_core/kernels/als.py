"""Alternating least squares, solved exactly, and its Bayesian sister, which draws around it."""

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
def backwards(L: _Floats, b: _Floats) -> None:
    r"""Solve the mirror image of a triangle, from its last line up.

    .. math::

        L^\top x = b, \qquad
        x_f = \Big(b_f - \sum_{g>f} L_{gf}\,x_g\Big) \big/ L_{ff}

    Parameters
    ----------
    L : (k, k)
        Only its lower triangle is read.
    b : (k,)
        The right-hand side; **overwritten** by the solution x.
    """
    k = b.size
    for f in range(k - 1, -1, -1):
        for g in range(f + 1, k):
            b[f] -= L[g, f] * b[g]
        b[f] /= L[f, f]


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
    backwards(A, b)


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


@kernel
def gibbs_half(
    starts: _Order,
    columns: NDArray[np.int32],
    values: _Floats,
    moving: _Floats,
    fixed: _Floats,
    alpha: float,
    precision: _Floats,
    pull: _Floats,
    noise: _Floats,
) -> None:
    r"""Half a step of Gibbs sampling: draw all p_u, given Q (or all q_i, given P).

    If ratings scatter normally around p_u·q_i with variance 1/α, and users around a mean user m
    with precision matrix Λ, then p_u, given the items she rated, is normal as well:

    .. math::

        A_u = \Lambda + \alpha \sum_{i \in \Omega_u} q_i q_i^\top = L L^\top, \qquad
        A_u\,\bar p_u = \Lambda m + \alpha \sum_{i \in \Omega_u} r_{ui}\,q_i, \qquad
        p_u = \bar p_u + L^{-\top} z_u

    Parameters
    ----------
    starts, columns, values, fixed
        As in `als_half`.
    moving : (rows, k)
        The factors that are drawn, in √star; **overwritten**.
    alpha : float, > 0
        Precision α of a rating, in 1/star².
    precision : (k, k)
        Λ, in 1/star.
    pull : (k,)
        Λ m, in 1/√star: where a row without ratings is drawn to.
    noise : (rows, k)
        Independent standard normal numbers z, one row for each row that is drawn.

    Notes
    -----
    Without noise and with Λ = α λ n_u I, m = 0 this is `als_half`: its solution is the middle of
    what is drawn here. L⁻ᵀz has the covariance L⁻ᵀL⁻¹ = A⁻¹ that it should have.

    References
    ----------
    Salakhutdinov & Mnih, "Bayesian Probabilistic Matrix Factorization using MCMC", ICML 2008,
    equations 11 to 13.
    """
    k = fixed.shape[1]
    A, b, z = np.empty((k, k)), np.empty(k), np.empty(k)
    for u in range(starts.size - 1):
        A[:] = precision
        b[:] = pull
        for n in range(starts[u], starts[u + 1]):
            q = fixed[columns[n]]
            for f in range(k):
                b[f] += alpha * values[n] * q[f]
                for g in range(f + 1):
                    A[f, g] += alpha * q[f] * q[g]
        solve(A, b)
        z[:] = noise[u]
        backwards(A, z)
        moving[u] = b + z
