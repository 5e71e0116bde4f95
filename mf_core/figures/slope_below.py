"""A curve with its tangent and a secant, and below it both slopes at every x."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots
from mf_core.saying import brief, number
from mf_core.slopes.calculus import Line, difference_quotient, secant, tangent
from mf_core.slopes.curves.curve import Function
from mf_core.slopes.sampling import adaptive_points, highest

_Floats = NDArray[np.float64]
_N_POINTS = 241  # odd, so that 0 is one of them in a range around 0
_TALLEST = 50.0  # times the height that holds most of a curve, or 1: then its peak is cut


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
    shown = list(heights or _room(f, domain)), list(slopes or _room(df, domain))
    touching = tangent(_number(f), _number(df), x)
    data = [
        _smooth("f", f, domain, shown[0], "f", width=4),  # the axes say which curve is which
        _smooth("f′", df, domain, shown[1], "gradient", "y2", dash="solid"),
        _straight(f"tangent, slope {brief(touching.slope, 4)}", touching, domain, "gradient"),
    ]
    said = f"Tangent at x = {number(x)}, slope {brief(touching.slope, 4)}."
    if delta > 0:
        cutting = secant(_number(f), x, delta)
        data += _secant(f, domain, x, delta, cutting, touching.slope, shown[1])
        said += f" Secant to x + {brief(delta)}, slope {brief(cutting.slope, 4)}."
    data += [
        dots([x], [float(f(x))], "gradient", size=13),
        dots([x], [touching.slope], "gradient", axis="y2", size=13),
    ]
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
    domain: tuple[float, float],
    x: float,
    delta: float,
    cutting: Line,
    slope: float,
    shown: list[float],
) -> list[dict[str, Any]]:
    """The secant with its second point; below, its slope for all x, and what it is off by."""

    def quotient(at: Any) -> _Floats:  # noqa: ANN401 (a number or an array, as f takes it)
        return difference_quotient(f, at, delta)

    off = f"error {brief(cutting.slope - slope, 4)}"
    gap = [slope, cutting.slope]
    return [
        _straight(f"secant, slope {brief(cutting.slope, 4)}", cutting, domain, "secant"),
        _smooth("slope of the secant", quotient, domain, shown, "secant", "y2", width=2.5),
        dots([x + delta], [float(f(x + delta))], "secant", size=13, symbol="circle"),
        curve(np.array([x, x]), gap, "residual", off, axis="y2", width=5, dash="solid"),
    ]


def _smooth(
    name: str,
    f: Function,
    domain: tuple[float, float],
    shown: list[float],
    role: str,
    axis: str = "y",
    **line: object,
) -> dict[str, Any]:
    """Not simplified: plotly.js would leave corners in a smooth curve."""
    x = _points(f, domain, shown[0], shown[1])
    told = name + " at %{x}: %{y}"
    smooth = curve(
        x, _broken(f(x), shown), role, name, hover=told, axis=axis, simplify=False, **line
    )
    return smooth | {"showlegend": False}


def _straight(name: str, line: Line, domain: tuple[float, float], role: str) -> dict[str, Any]:
    ends = np.array(domain)
    return curve(ends, line.at(ends), role, name)


@lru_cache(maxsize=64)
def _points(f: Function, domain: tuple[float, float], low: float, high: float) -> _Floats:
    """Kept, for while Δ is dragged the curve stays the same."""
    points = adaptive_points(f, domain, (low, high))
    points.flags.writeable = False
    return points


@lru_cache(maxsize=64)
def _room(f: Function, domain: tuple[float, float]) -> list[float]:
    """Zero and the whole curve, with some air; only a pole may leave the picture."""
    grid = np.linspace(*domain, _N_POINTS)
    values = f(grid)
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return [-1.0, 1.0]
    low, high = np.clip(np.quantile(finite, [0.06, 0.94]), -1e6, 1e6)
    low, high = min(float(low), 0.0), max(float(high), 0.0)
    reach = _TALLEST * max(high - low, 1.0)
    top, bottom = highest(f, grid), -highest(lambda x: -f(x), grid)
    high, low = (top if high < top < reach else high), (bottom if -reach < bottom < low else low)
    air = 0.1 * (high - low) or 1.0
    return [low - air, high + air]


def _broken(values: _Floats, shown: list[float]) -> _Floats:
    """The values with a gap where the curve jumps from beyond one end to beyond the other."""
    side = np.where(values > shown[1], 1, 0) - np.where(values < shown[0], 1, 0)
    before = np.concatenate([side[:1], side[:-1]])
    return np.where(side * before < 0, np.nan, values)


def _number(f: Function) -> Any:  # noqa: ANN401 (a function of one number)
    return lambda x: float(f(x))
