"""One plane for users and items together, so that near and far keep their meaning on a map."""

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float64]


def shared_plane(P: _Floats, Q: _Floats) -> _Floats:
    r"""The plane that keeps most of the length of all factor rows, of users *and* items.

    The first two right singular vectors of the stacked rows, not centred, because a dot product
    is measured from the origin:

    .. math::

        \begin{pmatrix} P \\ Q \end{pmatrix} = W \Sigma V^\top, \qquad \text{plane} = V_{:,1:2}

    Projected by the same plane, the dot product of a user and an item on the map approximates
    p_uᵀ q_i. Two planes, one for each, would make it meaningless.

    Parameters
    ----------
    P, Q : (n_users, k), (n_items, k)
        Factors, in √star.

    Returns
    -------
    (k, 2)
        Orthonormal columns, each with its largest entry positive; for k = 1 the second is 0.
    """
    rows = np.concatenate([P, Q])
    k = rows.shape[1]
    plane = np.zeros((k, 2))
    if not np.isfinite(rows).all():
        plane[: min(k, 2), : min(k, 2)] = np.eye(min(k, 2))
        return plane
    rows = rows / (np.abs(rows).max(initial=0.0) or 1.0)  # squares of a wild run would overflow
    _, vectors = np.linalg.eigh(rows.T @ rows)  # ascending
    top = vectors[:, ::-1][:, :2]
    largest = np.abs(top).argmax(axis=0)
    plane[:, : top.shape[1]] = top * np.sign(top[largest, np.arange(top.shape[1])])
    return plane


def aligned(plane: _Floats, reference: _Floats) -> _Floats:
    r"""The same plane, turned within itself to lie as close as it can to a reference.

    Which two axes describe a plane is arbitrary; on a map that is redrawn while the factors
    move, they must not jump. Orthogonal Procrustes:

    .. math::

        A^\star = \arg\min_{A^\top A = I} \lVert \text{plane}\,A - \text{reference} \rVert_F

    References
    ----------
    Schönemann, Psychometrika 31(1), 1966.
    """
    left, _, right = np.linalg.svd(plane.T @ reference)
    turned: _Floats = plane @ (left @ right)
    return turned


def singular_values_of(P: _Floats, Q: _Floats) -> _Floats:
    """Singular values of P Qᵀ, (k,), in stars, the largest first; 0 beyond its rank.

    By the triangles of P and Q, so that the product is never written out.

    Examples
    --------
    >>> singular_values_of(np.array([[3.0, 0.0], [0.0, 1.0]]), np.eye(2)).tolist()
    [3.0, 1.0]
    """
    found = np.linalg.svd(np.linalg.qr(P).R @ np.linalg.qr(Q).R.T, compute_uv=False)
    every = np.zeros(P.shape[1])
    every[: found.size] = found
    return every
