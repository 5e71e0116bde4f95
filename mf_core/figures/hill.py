"""A surface as a landscape in three dimensions, with what walks on it or cuts through it."""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track
from mf_core.figures.traces import curve, dots
from mf_core.saying import brief
from mf_core.slopes.curves import Surface
from mf_core.slopes.descent import Path

_Floats = NDArray[np.float64]

N = 37  # points of the grid in each direction
_COLOR = style.ROLES["gradient"].color


def hill(
    surface: Surface,
    path: Path | None = None,
    point: tuple[float, float] | None = None,
    frozen: Literal["", "x", "y"] = "",
) -> Picture:
    """Draw a surface, and on it a walk or a cut.

    Parameters
    ----------
    surface : Surface
    path : Path, optional
        A walk; it grows with the clock.
    point : (x, y), optional
        A point on the surface.
    frozen : "x", "y" or ""
        The variable that stands still along the cut through the point; no cut if empty.
    """
    x, y = np.linspace(*surface.x_range, N), np.linspace(*surface.y_range, N)
    f = surface.f(x[None, :], y[:, None])
    room = 0.02 * float(np.ptp(f))  # lines float a little above the ground, or they would flicker
    data: list[dict[str, Any]] = [_ground(x, y, f)]
    tracks: tuple[Track, ...] = ()
    n_steps = 1
    if point is not None:
        if frozen:
            data.append(_cut(surface, x, y, point, frozen, room))
        data.append(_dot(*point, float(surface.f(*point)) + room))
    if path is not None:
        n_steps = path.x.size
        columns = _inside(surface, path, float(f.max()), room)
        trail = _in_space(curve(columns["x"], columns["y"], "gradient", width=6), columns["z"])
        hover = {"hoverinfo": "all", "hovertemplate": "(%{x}, %{y})<extra></extra>"}
        beads = {"mode": "lines+markers", "marker": {"color": _COLOR, "size": 3}}
        data += [trail | beads | hover, _dot(*(columns[name][-1] for name in "xyz"))]
        at = len(data)
        tracks = (Track(at - 2, "prefix", columns), Track(at - 1, "point", columns))
    start = None if path is None else (float(path.x[0]), float(path.y[0]))
    layout = _layout(surface, start, (float(f.min()), float(f.max())))
    return Picture(data, layout, _alt(surface, path), tracks, n_steps)


def _ground(x: _Floats, y: _Floats, f: _Floats) -> dict[str, Any]:
    low, high = float(f.min()), float(f.max())
    levels = {"show": True, "start": low, "end": high, "size": (high - low) / 12}
    return {
        "type": "surface",
        "x": x,
        "y": y,
        "z": f,
        "showscale": False,
        "opacity": 0.7,
        "colorscale": style.GROUND,
        "contours": {"z": levels | {"color": style.ROLES["rating"].color, "width": 1}},
        "lighting": {"ambient": 0.75, "diffuse": 0.5, "specular": 0.05},
        "hoverinfo": "skip",
    }


def _cut(
    surface: Surface, x: _Floats, y: _Floats, point: tuple[float, float], frozen: str, room: float
) -> dict[str, Any]:
    along = y if frozen == "x" else x
    xs = np.full(N, point[0]) if frozen == "x" else along
    ys = along if frozen == "x" else np.full(N, point[1])
    return _in_space(curve(xs, ys, "gradient", width=7, dash="solid"), surface.f(xs, ys) + room)


def _dot(x: float, y: float, height: float) -> dict[str, Any]:
    return _in_space(dots([x], [y], "gradient", symbol="circle", size=7), [height])


def _in_space(trace: dict[str, Any], z: ArrayLike) -> dict[str, Any]:
    return trace | {"type": "scatter3d", "z": z}


def _inside(surface: Surface, path: Path, top: float, room: float) -> dict[str, _Floats]:
    """Keep the walk as long as it stays on the ground that is drawn."""
    (x_low, x_high), (y_low, y_high) = surface.x_range, surface.y_range
    on = (path.x >= x_low) & (path.x <= x_high) & (path.y >= y_low) & (path.y <= y_high)
    on &= path.value <= top
    kept = int(np.argmin(on)) if not on.all() else on.size  # up to the first step outside
    seen = np.minimum(np.arange(path.x.size), max(kept - 1, 0))
    return {"x": path.x[seen], "y": path.y[seen], "z": path.value[seen] + room}


def _layout(
    surface: Surface, start: tuple[float, float] | None, heights: tuple[float, float]
) -> dict[str, Any]:
    """Axes with their names; a fixed box, so that nothing jumps while a slider is dragged.

    The ground fills the box. One looks from high above, and from the corner where the walk
    begins: no peak stands between it and the eye.
    """
    ends = (surface.x_range, surface.y_range, heights)
    sides = {
        f"{letter}axis": {
            "title": {"text": name, "font": {"size": style.TEXT_SIZE}},
            "tickfont": {"size": style.SMALLEST},
            "range": list(limits),
            "nticks": 5,
        }
        for letter, name, limits in zip("xyz", (*surface.axes, "f"), ends, strict=True)
    }
    middle = [sum(limits) / 2 for limits in ends]
    x, y = (1.0, -1.0) if start is None else np.where(np.less(start, middle[:2]), -1.0, 1.0)
    return style.layout(
        scene=sides
        | {
            "aspectmode": "manual",
            "aspectratio": {"x": 1.25, "y": 1.25, "z": 0.75},
            "camera": {
                "eye": {"x": 1.25 * float(x), "y": 1.35 * float(y), "z": 1.45},
                "center": {"x": 0, "y": 0, "z": -0.15},
            },
        },
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )


def _alt(surface: Surface, path: Path | None) -> str:
    said = f"{surface.title} as a landscape in three dimensions. {surface.note}"
    if path is None:
        return said
    steps, height = path.x.size - 1, brief(path.value[0], 4)
    return f"{said} A walk of {steps} steps runs over it, from height {height}."
