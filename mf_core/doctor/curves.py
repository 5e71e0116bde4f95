"""What the curves alone tell: diverged, crawling, overfitted."""

import numpy as np
from numpy.typing import NDArray

from mf_core.doctor.record import Case, Finding

_Floats = NDArray[np.float64]

_HIGHER = 1.5  # times the start: no rate that suits a run leaves it so far above
_NOTHING = 1e-9  # stars: where there was nothing to learn, only rounding moves
_RISE, _LUCK = 0.025, 0.7  # of the lowest held-out RMSE; the luck of n ratings is as 1 / √n
FEW = 30  # held-out ratings, below which their error says nothing
_PACE = 0.12  # of the whole fall, still made in the last quarter of the run
_SMALL = 0.002  # of the RMSE in an epoch: what falls faster is on its way


def diverged(case: Case, _names: frozenset[str]) -> Finding | None:
    """The training error left all numbers, or ends far above its start."""
    train = case.train_rmse
    finite = np.isfinite(train)
    end = int(np.argmin(finite)) if not finite.all() else train.size - 1
    if finite.all() and train[-1] <= _HIGHER * train[0] + _NOTHING:
        return None
    return Finding("diverged", {"epoch": float(end), "start": float(train[0])})


def crawling(case: Case, names: frozenset[str]) -> Finding | None:
    """The training error still falls, slowly and at the pace of the beginning.

    A run that learns slows down where there is less left to learn. One whose rate is too small,
    or that starts beside the saddle at 0, does not: its last quarter is worth as much as any.
    """
    train = case.train_rmse
    if names & {"diverged", "stuck", "sequential", "leaked"} or train.size < 5:
        return None
    quarter = (train.size - 1) // 4
    late, whole = float(train[-1 - quarter] - train[-1]), float(train[0] - train[-1])
    steady = bool((np.diff(train[-1 - quarter :]) < 0).all())
    slow = late / quarter < _SMALL * train[-1]
    tests = case.test_rmse[np.isfinite(case.test_rmse)]
    turned = bool(tests.size) and tests[-1] > (1.001 + _luck(case)) * tests.min()
    if not (steady and slow and late > _PACE * whole > _NOTHING) or turned:
        return None
    return Finding(
        "crawling",
        {
            "start": float(train[0]),
            "end": float(train[-1]),
            "epochs": float(train.size - 1),
            "late": late,
            "quarter": float(quarter),
        },
    )


def overfitted(case: Case, names: frozenset[str]) -> Finding | None:
    """From some epoch on the held-out error rises while the training error goes on falling."""
    train, test = case.train_rmse, case.test_rmse
    if names & {"diverged", "zero-filled"} or not np.isfinite(test).any():
        return None
    lowest = int(np.nanargmin(test))
    rise = float(test[-1] / test[lowest] - 1.0) if test[lowest] > 0 else 0.0
    fell = train[-1] < train[lowest] - _NOTHING
    if not (rise > max(_RISE, _luck(case)) and fell):
        return None
    return Finding(
        "overfitted",
        {
            "epoch": float(lowest),
            "lowest": float(test[lowest]),
            "end": float(test[-1]),
            "train": float(train[-1]),
        },
    )


def _luck(case: Case) -> float:
    """By what share the held-out RMSE may move by chance; 0 where nobody knows the ratings."""
    if case.test is None:
        return 0.0
    n = case.test.values.size
    return _LUCK / n**0.5 if n >= FEW else np.inf
