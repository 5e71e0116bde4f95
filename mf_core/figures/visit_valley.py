"""One rating and one factor: the valley of its loss, and visits walking down into it."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from mf_core.figures import style
from mf_core.figures.ground import ground, on_land
from mf_core.figures.picture import Land, Picture
from mf_core.figures.traces import Trace, curve, dots
from mf_core.saying import brief

Point = tuple[float, float]

_LOW, _HIGH = -1.5, 3.5  # where both axes end, in √star
_STEEPEST = 12  # stars, the residual of the highest line
_DETOUR: dict[str, Any] = {"role": "secant", "dash": "dash"}
_OPEN: dict[str, Any] = {"symbol": "circle-open", "size": 13, "line": {"width": 3}}


def visit_valley(r: float, walk: Sequence[Point], detour: Sequence[Point] = ()) -> Picture:
    r"""Draw :math:`\tfrac12 e^2` with :math:`e = r - p\,q` over all p and q, and visits on it.

    The land has a line at each whole star of :math:`|e|`; it is 0 along the curve
    :math:`p\,q = r`. A full dot marks where the walk starts, a ring where it ends; the last
    visit is taken apart into its share in p and its share in q.

    Parameters
    ----------
    r : float
        The rating, in stars.
    walk : sequence of (p, q), in √star
        Where the visits lead; the first is the start, and there may be no other.
    detour : sequence of (p, q)
        The corners of another path from the same start, one factor moved after the other.
    """
    branch = np.geomspace(max(r, 1e-3) / _HIGH, _HIGH, 60)  # of the hyperbola, the one shown
    drawn = [curve(branch, r / branch, "rating", "p q = r: no error left")]
    if len(walk) > 1:
        drawn += _last_visit(walk)
    if detour:
        p, q = np.array(detour).T
        drawn += [curve(p, q, name="first p, then q", **_DETOUR), _end(detour, _DETOUR["role"])]
    drawn.append(dots([walk[0][0]], [walk[0][1]], "gradient", symbol="circle", size=15))
    data = [trace for each in drawn for trace in on_land(each)]
    box = {"range": [_LOW, _HIGH], "fixedrange": True, "showgrid": False}
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("p (√star)", **box),
            yaxis=style.axis("q (√star)", **box),
        ),
        f"Map of the loss of one rating of {brief(r)} stars over p and q: zero along the curve "
        f"p q = {brief(r)}, higher away from it. {_in_words(walk)}{_elsewhere(detour)}",
        land=_loss(r),
    )


def _loss(r: float) -> Land:
    """The loss of one rating, with a line at each whole star of residual."""
    side = np.linspace(_LOW, _HIGH, 41)
    stars = np.arange(1.0, _STEEPEST + 1)
    names = ("p", "q", "½e² in star²")
    return ground(lambda p, q: (r - p * q) ** 2 / 2, side, side, levels=stars**2 / 2, names=names)


def _last_visit(walk: Sequence[Point]) -> list[Trace]:
    """All visits as one line, and beside the last one the legs it is made of."""
    (p, q), (new_p, new_q) = walk[-2], walk[-1]
    line = np.array(walk).T
    name = "one visit" if len(walk) == 2 else f"{len(walk) - 1} visits"
    return [
        curve([p, new_p], [q, q], "user", "share in p"),
        curve([new_p, new_p], [q, new_q], "item", "share in q"),
        curve(line[0], line[1], "gradient", name, dash="solid", width=4),
        _end(walk, "gradient"),
    ]


def _end(path: Sequence[Point], role: str) -> Trace:
    return dots([path[-1][0]], [path[-1][1]], role, **_OPEN)


def _in_words(walk: Sequence[Point]) -> str:
    n_visits = len(walk) - 1
    if not n_visits:
        return f"The model stands at {_pair(walk[0])}."
    visits = "one visit leads" if n_visits == 1 else f"{n_visits} visits lead"
    return f"From {_pair(walk[0])} {visits} to {_pair(walk[-1])}."


def _elsewhere(detour: Sequence[Point]) -> str:
    return f" Moved one after the other, p and q end at {_pair(detour[-1])}." if detour else ""


def _pair(point: Point) -> str:
    return f"({brief(point[0])}, {brief(point[1])})"
