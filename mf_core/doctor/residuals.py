"""What the residuals tell: another scale, clipped predictions, filled holes, a leak."""

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.doctor.curves import FEW
from mf_core.doctor.record import Case, Finding
from mf_core.model import Model, Ratings

_Floats = NDArray[np.float64]

_SAME = 1e-6  # of an RMSE: what two programs make of the same numbers
_HIDDEN = 0.002  # of the RMSE: less is not worth a word
_SLOPE = 1.2  # times: a scale that is nearer to ours than this is ours
_EMPTY = 0.6  # of the mean prediction on known cells
_FALLEN = 0.85  # of the start: a training error that has learnt something
_ROOM = 0.2  # parameters for each rating, from which single ratings are learnt by heart
_SURE, _CHANCE = 4.0, 2.5  # standard errors: of a gap to be expected, and of none at all


def wrong_scale(case: Case, names: frozenset[str]) -> Finding | None:
    r"""The reported error is that of predictions on another scale than the ratings.

    The best straight line :math:`r \approx a + b\,\hat r` through ratings and predictions has a
    slope far from 1, and what is left beside it is b times what was reported.
    """
    if case.ended is None or names & {"diverged", "clipped"}:
        return None
    model, train = case.ended
    predicted = objective.predict(train.users, train.items, *model)
    spread = float(predicted.std())
    if spread < _SAME:
        return None
    b = float(np.cov(train.values, predicted, bias=True)[0, 1]) / spread**2
    left = float((train.values - b * predicted).std())
    reported = float(case.train_rmse[-1])
    another = max(abs(b), 1 / max(abs(b), _SAME)) > _SLOPE
    if not (another and 0.6 * left < b * reported < 1.8 * left and not _agrees(case)):
        return None
    found = objective.rmse(train, *model)
    return Finding("wrong scale", {"times": b, "reported": reported, "found": found})


def clipped(case: Case, names: frozenset[str]) -> Finding | None:
    """The reported error is that of predictions cut off at the ends of the scale."""
    if case.ended is None or "diverged" in names:
        return None
    model, train = case.ended
    found = objective.rmse(train, *model)
    predicted = np.clip(objective.predict(train.users, train.items, *model), *case.scale)
    cut = float(np.sqrt(np.mean((train.values - predicted) ** 2)))
    reported = float(case.train_rmse[-1])
    if abs(cut - reported) > _SAME * cut or found < reported * (1 + _HIDDEN):
        return None
    return Finding("clipped", {"reported": reported, "found": found})


def zero_filled(case: Case, names: frozenset[str]) -> Finding | None:
    """Empty cells are predicted far below known ones: somebody has trained them as zeros."""
    if case.ended is None or names & {"diverged", "stuck", "wrong scale"}:
        return None
    model, train = case.ended
    known = objective.predict(train.users, train.items, *model)
    n_empty = train.n_users * train.n_items - known.size
    if n_empty == 0 or case.scale[0] <= 0:
        return None
    empty = (_sum_of_all(model) - float(known.sum())) / n_empty
    mean, short = float(known.mean()), float((train.values - known).mean())
    if not (empty < _EMPTY * mean and short > 0.05 * float(train.values.mean())):
        return None
    return Finding(
        "zero-filled", {"known": mean, "empty": empty, "ratings": float(train.values.mean())}
    )


def leaked(case: Case, names: frozenset[str]) -> Finding | None:
    """Held-out ratings were trained on: they stand in both sets, or are known as well.

    A model with room for single ratings knows those it was trained on better than others, by
    about its parameters for each rating (as a share of the squared error). Where it knows the
    held-out ones just as well, as far as their number can tell, it has seen them.
    """
    if case.ended is None or case.test is None or not case.test.values.size:
        return None
    model, train = case.ended
    test = case.test
    both = np.isin(_cells(test), _cells(train))
    if both.any():
        numbers = {"both": float(both.sum()), "held_out": float(both.size)}
        return Finding("leaked", numbers)
    if test.values.size < FEW or names:
        return None
    fitted, held = (objective.residuals(part, *model) ** 2 for part in (train, test))
    luck = float(held.std()) / np.sqrt(held.size)  # of their mean, in star²
    gap = float(held.mean() - fitted.mean())
    room = (train.n_users + train.n_items) * model.factors.P.shape[1] / train.values.size
    learnt = np.sqrt(fitted.mean()) < _FALLEN * float(case.train_rmse[0])
    would_show = room > _ROOM and room * fitted.mean() > _SURE * luck
    if not (learnt and would_show and gap < _CHANCE * luck):
        return None
    numbers = {"train": float(np.sqrt(fitted.mean())), "test": float(np.sqrt(held.mean()))}
    return Finding("leaked", {"both": 0.0, "room": room} | numbers)


def _agrees(case: Case) -> bool:
    """Whether the reported training error is the one that model and ratings give."""
    if case.ended is None:
        return False
    model, train = case.ended
    found = objective.rmse(train, *model)
    return abs(found - float(case.train_rmse[-1])) < 1e-3 * found


def _sum_of_all(model: Model) -> float:
    """The predictions of every cell, added up."""
    (P, Q), (mu, b_user, b_item) = model
    n_users, n_items = P.shape[0], Q.shape[0]
    taste = float(P.sum(axis=0) @ Q.sum(axis=0))
    biases = n_items * float(b_user.sum()) + n_users * float(b_item.sum())
    return float(taste + n_users * n_items * mu + biases)


def _cells(ratings: Ratings) -> NDArray[np.int64]:
    return ratings.users.astype(np.int64) * ratings.n_items + ratings.items
