r"""The curves and surfaces of the course, one record each.

A record holds the function, its derivative and how both are printed. The menus, the figures
and the tests of the derivatives read these same two lists.
"""

from mf_core.slopes.curves.curve import (
    ABSOLUTE,
    EXPONENTIAL,
    LOGARITHM,
    SIGMOID,
    SINE,
    Curve,
    line,
    power,
)
from mf_core.slopes.curves.surface import (
    BANANA,
    BEALE,
    BOWL,
    HIMMELBLAU,
    SADDLE,
    STRETCHED_BOWL,
    Surface,
    factorization,
)
from mf_core.slopes.curves.typed import typed_surface

__all__ = [
    "CURVES",
    "SURFACES",
    "Curve",
    "Surface",
    "factorization",
    "line",
    "power",
    "typed_surface",
]

CURVES: dict[str, Curve] = {
    "rising line": line(5.0),
    "shifted line": line(5.0, 10.0),
    "falling line": line(-5.0, -10.0),
    "parabola": power(3.0, 2),
    "cubic": power(1.0, 3),
    "negative power": power(5.0, -3),
    "sine": SINE,
    "exponential": EXPONENTIAL,
    "logarithm": LOGARITHM,
    "sigmoid": SIGMOID,
    "absolute value": ABSOLUTE,
}

SURFACES: dict[str, Surface] = {
    "bowl": BOWL,
    "stretched bowl": STRETCHED_BOWL,
    "saddle": SADDLE,
    "banana valley": BANANA,
    "four valleys": HIMMELBLAU,
    "plateau and ravine": BEALE,
    "one rating": factorization(4.0),
}
