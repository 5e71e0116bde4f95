"""A walk on the map of a land, step by step."""

from mf_core.figures import style
from mf_core.figures.contour_map import contour_map
from mf_core.figures.picture import Picture, Track
from mf_core.figures.traces import curve, dots, label
from mf_core.saying import brief
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
    role: str | int = number if number >= 0 else "walk"
    dash = style.DASHES[number] if number >= 0 else "solid"
    columns = path.on_clock(n_steps or path.x.size)
    x, y = columns.values()
    trail = curve(x, y, role, width=2.5, dash=dash)
    trail |= {"mode": "lines+markers", "marker": {"color": style.look(role).color, "size": 5}}
    at = len(base.data)
    return Picture(
        [*base.data, trail, dots(x, y, role, size=15, symbol="circle")],
        base.layout | (_title(name, role) if name else {}),
        f"{name or 'A walk'} on {surface.title}, {path.x.size - 1} steps, "
        f"from f = {brief(path.value[0], 4)} {_ending(path)}.",
        (Track(at, "trail", columns), Track(at + 1, "marker", columns)),
        x.size,
        land=base.land,
    )


def _title(name: str, role: str | int) -> dict[str, object]:
    above = {"xref": "paper", "yref": "paper", "yanchor": "bottom"}
    return {
        "annotations": [label(f"<b>{name}</b>", 0.5, 1.0, role) | above],
        "margin": {"l": 40, "r": 8, "t": 32, "b": 40},
    }


def _ending(path: Path) -> str:
    if path.diverged_at is not None:
        return f"until it diverges at step {path.diverged_at}"
    place = f"({brief(path.x[-1])}, {brief(path.y[-1])})"
    return f"to {brief(path.value[-1], 4)} at {place}"
