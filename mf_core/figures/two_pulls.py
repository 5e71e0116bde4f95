"""Data pull one way, the charge for length pulls back; where both are equal, the factor rests."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture

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
    pulls = [
        ("data pull Σ e q", data, style.line("residual")),
        ("shrink pull", shrink, style.line("user", dash="dash")),
    ]
    here = [float(np.interp(now, p, values)) for _, values, _ in pulls]
    level = float(np.interp(rest, p, shrink))
    return Picture(
        [
            *(_line(p, *pull) for pull in pulls),
            _rest(rest, level),
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
            shapes=[
                {"type": "line", "x0": now, "x1": now, "y0": -0.12 * top, "y1": top,
                 "line": {"color": style.ROLES["rating"].color, "width": 1, "dash": "dot"}},
            ],
        ),
        f"Two pulls on a factor that stands at {now:.2f}: the data pull by {here[0]:.2f}, the "
        f"charge for length pulls back by {here[1]:.2f}. They are equal at {rest:.2f}.",
    )  # fmt: skip


def _length(pull: float, top: float) -> float:
    """How long an arrow is drawn, in units of the axis of the factor."""
    return pull / top * 2.0


def _line(p: _Floats, name: str, values: _Floats, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "name": name, "x": p, "y": values, "line": line,
        "hovertemplate": "p = %{x:.2f}: %{y:.2f}<extra>" + name + "</extra>",
    }  # fmt: skip


def _rest(rest: float, level: float) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers+text", "x": [rest], "y": [level], "name": "rest",
        "text": [f"rest {rest:.2f}"], "textposition": "bottom center", "showlegend": False,
        "marker": style.marker("user", size=14), "hoverinfo": "skip",
    }  # fmt: skip


def _arrow(start: float, end: float, height: float, role: str) -> dict[str, Any]:
    return {
        "x": end, "y": height, "ax": start, "ay": height, "xref": "x", "yref": "y",
        "axref": "x", "ayref": "y", "showarrow": True, "arrowhead": 2, "arrowwidth": 4,
        "arrowcolor": style.ROLES[role].color, "text": "",
    }  # fmt: skip
