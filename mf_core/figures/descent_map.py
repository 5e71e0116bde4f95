"""A walk on a contour map, step by step."""

from typing import Any

import numpy as np

from mf_core.figures import style
from mf_core.figures.contour_map import contour_map
from mf_core.figures.picture import Picture, Track
from mf_core.slopes.curves import Surface
from mf_core.slopes.descent import Path


def descent_map(
    surface: Surface,
    path: Path,
    name: str = "",
    number: int = -1,
    n_steps: int | None = None,
    grid: int = 45,
) -> Picture:
    """Draw the path of a walk over the lines of equal height.

    Parameters
    ----------
    surface : Surface
    path : Path
        The walk; a diverged one leaves the picture.
    name : str
        Written above the map.
    number : int, ≥ 0
        Which of several walks this is: it gets the colour and the dash of that number;
        −1 for a walk by itself.
    n_steps : int, optional
        Frames on the clock, if other walks go on for longer; this one then stays at its end.
    grid : int
        Points of the contour map in each direction.
    """
    base = contour_map(surface, grid)
    color = style.SERIES[number] if number >= 0 else style.ROLES["gradient"].color
    dash = style.DASHES[number] if number >= 0 else "solid"
    columns = _recorded(path, n_steps or path.x.size)
    line = {"color": color, "width": 2.5, "dash": dash}
    data = [
        *base.data,
        _trace("lines+markers", columns, {"line": line, "marker": {"color": color, "size": 5}}),
        _trace("markers", columns, {"marker": {"color": color, "size": 15}}),
    ]
    at = len(base.data)
    title = _title(name, color) if name else {}
    return Picture(
        data,
        base.layout | title,
        f"{name or 'A walk'} on {surface.title}, {path.x.size - 1} steps, "
        f"from f = {path.value[0]:.4g} {_ending(path)}.",
        (Track(at, "trail", columns), Track(at + 1, "marker", columns)),
        columns["x"].size,
    )


def _recorded(path: Path, n_steps: int) -> dict[str, Any]:
    """Lengthen a recording to the common clock: standing still, or gone if it diverged."""
    fill = np.nan if path.diverged_at is not None else None
    return {
        name: np.concatenate([values, np.full(n_steps - values.size, fill or values[-1])])
        for name, values in (("x", path.x), ("y", path.y))
    }


def _trace(mode: str, columns: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": mode, **columns, **settings,
        "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def _title(name: str, color: str) -> dict[str, Any]:
    return {
        "annotations": [
            {"text": f"<b>{name}</b>", "xref": "paper", "yref": "paper", "x": 0.5, "y": 1.0,
             "yanchor": "bottom", "showarrow": False, "font": {"color": color}},
        ],
        "margin": {"l": 40, "r": 8, "t": 32, "b": 40},
    }  # fmt: skip


def _ending(path: Path) -> str:
    if path.diverged_at is not None:
        return f"until it diverges at step {path.diverged_at}"
    return f"to {path.value[-1]:.4g} at ({path.x[-1]:.3f}, {path.y[-1]:.3f})"
