"""Names beside points that do not write over one another."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float64]

# Plotly's words for the eight places, the preferred ones first: (across, up) from the point.
PLACES: dict[str, tuple[int, int]] = {
    "top center": (0, 1),
    "bottom center": (0, -1),
    "middle right": (1, 0),
    "middle left": (-1, 0),
    "top right": (1, 1),
    "top left": (-1, 1),
    "bottom right": (1, -1),
    "bottom left": (-1, -1),
}

LETTER = 0.6  # mean width of a letter, in sizes of the type
LINE = 1.3  # height of a line, in sizes of the type
AIR = 6.0  # px between the middle of a point and its name
SIDE = 330.0  # px, of a square map on a phone or in half a column: the least there is

_Box = tuple[float, float, float, float]


def places(
    points: _Floats,
    names: Sequence[str],
    plot: tuple[float, float],
    size: float = 13.0,
    before: Sequence[str] = (),
) -> list[str]:
    """Choose a place for each name, the first names first, so that no two overlap.

    Greedy: each name takes the first of the eight places that is inside the plot and free of
    the names before it and of all points; a name that finds none gets "" and is left to the
    pointer.

    Parameters
    ----------
    points : (n, 2)
        In px from the lower left corner of the plot; a point outside of it has no name.
    names : (n,)
        An empty name takes no place.
    plot : (width, height)
        In px.
    size : float
        Of the type, in px.
    before : (n,), optional
        Where the names stood in the frame before: each stays if it can, and does not jump.

    Examples
    --------
    >>> places(np.array([[100.0, 50.0], [104.0, 50.0]]), ["Ada", "Ben"], (200, 100))
    ['top center', 'bottom center']
    """
    inside = np.isfinite(points).all(axis=1) & ((points >= 0) & (points <= plot)).all(axis=1)
    marks: list[tuple[float, float]] = [(x, y) for x, y in points[inside].tolist()]
    taken: list[_Box] = []
    chosen = [""] * len(names)
    for n, point in zip(np.flatnonzero(inside).tolist(), marks, strict=True):
        first = before[n] if n < len(before) and before[n] else "top center"
        for place in (first, *PLACES) if names[n] else ():
            wanted = box(point, names[n], place, size)
            if _free(wanted, taken, marks, plot):
                taken.append(wanted)
                chosen[n] = place
                break
    return chosen


def over_time(
    frames: _Floats, names: Sequence[str], reach: float, size: float = 13.0
) -> dict[str, NDArray[np.str_]]:
    """Texts and their places for points that move on a square map, as columns of a track.

    Parameters
    ----------
    frames : (n_steps, n, 2)
        In units of the axes, both of which go from −reach to reach.
    names : (n,)
    reach : float, > 0
    size : float
        Of the type, in px.

    Returns
    -------
    dict
        `text` and `textposition`, each (n_steps, n); the text is empty where no place is free.
    """
    found: list[list[str]] = []
    for points in (frames / reach + 1) / 2 * SIDE:
        found.append(places(points, names, (SIDE, SIDE), size, found[-1] if found else ()))
    place = np.array(found, dtype=np.str_)
    return {
        "text": np.where(place == "", "", np.array(names, dtype=np.str_)),
        "textposition": np.where(place == "", "top center", place),
    }


def box(point: tuple[float, float], name: str, place: str, size: float) -> _Box:
    """What a name covers: left, right, bottom and top, in px."""
    across, up = PLACES[place]
    width, height = LETTER * size * len(name), LINE * size
    x = point[0] + across * (AIR + width / 2)
    y = point[1] + up * (AIR + height / 2)
    return x - width / 2, x + width / 2, y - height / 2, y + height / 2


def _free(
    wanted: _Box,
    taken: Sequence[_Box],
    points: Sequence[tuple[float, float]],
    plot: tuple[float, float],
) -> bool:
    left, right, bottom, top = wanted
    if left < 0 or bottom < 0 or right > plot[0] or top > plot[1]:
        return False
    if any(left < b and a < right and bottom < d and c < top for a, b, c, d in taken):
        return False
    return not any(left < x < right and bottom < y < top for x, y in points)
