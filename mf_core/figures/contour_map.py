"""A surface seen from above: lines of equal height, its minima and its saddles."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.slopes.curves import Surface

_Floats = NDArray[np.float64]

N_LEVELS = 14
LOG_ABOVE = 300.0  # heights that rise further are spaced by factors


def contour_map(surface: Surface, n: int = 45) -> Picture:
    """Draw the contour lines of a surface on a square map; the darker, the lower.

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
    x_range, y_range = _squared(surface)
    x, y = np.linspace(*x_range, n), np.linspace(*y_range, n)
    data = _ground(surface, x, y)
    if surface.minima:
        data.append(_marks(surface.minima, "minimum", "x-thin"))
    if surface.saddles:
        data.append(_marks(surface.saddles, "saddle", "diamond-open"))
    return Picture(
        data,
        style.layout(
            xaxis=style.axis(surface.axes[0], range=list(x_range), constrain="domain"),
            yaxis=style.axis(
                surface.axes[1], range=list(y_range), constrain="domain", scaleanchor="x"
            ),
            margin={"l": 48, "r": 12, "t": 12, "b": 44},
        ),
        f"Contour map of {surface.title}: lines of equal height, darker where it is lower. "
        f"{surface.note}",
    )


def _squared(surface: Surface) -> tuple[tuple[float, float], tuple[float, float]]:
    """Widen the shorter of the two ranges, so that the map is square."""
    ranges = surface.x_range, surface.y_range
    half = max(high - low for low, high in ranges) / 2
    (x_low, x_high), (y_low, y_high) = ranges
    x_middle, y_middle = (x_low + x_high) / 2, (y_low + y_high) / 2
    return (x_middle - half, x_middle + half), (y_middle - half, y_middle + half)


def _ground(surface: Surface, x: _Floats, y: _Floats) -> list[dict[str, Any]]:
    """The shades, faint enough for every colour of a path in light and dark, and the lines."""
    z = _spread(surface, surface.f(x[None, :], y[:, None]))
    low, high = float(z.min()), float(z.max())
    levels = {"start": low, "end": high, "size": (high - low) / N_LEVELS}
    grey = style.ROLES["rating"].color
    shared = {
        "type": "contour", "x": x, "y": y, "z": z, "autocontour": False,
        "showscale": False, "showlegend": False, "hoverinfo": "skip",
    }  # fmt: skip
    shades = {
        "contours": levels, "line": {"width": 0}, "opacity": 0.3,
        "colorscale": [[0.0, grey], [1.0, style.FACTOR[1][1]]],
    }  # fmt: skip
    lines = {
        "contours": levels | {"coloring": "none"}, "line": {"width": 1, "color": grey},
        "opacity": 0.7,
    }  # fmt: skip
    return [shared | shades, shared | lines]


def _spread(surface: Surface, height: _Floats) -> _Floats:
    """Space the heights so that 14 even levels show the floor of a valley as well as its walls."""
    if not surface.minima:
        return height
    above = height - float(height.min())
    if float(above.max()) > LOG_ABOVE:
        return np.asarray(np.log10(above + 0.1))
    return np.asarray(np.sqrt(above))


def _marks(places: tuple[tuple[float, float], ...], word: str, symbol: str) -> dict[str, Any]:
    color = style.ROLES["rating"].color
    return {
        "type": "scatter", "mode": "markers", "name": word, "showlegend": False,
        "x": np.array([x for x, _ in places]), "y": np.array([y for _, y in places]),
        "marker": {"symbol": symbol, "size": 13, "color": color,
                   "line": {"width": 3, "color": color}},
        "hovertemplate": word + " (%{x:.2f}, %{y:.2f})<extra></extra>",
    }  # fmt: skip
