"""A walk down a curve of one variable, hop by hop."""

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track
from mf_core.figures.traces import curve, dots
from mf_core.saying import brief
from mf_core.slopes.curves import Curve


def slide_curve(ground: Curve, x: NDArray[np.float64]) -> Picture:
    """Draw a curve and the hops of a walk on it; a hop that leaves the picture is not drawn.

    Parameters
    ----------
    ground : Curve
    x : (n_steps + 1,)
        Where the walk stands after each step, the start included.
    """
    low, high = ground.domain
    along = np.linspace(low, high, 121)
    inside = np.cumprod((x >= low) & (x <= high)).astype(bool)
    places = np.where(inside, x, np.nan)
    heights = ground.f(places)
    shown = int(inside.sum())
    data = [
        curve(along, ground.f(along), "f"),
        curve(places, heights, "gradient", hover="x = %{x}", dash="solid", width=2)
        | {"mode": "lines+markers", "marker": style.marker("gradient", symbol="circle", size=7)},
        dots(places[shown - 1 : shown], heights[shown - 1 : shown], "gradient", size=15),
    ]
    top = float(np.nanmax(ground.f(along)))
    left = "" if shown == x.size else f" Hop {shown} leaves the picture."
    columns = {"x": places, "y": heights}
    return Picture(
        data,
        style.layout(
            xaxis=style.axis("x", range=[low, high]),
            yaxis=style.axis("f", range=[-0.04 * top, top]),
        ),
        f"A walk of {x.size - 1} hops on the curve, from x = {brief(x[0])} to "
        f"{brief(places[shown - 1])}.{left}",
        (Track(1, "prefix", columns), Track(2, "point", columns)),
        x.size,
    )
