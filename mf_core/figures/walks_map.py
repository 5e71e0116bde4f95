"""Several walks on one map, on one clock."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.contour_map import contour_map
from mf_core.figures.picture import Picture, Track
from mf_core.figures.traces import curve, dots
from mf_core.saying import brief
from mf_core.slopes.curves import Surface
from mf_core.slopes.descent import Path

_TOP = {"l": 48, "r": 12, "t": 36, "b": 44}


def walks_map(surface: Surface, paths: Mapping[str, Path]) -> Picture:
    """Draw up to six walks over the lines of equal height, each in its colour, dash and marker.

    Parameters
    ----------
    surface : Surface
    paths : mapping from name to Path
        They may differ in length: who has arrived stands still, who diverged is gone.
    """
    base = contour_map(surface, 43)
    n_steps = max(path.x.size for path in paths.values())
    data, tracks = list(base.data), list[Track]()
    for n, (name, path) in enumerate(paths.items()):
        columns = path.on_clock(n_steps)
        data += _trail_and_head(columns, n, name)
        at = len(data)
        tracks += [Track(at - 2, "trail", columns), Track(at - 1, "marker", columns)]
    return base._replace(
        data=data,
        layout=base.layout | {"showlegend": True, "margin": _TOP},
        alt=f"{len(paths)} walks on {surface.title}. "
        + ", ".join(_ended(name, path) for name, path in paths.items())
        + ".",
        tracks=tuple(tracks),
        n_steps=n_steps,
    )


def _trail_and_head(
    columns: Mapping[str, NDArray[np.float64]], n: int, name: str
) -> list[dict[str, Any]]:
    x, y = columns["x"], columns["y"]
    trail = curve(x, y, n, name, dash=style.DASHES[n], width=2.5)
    return [trail, dots(x, y, n, size=13)]


def _ended(name: str, path: Path) -> str:
    if path.diverged_at is not None:
        return f"{name} diverges at step {path.diverged_at}"
    return f"{name} ends at ({brief(path.x[-1])}, {brief(path.y[-1])})"
