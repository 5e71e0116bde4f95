"""Data pull one way, the charge for length pulls back; where both are equal, the factor rests."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots, label, named
from mf_core.saying import number

_Floats = NDArray[np.float64]


def two_pulls(
    p: _Floats, data: _Floats, shrink: _Floats, now: float, rest: float, top: float
) -> Picture:
    r"""Draw :math:`\sum e q` and :math:`\lambda p` against the factor; they cross at rest.

    Parameters
    ----------
    p : (n_points,)
        Values of the factor, in √star.
    data, shrink : (n_points,)
        Both pulls at each of them, in star·√star: upwards in p, and back towards 0.
    now : float
        Where the factor stands.
    rest : float
        Where both pulls are equal.
    top : float
        Where the axis of the pulls ends: the same for every setting, so lengths compare.
    """
    here = [float(np.interp(now, p, values)) for values in (data, shrink)]
    level = float(np.interp(rest, p, shrink))
    told = "p = %{x}: %{y}"
    balance = named(
        dots([rest], [level], "user", size=14), [f"rest {number(rest)}"], "top center", "user"
    )
    mark = {"x0": now, "x1": now, "y0": -0.12 * top, "y1": top}
    dotted = {"line": style.line("rating", width=1, dash="dot")}
    return Picture(
        [
            curve(p, data, "residual", "data pull Σ e q", hover=told),
            curve(p, shrink, "user", "shrink pull", hover=told, dash="dash"),
            balance,
        ],
        style.layout(
            showlegend=True,
            xaxis=style.axis("factor p<sub>uf</sub> (√star)", range=[float(p[0]), float(p[-1])]),
            yaxis=style.axis("pull (star·√star)", range=[-0.12 * top, top]),
            annotations=[
                # The arrows lie below the axis, both starting where the factor stands.
                _arrow(now, now + _length(here[0], top), -0.04 * top, "residual"),
                _arrow(now, now - _length(here[1], top), -0.09 * top, "user"),
            ],
            shapes=[{"type": "line"} | mark | dotted],
        ),
        f"Two pulls on a factor that stands at {number(now)}: the data pull by {number(here[0])}, "
        f"the charge for length pulls back by {number(here[1])}. They are equal at {number(rest)}.",
    )


def _length(pull: float, top: float) -> float:
    """How long an arrow is drawn, in units of the axis of the factor."""
    return pull / top * 2.0


def _arrow(start: float, end: float, height: float, role: str) -> dict[str, Any]:
    """An annotation without a text; one without a length has no head either."""
    return label("", end, height, role) | {
        "ax": start,
        "ay": height,
        "xref": "x",
        "yref": "y",
        "axref": "x",
        "ayref": "y",
        "showarrow": abs(end - start) > 1e-9,
        "arrowhead": 2,
        "arrowwidth": 4,
        "arrowcolor": style.look(role).color,
    }
