"""Why it is called SVD: on a full table, gradient descent arrives where the SVD stands."""

from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.figures.picture import Picture
from mf_core.figures.rmse_curve import rmse_curve
from mf_core.model import triples
from mf_core.saying import brief, number
from mf_core.training import frames, recorded, recording
from pages._kit.stage.live import LiveFigure
from pages._kit.stage.slider import Slider
from pages._kit.toy import runs

_Floats = NDArray[np.float64]

N_STEPS = 300
_BATCH = ALGORITHMS["batch"]
_SLIDERS = (
    Slider("k", "k", "factors", 1, 4, 1, 2, digits=0, whole=True),
    Slider("eta", "η", "learning rate", 0.01, 0.1, 0.05, 0.08, log=True, unit="per star"),
    Slider("seed", "seed", "start", 0, 99, 1, 0, digits=0, whole=True),
)


class Descent(NamedTuple):
    """Gradient descent on every cell of the full table, and where the SVD stands."""

    rmse: _Floats  # (n_steps,) in stars
    best: float  # RMSE of the best rank-k table, in stars
    apart: float  # the largest difference of a prediction at the end, in stars


@cache
def full_table() -> _Floats:
    """The toy without holes: what is missing is what a trained run predicts, in half stars."""
    data = runs.built_in()
    predicted = runs.by_epochs(data, 0.05, 0.3, 2, runs.SEED).recording.prediction[-1]
    full: _Floats = np.clip(np.round(2 * predicted) / 2, *data.scale)
    full[data.ratings.users, data.ratings.items] = data.ratings.values
    return full


def best_of_rank(centred: _Floats, k: int) -> _Floats:
    r"""The table of rank k closest to a full one, by its singular value decomposition.

    .. math::

        R = U \Sigma V^\top, \qquad R_k = U_{:,1:k}\, \Sigma_{1:k}\, V_{:,1:k}^\top

    Parameters
    ----------
    centred : (n_users, n_items)
        Without holes, in stars.
    k : int
        How many singular values are kept, the largest ones.

    References
    ----------
    Eckart & Young, Psychometrika 1(3), 1936.
    """
    users, strength, items = np.linalg.svd(centred, full_matrices=False)  # U, Σ and Vᵀ
    closest: _Floats = (users[:, :k] * strength[:k]) @ items[:k]
    return closest


@lru_cache(maxsize=64)
def descended(k: int, eta: float, seed: int) -> Descent:
    """Walk downhill on all 64 cells, with λ = 0 because the SVD has none."""
    full = full_table()
    users, items = np.indices(full.shape).reshape(2, -1)
    ratings = triples(users, items, full.ravel())
    setup, rng = Setup(k=k, scale=0.3, baseline="mean"), np.random.default_rng(seed)
    start = _BATCH.start(ratings, setup, rng)
    knobs = Knobs(eta=eta, lam=0.0)
    run = recorded(frames(_BATCH, ratings, ratings, start, knobs, rng), N_STEPS)
    closest = full.mean() + best_of_rank(full - full.mean(), k)
    reached = recording(run[-1:]).prediction[0]
    return Descent(
        np.array([frame.train_rmse for frame in run]),
        float(np.sqrt(np.mean((full - closest) ** 2))),
        float(np.abs(reached - closest).max()),
    )


def race(k: int, eta: float, seed: int) -> Picture:
    """The error of gradient descent step by step, and the error of the SVD as a level."""
    found = descended(k, eta, seed)
    nothing = np.full_like(found.rmse, np.nan)
    return rmse_curve(
        found.rmse, nothing, clock="step", references=[(f"SVD, k = {k}:", found.best)]
    )


def said(k: int, eta: float, seed: int) -> str:
    """Where both stand, and how far their predictions lie apart."""
    found = descended(k, eta, seed)
    if not np.isfinite(found.rmse[-1]):
        return "Diverged: this rate is too large for so many ratings in one step."
    return (
        f"SVD: **{number(found.best, 4)}** stars at once. Gradient descent: "
        f"**{number(found.rmse[-1], 4)}** stars after {N_STEPS} steps, "
        f"{number(found.rmse[-1] - found.best, 4)} above it. The predictions of the two "
        f"differ by at most {brief(found.apart, 2)} stars."
    )


SVD = LiveFigure("svd", race, _SLIDERS, says=said)
