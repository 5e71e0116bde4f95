"""A surface as a block of land in space, with what walks on it or cuts through it."""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mf_core.figures import style
from mf_core.figures.ground import ground
from mf_core.figures.picture import Land, Picture, Track
from mf_core.figures.traces import curve, dots
from mf_core.saying import brief
from mf_core.slopes.curves import Surface
from mf_core.slopes.descent import Path

_Floats = NDArray[np.float64]

N = 37  # points of the grid in each direction
LONG = 0.2  # the arrow of a slope, as a share of the axis along which it points
ELEVATION = 0.62  # of the eye, in radians


def hill(
    surface: Surface,
    path: Path | None = None,
    point: tuple[float, float] | None = None,
    frozen: Literal["", "x", "y"] = "",
) -> Picture:
    """Draw a surface as a block of land one can turn, and on it a walk or a cut.

    Parameters
    ----------
    surface : Surface
    path : Path, optional
        A walk; it grows with the clock.
    point : (x, y), optional
        A point on the surface.
    frozen : "x", "y" or ""
        The variable that stands still along the cut through the point, whose slope there is an
        arrow uphill; no cut if empty.

    Returns
    -------
    Picture
        Its traces are lines and points; what has no height of its own lies on the ground.
    """
    x, y = np.linspace(*surface.x_range, N), np.linspace(*surface.y_range, N)
    land = ground(surface.f, x, y, names=(*surface.axes, "f"))
    data: list[dict[str, Any]] = []
    tracks: tuple[Track, ...] = ()
    if point is not None:
        if frozen:
            data += _cut(surface, (x, y), point, frozen)
        data.append(_dot(surface, *point, "gradient"))
    if path is not None:
        columns = _inside(surface, path)
        beads = {"mode": "lines+markers", "marker": style.marker("walk", size=4)}
        trail = curve(columns["x"], columns["y"], "walk") | beads
        data += [_in_space(trail, columns["z"]), _dot(surface, path.x[-1], path.y[-1], "walk")]
        at = len(data)
        tracks = (Track(at - 2, "trail", columns), Track(at - 1, "marker", columns))
    return Picture(
        data,
        style.layout(scene=_axes(surface)),
        _alt(surface, path),
        tracks,
        1 if path is None else path.x.size,
        painter="relief",
        own={"camera": _eye(land)},
        land=land,
    )


def _cut(
    surface: Surface, sides: tuple[_Floats, _Floats], point: tuple[float, float], frozen: str
) -> list[dict[str, Any]]:
    """The curve along which one variable moves, and its slope at the point as an arrow uphill."""
    moving = 1 if frozen == "x" else 0
    places = np.tile(np.array(point)[:, None], N)
    places[moving] = sides[moving]
    line = curve(places[0], places[1], "gradient", width=4, dash="solid")
    slope = float(surface.gradient(*point)[moving])
    reach = LONG * np.ptp(sides[moving]) * np.sign(slope)
    tip = np.array(point)
    tip[moving] += reach
    height = float(surface.f(*point))
    ends = np.stack([point, tip], axis=1)
    arrow = curve(ends[0], ends[1], "gradient", width=5, dash="solid")
    return [
        _in_space(line, surface.f(places[0], places[1])) | {"meta": "cut"},
        _in_space(arrow, np.array([height, height + slope * reach])) | {"meta": "arrow"},
    ]


def _dot(surface: Surface, x: float, y: float, role: str) -> dict[str, Any]:
    return _in_space(dots([x], [y], role, symbol="circle", size=15), [float(surface.f(x, y))])


def _in_space(trace: dict[str, Any], z: ArrayLike) -> dict[str, Any]:
    return trace | {"type": "scatter3d", "z": z}


def _inside(surface: Surface, path: Path) -> dict[str, _Floats]:
    """Keep the walk as long as it stays on the ground that is drawn."""
    (x_low, x_high), (y_low, y_high) = surface.x_range, surface.y_range
    on = (path.x >= x_low) & (path.x <= x_high) & (path.y >= y_low) & (path.y <= y_high)
    kept = int(np.argmin(on)) if not on.all() else on.size  # up to the first step outside
    seen = np.minimum(np.arange(path.x.size), max(kept - 1, 0))
    return {"x": path.x[seen], "y": path.y[seen], "z": path.value[seen]}


def _axes(surface: Surface) -> dict[str, Any]:
    return {
        f"{letter}axis": {"title": {"text": name}}
        for letter, name in zip("xyz", (*surface.axes, "f"), strict=True)
    }


def _eye(land: Land) -> list[float]:
    """Azimuth and elevation of the eye: over the lowest corner, where no peak is in the way."""
    half = (np.array(land.z.shape) + 1) // 2
    corners = {
        (right, up): float(land.z[:: 1 if up < 0 else -1, :: 1 if right < 0 else -1]
                           [: half[0] // 2, : half[1] // 2].mean())
        for right in (-1, 1) for up in (-1, 1)
    }  # fmt: skip
    right, up = min(corners, key=lambda corner: corners[corner])
    return [float(np.arctan2(up, right)) + 0.2, ELEVATION]


def _alt(surface: Surface, path: Path | None) -> str:
    said = f"{surface.title} as a landscape in three dimensions. {surface.note}"
    if path is None:
        return said
    steps, height = path.x.size - 1, brief(path.value[0], 4)
    return f"{said} A walk of {steps} steps runs over it, from height {height}."
