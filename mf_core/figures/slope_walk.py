"""A point walks along a curve; the slope it has is traced below, as a second curve."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track
from mf_core.slopes.curves import Curve

_Floats = NDArray[np.float64]

# Not simplified: plotly.js would leave corners in a smooth curve.
_CURVE = {"color": style.SERIES[5], "width": 4, "simplify": False}
_SLOPE = style.line("gradient", dash="solid", simplify=False)


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
    data = [
        _line("f", x, curve.f(x), _CURVE),
        _line("tangent", span, tangents[-1], style.line("gradient")),
        _point("point", stops[-1], heights[-1]),
        _line(
            "f′, the slope",
            stops,
            slopes,
            _SLOPE,
            "y2",
        ),
        _point("slope", stops[-1], slopes[-1], "y2"),
    ]
    return Picture(
        data,
        _layout(curve, curve.f(x), curve.df(x)),
        f"Above, the curve {curve.title} with its tangent at x = {stops[-1]:.2f}. Below, the slope "
        f"of the tangent at every point passed so far; it is {slopes[-1]:.2f} there.",
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
        yaxis=style.axis("f", range=_room(heights), domain=[0.5, 1.0], zeroline=True),
        yaxis2=style.axis("f′ (slope)", range=_room(slopes), domain=[0.0, 0.42], zeroline=True),
    )


def _room(values: _Floats) -> list[float]:
    """The range of the values with zero in it and some air."""
    low, high = min(float(np.nanmin(values)), 0.0), max(float(np.nanmax(values)), 0.0)
    air = 0.08 * (high - low)
    return [low - air, high + air]


def _line(name: str, x: _Floats, y: _Floats, look: object, axis: str = "y") -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "yaxis": axis,
        "line": look, "hovertemplate": name + " at %{x:.2f}: %{y:.2f}<extra></extra>",
    }  # fmt: skip


def _point(name: str, x: float, y: float, axis: str = "y") -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "name": name, "x": [x], "y": [y], "yaxis": axis,
        "marker": style.marker("gradient", size=14), "hoverinfo": "skip",
    }  # fmt: skip
