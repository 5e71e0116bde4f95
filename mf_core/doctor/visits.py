"""What the first visits tell: whether q feels the new p."""

import numpy as np

from mf_core.doctor.record import Case, Finding, FirstEpoch
from mf_core.kernels.sequential import sequential_visit
from mf_core.kernels.sgd import sgd_epoch
from mf_core.model import Factors, Ratings

_SAME = 1e-9  # √star, after an epoch: rounding, and not another rule


def sequential(case: Case, names: frozenset[str]) -> Finding | None:
    """The first epoch is not that of `sgd_epoch`, but the one in which q feels the new p.

    The epoch is repeated by both rules, in the same order of visits.
    """
    if case.first is None or case.train is None or names & {"stuck"}:
        return None
    first, b = case.first, case.first.before.baseline
    left = case.train.values - (b.mu + b.b_user[case.train.users] + b.b_item[case.train.items])
    centred = case.train._replace(values=left)
    right = _copied(first.before.factors)
    sgd_epoch(centred, right, first.order, first.eta, first.lam)
    from_right = _apart(right, first.after.factors)
    if from_right < _SAME:
        return None
    from_wrong = _apart(_in_sequence(centred, first), first.after.factors)
    if from_wrong >= _SAME:
        return None  # another rule still; it is not for us to name
    return Finding("sequential", {"apart": from_right, "left": from_wrong})


def _in_sequence(centred: Ratings, first: FirstEpoch) -> Factors:
    factors = _copied(first.before.factors)
    for n in first.order:
        u, i, r = int(centred.users[n]), int(centred.items[n]), float(centred.values[n])
        sequential_visit(factors, u, i, r, first.eta, first.lam)
    return factors


def _apart(one: Factors, other: Factors) -> float:
    return float(max(np.abs(one.P - other.P).max(), np.abs(one.Q - other.Q).max()))


def _copied(factors: Factors) -> Factors:
    return Factors(factors.P.copy(), factors.Q.copy())
