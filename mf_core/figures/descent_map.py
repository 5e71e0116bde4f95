"""A walk on the map of a land, step by step."""

from mf_core.figures import style
from mf_core.figures.contour_map import contour_map
from mf_core.figures.picture import Picture, Track
from mf_core.figures.traces import curve, dots
from mf_core.saying import brief
from mf_core.slopes.curves import Surface
from mf_core.slopes.descent import Path


def descent_map(surface: Surface, path: Path) -> Picture:
    """Draw the path of a walk over the lines of equal height.

    Parameters
    ----------
    surface : Surface
    path : Path
        The walk; a diverged one leaves the picture.
    """
    base = contour_map(surface)
    columns = {"x": path.x, "y": path.y}
    trail = curve(path.x, path.y, "walk", width=2.5)
    trail |= {"mode": "lines+markers", "marker": {"color": style.WALK.color, "size": 5}}
    at = len(base.data)
    return Picture(
        [*base.data, trail, dots(path.x, path.y, "walk", size=15)],
        base.layout,
        f"A walk on {surface.title}, {path.x.size - 1} steps, "
        f"from f = {brief(path.value[0], 4)} {_ending(path)}.",
        (Track(at, "trail", columns), Track(at + 1, "marker", columns)),
        path.x.size,
        land=base.land,
    )


def _ending(path: Path) -> str:
    if path.diverged_at is not None:
        return f"until it diverges at step {path.diverged_at}"
    place = f"({brief(path.x[-1])}, {brief(path.y[-1])})"
    return f"to {brief(path.value[-1], 4)} at {place}"
