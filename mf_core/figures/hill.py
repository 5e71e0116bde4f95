"""A surface as a landscape in three dimensions, with what walks on it or cuts through it."""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track
from mf_core.slopes.curves import Surface
from mf_core.slopes.descent import Path

_Floats = NDArray[np.float64]

N = 37  # points of the grid in each direction


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
        data.append(_dot(point, float(surface.f(*point)) + room))
    if path is not None:
        n_steps = path.x.size
        columns = _inside(surface, path, float(f.max()), room)
        data += [_trail(columns), _dot((path.x[-1], path.y[-1]), float(columns["z"][-1]))]
        at = len(data)
        tracks = (Track(at - 2, "prefix", columns), Track(at - 1, "point", columns))
    return Picture(data, _layout(surface), _alt(surface, path), tracks, n_steps)


def _ground(x: _Floats, y: _Floats, f: _Floats) -> dict[str, Any]:
    low, high = float(f.min()), float(f.max())
    return {
        "type": "surface", "x": x, "y": y, "z": f, "showscale": False, "opacity": 0.7,
        "colorscale": [[0.0, style.ROLES["rating"].color], [1.0, style.FACTOR[1][1]]],
        "contours": {"z": {"show": True, "start": low, "end": high, "size": (high - low) / 12,
                           "color": style.ROLES["rating"].color, "width": 1}},
        "lighting": {"ambient": 0.75, "diffuse": 0.5, "specular": 0.05},
        "hoverinfo": "skip",
    }  # fmt: skip


def _cut(
    surface: Surface, x: _Floats, y: _Floats, point: tuple[float, float], frozen: str, room: float
) -> dict[str, Any]:
    along = y if frozen == "x" else x
    xs = np.full(N, point[0]) if frozen == "x" else along
    ys = along if frozen == "x" else np.full(N, point[1])
    return {
        "type": "scatter3d", "mode": "lines", "x": xs, "y": ys, "z": surface.f(xs, ys) + room,
        "line": {"color": style.ROLES["gradient"].color, "width": 7}, "hoverinfo": "skip",
    }  # fmt: skip


def _dot(point: tuple[float, float], height: float) -> dict[str, Any]:
    return {
        "type": "scatter3d", "mode": "markers", "x": [point[0]], "y": [point[1]], "z": [height],
        "marker": {"color": style.ROLES["gradient"].color, "size": 7}, "hoverinfo": "skip",
    }  # fmt: skip


def _inside(surface: Surface, path: Path, top: float, room: float) -> dict[str, _Floats]:
    """Keep the walk as long as it stays on the ground that is drawn."""
    (x_low, x_high), (y_low, y_high) = surface.x_range, surface.y_range
    on = (path.x >= x_low) & (path.x <= x_high) & (path.y >= y_low) & (path.y <= y_high)
    on &= path.value <= top
    kept = int(np.argmin(on)) if not on.all() else on.size  # up to the first step outside
    seen = np.minimum(np.arange(path.x.size), max(kept - 1, 0))
    return {"x": path.x[seen], "y": path.y[seen], "z": path.value[seen] + room}


def _trail(columns: dict[str, _Floats]) -> dict[str, Any]:
    color = style.ROLES["gradient"].color
    return {
        "type": "scatter3d", "mode": "lines+markers", **columns,
        "line": {"color": color, "width": 6}, "marker": {"color": color, "size": 3},
        "hovertemplate": "(%{x:.2f}, %{y:.2f})<extra></extra>",
    }  # fmt: skip


def _layout(surface: Surface) -> dict[str, Any]:
    """Axes with their names; a fixed box, so that nothing jumps while a slider is dragged."""
    return style.layout(
        scene={
            "xaxis": {"title": {"text": surface.axes[0]}},
            "yaxis": {"title": {"text": surface.axes[1]}},
            "zaxis": {"title": {"text": "f"}},
            "aspectmode": "manual",
            "aspectratio": {"x": 1.1, "y": 1.1, "z": 0.75},
            "camera": {
                "eye": {"x": 1.55, "y": -1.65, "z": 1.4},
                "center": {"x": 0, "y": 0, "z": -0.15},
            },
        },
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
    )


def _alt(surface: Surface, path: Path | None) -> str:
    said = f"{surface.title} as a landscape in three dimensions. {surface.note}"
    if path is None:
        return said
    return (
        f"{said} A walk of {path.x.size - 1} steps runs over it, from height {path.value[0]:.4g}."
    )
