"""The gradient as an arrow, at many points of a contour map and large at a chosen one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.contour_map import contour_map
from mf_core.figures.picture import Picture
from mf_core.slopes.curves import Surface

_Floats = NDArray[np.float64]

FIELD = 9  # arrows in each direction
REACH = 0.42  # length of the longest small arrow, as a share of the distance between two


def gradient_map(surface: Surface, x: float, y: float) -> Picture:
    r"""Draw :math:`\nabla f = (\partial f/\partial x, \partial f/\partial y)` as arrows.

    Parameters
    ----------
    surface : Surface
    x, y : float
        The chosen point. Its arrow is drawn at a tenth of its length, with its two partial
        derivatives as dashed legs; the small arrows share a scale of their own.
    """
    base = contour_map(surface)
    gx, gy = (float(part) for part in surface.gradient(x, y))
    tip = x + gx / 10, y + gy / 10
    color = style.ROLES["gradient"].color
    data = [
        *base.data,
        _field(surface, base.layout["xaxis"]["range"], base.layout["yaxis"]["range"]),
        _leg([x, tip[0]], [y, y], f"∂f/∂{surface.axes[0]}", "dash"),
        _leg([x, x], [y, tip[1]], f"∂f/∂{surface.axes[1]}", "dot"),
        _arrow(x, y, *tip, "∇f ÷ 10", {"color": color, "width": 5}, 20),
        {
            "type": "scatter", "mode": "markers", "x": [x], "y": [y], "name": "here",
            "marker": {"color": style.ROLES["rating"].color, "size": 14}, "hoverinfo": "skip",
            "showlegend": False,
        },
    ]  # fmt: skip
    said = (
        f"{base.alt} At ({x:g}, {y:g}) the gradient is ({gx:.4g}, {gy:.4g}); its arrow stands at "
        "right angles to the contour line and points uphill."
    )
    legend = {"showlegend": True, "margin": {"l": 48, "r": 12, "t": 36, "b": 44}}
    return Picture(data, base.layout | legend, said)


def _field(surface: Surface, x_range: list[float], y_range: list[float]) -> dict[str, Any]:
    """Small arrows as one trace: tail, tip, and a gap before the next."""
    x, y = (np.linspace(low, high, FIELD + 2)[1:-1] for low, high in (x_range, y_range))
    xs, ys = (grid.ravel() for grid in np.meshgrid(x, y))
    gx, gy = surface.gradient(xs, ys)
    scale = REACH * (x[1] - x[0]) / max(float(np.hypot(gx, gy).max()), 1e-12)
    gap = np.full(xs.shape, np.nan)
    color = style.ROLES["gradient"].color
    return {
        "type": "scatter", "mode": "lines+markers", "name": "∇f nearby", "opacity": 0.8,
        "x": np.column_stack([xs, xs + 2 * scale * gx, gap]).ravel(),
        "y": np.column_stack([ys, ys + 2 * scale * gy, gap]).ravel(),
        "line": {"color": color, "width": 2},
        "marker": {"symbol": "arrow", "angleref": "previous", "color": color,
                   "size": np.tile([0.0, 11.0, 0.0], xs.size), "line": {"width": 0}},
        "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def _arrow(
    x: float, y: float, to_x: float, to_y: float, name: str, line: dict[str, Any], head: float
) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines+markers", "name": name,
        "x": [x, to_x], "y": [y, to_y], "line": line,
        "marker": {"symbol": "arrow", "angleref": "previous", "color": line["color"],
                   "size": [0.0, head], "line": {"width": 0}},
        "hoverinfo": "skip",
    }  # fmt: skip


def _leg(x: list[float], y: list[float], name: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "hoverinfo": "skip",
        "line": {"color": style.ROLES["gradient"].color, "dash": dash, "width": 3},
    }  # fmt: skip
