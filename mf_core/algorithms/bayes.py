"""Bayesian matrix factorization: not one best model, but the average of many likely ones."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.algorithms.algorithm import (
    Algorithm,
    Knobs,
    Recovery,
    Setup,
    State,
    start_model,
)
from mf_core.algorithms.als import Rows, rows
from mf_core.kernels.als import backwards, gibbs_half, solve
from mf_core.kernels.measure import sums
from mf_core.model import Baseline, Factors, Model, Ratings

_Floats = NDArray[np.float64]

# As if two ratings were known to miss by 0.03 stars each: it matters where there are no others.
_SHAPE, _RATE = 1.0, 0.001


class Memory(NamedTuple):
    """The chain: the sample drawn last, from which the next one is drawn.

    Where biases are learnt, they stand in one column more: b_u is the factor of a user that meets
    a 1 of every item.
    """

    P: _Floats  # (n_users, k or k + 1)
    Q: _Floats  # (n_items, k or k + 1)
    alpha: float  # precision of a rating, in 1/star²
    by_user: Rows
    by_item: Rows


def start(ratings: Ratings, setup: Setup, rng: np.random.Generator) -> State:
    """Begin the chain where the other algorithms begin."""
    model = start_model(ratings, setup, rng)
    (P, Q), (mu, b_user, b_item) = model
    if setup.baseline == "biases":
        P, Q = np.column_stack([P, b_user]), np.column_stack([Q, b_item])
    centred = ratings._replace(values=ratings.values - mu)
    by_user = rows(ratings.users, ratings.items, centred, ratings.n_users)
    by_item = rows(ratings.items, ratings.users, centred, ratings.n_items)
    return State(model, 0, Memory(P, Q, 1.0, by_user, by_item))


def step(ratings: Ratings, state: State, _knobs: Knobs, rng: np.random.Generator) -> State:
    """Draw all users, then all items, then the noise; and let the sample join the average.

    All samples count alike, the first ones too: to leave them out (a "burn-in") made the average
    worse on MovieLens latest-small, for any number of them.
    """
    model, t, memory = state
    k, n = model.factors.P.shape[1], ratings.values.size
    P = _drawn(memory.by_user, memory.P, memory.Q, k, memory.alpha, rng)
    Q = _drawn(memory.by_item, memory.Q, P, k, memory.alpha, rng)
    sample = _as_model(P, Q, k, model.baseline)
    sum_sq, _ = sums(ratings, *sample)
    alpha = rng.gamma(_SHAPE + 0.5 * n, 1.0 / (_RATE + 0.5 * sum_sq))
    average = averaged(model, sample, 1.0 / (t + 1)) if t else sample
    return State(average, t + 1, memory._replace(P=P, Q=Q, alpha=alpha))


def _drawn(
    own: Rows, moving: _Floats, fixed: _Floats, k: int, alpha: float, rng: np.random.Generator
) -> _Floats:
    """Draw all rows of one side, given the other; first the mean and the spread of its rows."""
    mean, precision = spread_of(moving, rng)
    left, fixed = own.values, fixed.copy()
    if fixed.shape[1] > k:  # the other side's bias is taken off the rating; one's own meets a 1
        left = left - fixed[own.columns, k]
        fixed[:, k] = 1.0
    drawn, noise = np.empty_like(moving), rng.normal(size=moving.shape)
    gibbs_half(
        own.starts, own.columns, left, drawn, fixed, alpha, precision, precision @ mean, noise
    )
    return drawn


def spread_of(rows_: _Floats, rng: np.random.Generator) -> tuple[_Floats, _Floats]:
    r"""Draw the mean m and the precision matrix Λ that the rows of a factor matrix scatter with.

    With the normal–Wishart prior of the paper (ν₀ = k, W₀ = I, m₀ = 0, β₀ = 2) on N rows with
    mean x̄ and scatter :math:`S = \sum (x - \bar x)(x - \bar x)^\top`,

    .. math::

        \Lambda \sim \mathcal W\Big(\Big[I + S + \tfrac{2N}{2+N}\,\bar x \bar x^\top\Big]^{-1},
            \; k + N\Big), \qquad
        m \sim \mathcal N\Big(\tfrac{N \bar x}{2 + N}, \; [(2 + N)\,\Lambda]^{-1}\Big)

    Returns
    -------
    mean, precision : (k,), (k, k)
        m, in √star, and Λ, in 1/star.

    References
    ----------
    Salakhutdinov & Mnih, ICML 2008, equation 14. The Wishart matrix is drawn by its triangle
    (Bartlett 1933): χ on the diagonal, normal numbers below it.
    """
    n, k = rows_.shape
    middle = rows_.mean(axis=0)
    apart = rows_ - middle
    scatter = np.eye(k) + apart.T @ apart + 2.0 * n / (2.0 + n) * np.outer(middle, middle)
    triangle = np.tril(rng.normal(size=(k, k)), -1)
    triangle[np.diag_indices(k)] = np.sqrt(rng.chisquare(k + n - np.arange(k)))
    half = np.linalg.solve(np.linalg.cholesky(scatter).T, triangle)
    precision = half @ half.T
    noise = np.linalg.solve(np.linalg.cholesky((2.0 + n) * precision).T, rng.normal(size=k))
    return n * middle / (2.0 + n) + noise, precision


def _as_model(P: _Floats, Q: _Floats, k: int, baseline: Baseline) -> Model:
    """Read a sample as a model; biases that are not drawn stay as they are."""
    if P.shape[1] > k:
        baseline = baseline._replace(b_user=P[:, k].copy(), b_item=Q[:, k].copy())
    return Model(Factors(P[:, :k].copy(), Q[:, :k].copy()), baseline)


def averaged(average: Model, sample: Model, weight: float) -> Model:
    r"""Average the *predictions* of a model and a sample, kept as k factors.

    .. math::

        (1 - w)\,\bar P \bar Q^\top + w\,P Q^\top
            = \big[(1 - w)\,\bar P \mid w\,P\big]\,\big[\bar Q \mid Q\big]^\top

    is a product of 2k factors, of which the best k are kept (`shortened`). What is lost is what
    the samples do not agree on: less than 0.001 stars of RMSE. The factors themselves must not be
    averaged, because two samples may call the same taste by different names.
    """
    (P, Q), (mu, b_user, b_item) = average
    other, (_, other_user, other_item) = sample
    wide = np.hstack([(1.0 - weight) * P, weight * other.P])
    factors = shortened(Factors(wide, np.hstack([Q, other.Q])), P.shape[1])
    b_user = (1.0 - weight) * b_user + weight * other_user
    b_item = (1.0 - weight) * b_item + weight * other_item
    return Model(factors, Baseline(mu, b_user, b_item))


def shortened(factors: Factors, k: int) -> Factors:
    r"""The k factors whose predictions come closest to those of longer ones, over all cells.

    .. math::

        P Q^\top = \sum_f \sigma_f\,w_f v_f^\top, \qquad
        p'_f = \sqrt{\sigma_f}\,w_f, \qquad
        q'_f = \sqrt{\sigma_f}\,v_f

    The first is the singular value decomposition, the largest σ in front; of the new columns p'
    and q' the first k are kept. The first factor explains most, the next most of the rest; a
    factor too many is 0. The large product is never written out: the rows of each side are
    turned into few orthogonal columns, and what is left between them is small.

    References
    ----------
    Eckart & Young, Psychometrika 1(3), 1936.
    """
    users, of_users = _straightened(factors.P)
    items, of_items = _straightened(factors.Q)
    left, strength, right = np.linalg.svd(of_users @ of_items.T, full_matrices=False)
    root = np.sqrt(strength[:k])
    return Factors(
        _padded(users @ (left[:, :k] * root), k), _padded(items @ (right[:k].T * root), k)
    )


def _straightened(long: _Floats) -> tuple[_Floats, _Floats]:
    """Orthonormal columns and the small matrix that makes `long` of them.

    By the eigenvectors of longᵀ long. A QR decomposition is more exact, but NumPy's shares its
    many small pieces among threads that wait for each other: on a busy machine 3.5 s, not 10 ms.
    """
    squares, turned = np.linalg.eigh(long.T @ long)
    there = squares > 1e-14 * squares[-1]  # the rest is rounding
    lengths, turned = np.sqrt(squares[there]), turned[:, there]
    return long @ (turned / lengths), lengths[:, None] * turned.T


def _padded(columns: _Floats, k: int) -> _Floats:
    return np.pad(columns, ((0, 0), (0, k - columns.shape[1])))


ALGORITHM = Algorithm(
    name="bayes",
    title="Bayesian, by Gibbs sampling",
    sentence="Draws one likely model after the other and averages what they predict; it has "
    "neither a learning rate nor a λ to choose.",
    start=start,
    step=step,
    kernels=(gibbs_half, solve, backwards),
    setup=Setup(k=32),
    knobs=Knobs(lam=0.0),
    epochs=100,
    unit="sample",
    has_rate=False,
    has_lam=False,
    descends=False,  # it wanders through the likely models; no step is meant to lower J
    recovers=Recovery(Knobs(), 3000),
)
