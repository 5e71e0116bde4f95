"""What the factors alone tell: stuck at zero, rank one, factors without effect, too many."""

import numpy as np
from numpy.typing import NDArray

from mf_core.doctor.record import Case, Finding
from mf_core.model import Factors, Model
from mf_core.projection import singular_values_of

_Floats = NDArray[np.float64]

_EQUAL = 1e-9  # of the largest factor: columns that are alike to the last digits
IDLE = 0.003  # stars (root mean square over all cells): less is no effect on a prediction
_DEAD = 1e-9  # stars: a column of zeros, which nothing will ever move
_FLAT = 0.002  # of the RMSE, over the last quarter of a run that has come to rest


def stuck(case: Case, _names: frozenset[str]) -> Finding | None:
    """Every factor is exactly 0: the gradient of each is 0 as well, and no step can move it."""
    if case.ended is None:
        return None
    P, Q = case.ended[0].factors
    if P.any() or Q.any():
        return None
    return Finding("stuck", {"rmse": float(case.train_rmse[-1]), "k": float(P.shape[1])})


def rank_one(case: Case, names: frozenset[str]) -> Finding | None:
    """All columns are alike, as they are for ever after a constant start: k is worth 1."""
    if case.ended is None or "stuck" in names:
        return None
    P, Q = case.ended[0].factors
    if P.shape[1] < 2:
        return None
    size = max(np.abs(P).max(), np.abs(Q).max())
    apart = max(np.abs(P - P[:, :1]).max(), np.abs(Q - Q[:, :1]).max())
    if apart > _EQUAL * size:
        return None
    return Finding("rank one", {"k": float(P.shape[1]), "apart": float(apart)})


def idle_factors(case: Case, names: frozenset[str]) -> Finding | None:
    """Some of the k factors move no prediction: λ has shrunk them away, or no step reached them.

    What is small because it is still growing is not idle; that is a run that has not arrived.
    """
    silent = {"diverged", "stuck", "rank one", "crawling"}
    if case.ended is None or names & silent:
        return None
    model = case.ended[0]
    k = model.factors.P.shape[1]
    worth = strengths(model.factors)
    left = np.sqrt(np.append(np.cumsum(worth[::-1] ** 2)[::-1], 0.0))  # by what is from f on
    useful = int(np.argmax(left < IDLE))
    dead = left[useful] < _DEAD or _at_rest(case.train_rmse)
    if useful == k or not dead or (useful == 0 and _growing(case.start, model)):
        return None
    return Finding(
        "idle factors", {"k": float(k), "useful": float(useful), "left": float(left[useful])}
    )


def too_many_parameters(case: Case, _names: frozenset[str]) -> Finding | None:
    """There are more numbers to learn than ratings to learn them from."""
    if case.model is None or case.train is None:
        return None
    (P, Q), (_, b_user, b_item) = case.model
    learnt = P.size + Q.size + int(b_user.any()) * b_user.size + int(b_item.any()) * b_item.size
    if learnt <= case.train.values.size:
        return None
    numbers = {"parameters": float(learnt), "ratings": float(case.train.values.size)}
    return Finding("too many parameters", numbers)


def strengths(factors: Factors) -> _Floats:
    """How far each of the k independent tastes in P Qᵀ moves a prediction, in stars, (k,).

    These are the singular values of P Qᵀ over √(n_users · n_items).
    The largest first; as root mean squares over all cells, so that their squares add up. They do
    not change when the factors are turned, as the columns of P and Q do.

    Examples
    --------
    >>> strengths(Factors(np.array([[3.0, 0.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])))
    array([1.5, 0.5])
    """
    P, Q = factors
    worth: _Floats = singular_values_of(P, Q) / np.sqrt(P.shape[0] * Q.shape[0])
    return worth


def _at_rest(train: _Floats) -> bool:
    quarter = max((train.size - 1) // 4, 1)
    return bool(abs(train[-1 - quarter] - train[-1]) < _FLAT * quarter * train[-1])


def _growing(start: Model | None, end: Model) -> bool:
    if start is None:
        return True  # nobody knows: not a finding
    return bool(np.linalg.norm(end.factors.P) >= np.linalg.norm(start.factors.P))
