"""A curve with its tangent and a secant, and below it both slopes at every x."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.slopes.calculus import Line, difference_quotient, secant, tangent
from mf_core.slopes.curves.curve import Function

_Floats = NDArray[np.float64]
_N_POINTS = 241  # odd, so that 0 is one of them in a range around 0

# Not simplified: plotly.js would leave corners in a smooth curve.
_CURVE = {"color": style.SERIES[5], "width": 4, "simplify": False}
_SLOPE = style.line("gradient", dash="solid", simplify=False)


def slope_below(
    f: Function,
    df: Function,
    domain: tuple[float, float],
    x: float,
    delta: float = 0.0,
    heights: Sequence[float] | None = None,
    slopes: Sequence[float] | None = None,
) -> Picture:
    r"""Draw f, its tangent at x, its secant from x to x + Δ; below, their slopes for all x.

    Parameters
    ----------
    f, df : functions of an array
        NaN where undefined.
    domain : (low, high)
        The x axis.
    x : float
        Where the tangent touches and the secant starts.
    delta : float, >= 0
        The Δ of the secant; 0 for none.
    heights, slopes : pairs, optional
        Ends of the two vertical axes; by default what the functions need.
    """
    grid = np.linspace(*domain, _N_POINTS)
    above, below = f(grid), df(grid)
    shown = list(heights or _room(above)), list(slopes or _room(below))
    touching = tangent(_number(f), _number(df), x)
    data = [
        _curve("f", grid, _broken(above, shown[0]), _CURVE),
        _curve(
            "f′",
            grid,
            _broken(below, shown[1]),
            _SLOPE,
            "y2",
        ),
        _straight(f"tangent, slope {_said(touching.slope)}", touching, domain, "gradient"),
    ]
    said = f"Tangent at x = {x:.2f}, slope {_said(touching.slope)}."
    if delta > 0:
        cutting = secant(_number(f), x, delta)
        data += _secant(f, grid, x, delta, cutting, touching.slope, shown[1])
        said += f" Secant to x + {delta:.3g}, slope {_said(cutting.slope)}."
    data += [_point(x, float(f(x))), _point(x, touching.slope, "y2")]
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("x", range=list(domain), anchor="y2"),
            yaxis=style.axis("f", range=shown[0], domain=[0.5, 1.0], zeroline=True),
            yaxis2=style.axis("f′ (slope)", range=shown[1], domain=[0.0, 0.42], zeroline=True),
        ),
        f"{said} The curve is above, the slope at every x below.",
    )


def _secant(
    f: Function,
    grid: _Floats,
    x: float,
    delta: float,
    cutting: Line,
    slope: float,
    shown: list[float],
) -> list[dict[str, Any]]:
    """The secant with its second point; below, its slope for all x, and what it is off by."""
    everywhere = difference_quotient(f, grid, delta)
    look = style.line("prediction", width=2.5, simplify=False)
    gap = _curve(
        f"error {_said(cutting.slope - slope)}", np.array([x, x]),
        np.array([slope, cutting.slope]), style.line("residual", width=5, dash="solid"), "y2",
    )  # fmt: skip
    domain = (float(grid[0]), float(grid[-1]))
    return [
        _straight(f"secant, slope {_said(cutting.slope)}", cutting, domain, "prediction"),
        _curve("slope of the secant", grid, _broken(everywhere, shown), look, "y2")
        | {"showlegend": False},
        _dot(x + delta, float(f(x + delta)), "prediction"),
        gap,
    ]


def _curve(
    name: str, x: _Floats, y: _Floats, look: dict[str, Any], axis: str = "y"
) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "yaxis": axis,
        "line": look, "hovertemplate": name + " at %{x:.2f}: %{y:.2f}<extra></extra>",
    }  # fmt: skip


def _straight(name: str, line: Line, domain: tuple[float, float], role: str) -> dict[str, Any]:
    ends = np.array(domain)
    return _curve(name, ends, line.at(ends), style.line(role)) | {"hoverinfo": "skip"}


def _point(x: float, y: float, axis: str = "y") -> dict[str, Any]:
    return _dot(x, y, "gradient") | {"yaxis": axis}


def _dot(x: float, y: float, role: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [x], "y": [y], "showlegend": False,
        "marker": style.marker(role, size=13), "hoverinfo": "skip",
    }  # fmt: skip


def _room(values: _Floats) -> list[float]:
    """Zero and nearly all values, with some air; a pole may leave the picture."""
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return [-1.0, 1.0]
    low, high = np.clip(np.quantile(finite, [0.02, 0.98]), -1e6, 1e6)
    low, high = min(float(low), 0.0), max(float(high), 0.0)
    air = 0.1 * (high - low) or 1.0
    return [low - air, high + air]


def _broken(values: _Floats, shown: list[float]) -> _Floats:
    """The values with a gap where the curve jumps from beyond one end to beyond the other."""
    side = np.where(values > shown[1], 1, 0) - np.where(values < shown[0], 1, 0)
    before = np.concatenate([side[:1], side[:-1]])
    return np.where(side * before < 0, np.nan, values)


def _number(f: Function) -> Any:  # noqa: ANN401 (a function of one number)
    return lambda x: float(f(x))


def _said(number: float) -> str:
    return f"{number:.4g}".replace("-", "−") if np.isfinite(number) else "undefined"
