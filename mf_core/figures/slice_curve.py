"""A cut through a surface along one variable, the other frozen, with its slope."""

from typing import Literal

import numpy as np

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots
from mf_core.saying import brief
from mf_core.slopes.calculus import line_through
from mf_core.slopes.curves import Surface

# The legend stands in the room above the highest cut: the figure is often small.
_INSIDE = {"orientation": "h", "x": 0.5, "xanchor": "center", "y": 1.0, "yanchor": "top"}


def slice_curve(surface: Surface, x: float, y: float, frozen: Literal["x", "y"]) -> Picture:
    r"""Draw f along the variable that moves, and the tangent whose slope is its partial.

    .. math::

        \frac{\partial f}{\partial x}(x, y) = \lim_{h \to 0} \frac{f(x + h, y) - f(x, y)}{h}

    Parameters
    ----------
    surface : Surface
    x, y : float
        The point.
    frozen : "x" or "y"
        The first or the second variable stands still; the other one moves.
    """
    moving, still = (1, 0) if frozen == "x" else (0, 1)
    at = (x, y)[moving]
    slope = float(surface.gradient(x, y)[moving])
    height = float(surface.f(x, y))
    low, high = (surface.x_range, surface.y_range)[moving]
    walked = np.linspace(low, high, 121)
    f = surface.f(x, walked) if moving else surface.f(walked, y)
    name, other = surface.axes[moving], surface.axes[still]
    frozen_at = f"{other} frozen at {brief((x, y)[still])}"
    cut = f"f, with {frozen_at}"
    tangent = line_through(at, height, slope)
    reach = np.array([at - 1.2, at + 1.2])
    told = "%{x}: %{y}"
    data = [
        curve(walked, f, "f", cut, hover=told),
        curve(reach, tangent.at(reach), "gradient", f"slope {brief(slope, 4)}", width=4),
        dots([at], [height], "gradient", size=15),
    ]
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis(name, range=[low, high]),
            yaxis=style.axis("f", range=_heights(surface)),
            legend=_INSIDE,
            margin={"l": 56, "r": 12, "t": 8, "b": 40},
        ),
        f"The cut through the surface with {frozen_at}. At {name} = {brief(at)} it has the slope "
        f"{brief(slope, 4)}.",
    )


def _heights(surface: Surface) -> list[float]:
    """One range for all cuts, so that they can be compared."""
    x, y = np.linspace(*surface.x_range, 25), np.linspace(*surface.y_range, 25)
    f = surface.f(x[None, :], y[:, None])
    room = float(np.ptp(f))
    return [float(f.min()) - 0.05 * room, float(f.max()) + 0.35 * room]
