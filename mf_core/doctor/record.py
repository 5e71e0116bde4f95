"""What the doctor is told of a run, and what he says."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.model import Model, Ratings

_Floats = NDArray[np.float64]


class FirstEpoch(NamedTuple):
    """The first epoch of a run by single visits, with a baseline that does not learn."""

    before: Model
    after: Model
    order: NDArray[np.int64]  # (n,)  the order of its visits
    eta: float
    lam: float


class Case(NamedTuple):
    """What a run has reported, and what is left of it; the more is known, the more is checked.

    Parameters
    ----------
    train_rmse, test_rmse : (n_steps,)
        As the run reported them, the start first; `test_rmse` is NaN where nothing was held out.
    model : Model or None
        Factors and baseline at the end.
    train, test : Ratings or None
        The ratings the run says it was trained and tested on, in stars.
    scale : lowest and highest rating, in stars
    start : Model or None
        Factors and baseline before the first step.
    first : FirstEpoch or None
        What its first epoch did, where it is known visit by visit.
    """

    train_rmse: _Floats
    test_rmse: _Floats
    model: Model | None = None
    train: Ratings | None = None
    test: Ratings | None = None
    scale: tuple[float, float] = (-np.inf, np.inf)
    start: Model | None = None
    first: FirstEpoch | None = None

    @property
    def ended(self) -> tuple[Model, Ratings] | None:
        """The last model with the ratings behind it; None if unknown, or no numbers any more."""
        if self.model is None or self.train is None or not self.train.values.size:
            return None
        numbers = (*self.model.factors, self.model.baseline.b_user, self.model.baseline.b_item)
        return (self.model, self.train) if all(np.isfinite(x).all() for x in numbers) else None


class Finding(NamedTuple):
    """One thing that is wrong with a run, and the numbers that prove it."""

    name: str
    numbers: Mapping[str, float]
