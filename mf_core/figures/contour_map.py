"""A surface seen from above: lines of equal height, its minima and its saddles."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import dots
from mf_core.slopes.curves import Surface

_Floats = NDArray[np.float64]

N_LEVELS = 14
LOG_ABOVE = 300.0  # heights that rise further are spaced by factors


def contour_map(surface: Surface, n: int = 43) -> Picture:
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
    data = _ground(surface, np.linspace(*x_range, n), np.linspace(*y_range, n))
    if surface.minima:
        data.append(_marks(surface.minima, "minimum", "x-thin"))
    if surface.saddles:
        data.append(_marks(surface.saddles, "saddle", "diamond-open"))
    square = {"constrain": "domain"}
    return Picture(
        data,
        style.layout(
            xaxis=style.axis(surface.axes[0], range=list(x_range), **square),
            yaxis=style.axis(surface.axes[1], range=list(y_range), scaleanchor="x", **square),
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
    f = surface.f(x[None, :], y[:, None])
    even = not surface.minima
    z = _spread(f, f, even=even)
    saddles = np.array([surface.f(*place) for place in surface.saddles], dtype=np.float64)
    levels = _levels(z, _spread(saddles, f, even=even))
    grey = style.ROLES["rating"].color
    shared = {"type": "contour", "x": x, "y": y, "z": z, "contours": levels} | {
        "showscale": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }
    shades = {"line": {"width": 0}, "opacity": 0.3, "colorscale": style.GROUND}
    lines = {"contours": levels | {"coloring": "none"}, "opacity": 0.7}
    return [shared | shades, shared | lines | {"line": {"width": 1, "color": grey}}]


def _levels(z: _Floats, saddles: _Floats) -> dict[str, float]:
    """Evenly spaced levels of which none runs through a saddle.

    The line of that level crosses itself there, and what a grid makes of the crossing are hooks.
    """
    low, high = float(z.min()), float(z.max())
    size = (high - low) / N_LEVELS
    for shift in (0.0, 0.5, 0.25):
        off = (saddles - low) / size - shift
        if (np.abs(off - np.round(off)) > 0.1).all():
            break
    return {"start": low + shift * size, "end": high, "size": size}


def _spread(height: _Floats, f: _Floats, *, even: bool) -> _Floats:
    """Space the heights so that 14 even levels show the floor of a valley as well as its walls."""
    if even:
        return height
    above = np.maximum(height - float(f.min()), 0.0)
    return np.asarray(np.log10(above + 0.1) if np.ptp(f) > LOG_ABOVE else np.sqrt(above))


def _marks(places: tuple[tuple[float, float], ...], word: str, symbol: str) -> dict[str, Any]:
    x, y = np.array(places).T
    rim = {"width": 3, "color": style.ROLES["rating"].color}
    hover = word + " (%{x}, %{y})"
    return dots(x, y, "rating", hover=hover, symbol=symbol, size=13, line=rim)
