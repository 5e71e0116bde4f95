"""A straight line as a staircase: one to the right, its slope up, wherever one stands."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.slopes.curves import line

_STEPS = np.arange(-3.0, 3.0)  # where the steps begin
_REACH = 3.3  # the x axis goes a little farther


def slope_line(
    m: float,
    b: float,
    claimed: float | None = None,
    points: Sequence[tuple[float, float]] = (),
    variable: str = "x",
    top: float = 16.0,
    *,
    asked: bool = False,
) -> Picture:
    r"""Draw :math:`f = mx + b` with steps of width 1, each of which rises by m.

    Parameters
    ----------
    m, b : float
        Slope and intercept.
    claimed : float, optional
        A slope somebody believes this line has: drawn as a line through the same intercept.
    points : pairs (x, y)
        Targets the line is to go through.
    variable : str
        What lies on the horizontal axis.
    top : float
        The vertical axis goes from -top to top.
    asked : bool
        Whether the rise is what the reader is asked for, and so shown as a question mark.
    """
    drawn = line(m, b)
    ends = np.array([-_REACH, _REACH])
    data = [
        _stairs(m, b),
        {
            "type": "scatter", "mode": "lines", "name": "the line", "x": ends,
            "y": drawn.f(ends), "line": {"color": style.SERIES[5], "width": 4},
            "hoverinfo": "skip",
        },
    ]  # fmt: skip
    if claimed is not None and claimed != m:
        data.append(_claim(claimed, b, ends))
    if points:
        data.append(_targets(points))
    return Picture(
        data,
        style.layout(
            showlegend=claimed is not None,
            xaxis=style.axis(variable, range=[-_REACH, _REACH], zeroline=True, dtick=1),
            yaxis=style.axis("f", range=[-top, top], zeroline=True),
            annotations=_measures(m, b, "?" if asked else _said(m)),
        ),
        f"The line f = {drawn.title} with steps: one to the right, "
        f"{'and how far' if asked else _said(m)} up, wherever the step begins.",
    )


def _stairs(m: float, b: float) -> dict[str, Any]:
    gaps = np.full_like(_STEPS, np.nan)
    return {
        "type": "scatter", "mode": "lines", "name": "run and rise", "showlegend": False,
        "x": np.stack([_STEPS, _STEPS + 1, _STEPS + 1, gaps], axis=1).ravel(),
        "y": np.stack([_STEPS, _STEPS, _STEPS + 1, gaps], axis=1).ravel() * m + b,
        "line": style.line("gradient", width=2.5), "hoverinfo": "skip",
    }  # fmt: skip


def _measures(m: float, b: float, rise: str) -> list[dict[str, Any]]:
    """The run under one step and the rise beside it, each where it does not hide the line."""
    below = "top" if m >= 0 else "bottom"
    look = {"showarrow": False, "font": {"color": style.ROLES["gradient"].color}}
    return [
        {"x": 0.5, "y": b, "text": "1", "yanchor": below, **look},
        {"x": 1.04, "y": b + m / 2, "text": f"<b>{rise}</b>", "xanchor": "left", **look},
    ]


def _claim(claimed: float, b: float, ends: Any) -> dict[str, Any]:  # noqa: ANN401 (two numbers)
    return {
        "type": "scatter", "mode": "lines", "name": f"your slope, {_said(claimed)}", "x": ends,
        "y": line(claimed, b).f(ends), "line": style.line("residual", width=3), "hoverinfo": "skip",
    }  # fmt: skip


def _targets(points: Sequence[tuple[float, float]]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "name": "to go through",
        "x": [x for x, _ in points], "y": [y for _, y in points],
        "marker": style.marker("rating", size=14),
        "hovertemplate": "(%{x}, %{y})<extra></extra>",
    }  # fmt: skip


def _said(number: float) -> str:
    return f"{number:g}".replace("-", "−")
