"""A straight line as a staircase: one to the right, its slope up, wherever one stands."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots, label
from mf_core.saying import brief
from mf_core.slopes.curves import line

_STEPS = np.arange(-3.0, 3.0)  # where the steps begin
_REACH = 3.3  # the x axis goes a little farther


def slope_line(
    m: float,
    b: float,
    points: Sequence[tuple[float, float]] = (),
    variable: str = "x",
    top: float = 16.0,
    quantity: str = "f",
    *,
    asked: bool = False,
) -> Picture:
    r"""Draw :math:`f = mx + b` with steps of width 1, each of which rises by m.

    Parameters
    ----------
    m, b : float
        Slope and intercept.
    points : pairs (x, y)
        Targets the line is to go through.
    variable : str
        What lies on the horizontal axis.
    top : float
        The vertical axis goes from -top to top.
    quantity : str
        What lies on the vertical axis.
    asked : bool
        Whether the rise is what the reader is asked for, and so shown as a question mark.
    """
    drawn = line(m, b)
    ends = np.array([-_REACH, _REACH])
    data = [_stairs(m, b), curve(ends, drawn.f(ends), "f", width=4)]
    if points:
        x, y = np.array(points).T
        data.append(dots(x, y, "rating", hover="(%{x}, %{y})", size=14))
    return Picture(
        data,
        style.layout(
            xaxis=style.axis(variable, range=[-_REACH, _REACH], zeroline=True, dtick=1),
            yaxis=style.axis(quantity, range=[-top, top], zeroline=True),
            annotations=_measures(m, b, "?" if asked else brief(m)),
        ),
        f"The line f = {drawn.title} with steps: one to the right, "
        f"{'and how far' if asked else brief(m)} up, wherever the step begins.",
    )


def _stairs(m: float, b: float) -> dict[str, Any]:
    gaps = np.full_like(_STEPS, np.nan)
    x = np.stack([_STEPS, _STEPS + 1, _STEPS + 1, gaps], axis=1).ravel()
    y = np.stack([_STEPS, _STEPS, _STEPS + 1, gaps], axis=1).ravel() * m + b
    return curve(x, y, "gradient", width=2.5)


def _measures(m: float, b: float, rise: str) -> list[dict[str, Any]]:
    """The run under one step and the rise beside it, each where it does not hide the line."""
    below = "top" if m >= 0 else "bottom"
    clear = -14 if m >= 0 else 14  # px: without a slope the line runs where the rise is written
    return [
        label("1", 0.5, b, "gradient", yanchor=below),
        label(
            f"<b>{rise}</b>",
            1.04,
            b + m / 2,
            "gradient",
            xanchor="left",
            yshift=0 if m else clear,
        ),
    ]
