"""How fast a surface rises in every direction from one point: the map and the dial."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.contour_map import contour_map
from mf_core.figures.picture import Picture
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
    return [
        _map(surface, (x, y), direction * max(h, SHORTEST), gradient if revealed else np.zeros(2)),
        _dial(surface, (x, y), gradient, angle, rate, h, shown=revealed),
    ]


def _map(surface: Surface, at: tuple[float, float], step: _Floats, gradient: _Floats) -> Picture:
    base = contour_map(surface)
    length = float(np.linalg.norm(gradient))
    data = [*base.data]
    if length > 0:
        tip = np.array(at) + gradient / length * RAY
        data.append(_arrow(at, tip, "gradient", "∇f (direction)", 5))
    data.append(_arrow(at, np.array(at) + step, "item", "your direction", 4))
    data.append(
        {
            "type": "scatter", "mode": "markers", "x": [at[0]], "y": [at[1]],
            "marker": {"color": style.ROLES["rating"].color, "size": 14},
            "hoverinfo": "skip", "showlegend": False,
        }
    )  # fmt: skip
    layout = base.layout | {"showlegend": True, "margin": {"l": 48, "r": 12, "t": 36, "b": 44}}
    return Picture(data, layout, f"{base.alt} An arrow shows the direction that is looked at.")


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
    data: list[dict[str, Any]] = []
    if shown:
        data += [
            _curve(degrees, gradient @ unit, "∇f · d: the slope here", style.line("gradient")),
            _curve(degrees, measured, f"a real step, h = {h:g}", style.line("rating", dash="dot")),
        ]
    data.append(
        {
            "type": "scatter", "mode": "markers", "x": [angle], "y": [rate],
            "name": "your direction", "showlegend": not shown,
            "marker": style.marker("item", size=15),
            "hovertemplate": "%{x:.0f}°: %{y:.3f}<extra></extra>",
        }
    )  # fmt: skip
    top = 1.5 * max(steepness, float(np.abs(measured).max()) / 1.4, 1e-9)
    compass = float(np.degrees(np.arctan2(gradient[1], gradient[0])))
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("angle α (degrees)", range=[-183, 183], tickvals=TICKS),
            yaxis=style.axis("rise of f per unit of length", range=[-top, top], zeroline=True),
            annotations=_peak(compass, steepness) if shown and steepness > 0 else [],
        ),
        _alt(angle, rate, steepness, compass, shown=shown),
    )


def _curve(x: _Floats, y: _Floats, name: str, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "line": line,
        "hovertemplate": "%{x:.0f}°: %{y:.3f}<extra></extra>",
    }  # fmt: skip


def _peak(compass: float, steepness: float) -> list[dict[str, Any]]:
    words = f"along ∇f: {steepness:.2f} at {compass:.1f}°".replace("-", "−")
    return [
        {
            "x": compass, "y": steepness, "text": words,
            "showarrow": False, "yanchor": "bottom", "yshift": 6,
            "font": {"color": style.ROLES["gradient"].color},
        }
    ]  # fmt: skip


def _arrow(
    at: tuple[float, float], tip: _Floats, role: str, name: str, width: int
) -> dict[str, Any]:
    color = style.ROLES[role].color
    return {
        "type": "scatter", "mode": "lines+markers", "name": name,
        "x": [at[0], float(tip[0])], "y": [at[1], float(tip[1])],
        "line": {"color": color, "width": width},
        "marker": {"symbol": "arrow", "angleref": "previous", "color": color, "size": [0, 20],
                   "line": {"width": 0}},
        "hoverinfo": "skip",
    }  # fmt: skip


def _alt(angle: float, rate: float, steepness: float, compass: float, *, shown: bool) -> str:
    said = f"In the direction of {angle:g}° f rises by {rate:.4g} per unit of length."
    if not shown:
        return said
    if steepness == 0:
        return f"{said} The gradient is zero: no direction rises or falls at first."
    return f"{said} It rises fastest at {compass:.1f}°, along the gradient: by {steepness:.4g}."
