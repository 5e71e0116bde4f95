"""RMSE after every step, on the ratings that are trained on and on those held out."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track
from mf_core.figures.runaway import ceiling, leaving
from mf_core.figures.traces import curve, label
from mf_core.saying import number

_Floats = NDArray[np.float64]


def rmse_curve(
    train: _Floats,
    test: _Floats,
    *,
    clock: str = "epoch",
    held: str = "held-out ratings",
    references: Sequence[tuple[str, float]] = (),
    times: NDArray[np.int64] | None = None,
) -> Picture:
    r"""Draw :math:`\sqrt{\tfrac1n \sum e_{ui}^2}` against the step, as far as it is finite.

    Parameters
    ----------
    train, test : (n_steps,)
        RMSE in stars; `test` is NaN where nothing was held out.
    clock : str
        What a step is called.
    held : str
        What those of `test` are called.
    references : pairs of a name and an RMSE in stars
        Levels to compare with, as dotted lines.
    times : (n_steps,), optional
        The step of each frame; 0, 1, 2 … if missing.
    """
    t = np.arange(train.size) if times is None else times
    ends = [float(t[0]), float(max(t[-1], t[0] + 1))]
    shown = [("training ratings", "solid", train), (held, "dash", test)]
    shown = [entry for entry in shown if np.isfinite(entry[2]).any()]
    levels = np.array([value for _, value in references])
    starts = np.array([values[0] for _, _, values in shown])
    every = np.concatenate([levels, *(values for _, _, values in shown)])
    bottom, top = _range(starts, every, stepped=t.size > 1)
    shown = [(word, dash, leaving(values, top)) for word, dash, values in shown]
    tracks = tuple(
        Track(trace, "prefix", {"x": t.astype(np.float64), "y": values})
        for trace, (_, _, values) in enumerate(shown)
    )
    data = [_curve(t, *entry) for entry in shown]
    data += [
        curve(ends, [level, level], "rating", f"{name} {number(level, 3)}", dash="dot", width=2)
        for name, level in references
    ]
    diverged = not np.isfinite(train).all()
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis(clock, range=ends),
            yaxis=style.axis("RMSE (stars)", range=[bottom, top], hoverformat=".4f"),
            annotations=[_diverged_note(t, train, top)] if diverged else [],
        ),
        _alt(train, test, clock, held, diverged=diverged),
        tracks,
        train.size,
    )


# An RMSE is a size of residuals and has their colour; the dash tells which ones.
def _curve(t: NDArray[np.int64], word: str, dash: str, values: _Floats) -> dict[str, Any]:
    symbol = "circle" if dash == "solid" else "circle-open"
    line = curve(t, values, "residual", word, hover="%{x}: %{y} stars, " + word, dash=dash)
    marker = style.marker("residual", symbol=symbol)
    return line | {"mode": "lines" if t.size > 1 else "markers", "marker": marker}


def _range(starts: _Floats, values: _Floats, *, stepped: bool) -> tuple[float, float]:
    """From a little below the lowest to a little above the start, so that a peak may leave.

    Before the first step there is nothing to compare with but zero.
    """
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return 0.0, 1.0
    low, high = float(finite.min()) if stepped else 0.0, ceiling(starts, finite)
    room = max(0.08 * (high - low), 0.01)
    return max(0.0, low - room), high + room


def _diverged_note(t: NDArray[np.int64], train: _Floats, top: float) -> dict[str, Any]:
    end = int(t[np.flatnonzero(~np.isfinite(train))[0]])
    corner = {"xanchor": "right", "yanchor": "top"}
    return label(f"diverged at {end}", end, top, "edge") | corner


def _alt(train: _Floats, test: _Floats, clock: str, held: str, *, diverged: bool) -> str:
    said = f"RMSE per {clock}. On the training ratings it goes from {number(train[0], 3)}"
    said += " until it diverges" if diverged else f" to {number(train[-1], 3)} stars"
    if np.isfinite(test).any() and not diverged:
        said += f", on the {held} from {number(test[0], 3)} to {number(test[-1], 3)} stars"
    return said + "."
