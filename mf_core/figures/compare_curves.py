"""Several runs on one pair of axes, told apart by colour, dash and name."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track
from mf_core.figures.runaway import ceiling, leaving
from mf_core.figures.traces import curve
from mf_core.saying import number

_Floats = NDArray[np.float64]


def compare_curves(
    runs: Mapping[str, _Floats],
    clock: str = "epoch",
    title: str = "RMSE (stars)",
    top: float | None = None,
    *,
    log: bool = False,
) -> Picture:
    """Draw one curve for each run, as far as it is finite.

    Parameters
    ----------
    runs : mapping from name to (n_steps,)
        Up to six; they may differ in length.
    clock : str
        What a step is called.
    title : str
        What is drawn, with its unit.
    top : float, optional
        Where the axis ends; a run that leaves it ends there, and its name says so.
    log : bool
        Whether equal distances on the vertical axis are equal factors.
    """
    n_steps = max(values.size for values in runs.values())
    drawn = {name: _visible(values, top) for name, values in runs.items()}
    every = np.concatenate([values[np.isfinite(values)] for values in drawn.values()])
    starts = np.array([values[0] for values in runs.values()])
    high = top or ceiling(starts, every) * 1.05 or 1.0
    drawn = {name: leaving(values, high) for name, values in drawn.items()}
    positive = every[(every > 0) & (every <= high)]
    low = float(positive.min(initial=high)) / 1.2
    data = [
        curve(
            np.arange(values.size),
            values,
            n,
            f"{name}: {_end(runs[name], top)}",
            hover=name + ", %{x}: %{y}",
        )
        for n, (name, values) in enumerate(drawn.items())
    ]
    said = ", ".join(f"{name} {_end(values, top)}" for name, values in runs.items())
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis(clock, range=[0, max(n_steps - 1, 1)]),
            yaxis=style.log_axis(title, low, high) if log else style.axis(title, range=[0.0, high]),
        ),
        f"{title} per {clock}, one curve for each run. At the end: {said}.",
        tuple(
            Track(n, "prefix", {"x": np.arange(n_steps, dtype=float), "y": _padded(v, n_steps)})
            for n, v in enumerate(drawn.values())
        ),
        n_steps,
    )


def _visible(values: _Floats, top: float | None) -> _Floats:
    """Cut a run where it leaves the picture for good: what comes back would mislead."""
    gone = ~np.isfinite(values) | (values > top if top is not None else False)
    first = int(np.argmax(gone)) if gone.any() else values.size
    return np.where(np.arange(values.size) < first, values, np.nan)


def _padded(values: _Floats, n_steps: int) -> _Floats:
    return np.concatenate([values, np.full(n_steps - values.size, np.nan)])


def _end(values: _Floats, top: float | None) -> str:
    last = _visible(values, top)[-1]
    return number(last) if np.isfinite(last) else "leaves the picture"
