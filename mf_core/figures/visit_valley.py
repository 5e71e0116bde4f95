"""One rating and one factor: the valley of its error, and a visit walking down into it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.ground import ground, on_land
from mf_core.figures.picture import Land, Picture, Track
from mf_core.figures.traces import curve, dots
from mf_core.saying import brief

Point = tuple[float, float]

_LOW, _HIGH = -1.5, 3.5  # where both axes end, in √star
_STEEPEST = 12  # stars, the residual of the highest line
_STRAIGHT: dict[str, Any] = {"role": "gradient", "dash": "solid", "width": 4}
_OTHER: dict[str, Any] = {"role": "secant", "dash": "dash"}


def visit_valley(r: float, moves: Mapping[str, Sequence[Point]]) -> Picture:
    r"""Draw :math:`e = r - p\,q` over all p and q, and on it where a visit moves them.

    The land is the loss :math:`\tfrac12 e^2`, with a line at each whole star of :math:`|e|`; it
    is 0 along the curve :math:`p\,q = r`.

    Parameters
    ----------
    r : float
        The rating, in stars.
    moves : mapping from name to the corners (p, q) of a path, in √star
        Two corners are a straight step, with its share in p and its share in q drawn beside it;
        three, one move after the other. At most one of each.
    """
    branch = np.geomspace(max(r, 1e-3) / _HIGH, _HIGH, 60)  # of the hyperbola, the one shown
    floor = curve(branch, r / branch, "rating", "p q = r: no error left")
    data = on_land(floor)
    tracks: list[Track] = []
    for name, corners in moves.items():
        for words, look, start, end in _legs(name, corners):
            # The entry in the legend: what is drawn on the canvas has none of its own.
            data += [curve([np.nan], [np.nan], name=words, **look), curve([], [], **look)]
            tracks.append(Track(len(data) - 1, "trail", _columns(start, end)))
    for corners in moves.values():
        role = _STRAIGHT["role"] if len(corners) == 2 else _OTHER["role"]
        data.append(dots([], [], role, symbol="circle", size=13))
        tracks.append(Track(len(data) - 1, "marker", _columns(corners[0], corners[-1])))
    ends = "; ".join(f"{name} to {_pair(corners[-1])}" for name, corners in moves.items())
    begin = _pair(next(iter(moves.values()))[0])
    box = {"range": [_LOW, _HIGH], "fixedrange": True, "showgrid": False}
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("p (√star)", **box),
            yaxis=style.axis("q (√star)", **box),
        ),
        f"Map of the loss of one rating of {brief(r)} stars over p and q: zero along the curve "
        f"p q = {brief(r)}, higher away from it. From {begin} a visit moves {ends}.",
        tuple(tracks),
        2,
        land=_loss(r),
    )


def _loss(r: float) -> Land:
    """The loss of one rating, with a line at each whole star of residual."""
    side = np.linspace(_LOW, _HIGH, 41)
    stars = np.arange(1.0, _STEEPEST + 1)
    names = ("p", "q", "½e² in star²")
    return ground(lambda p, q: (r - p * q) ** 2 / 2, side, side, levels=stars**2 / 2, names=names)


def _legs(name: str, corners: Sequence[Point]) -> list[tuple[str, dict[str, Any], Point, Point]]:
    """The lines a path consists of, each with its words and its look."""
    if len(corners) == 2:
        start, end = corners
        bend = (end[0], start[1])
        return [
            ("share in p", {"role": "user"}, start, bend),
            ("share in q", {"role": "item"}, bend, end),
            (name, _STRAIGHT, start, end),
        ]
    start, bend, end = corners
    return [("", _OTHER, start, bend), (name, _OTHER, bend, end)]


def _columns(start: Point, end: Point) -> dict[str, NDArray[np.generic]]:
    return {"x": np.array([start[0], end[0]]), "y": np.array([start[1], end[1]])}


def _pair(point: Point) -> str:
    return f"({brief(point[0])}, {brief(point[1])})"
