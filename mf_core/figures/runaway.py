"""Runs that leave every bound: drawn as far as they go, and then seen to leave."""

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float64]

FARTHEST = 10.0  # √star; a larger factor explains no rating, it has run away
STEEP = 10.0  # a curve that is left out goes up to so many times the height of the plot


def ceiling(starts: _Floats, values: _Floats) -> float:
    """Where an axis of errors ends: a little above all values, yet at most 3 × the worst start.

    Parameters
    ----------
    starts : (n_runs,)
        The errors before the first step.
    values : (n,)
        All errors that are drawn; infinite ones and NaN do not count.
    """
    finite, first = values[np.isfinite(values)], starts[np.isfinite(starts)]
    if finite.size == 0:
        return 1.0
    bound = 3 * float(first.max()) if first.size and first.max() > 0 else np.inf
    return max(min(float(finite.max()), bound), 0.0)


def leaving(values: _Floats, top: float) -> _Floats:
    """A curve that ends far above the plot at the first value out of all proportion.

    The values from there on are NaN: a run that has exploded does not come back.
    """
    far = STEEP * abs(top)
    gone = ~(np.abs(np.where(np.isnan(values), np.inf, values)) <= far)
    if not gone.any() or np.isnan(values).all():
        return values
    first = int(np.argmax(gone))
    kept = np.where(np.arange(values.size) < first, values, np.nan)
    if first > 0:
        kept[first] = far
    return kept


def burst(frames: _Floats) -> _Floats:
    """The frames of a table with ∞ in each cell that was a number before and is none any more.

    A cell that is NaN from the start is a hole and stays one.
    """
    once = np.logical_or.accumulate(np.isfinite(frames), axis=0)
    return np.where(np.isnan(frames) & once, np.inf, frames)


def largest(frames: _Floats, limit: float) -> float:
    """The largest size in the last frame that is still within the limit.

    Colours are scaled by it: those of a run that explodes keep the meaning they had before.
    """
    sizes = np.abs(frames.reshape(frames.shape[0], -1))
    sizes = np.where(np.isnan(sizes), 0.0, sizes).max(axis=1, initial=0.1)
    tame = sizes[sizes <= limit]
    return float(tame[-1]) if tame.size else limit
