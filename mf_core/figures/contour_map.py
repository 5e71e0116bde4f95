"""A surface seen from above: a land with lines of equal height, its minima and its saddles."""

from typing import Any

import numpy as np

from mf_core.figures import style
from mf_core.figures.ground import ground
from mf_core.figures.picture import Picture
from mf_core.figures.traces import dots
from mf_core.slopes.curves import Surface


def contour_map(surface: Surface, n: int = 45) -> Picture:
    """Draw a surface as a square map of a land; the darker, the lower.

    Both axes have one scale, so that a gradient stands at right angles to its contour line.

    Parameters
    ----------
    surface : Surface
    n : int
        Points of the grid in each direction.

    Returns
    -------
    Picture
        Without anything that moves: other figures draw on top of it.
    """
    x_range, y_range = surface.square
    data: list[dict[str, Any]] = []
    if surface.minima:
        data.append(_marks(surface.minima, "minimum", "x"))
    if surface.saddles:
        data.append(_marks(surface.saddles, "saddle", "diamond"))
    square = {"constrain": "domain", "showgrid": False}
    sides = np.linspace(*x_range, n), np.linspace(*y_range, n)
    return Picture(
        data,
        style.layout(
            xaxis=style.axis(surface.axes[0], range=list(x_range), **square),
            yaxis=style.axis(surface.axes[1], range=list(y_range), scaleanchor="x", **square),
            margin={"l": 48, "r": 12, "t": 12, "b": 44},
        ),
        f"Contour map of {surface.title}: lines of equal height, darker where it is lower. "
        f"{surface.note}",
        land=ground(surface.f, *sides, names=(*surface.axes, "f")),
    )


def _marks(places: tuple[tuple[float, float], ...], word: str, symbol: str) -> dict[str, Any]:
    """Landmarks that stand out from any tint: light, with a dark rim."""
    x, y = np.array(places).T
    land = style.LAND["light"]
    rim = {"width": 1.5, "color": land.rim}
    hover = word + " (%{x}, %{y})"
    return dots(x, y, "rating", hover=hover, symbol=symbol, size=12, color=land.halo, line=rim)
