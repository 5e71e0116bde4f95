"""A curve and the straight lines somebody believes to be its tangent at one point."""

from collections.abc import Mapping

import numpy as np

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots
from mf_core.saying import brief
from mf_core.slopes.calculus import line_through
from mf_core.slopes.curves.curve import Function


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
    # Not simplified: plotly.js would leave corners in a smooth curve.
    data = [curve(grid, f(grid), "f", name, width=4, simplify=False)]
    for n, (word, slope) in enumerate(claims.items()):
        through = line_through(x, y, slope)
        data.append(curve(ends, through.at(ends), "guess" if n else "gradient", word))
    data.append(dots([x], [y], "gradient", size=13))
    said = ", ".join(f"{word} with slope {brief(slope)}" for word, slope in claims.items())
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("x", range=list(domain)),
            yaxis=style.axis("f", range=list(heights), zeroline=True),
        ),
        f"The curve {name} and, through its point at x = {brief(x)}: {said or 'no line yet'}.",
    )
