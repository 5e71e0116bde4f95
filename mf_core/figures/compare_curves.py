"""Several runs on one pair of axes, told apart by colour, dash and name."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track


def compare_curves(
    runs: Mapping[str, NDArray[np.float64]],
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
    cleaned = {name: _visible(values, top) for name, values in runs.items()}
    every = np.concatenate([values[np.isfinite(values)] for values in cleaned.values()])
    ceiling = top if top is not None else float(every.max(initial=0.0)) * 1.05 or 1.0
    limits = [0.0, ceiling]
    if log:
        limits = np.log10([float(every[every > 0].min(initial=ceiling)) / 1.2, ceiling]).tolist()
    data = [_curve(number, name, values) for number, (name, values) in enumerate(cleaned.items())]
    said = ", ".join(f"{name} {_end(values)}" for name, values in cleaned.items())
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis(clock, range=[0, max(n_steps - 1, 1)]),
            yaxis=style.axis(title, range=limits, type="log" if log else "linear"),
        ),
        f"{title} per {clock}, one curve for each run. At the end: {said}.",
        tuple(
            Track(
                number, "prefix", {"x": np.arange(n_steps, dtype=float), "y": _padded(v, n_steps)}
            )
            for number, v in enumerate(cleaned.values())
        ),
        n_steps,
    )


def _curve(number: int, name: str, values: NDArray[np.float64]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "name": f"{name}: {_end(values)}",
        "x": np.arange(values.size), "y": values,
        "line": {"color": style.SERIES[number], "dash": style.DASHES[number], "width": 3},
        "hovertemplate": name + ", %{x}: %{y:.3f}<extra></extra>",
    }  # fmt: skip


def _visible(values: NDArray[np.float64], top: float | None) -> NDArray[np.float64]:
    """Cut a run where it leaves the picture for good: what comes back would mislead."""
    gone = ~np.isfinite(values) | (values > top if top is not None else False)
    first = int(np.argmax(gone)) if gone.any() else values.size
    return np.where(np.arange(values.size) < first, values, np.nan)


def _padded(values: NDArray[np.float64], n_steps: int) -> NDArray[np.float64]:
    return np.concatenate([values, np.full(n_steps - values.size, np.nan)])


def _end(values: NDArray[np.float64]) -> str:
    return f"{values[-1]:.2f}" if np.isfinite(values[-1]) else "leaves the picture"
