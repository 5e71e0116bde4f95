"""Several runs on one pair of axes, told apart by colour, dash and name."""

from collections.abc import Mapping, Sequence

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
    from_zero: bool = True,
    log: bool = False,
    times: _Floats | None = None,
    log_clock: bool = False,
    references: Sequence[tuple[str, float]] = (),
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
    from_zero : bool
        Whether the axis begins at 0, if it is not logarithmic; else a little below all curves.
    log : bool
        Whether equal distances on the vertical axis are equal factors.
    times : (n_steps,), optional
        Where each step stands on the clock; 0, 1, 2 … if missing.
    log_clock : bool
        The same of the clock, whose times are then above 0.
    references : pairs of a name and a value
        Levels to compare with, as dotted lines.
    """
    n_steps = max(values.size for values in runs.values())
    t = np.arange(n_steps, dtype=np.float64) if times is None else times
    last = float(t[-1] if t.size > 1 else t[0] + 1)
    ends = style.ends_of(t) if log_clock else (float(t[0]), last)
    drawn = {name: _visible(values, top) for name, values in runs.items()}
    levels = np.array([level for _, level in references])
    every = np.concatenate([levels, *(values[np.isfinite(values)] for values in drawn.values())])
    starts = np.array([values[0] for values in runs.values()])
    high = top or ceiling(starts, every) * 1.05 or 1.0
    drawn = {name: leaving(values, high) for name, values in drawn.items()}
    positive = every[(every > 0) & (every <= high)]
    low = float(positive.min(initial=high)) / 1.2
    bottom = 0.0 if from_zero else 0.95 * min(float(np.nanmin(run)) for run in runs.values())
    data = [
        curve(
            t[: values.size],
            values,
            n,
            f"{name}: {_end(runs[name], top, high)}",
            hover=name + ", %{x}: %{y}",
        )
        for n, (name, values) in enumerate(drawn.items())
    ]
    data += [
        curve(ends, [level, level], "rating", f"{name} {_said(level, 3)}", dash="dot", width=2)
        for name, level in references
    ]
    said = ", ".join(f"{name} {_end(values, top, high)}" for name, values in runs.items())
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.log_axis(clock, *ends)
            if log_clock
            else style.axis(clock, range=list(ends)),
            yaxis=style.log_axis(title, low, high)
            if log
            else style.axis(title, range=[bottom, high]),
        ),
        f"{title} per {clock}, one curve for each run. At the end: {said}.",
        tuple(
            Track(n, "prefix", {"x": t, "y": _padded(v, n_steps)})
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


def _end(values: _Floats, top: float | None, high: float) -> str:
    last = _visible(values, top)[-1]
    return _said(last, 2) if last <= high else "leaves the picture"  # false for NaN, too


def _said(value: float, digits: int) -> str:
    """A value in a legend; one in the thousands has no use for decimals."""
    return number(value, 0 if abs(value) >= 1000 else digits)
