"""A point walks along a curve; the slope it has is traced below, as a second curve."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style, traces
from mf_core.figures.picture import Picture, Track
from mf_core.saying import number
from mf_core.slopes.curves import Curve

_Floats = NDArray[np.float64]


def slope_walk(curve: Curve, walk: Sequence[float]) -> Picture:
    r"""Draw f with its tangent above, and :math:`f'` as far as the walk has come below.

    Parameters
    ----------
    curve : Curve
        The function; its derivative must exist at every stop.
    walk : n_steps numbers
        The x of each step, from left to right.
    """
    stops = np.asarray(walk, dtype=np.float64)
    heights, slopes = curve.f(stops), curve.df(stops)
    x = np.linspace(*curve.domain, 201)
    span = np.array(curve.domain)
    tangents = heights[:, None] + slopes[:, None] * (span[None, :] - stops[:, None])
    told = " at %{x}: %{y}"
    still: dict[str, Any] = {"simplify": False}  # or plotly.js would leave corners
    data = [
        traces.curve(x, curve.f(x), "f", hover="f" + told, width=4, **still),
        traces.curve(span, tangents[-1], "gradient"),
        traces.dots(stops[-1:], heights[-1:], "gradient", size=14),
        traces.curve(
            stops, slopes, "gradient", hover="f′" + told, axis="y2", dash="solid", **still
        ),
        traces.dots(stops[-1:], slopes[-1:], "gradient", axis="y2", size=14),
    ]
    return Picture(
        data,
        _layout(curve, curve.f(x), curve.df(x)),
        f"Above, the curve {curve.title} with its tangent at x = {number(stops[-1])}. Below, the "
        f"slope of the tangent at every point passed so far; it is {number(slopes[-1])} there.",
        (
            Track(1, "frame", {"x": np.tile(span, (stops.size, 1)), "y": tangents}),
            Track(2, "point", {"x": stops, "y": heights}),
            Track(3, "prefix", {"x": stops, "y": slopes}),
            Track(4, "point", {"x": stops, "y": slopes}),
        ),
        stops.size,
    )


def _layout(curve: Curve, heights: _Floats, slopes: _Floats) -> dict[str, Any]:
    return style.layout(
        xaxis=style.axis("x", range=list(curve.domain), anchor="y2"),
        yaxis=style.axis("f", range=style.room(heights, 0.08), domain=[0.5, 1.0], zeroline=True),
        yaxis2=style.axis(
            "f′ (slope)", range=style.room(slopes, 0.08), domain=[0.0, 0.42], zeroline=True
        ),
    )
