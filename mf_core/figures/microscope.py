"""A curve with two of its points, and below it the same two through a microscope."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots
from mf_core.saying import brief, number
from mf_core.slopes.calculus import Line, secant
from mf_core.slopes.curves.curve import Function

_Ends = NDArray[np.float64]
_CLOSE = {"title": {"text": "x", "standoff": 0}}  # or it would stand in the lower plot
FIELD = 3.0  # the width of what the microscope shows, in units of Δ


def microscope(
    f: Function, domain: tuple[float, float], heights: tuple[float, float], x: float, delta: float
) -> Picture:
    r"""Draw f with its secant from x to x + Δ; below, both in a window three Δ wide.

    The window is enlarged equally in both directions, so that what is steep above is as steep
    below; as Δ shrinks, it zooms in.

    Parameters
    ----------
    f : function of an array
    domain, heights : (low, high)
        The two axes of the curve as a whole.
    x : float
        Where the secant starts.
    delta : float, > 0
        The Δ of the secant.
    """
    line = secant(lambda at: float(f(at)), x, delta)
    middle = x + delta / 2
    across = np.array([middle - FIELD * delta / 2, middle + FIELD * delta / 2])
    share = FIELD * delta / (domain[1] - domain[0])
    reach = share * (heights[1] - heights[0]) / 2
    upright = line.at(middle) + np.array([-reach, reach])
    frame = across[[0, 1, 1, 0, 0]], upright[[0, 0, 1, 1, 0]]
    data = [
        *_both(f, line, np.array(domain), 241, ""),
        curve(*frame, "rating", "what the microscope shows", dash="solid", width=2),
        *_both(f, line, across, 121, "2"),
    ]
    for axes in ("", "2"):
        ends = np.array([x, x + delta])
        data.append(dots(ends, f(ends), "secant", size=12, symbol="circle") | _on(axes))
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("x", range=list(domain), anchor="y") | _CLOSE,
            yaxis=style.axis("f", range=list(heights), domain=[0.62, 1.0], zeroline=True),
            xaxis2=style.axis("x", range=across, anchor="y2", nticks=4),
            yaxis2=style.axis("f", range=upright, domain=[0.0, 0.4], anchor="x2", nticks=4),
        ),
        f"The secant from x = {number(x)} to x + {brief(delta)} has the slope "
        f"{brief(line.slope, 5)}. Below, its surroundings enlarged {brief(1 / share)} times.",
    )


def _both(f: Function, line: Line, ends: _Ends, n_points: int, axes: str) -> list[dict[str, Any]]:
    """The curve and the secant between two ends of the x axis."""
    x = np.linspace(ends[0], ends[1], n_points)
    name = "" if axes else f"secant, slope {brief(line.slope, 5)}"
    return [
        curve(x, f(x), "f", width=4, simplify=False) | _on(axes),
        curve(ends, line.at(ends), "secant", name) | _on(axes),
    ]


def _on(axes: str) -> dict[str, str]:
    return {"xaxis": f"x{axes}", "yaxis": f"y{axes}"}
