"""The toy under 36 settings at once: each rating left out in turn, every map of every epoch."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mf_core.algorithms import Knobs
from mf_core.figures.heat_map import heat_map
from mf_core.figures.picture import Picture
from mf_core.grid import lowest
from mf_core.saying import brief, number
from pages._kit import cached
from pages._kit.stage.live import LiveFigure
from pages._kit.toy import runs

K_OF, LAM_OF = (1, 2, 3, 4, 5, 6), (0.0, 0.1, 0.2, 0.3, 0.5, 0.8)
N_EPOCHS = 60
_ENDS = (1.0, 1.8)  # stars, of the colours


@lru_cache(maxsize=64)
def errors(eta: float, seed: int) -> NDArray[np.float64]:
    """RMSE on ratings left out: (n_epochs + 1, λ, k), in stars."""
    toy, every = runs.built_in(), [(Knobs(eta=eta, lam=lam), k) for lam in LAM_OF for k in K_OF]
    cells = [cached.left_out(toy, runs.setup(k), knobs, N_EPOCHS, seed) for knobs, k in every]
    found = np.stack([cell.left_rmse for cell in cells], axis=1)
    return found.reshape(N_EPOCHS + 1, len(LAM_OF), len(K_OF))


def drawn(eta: float, seed: int) -> Picture:
    """The map of each epoch."""
    return heat_map(
        errors(eta, seed),
        [brief(lam) for lam in LAM_OF],
        [str(k) for k in K_OF],
        names=("factors k", "λ (stars)"),
        ends=_ENDS,
    )


def labels(eta: float, seed: int) -> list[str]:
    """The lowest cell of each epoch."""
    return [_lowest(frame) for frame in errors(eta, seed)]


def said(eta: float, seed: int) -> str:
    """Where it is lowest at the end and on the way."""
    every = errors(eta, seed)
    finite = np.where(np.isfinite(every), every, np.inf)
    epoch = int(finite.min(axis=(1, 2)).argmin())
    runs_trained = every[0].size * runs.built_in().ratings.values.size
    return (
        f"{runs_trained:,} runs of {N_EPOCHS} epochs. After the last epoch {_lowest(every[-1])}; "
        f"of all epochs it is lowest in epoch {epoch}: **{_lowest(every[epoch])}**."
    )


def _lowest(frame: NDArray[np.float64]) -> str:
    cell = lowest(frame)
    if cell is None:
        return "every run has diverged"
    row, column = cell
    return f"{number(float(frame[cell]))} at k = {K_OF[column]}, λ = {brief(LAM_OF[row])}"


MAP = LiveFigure("toy_map", drawn, (runs.ETA, runs.START), labels=labels, says=said)
