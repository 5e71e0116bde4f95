"""The gradient as an arrow, at many points of a map and large at a chosen one."""

from typing import Any

import numpy as np

from mf_core.figures.contour_map import contour_map
from mf_core.figures.ground import on_land
from mf_core.figures.picture import Picture
from mf_core.figures.traces import arrow, curve, dots
from mf_core.saying import brief
from mf_core.slopes.curves import Surface

FIELD = 9  # arrows in each direction
REACH = 0.84  # length of the longest small arrow, as a share of the distance between two


def gradient_map(surface: Surface, x: float, y: float) -> Picture:
    r"""Draw :math:`\nabla f = (\partial f/\partial x, \partial f/\partial y)` as arrows.

    Parameters
    ----------
    surface : Surface
    x, y : float
        The chosen point. Its arrow is drawn at a tenth of its length, with its two partial
        derivatives as dashed legs; the small arrows share a scale of their own. Where the
        gradient is zero there is no arrow.
    """
    base = contour_map(surface)
    gx, gy = (float(part) for part in surface.gradient(x, y))
    tip = x + gx / 10, y + gy / 10
    data = [
        *base.data,
        *on_land(_field(surface, base.layout["xaxis"]["range"], base.layout["yaxis"]["range"])),
        *on_land(curve([x, tip[0]], [y, y], "gradient", f"∂f/∂{surface.axes[0]}", dash="dash")),
        *on_land(curve([x, x], [y, tip[1]], "gradient", f"∂f/∂{surface.axes[1]}", dash="dot")),
        *on_land(arrow((x, y), tip, "gradient", "∇f ÷ 10", width=5)),
        *on_land(dots([x], [y], "gradient", symbol="circle", size=14)),
    ]
    at, slopes = (f"({', '.join(brief(n, 4) for n in pair)})" for pair in ((x, y), (gx, gy)))
    arrowed = "its arrow stands at right angles to the contour line and points uphill"
    said = arrowed if gx or gy else "there is no arrow"
    return Picture(
        data,
        base.layout | {"showlegend": True, "margin": {"l": 48, "r": 12, "t": 36, "b": 44}},
        f"{base.alt} At {at} the gradient is {slopes}; {said}.",
        land=base.land,
    )


def _field(surface: Surface, x_range: list[float], y_range: list[float]) -> dict[str, Any]:
    x, y = (np.linspace(low, high, FIELD + 2)[1:-1] for low, high in (x_range, y_range))
    tails = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    slopes = np.stack(surface.gradient(*tails.T), axis=-1)
    longest = max(float(np.hypot(*slopes.T).max()), 1e-12)
    tips = tails + REACH * (x[1] - x[0]) / longest * slopes
    return arrow(tails, tips, "gradient", head=11.0, width=2)
