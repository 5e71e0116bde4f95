"""A whole factorization on one board: R between P and Qᵀ, the map beside it, the error below."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.algorithms import Knobs
from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.model import Ratings
from mf_core.projection import shared_plane
from mf_core.training import Recording

_Floats = NDArray[np.float64]

# Beyond this a number of stars, or of √star, has no place in a cell and none on an axis.
_LARGEST = 1e6


def board(
    recording: Recording,
    train: Ratings,
    test: Ratings,
    user_names: Sequence[str],
    item_titles: Sequence[str],
    scale: tuple[float, float] = (1.0, 5.0),
    *,
    clock: str = "epoch",
    visited: NDArray[np.int64] | None = None,
    knobs: Knobs | None = None,
) -> Picture:
    r"""Show a recorded run: :math:`R`, :math:`P`, :math:`Q^\top`, :math:`\hat R`, map and error.

    Every number on the board at rest is one of the recording. The predictions are most of it and
    follow from the others, so the painter (`pages/_kit/stage/js/board/run.js`) works them out,
    baseline plus P Qᵀ; a test holds what it makes of them against `objective.predict`.

    Parameters
    ----------
    recording : Recording
        The run, frame by frame. A diverged run may end with numbers that are not finite.
    train, test : Ratings
        The ratings trained on, and those held out, in stars.
    scale : (float, float)
        The lowest and the highest rating there is, in stars; the colours end there.
    clock : str
        What a step is called: "epoch" or "visit".
    visited : (n_steps,), optional
        Which of the training ratings each step visits; −1 for none.
    knobs : Knobs, optional
        The η and λ of the visits, so that the board can write down the step they make.
    """
    calm, end = _calm(recording), _end(recording)
    plane, axes = _plane(recording, end)
    with np.errstate(over="ignore", invalid="ignore"):  # the last frames may have diverged
        positions = recording.P @ plane, recording.Q @ plane
    own: dict[str, Any] = {
        "clock": clock,
        "user_names": list(user_names),
        "item_titles": list(item_titles),
        "scale": scale,
        "ratings": _cells(train, test),
        "held_out": objective.dense(test)[1].astype(np.int64),
        "P": recording.P,
        "Q": recording.Q,
        "train": recording.train_rmse,
        "test": recording.test_rmse,
        "mu": recording.mu,
        "axes": axes,
        "reach": _largest(calm, *positions) * 1.15,
        "span": _largest(calm, recording.P, recording.Q),
        "ceiling": _largest(calm, recording.train_rmse, recording.test_rmse) * 1.1,
        "end": end,
        "followed": _worst(recording, train),
        "colors": _colors(),
    }
    if plane.shape[0] != 2:  # else P and Q are the positions themselves
        own |= {"plane": plane}
    if recording.b_user.any() or recording.b_item.any():
        own |= {"b_user": recording.b_user, "b_item": recording.b_item}
    if visited is not None and (visited >= 0).any():
        own |= {"visited": _pairs(train, visited)}
        own |= {"eta": _rates(knobs, visited.size, train), "lam": knobs.lam} if knobs else {}
    alt = _alt(recording, train, test, clock, end)
    return Picture([], {}, alt, n_steps=recording.P.shape[0], painter="board", own=own)


def _calm(recording: Recording) -> NDArray[np.bool_]:
    """The frames that scales are made for: those that have not begun to run away."""
    sizes = recording.train_rmse
    with np.errstate(invalid="ignore"):
        calm: NDArray[np.bool_] = sizes <= max(2 * sizes[0], 1e-9)
    calm[0] = True
    return calm


def _largest(calm: NDArray[np.bool_], *recorded: _Floats) -> float:
    """The largest size among the calm frames; a little above 0 where there is none."""
    sizes = np.concatenate([np.abs(values[calm]).ravel() for values in recorded])
    return float(sizes[sizes < _LARGEST].max(initial=0.1))


def _end(recording: Recording) -> int:
    """The first step that cannot be drawn; the number of steps if all can."""
    sizes = np.column_stack(
        [
            np.abs(values).reshape(recording.mu.size, -1).max(axis=1)
            for values in (recording.P, recording.Q, recording.prediction, recording.train_rmse)
        ]
    )
    lost = ~(sizes < _LARGEST).all(axis=1)
    return int(np.argmax(lost)) if lost.any() else lost.size


def _worst(recording: Recording, train: Ratings) -> list[int]:
    """User and item of the training rating that the first frame misses most."""
    e = train.values - recording.prediction[0, train.users, train.items]
    n = int(np.argmax(np.abs(np.nan_to_num(e))))
    return [int(train.users[n]), int(train.items[n])]


def _plane(recording: Recording, end: int) -> tuple[_Floats, tuple[str, str]]:
    """The plane of the map, (k, 2), and its axes; two factors are the plane themselves."""
    if recording.P.shape[2] == 2:
        return np.eye(2), ("factor f = 1 (√star)", "factor f = 2 (√star)")
    last = max(end - 1, 0)
    plane = shared_plane(recording.P[last], recording.Q[last])
    return plane, ("first shared direction (√star)", "second shared direction (√star)")


def _cells(train: Ratings, test: Ratings) -> _Floats:
    """All ratings as a matrix, NaN where there is none."""
    cells = objective.cells_of(train)
    return np.where(np.isnan(cells), objective.cells_of(test), cells)


def _pairs(train: Ratings, visited: NDArray[np.int64]) -> NDArray[np.int64]:
    """User and item of each visit, −1 for none: (n_steps, 2)."""
    cells = np.column_stack([train.users, train.items]).astype(np.int64)
    return np.where(visited[:, None] < 0, -1, cells[visited])


def _rates(knobs: Knobs, n_steps: int, train: Ratings) -> _Floats:
    """The learning rate of the visit that led to each frame, in 1/star."""
    return np.array([knobs.rate(max(t - 1, 0) // train.values.size) for t in range(n_steps)])


def _colors() -> dict[str, Any]:
    """The colours of the roles and of the two scales, as lists of colours from low to high."""
    return {
        "stars": [color for _, color in style.STARS],
        "signed": [color for _, color in style.SIGNED],
        "hot": style.look("edge").color,
        **{name: role.color for name, role in style.ROLES.items()},
    }


def _alt(recording: Recording, train: Ratings, test: Ratings, clock: str, end: int) -> str:
    n_steps, n_users, k = recording.P.shape
    said = (
        f"The ratings of {n_users} users for {recording.Q.shape[1]} items with their predictions, "
        f"the k = {k} factors of each user on the left and of each item above; a map of both; "
        f"and the error. {train.values.size} ratings are trained on, {test.values.size} held out. "
        f"In {n_steps - 1} {clock}s the training RMSE goes from {recording.train_rmse[0]:.2f} "
    )
    if end < n_steps:
        return said + "out of the numbers that can be drawn: the run diverges."
    said += f"to {recording.train_rmse[-1]:.2f} stars"
    if not test.values.size:
        return said + "."
    return (
        f"{said}, the held-out from {recording.test_rmse[0]:.2f} to {recording.test_rmse[-1]:.2f}."
    )
