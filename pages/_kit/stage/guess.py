"""A guess that is drawn on the stage: what is asked, and what the browser tells of it."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from mf_core.figures.style import ROLES

Points = list[list[float]]  # (x, y) in the units of the axes

_MOST = 200  # points of a guess that is read


class Ask(NamedTuple):
    """What the reader is to draw over a picture, and the outcome that is laid over it.

    Parameters
    ----------
    kind : "sketch", "place" or "level"
        A curve, a point, or a line across the axes at a number.
    truth : points (x, y)
        The outcome: the curve from left to right, the place, or any one point at the level.
    mine : points or None
        The committed guess; empty where the outcome was asked for without one, None while the
        gate is closed.
    figure : int
        The number of the picture that is drawn upon.
    xaxis, yaxis : str
        Its axes, as Plotly names them: "x", "y2".
    along : "x" or "y"
        Which axis a level is read on.
    shown : bool
        Whether the outcome is shown all the same: a presenter has asked for it.
    color : str
        Of the outcome.
    """

    kind: Literal["sketch", "place", "level"]
    truth: Points
    mine: Points | None = None
    figure: int = 0
    xaxis: str = "x"
    yaxis: str = "y"
    along: Literal["x", "y"] = "y"
    shown: bool = False
    color: str = ROLES["gradient"].color

    def sent(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """As the browser gets it, with the number of its last report that this answers."""
        return {**self._asdict(), "turn": int((told.get("guess") or {}).get("turn", 0))}


def points_in(value: object) -> Points | None:
    """The points of a guess that came from outside; None where they are none.

    Examples
    --------
    >>> points_in([[1, 2.5]]), points_in([]), points_in("zero"), points_in([[1]])
    ([[1.0, 2.5]], [], None, None)
    """
    if not isinstance(value, list) or len(value) > _MOST:
        return None
    if not all(_is_point(point) for point in value):
        return None
    return [[float(x), float(y)] for x, y in value]


def _is_point(value: object) -> bool:
    return (
        isinstance(value, Sequence)
        and len(value) == 2
        and all(isinstance(part, int | float) and math.isfinite(part) for part in value)
    )
