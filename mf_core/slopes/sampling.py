r"""Where to look at a curve: few points where it is straight, many where it turns.

Notation: f is the function, x the points, *window* the heights that are shown.
"""

import numpy as np
from numpy.typing import NDArray

from mf_core.slopes.curves.curve import Function

_Floats = NDArray[np.float64]

_N_FIRST = 241  # odd, so that the middle of the range is one of them
_N_MOST = 700
_N_LEVELS = 9
_SEEN = 400.0  # a bend of less than one part in so many of the window is not seen
_N_INSIDE = 17  # points between two neighbours while a peak is looked for
_N_ZOOMS = 6
_SETTLED = 0.01  # a peak that still grows by more than this share in the last zoom has no top


def adaptive_points(
    f: Function, domain: tuple[float, float], window: tuple[float, float]
) -> _Floats:
    r"""Choose the x at which a curve has to be known so that it looks right when drawn.

    An interval is halved while its middle lies off the chord by more than can be overlooked,

    .. math::

        \Big\lvert f(m) - \frac{f(a) + f(b)}{2} \Big\rvert > \frac{\text{height}}{400}, \qquad
        m = \frac{a + b}{2}

    or while f exists at one of its ends only. Where the curve is outside of the window, nobody
    sees how it bends.

    Parameters
    ----------
    f : function of an array
        NaN where undefined.
    domain : (low, high)
        The part of the x axis.
    window : (low, high)
        The heights that are shown.

    Returns
    -------
    (n,) : x in rising order, evenly spaced at first; at most 700.

    Examples
    --------
    >>> import numpy as np
    >>> even = adaptive_points(lambda x: 2 * x, (0.0, 1.0), (0.0, 2.0))
    >>> wave = adaptive_points(lambda x: np.sin(99 * x), (0.0, 1.0), (-1.0, 1.0))
    >>> even.size, bool(wave.size > even.size)
    (241, True)
    """
    x = np.linspace(*domain, _N_FIRST)
    y = f(x)
    for _ in range(_N_LEVELS):
        middles = (x[:-1] + x[1:]) / 2
        between = f(middles)
        bends = _bends(y, between, window)
        wanted = np.flatnonzero(bends > 0)
        if wanted.size == 0 or x.size >= _N_MOST:
            break
        worst_first = wanted[np.argsort(-bends[wanted], kind="stable")]
        chosen = np.sort(worst_first[: _N_MOST - x.size])
        x = np.insert(x, chosen + 1, middles[chosen])
        y = np.insert(y, chosen + 1, between[chosen])
    return x


def highest(f: Function, x: _Floats) -> float:
    r"""Find the top of a curve, also if it lies between the points; infinite at a pole.

    The surroundings of the highest point are looked at through ever stronger lenses. A peak
    has a top, so the heights settle; a pole rises with every lens.

    Parameters
    ----------
    f : function of an array
        NaN where undefined.
    x : (n,)
        Points in rising order, at least three.

    Returns
    -------
    float
        The largest value; ∞ beside a pole, NaN where f is undefined everywhere.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.linspace(-1.0, 1.0, 21)
    >>> round(highest(lambda x: 1 - (x - 0.03) ** 2, x), 4)
    1.0
    >>> highest(lambda x: 1 / (x - 0.01) ** 2, x)
    inf
    """
    top, before = np.nan, np.nan
    for _ in range(_N_ZOOMS):
        y = f(x)
        finite = np.isfinite(y)
        if not finite.any():
            return float(top)
        at = int(np.argmax(np.where(finite, y, -np.inf)))
        before, top = top, float(np.fmax(top, y[at]))
        x = np.linspace(x[max(at - 1, 0)], x[min(at + 1, x.size - 1)], _N_INSIDE)
    return np.inf if top - before > _SETTLED * abs(top) else top


def _bends(y: _Floats, between: _Floats, window: tuple[float, float]) -> _Floats:
    """How badly each interval is drawn by a straight line; 0 where that is good enough."""
    left, right = y[:-1], y[1:]
    bend = np.abs(between - (left + right) / 2) / (window[1] - window[0])
    ends = np.isfinite(left).astype(int) + np.isfinite(right)
    bend = np.where(ends == 1, 1.0, np.nan_to_num(bend, posinf=1.0))
    low, high = window
    outside = (np.fmin(left, right) > high) | (np.fmax(left, right) < low)
    hidden = outside & ~((between > low) & (between < high)) & (ends == 2)
    return np.where((bend > 1 / _SEEN) & ~hidden, bend, 0.0)
