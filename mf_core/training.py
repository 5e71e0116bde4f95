"""The only outer loop of the course: frame after frame, each with its error measured."""

import math
import time
from collections.abc import Generator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core import fast
from mf_core.algorithms.algorithm import Algorithm, Knobs, Setup, State, step_for
from mf_core.fast import measure as fast_measure
from mf_core.kernels import measure
from mf_core.model import Model, Ratings


class Frame(NamedTuple):
    """Where a run stands after t steps."""

    t: int
    state: State
    loss: float  # J on the training ratings, in star²
    train_rmse: float  # in stars, over the training ratings
    test_rmse: float  # in stars, over the held-out ratings; NaN where there are none
    seconds: float  # spent in the steps so far; measuring the errors is not counted

    @property
    def model(self) -> Model:
        """The factors and the baseline of this frame."""
        return self.state.model

    @property
    def diverged(self) -> bool:
        """Whether the loss has left the numbers a computer can hold."""
        return not math.isfinite(self.loss)


def frames(
    algorithm: Algorithm,
    train: Ratings,
    test: Ratings,
    state: State,
    knobs: Knobs,
    rng: np.random.Generator,
) -> Generator[Frame, Knobs | None, None]:
    """Yield the start, and then a frame after every step, for ever.

    The core yields, whoever watches pulls. `send(knobs)` instead of `next()` turns the knobs of a
    run that goes on. From 20,000 ratings up the steps are the fast ones, where the algorithm has
    any (`algorithms.is_fast` tells). Divergence is a frame like any other, one with a loss that is
    not finite.

    Parameters
    ----------
    train, test : Ratings
        The ratings that are trained on, and those that are only ever predicted.
    state : State
        From `algorithm.start`, or the state of a frame, to go on from there.
    """
    seconds = 0.0
    step = step_for(algorithm, train.values.size, state.model.factors.P.shape[1])
    while True:
        turned = yield _frame(state, train, test, knobs.lam, seconds)
        knobs = turned or knobs
        began = time.perf_counter()
        with np.errstate(over="ignore", invalid="ignore"):  # divergence is a result, not a fault
            state = step(train, state, knobs, rng)
        seconds += time.perf_counter() - began


def _frame(state: State, train: Ratings, test: Ratings, lam: float, seconds: float) -> Frame:
    sum_sq, size = _sums(train, state.model)
    return Frame(
        t=state.t,
        state=state,
        loss=0.5 * (sum_sq + lam * size),
        train_rmse=_root_mean(sum_sq, train),
        test_rmse=_root_mean(_sums(test, state.model)[0], test),
        seconds=seconds,
    )


def _sums(ratings: Ratings, model: Model) -> tuple[float, float]:
    if fast.pays(ratings.values.size, model.factors.P.shape[1]):
        return fast_measure.sums(ratings, model)
    return measure.sums(ratings, *model)


def _root_mean(sum_sq: float, ratings: Ratings) -> float:
    n = ratings.values.size
    return math.sqrt(sum_sq / n) if n else math.nan


def seeded(
    algorithm: Algorithm, train: Ratings, test: Ratings, setup: Setup, knobs: Knobs, seed: int
) -> Generator[Frame, Knobs | None, None]:
    """The `frames` of a run that a seed decides: its start, and then the order of its visits.

    The order has a stream of its own, the same one however much the start has drawn: so runs of
    different algorithms, or with another k, take the same visits.
    """
    start = algorithm.start(train, setup, np.random.default_rng(seed))
    return frames(algorithm, train, test, start, knobs, np.random.default_rng([seed, 1]))


def recorded(run: Generator[Frame, Knobs | None, None], n_steps: int) -> list[Frame]:
    """The start and up to n_steps more frames; a diverging run ends with its first bad one."""
    kept: list[Frame] = []
    for frame in islice(run, n_steps + 1):
        kept.append(frame)
        if frame.diverged:
            break
    return kept


class Recording(NamedTuple):
    """A run on a hand-sized set as whole arrays, the step first: what figures draw."""

    P: NDArray[np.float64]  # (n_steps, n_users, k)  in √star
    Q: NDArray[np.float64]  # (n_steps, n_items, k)  in √star
    prediction: NDArray[np.float64]  # (n_steps, n_users, n_items)  in stars
    loss: NDArray[np.float64]  # (n_steps,)  J, in star²
    train_rmse: NDArray[np.float64]  # (n_steps,)  in stars
    test_rmse: NDArray[np.float64]  # (n_steps,)  in stars
    mu: NDArray[np.float64]  # (n_steps,)  in stars, as b_user and b_item
    b_user: NDArray[np.float64]  # (n_steps, n_users)
    b_item: NDArray[np.float64]  # (n_steps, n_items)


def recording(run: Sequence[Frame]) -> Recording:
    """Stack the frames of a run, with every cell predicted: for hand-sized sets only."""
    with np.errstate(over="ignore", invalid="ignore"):  # the last frame may have diverged
        cells = [_all_cells(frame.model) for frame in run]
    return Recording(
        np.stack([frame.model.factors.P for frame in run]),
        np.stack([frame.model.factors.Q for frame in run]),
        np.stack(cells),
        np.array([frame.loss for frame in run]),
        np.array([frame.train_rmse for frame in run]),
        np.array([frame.test_rmse for frame in run]),
        np.array([frame.model.baseline.mu for frame in run]),
        np.stack([frame.model.baseline.b_user for frame in run]),
        np.stack([frame.model.baseline.b_item for frame in run]),
    )


def _all_cells(model: Model) -> NDArray[np.float64]:
    (P, Q), (mu, b_user, b_item) = model
    cells: NDArray[np.float64] = P @ Q.T + (mu + b_user[:, None] + b_item)
    return cells


def standing(
    at: NDArray[np.float64], values: NDArray[np.float64], clock: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Where a run stands at each moment of a clock: the value of its last finished step.

    Parameters
    ----------
    at : (n_steps,)
        When each step was finished, in the unit of the clock, ascending.
    values : (n_steps,)
        What was measured then.
    clock : (n,)
        The moments. After its last step a run stays where it is; before the first there is no
        value: NaN.

    Examples
    --------
    >>> standing(np.array([1.0, 3.0]), np.array([9.0, 5.0]), np.array([0.0, 1.0, 2.0, 3.0, 4.0]))
    array([nan,  9.,  9.,  5.,  5.])
    """
    last = np.searchsorted(at, clock, side="right") - 1
    return np.where(last >= 0, values[np.maximum(last, 0)], np.nan)
