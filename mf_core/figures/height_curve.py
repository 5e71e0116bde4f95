"""The height f after every step of one walk or of several."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track
from mf_core.figures.traces import curve
from mf_core.saying import brief
from mf_core.slopes.descent import Path

_Floats = NDArray[np.float64]

LOWEST = 1e-8  # where the axis ends: below it a walk has arrived, for any purpose of a picture
TINIEST = 1e-30  # what is drawn for 0, which has no logarithm
DEEPEST = -100.0  # where the axis ends for a walk without a bottom
HIGHEST = 1e9

_TITLE = "f (height)"


def height_curve(
    paths: Mapping[str, Path],
    target: float | None = None,
    n_steps: int | None = None,
) -> Picture:
    """Draw f against the step; in powers of ten, unless a walk goes below zero.

    Parameters
    ----------
    paths : mapping from name to Path
        Up to six; one without others is drawn in the colour of the gradient.
    target : float, optional
        A height to be reached, as a dotted line.
    n_steps : int, optional
        The last step on the axis; by default the longest walk's.
    """
    longest = max(path.x.size for path in paths.values())
    last = n_steps or longest - 1
    low = min(
        float(np.min(path.value[np.isfinite(path.value)], initial=np.inf))
        for path in paths.values()
    )
    heights = {name: _drawn(path, longest, log=low >= 0) for name, path in paths.items()}
    alone = len(paths) == 1
    data = [
        curve(
            np.arange(longest, dtype=float),
            values,
            "gradient" if alone else n,
            name,
            hover=name + ", step %{x}: f = %{y}",
            dash="solid" if alone else style.DASHES[n],
        )
        for n, (name, values) in enumerate(heights.items())
    ]
    tracks = tuple(
        Track(n, "prefix", {"x": np.arange(longest, dtype=float), "y": values})
        for n, values in enumerate(heights.values())
    )
    if target is not None:
        ends, named = [0, max(last, 1)], f"target f = {brief(target)}"
        data.append(curve(ends, [target, target], "rating", named, dash="dot", width=2))
    return Picture(
        data,
        style.layout(
            showlegend=len(data) > 1,
            xaxis=style.axis("step", range=[0, max(last, 1)]),
            yaxis=_axis(heights, low, target),
        ),
        "The height f per step. "
        + ", ".join(_said(name, path) for name, path in paths.items())
        + ".",
        tracks,
        longest,
    )


def _drawn(path: Path, n_steps: int, *, log: bool) -> _Floats:
    """Stay at the last height on the common clock, or leave a gap if the walk diverged."""
    value = np.minimum(path.value, HIGHEST)
    value = np.maximum(value, TINIEST) if log else np.maximum(value, -HIGHEST)
    after = np.nan if path.diverged_at is not None else value[-1]
    return np.concatenate([value, np.full(n_steps - value.size, after)])


def _axis(heights: Mapping[str, _Floats], low: float, target: float | None) -> dict[str, Any]:
    every = np.concatenate([values[np.isfinite(values)] for values in heights.values()])
    every = every if every.size else np.array([1.0])
    high = float(every.max())
    if low < 0:
        room = 0.05 * min(high - low, -DEEPEST)
        return style.axis(_TITLE, range=[max(low, DEEPEST) - room, min(high, -DEEPEST) + room])
    bottom = float(every.min()) if target is None else min(float(every.min()), target)
    return style.log_axis(_TITLE, max(bottom, LOWEST) / 2, max(min(high, 1e6), 1e-6) * 2)


def _said(name: str, path: Path) -> str:
    if path.diverged_at is not None:
        return f"{name} diverges at step {path.diverged_at}"
    return f"{name} comes from {brief(path.value[0], 4)} to {brief(path.value[-1], 4)}"
