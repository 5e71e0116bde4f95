"""How far a difference quotient is from the slope, for every step h: too large, too small."""

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots
from mf_core.saying import brief

_Floats = NDArray[np.float64]
_LOWEST, _HIGHEST = 1e-13, 30.0  # of the axis; below it there is nothing but rounding


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
    errors = {"one side": _shown(one_sided), "both sides": _shown(two_sided)}
    nearest = int(np.argmin(np.abs(np.log(h) - np.log(now))))
    data = [
        curve(h, error, n, name, hover=f"{name}: h = %{{x}}, off by %{{y}}")
        for n, (name, error) in enumerate(errors.items())
    ]
    data += [
        dots([now], e[nearest : nearest + 1], n, size=13) for n, e in enumerate(errors.values())
    ]
    best = float(h[int(np.nanargmin(errors["one side"]))])
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.log_axis("step h (√star)", *style.ends_of(h)),
            yaxis=style.log_axis("error of the slope (star²/√star)", _LOWEST, _HIGHEST),
        ),
        "Error of the difference quotient against the step, on logarithmic axes. Looking to one "
        f"side it is smallest near h = {brief(best, 1)} and grows on either side of that.",
    )


def _shown(error: _Floats) -> _Floats:
    """Errors that a logarithmic axis can show: an error of exactly 0 lies on its floor."""
    finite = np.where(np.isfinite(error), error, np.nan)
    return np.where(finite < _LOWEST, _LOWEST, finite)
