"""One rating and one factor: the valley of its error, and a visit walking down into it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track

Point = tuple[float, float]

_LOW, _HIGH = -1.5, 3.5  # where both axes end, in √star
_ALONG_P = style.line("user")
_ALONG_Q = style.line("item")
_STRAIGHT = style.line("gradient", dash="solid", width=4)
_OTHER = {"color": style.SERIES[5], "dash": "dash", "width": 3}


def visit_valley(r: float, moves: Mapping[str, Sequence[Point]]) -> Picture:
    r"""Draw :math:`e = r - p\,q` over all p and q, and on it where a visit moves them.

    The lines of equal :math:`|e|` are those of equal loss :math:`\tfrac12 e^2`; it is 0 along
    the curve :math:`p\,q = r`.

    Parameters
    ----------
    r : float
        The rating, in stars.
    moves : mapping from name to the corners (p, q) of a path, in √star
        Two corners are a straight step, with its share in p and its share in q drawn beside it;
        three, one move after the other. At most one of each.
    """
    side = np.linspace(_LOW, _HIGH, 41)
    data = [_residuals(side, r - np.outer(side, side)), _floor(r)]
    tracks: list[Track] = []
    for name, corners in moves.items():
        for words, look, start, end in _legs(name, corners):
            data.append(_key(words, look))
            data.append(_line(look))
            tracks.append(_trail(len(data) - 1, start, end))
    for name, corners in moves.items():
        data.append(_dot(_STRAIGHT if len(corners) == 2 else _OTHER, name))
        tracks.append(_marker(len(data) - 1, corners[0], corners[-1]))
    p, q = next(iter(moves.values()))[0]
    ends = "; ".join(f"{name} to ({c[-1][0]:.3g}, {c[-1][1]:.3g})" for name, c in moves.items())
    box = {"range": [_LOW, _HIGH], "fixedrange": True}
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("p (√star)", **box),
            yaxis=style.axis("q (√star)", **box),
        ),
        f"Map of the residual of one rating of {r:g} stars over p and q: zero along the curve "
        f"p q = {r:g}, larger away from it. From ({p:.3g}, {q:.3g}) a visit moves {ends}.",
        tuple(tracks),
        2,
    )


def _residuals(side: NDArray[np.float64], e: NDArray[np.float64]) -> dict[str, Any]:
    return {
        "type": "contour", "x": side, "y": side, "z": e, "zmid": 0.0,
        "colorscale": style.SIGNED, "zmin": -8.0, "zmax": 8.0, "showlegend": False,
        "contours": {"start": -8.0, "end": 8.0, "size": 1.0}, "line": {"width": 0.5},
        "colorbar": {"title": {"text": "e (stars)"}, "thickness": 12, "outlinewidth": 0},
        "hovertemplate": "p = %{x:.2f}, q = %{y:.2f}: e = %{z:.2f} stars<extra></extra>",
    }  # fmt: skip


def _floor(r: float) -> dict[str, Any]:
    """Where the prediction is right: a hyperbola, of which the picture shows one branch."""
    x = np.geomspace(max(r, 1e-3) / _HIGH, _HIGH, 60)
    return {
        "type": "scatter", "mode": "lines", "name": "p q = r: no error left", "x": x, "y": r / x,
        "line": style.line("rating"), "hoverinfo": "skip",
    }  # fmt: skip


def _legs(name: str, corners: Sequence[Point]) -> list[tuple[str, dict[str, Any], Point, Point]]:
    """The lines a path consists of, each with its words and its look."""
    if len(corners) == 2:
        start, end = corners
        bend = (end[0], start[1])
        return [
            ("share in p", _ALONG_P, start, bend),
            ("share in q", _ALONG_Q, bend, end),
            (name, _STRAIGHT, start, end),
        ]
    start, bend, end = corners
    return [("", _OTHER, start, bend), (name, _OTHER, bend, end)]


def _key(words: str, look: dict[str, Any]) -> dict[str, Any]:
    """The entry in the legend: what is drawn on the canvas has none of its own."""
    return {
        "type": "scatter", "mode": "lines", "name": words, "showlegend": bool(words),
        "x": [None], "y": [None], "line": look, "hoverinfo": "skip",
    }  # fmt: skip


def _line(look: dict[str, Any]) -> dict[str, Any]:
    return {"type": "scatter", "mode": "lines", "x": [], "y": [], "line": look,
            "showlegend": False}  # fmt: skip


def _dot(look: dict[str, Any], name: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "name": name, "x": [], "y": [],
        "showlegend": False, "marker": {"color": look["color"], "size": 13},
    }  # fmt: skip


def _trail(trace: int, start: Point, end: Point) -> Track:
    return Track(trace, "trail", _columns(start, end))


def _marker(trace: int, start: Point, end: Point) -> Track:
    return Track(trace, "marker", _columns(start, end))


def _columns(start: Point, end: Point) -> dict[str, NDArray[np.generic]]:
    return {"x": np.array([start[0], end[0]]), "y": np.array([start[1], end[1]])}
