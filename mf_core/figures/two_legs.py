"""A direction taken apart into a leg along x and a leg along y, and what each leg brings."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.contour_map import contour_map
from mf_core.figures.picture import Picture
from mf_core.figures.traces import arrow, curve, dots
from mf_core.saying import brief, number
from mf_core.slopes.curves import Surface


def two_legs(surface: Surface, x: float, y: float, angle: float) -> list[Picture]:
    r"""Draw the two legs of a direction on the map, and the rise along each as a bar.

    .. math::

        \frac{\partial f}{\partial x}\cos\alpha + \frac{\partial f}{\partial y}\sin\alpha
        = \nabla f \cdot d, \qquad d = (\cos\alpha, \sin\alpha)

    Parameters
    ----------
    surface : Surface
    x, y : float
        Where one stands.
    angle : float
        α in degrees, anticlockwise from the x axis.
    """
    legs = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    slopes = np.array([float(part) for part in surface.gradient(x, y)])
    return [_map(surface, np.array([x, y]), legs), _bars(surface.axes, slopes, legs)]


def _map(surface: Surface, at: NDArray[np.float64], legs: NDArray[np.float64]) -> Picture:
    base, tip = contour_map(surface), at + legs
    along, up = (f"{brief(leg)} along {name}" for leg, name in zip(legs, surface.axes, strict=True))
    data = [
        *base.data,
        curve([at[0], tip[0]], [at[1], at[1]], "gradient", along, dash="dash"),
        curve([tip[0], tip[0]], [at[1], tip[1]], "gradient", up, dash="dot"),
        arrow(at, tip, "guess", "d, of length 1", width=4),
        dots(at[:1], at[1:], "rating", symbol="circle", size=14),
    ]
    layout = base.layout | {"showlegend": True, "margin": {"l": 48, "r": 12, "t": 36, "b": 44}}
    alt = f"{base.alt} An arrow of length 1 is made of two legs: {along} and {up}."
    return base._replace(data=data, layout=layout, alt=alt)


def _bars(axes: tuple[str, str], slopes: NDArray[np.float64], legs: NDArray[np.float64]) -> Picture:
    first, second = (float(part) for part in slopes * legs)
    total, steepest = first + second, float(np.linalg.norm(slopes))
    names = [f"leg along {axes[0]}", f"leg along {axes[1]}", "together: ∇f · d"]
    top = 1.35 * max(float(np.abs(slopes).max()), steepest, 1e-9)
    data = [
        _bar(names[:1], first, 0.0, "gradient", ""),
        _bar(names[1:2], second, first, "gradient", "/"),
        _bar(names[2:], total, 0.0, "guess", ""),
    ]
    return Picture(
        data,
        style.layout(
            xaxis=style.axis("leg", categoryorder="array", categoryarray=names),
            yaxis=style.axis("rise of f", range=[-top, top], zeroline=True),
            margin={"l": 56, "r": 12, "t": 8, "b": 40},
        ),
        f"Three bars: the leg along {axes[0]} brings {number(first)}, the leg along {axes[1]} "
        f"{number(second)}, both together {number(total)}.",
    )


def _bar(name: list[str], height: float, base: float, role: str, pattern: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": name,
        "y": [height],
        "base": [base],
        "marker": {"color": style.look(role).color, "pattern": {"shape": pattern}},
        "text": [number(height, sign=True)],
        "textposition": "outside",
        "hovertemplate": "%{x}: %{text}<extra></extra>",
    }
