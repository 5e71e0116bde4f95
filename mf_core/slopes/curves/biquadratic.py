r"""The loss in two numbers of the model, all others frozen, as a surface to walk on.

The loss is a sum of squares of :math:`r - pq - \dots`, so in any single entry of P or Q it is a
quadratic, and in any two of them

.. math:: f(x, y) = \sum_{a=0}^{2} \sum_{b=0}^{2} c_{ab}\, x^a y^b

Nine values determine the nine c exactly: no approximation is made anywhere.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mf_core.slopes.curves.surface import Point, Surface

_Floats = NDArray[np.float64]

NODES = (-1.0, 0.0, 1.0)
# Values at −1, 0, 1 to the coefficients of 1, x, x².
_FIT = np.array([[0.0, 1.0, 0.0], [-0.5, 0.0, 0.5], [0.5, -1.0, 0.5]])


def biquadratic(
    value: Callable[[float, float], float], start: Point, reach: float, axes: tuple[str, str]
) -> Surface:
    r"""The surface of a function that is a quadratic in x for each y, and in y for each x.

    Parameters
    ----------
    value : function of (x, y) to a number
        Called at the nine pairs of −1, 0 and 1.
    start : (x, y)
        Where the two numbers stand; the shown part of the plane is a square round the origin
        that holds it.
    reach : float, > 0
        Half the side of that square, at least.
    axes : (str, str)
        What the two numbers are called.

    Examples
    --------
    >>> valley = biquadratic(lambda p, q: (4 - p * q) ** 2, (0.5, 1.5), 3.0, ("p", "q"))
    >>> valley.f(2.0, 2.0), valley.gradient(1.0, 1.0)
    (0.0, (-6.0, -6.0))
    """
    values = np.array([[value(x, y) for y in NODES] for x in NODES])
    c: _Floats = _FIT @ values @ _FIT.T
    reach = max(reach, 1.1 * max(abs(start[0]), abs(start[1])))
    return Surface(
        title="Two numbers of the model",
        tex=r"\sum_{a,b} c_{ab}\, x^a y^b",
        gradient_tex=(r"\sum_{a,b} a\,c_{ab}\, x^{a-1} y^b", r"\sum_{a,b} b\,c_{ab}\, x^a y^{b-1}"),
        f=lambda x, y: _row(c[0], y) + x * (_row(c[1], y) + x * _row(c[2], y)),
        gradient=lambda x, y: (
            _row(c[1], y) + 2 * x * _row(c[2], y),
            _row(c[:, 1], x) + 2 * y * _row(c[:, 2], x),
        ),
        hessian=lambda x, y: (
            float(2 * _row(c[2], y)),
            float(c[1, 1] + 2 * (c[1, 2] * y + c[2, 1] * x) + 4 * c[2, 2] * x * y),
            float(2 * _row(c[:, 2], x)),
        ),
        x_range=(-reach, reach),
        y_range=(-reach, reach),
        start=start,
        note="Everything else stands still; only these two numbers move.",
        axes=axes,
    )


def _row(c: _Floats, z: float | _Floats) -> float | _Floats:
    """The quadratic c₀ + c₁ z + c₂ z², of a number or an array."""
    first, second, third = (float(part) for part in c)
    return first + z * (second + z * third)
