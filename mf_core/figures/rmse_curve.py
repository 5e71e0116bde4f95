"""RMSE after every step, on the ratings that are trained on and on those held out."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track

_Floats = NDArray[np.float64]


def rmse_curve(
    train: _Floats,
    test: _Floats,
    *,
    clock: str = "epoch",
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
    references : pairs of a name and an RMSE in stars
        Levels to compare with, as dotted lines.
    times : (n_steps,), optional
        The step of each frame; 0, 1, 2 … if missing.
    """
    t = np.arange(train.size) if times is None else times
    shown = [("training ratings", "solid", train), ("held-out ratings", "dash", test)]
    shown = [entry for entry in shown if np.isfinite(entry[2]).any()]
    data = [_curve(t, *entry) for entry in shown]
    tracks = tuple(
        Track(trace, "prefix", {"x": t.astype(np.float64), "y": _finite(values)})
        for trace, (_, _, values) in enumerate(shown)
    )
    levels = [value for _, value in references]
    top, bottom = _range(np.concatenate([*(entry[2] for entry in shown), levels or [np.nan]]))
    data += [_level(t, name, value) for name, value in references]
    diverged = not np.isfinite(train).all()
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis(clock, range=[float(t[0]), float(max(t[-1], t[0] + 1))]),
            yaxis=style.axis("RMSE (stars)", range=[bottom, top]),
            annotations=[_diverged_note(t, train, top)] if diverged else [],
        ),
        _alt(train, test, clock, diverged=diverged),
        tracks,
        train.size,
    )


# An RMSE is a size of residuals and has their colour; the dash tells which ones.
def _curve(t: NDArray[np.int64], word: str, dash: str, values: _Floats) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines" if t.size > 1 else "markers", "name": word,
        "x": t, "y": _finite(values), "line": style.line("residual", dash=dash),
        "marker": style.marker("residual", symbol="circle" if dash == "solid" else "circle-open"),
        "hovertemplate": "%{x}: %{y:.4f} stars<extra>" + word + "</extra>",
    }  # fmt: skip


def _level(t: NDArray[np.int64], name: str, value: float) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "name": f"{name} {value:.3f}",
        "x": [float(t[0]), float(max(t[-1], t[0] + 1))], "y": [value, value],
        "line": style.line("rating", dash="dot", width=2), "hoverinfo": "skip",
    }  # fmt: skip


def _finite(values: _Floats) -> _Floats:
    return np.where(np.isfinite(values), values, np.nan)


def _range(values: _Floats) -> tuple[float, float]:
    """From a little below the lowest to a little above the start, so that a peak may leave."""
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return 1.0, 0.0
    low, high = float(finite.min()), float(min(finite.max(), 3 * np.median(finite) + 0.1))
    room = max(0.08 * (high - low), 0.01)
    return high + room, max(0.0, low - room)


def _diverged_note(t: NDArray[np.int64], train: _Floats, top: float) -> dict[str, Any]:
    end = int(t[np.flatnonzero(~np.isfinite(train))[0]])
    return {
        "x": end, "y": top, "text": f"diverged at {end}", "showarrow": False,
        "xanchor": "right", "yanchor": "top", "font": {"color": style.ROLES["residual"].color},
    }  # fmt: skip


def _alt(train: _Floats, test: _Floats, clock: str, *, diverged: bool) -> str:
    said = f"RMSE per {clock}. On the training ratings it goes from {train[0]:.3f}"
    said += " until it diverges" if diverged else f" to {train[-1]:.3f} stars"
    if np.isfinite(test).any() and not diverged:
        said += f", on the held-out ratings from {test[0]:.3f} to {test[-1]:.3f} stars"
    return said + "."
