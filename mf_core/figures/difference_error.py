"""How far a difference quotient is from the slope, for every step h: too large, too small."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture

_Floats = NDArray[np.float64]
_LOWEST = -13.0  # decades; below it there is nothing but rounding


def difference_error(h: _Floats, one_sided: _Floats, two_sided: _Floats, now: float) -> Picture:
    r"""Draw :math:`|\text{quotient} - \text{formula}|` against h, both on logarithmic axes.

    Parameters
    ----------
    h : (n_steps,)
        Steps in √star.
    one_sided, two_sided : (n_steps,)
        Absolute errors of the quotients (J(x+h) − J(x))/h and (J(x+h) − J(x−h))/2h.
    now : float
        The step that is tried at the moment.
    """
    curves = [("one side", 0, one_sided), ("both sides", 1, two_sided)]
    data = [_curve(h, name, number, error) for name, number, error in curves]
    data += [_spot(h, name, number, error, now) for name, number, error in curves]
    best = float(h[int(np.nanargmin(_shown(one_sided)))])
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("step h (√star)", type="log", exponentformat="power", dtick=3),
            yaxis=style.axis(
                "error of the slope (star²/√star)",
                type="log", exponentformat="power", dtick=3, range=[_LOWEST, 1.5],
            ),
        ),
        f"Error of the difference quotient against the step, on logarithmic axes. Looking to one "
        f"side it is smallest near h = {best:.0e} and grows on either side of that.",
    )  # fmt: skip


def _curve(h: _Floats, name: str, number: int, error: _Floats) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "name": name, "x": h, "y": _shown(error),
        "line": {"color": style.SERIES[number * 5], "dash": style.DASHES[number], "width": 3},
        "hovertemplate": "h = %{x:.1e}: off by %{y:.1e}<extra>" + name + "</extra>",
    }  # fmt: skip


def _spot(h: _Floats, name: str, number: int, error: _Floats, now: float) -> dict[str, Any]:
    nearest = int(np.argmin(np.abs(np.log(h) - np.log(now))))
    return {
        "type": "scatter", "mode": "markers", "x": [now], "y": _shown(error[nearest : nearest + 1]),
        "name": f"{name}, now", "showlegend": False, "hoverinfo": "skip",
        "marker": {"color": style.SERIES[number * 5], "symbol": style.MARKERS[number], "size": 13},
    }  # fmt: skip


def _shown(error: _Floats) -> _Floats:
    """Errors that a logarithmic axis can show: an error of exactly 0 lies on its floor."""
    finite = np.where(np.isfinite(error), error, np.nan)
    return np.where(finite < 10.0**_LOWEST, 10.0**_LOWEST, finite)
