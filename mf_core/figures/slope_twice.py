"""A curve, its slope, and the slope of its slope, one below the other."""

import numpy as np

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots
from mf_core.saying import brief, number
from mf_core.slopes.calculus import line_through
from mf_core.slopes.curves import Curve

_AXES = ("y", "y2", "y3")
_HEIGHTS = ([0.7, 1.0], [0.35, 0.65], [0.0, 0.3])


def slope_twice(curve_shown: Curve, x: float) -> Picture:
    r"""Draw f and f′ with their tangents at x, and f″, the slope of f′, below.

    Parameters
    ----------
    curve_shown : Curve
        The function; its first two derivatives must exist at x.
    x : float
        Where the tangents touch.
    """
    grid, span = np.linspace(*curve_shown.domain, 201), np.array(curve_shown.domain)
    f, df, d2f = (each(grid) for each in (curve_shown.f, curve_shown.df, curve_shown.d2f))
    height, slope, bend = (
        float(each(x)) for each in (curve_shown.f, curve_shown.df, curve_shown.d2f)
    )
    steep, turning = line_through(x, height, slope), line_through(x, slope, bend)
    data = [
        curve(grid, f, "f", width=4, simplify=False),
        curve(span, steep.at(span), "gradient", f"slope of f: {brief(slope)}"),
        curve(grid, df, "gradient", axis="y2", dash="solid", simplify=False),
        curve(span, turning.at(span), "secant", f"slope of f′: {brief(bend)}", axis="y2"),
        curve(grid, d2f, "secant", axis="y3", dash="solid", simplify=False),
        dots([x], [height], "gradient", size=12),
        dots([x], [slope], "secant", axis="y2", size=12, symbol="circle"),
        dots([x], [bend], "secant", axis="y3", size=12, symbol="circle"),
    ]
    titles = zip(_AXES, ("f", "f′", "f″"), (f, df, d2f), _HEIGHTS, strict=True)
    axes = {
        axis.replace("y", "yaxis"): style.axis(
            title, range=style.room(values, 0.12), domain=share, zeroline=True, nticks=4
        )
        for axis, title, values, share in titles
    }
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("x", range=list(curve_shown.domain), anchor="y3"),
            **axes,
        ),
        f"At x = {number(x)} the slope of {curve_shown.title} is {brief(slope)}, and the slope "
        f"of its slope {brief(bend)}.",
    )
