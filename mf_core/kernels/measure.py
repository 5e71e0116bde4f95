"""What a frame reports: the sums that the loss and the RMSE are made of."""

from mf_core._jit import kernel
from mf_core.model import Baseline, Factors, Ratings


@kernel
def sums(ratings: Ratings, factors: Factors, baseline: Baseline) -> tuple[float, float]:
    r"""One pass over the ratings for the two sums that J and RMSE are made of.

    .. math::

        \sum_\Omega e_{ui}^2 \qquad\text{and}\qquad
        \sum_\Omega \big(\lVert p_u \rVert^2 + \lVert q_i \rVert^2 + b_u^2 + b_i^2\big)

    Returns
    -------
    (float, float)
        Σ e², in star², and the sum that λ multiplies, in star.

    Notes
    -----
    J is half of (first + λ · second); RMSE is √(first / n). See `objective`.
    """
    P, Q = factors.P, factors.Q
    sum_sq = 0.0
    size = 0.0
    for n in range(ratings.values.size):
        u, i = ratings.users[n], ratings.items[n]
        b_u, b_i = baseline.b_user[u], baseline.b_item[i]
        e = ratings.values[n] - (baseline.mu + b_u + b_i)
        size += b_u * b_u + b_i * b_i
        for f in range(P.shape[1]):
            p, q = P[u, f], Q[i, f]
            e -= p * q
            size += p * p + q * q
        sum_sq += e * e
    return sum_sq, size
