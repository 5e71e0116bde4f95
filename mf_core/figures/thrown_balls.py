"""Several balls let go on one land, each with its trail, on one clock."""

from collections.abc import Sequence
from typing import Any

from mf_core.figures.contour_map import contour_map
from mf_core.figures.picture import Picture, Track
from mf_core.figures.traces import curve, dots
from mf_core.saying import brief
from mf_core.slopes.curves import Surface
from mf_core.slopes.descent import Path


def thrown_balls(surface: Surface, paths: Sequence[Path], n_steps: int) -> Picture:
    """Draw balls that walk downhill from neighbouring places.

    Parameters
    ----------
    surface : Surface
    paths : sequence of Path
        One walk for each ball; one that has diverged leaves the picture.
    n_steps : int
        Frames on the clock, the start included, at least as many as a walk has; a shorter one
        stands still at its end.
    """
    base = contour_map(surface, 61)
    data, tracks = list(base.data), list[Track]()
    for path in paths:
        columns = path.on_clock(n_steps)
        x, y = columns["x"], columns["y"]
        at = len(data)
        data += [curve(x, y, "walk", width=2.5), dots(x, y, "walk", size=17)]
        tracks += [Track(at, "trail", columns), Track(at + 1, "marker", columns)]
    ends = ", ".join(f"({brief(path.x[-1])}, {brief(path.y[-1])})" for path in paths)
    return Picture(
        data,
        base.layout | {"margin": {"l": 28, "r": 12, "t": 12, "b": 28}} | _without_axes(base.layout),
        f"{len(paths)} balls walk downhill on {surface.title} and end at {ends}.",
        tuple(tracks),
        n_steps,
        land=base.land,
    )


def _without_axes(layout: dict[str, Any]) -> dict[str, Any]:
    """A land to play on: no numbers at its rim."""
    quiet = {"showticklabels": False, "ticks": ""}
    return {name: layout[name] | quiet for name in ("xaxis", "yaxis")}
