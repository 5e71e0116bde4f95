"""How fast a surface rises in every direction from one point: the map and the dial."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.contour_map import contour_map
from mf_core.figures.ground import on_land
from mf_core.figures.picture import Picture
from mf_core.figures.traces import arrow, curve, dots, label
from mf_core.saying import brief, number
from mf_core.slopes.calculus import directional_derivative
from mf_core.slopes.curves import Surface

_Floats = NDArray[np.float64]

RAY = 1.0  # length of the gradient's arrow on the map
SHORTEST = 0.7  # of the other arrow, even where the step is shorter
TICKS = [-180, -90, 0, 90, 180]


def direction_dial(
    surface: Surface,
    x: float,
    y: float,
    angle: float,
    h: float,
    *,
    revealed: bool = True,
) -> list[Picture]:
    r"""Draw a direction on the map, and the rise of f per unit of length against the angle.

    .. math::

        \frac{f(x + h\cos\alpha,\; y + h\sin\alpha) - f(x, y)}{h}
        \;\longrightarrow\; \nabla f \cdot (\cos\alpha, \sin\alpha)
        \qquad (h \to 0)

    Parameters
    ----------
    surface : Surface
    x, y : float
        Where one stands.
    angle : float
        The direction one looks in, in degrees, anticlockwise from the x axis.
    h : float, > 0
        The length of the step that is really taken.
    revealed : bool
        Whether the gradient and the whole curve are shown, or only what was measured here.
    """
    turned = np.radians(angle)
    direction = np.array([np.cos(turned), np.sin(turned)])
    gradient = np.array([float(part) for part in surface.gradient(x, y)])
    rate = directional_derivative(gradient, direction)
    step = direction * max(h, SHORTEST)
    return [
        _map(surface, np.array([x, y]), step, gradient if revealed else np.zeros(2)),
        _dial(surface, (x, y), gradient, angle, rate, h, shown=revealed),
    ]


def _map(surface: Surface, at: _Floats, step: _Floats, gradient: _Floats) -> Picture:
    base = contour_map(surface)
    length = float(np.linalg.norm(gradient))
    data = [*base.data]
    if length > 0:
        tip = at + gradient / length * RAY
        data += on_land(arrow(at, tip, "gradient", "∇f (direction)", width=5))
    data += on_land(arrow(at, at + step, "guess", "your direction", width=4))
    data += on_land(dots(at[:1], at[1:], "rating", symbol="circle", size=14))
    layout = base.layout | {"showlegend": True, "margin": {"l": 48, "r": 12, "t": 36, "b": 44}}
    said = f"{base.alt} An arrow shows the direction that is looked at."
    return Picture(data, layout, said, land=base.land)


def _dial(
    surface: Surface,
    at: tuple[float, float],
    gradient: _Floats,
    angle: float,
    rate: float,
    h: float,
    *,
    shown: bool,
) -> Picture:
    degrees = np.linspace(-180.0, 180.0, 121)
    unit = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    measured = (surface.f(at[0] + h * unit[0], at[1] + h * unit[1]) - surface.f(*at)) / h
    steepness = float(np.linalg.norm(gradient))
    told, step = "%{x}°: %{y}", f"a real step, h = {brief(h)}"
    data: list[dict[str, Any]] = []
    if shown:
        data += [
            curve(degrees, gradient @ unit, "gradient", "∇f · d: the slope here", hover=told),
            curve(degrees, measured, "rating", step, hover=told, dash="dot"),
        ]
    yours = "" if shown else "your direction"
    data.append(dots([angle], [rate], "guess", yours, hover=told, size=15))
    top = 1.3 * max(steepness, float(np.abs(measured).max()), 1e-9)
    compass = float(np.degrees(np.arctan2(gradient[1], gradient[0])))
    peak = f"along ∇f: {number(steepness)} at {number(compass, 1)}°"
    above = {"yanchor": "top"}
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("angle α (degrees)", range=[-183, 183], tickvals=TICKS),
            yaxis=style.axis("rise of f per unit of length", range=[-top, top], zeroline=True),
            annotations=[label(peak, compass, top, "gradient") | above]
            if shown and steepness > 0
            else [],
        ),
        _alt(angle, rate, steepness, compass, shown=shown),
    )


def _alt(angle: float, rate: float, steepness: float, compass: float, *, shown: bool) -> str:
    said = f"In the direction of {brief(angle)}° f rises by {brief(rate, 4)} per unit of length."
    if not shown:
        return said
    if steepness == 0:
        return f"{said} The gradient is zero: no direction rises or falls at first."
    return (
        f"{said} It rises fastest at {number(compass, 1)}°, along the gradient: by "
        f"{brief(steepness, 4)}."
    )
