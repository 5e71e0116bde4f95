"""A curve and the straight lines somebody believes to be its tangent at one point."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.slopes.calculus import line_through
from mf_core.slopes.curves.curve import Function

# Not simplified: plotly.js would leave corners in a smooth curve.
_CURVE = {"color": style.SERIES[5], "width": 4, "simplify": False}


def tangent_lines(
    f: Function,
    domain: tuple[float, float],
    heights: tuple[float, float],
    x: float,
    claims: Mapping[str, float],
    name: str = "f",
) -> Picture:
    """Draw f and, through its point at x, one line for each slope that is claimed.

    Parameters
    ----------
    f : function of an array
    domain, heights : (low, high)
        The two axes.
    x : float
        The point all lines go through.
    claims : mapping
        What the line is called → its slope. The first is the true one.
    name : str
        What the curve is called.
    """
    grid, ends = np.linspace(*domain, 161), np.array(domain)
    y = float(f(x))
    data = [_line(name, grid, f(grid), _CURVE)]
    for number, (word, slope) in enumerate(claims.items()):
        look = style.line("residual" if number else "gradient")
        data.append(_line(word, ends, line_through(x, y, slope).at(ends), look))
    data.append(_point(x, y))
    said = ", ".join(f"{word} with slope {slope:.3g}" for word, slope in claims.items())
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("x", range=list(domain)),
            yaxis=style.axis("f", range=list(heights), zeroline=True),
        ),
        f"The curve {name} and, through its point at x = {x:g}: {said or 'no line yet'}.",
    )


def _line(name: str, x: object, y: object, look: object) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "line": look,
        "hoverinfo": "skip",
    }  # fmt: skip


def _point(x: float, y: float) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [x], "y": [y], "showlegend": False,
        "marker": style.marker("gradient", size=13), "hoverinfo": "skip",
    }  # fmt: skip
