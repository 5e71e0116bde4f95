"""Route B, the slides': multiply the square out first, then differentiate term by term.

The slides sum over s and differentiate with respect to a factor s; here the index of the sum
is g and the factor in question f, and nothing is confused.
"""

from mf_core.derivation.numbers import slope_in_p, squares
from mf_core.derivation.record import Part, Route
from mf_core.derivation.single.onward import ONWARD
from mf_core.derivation.square.steps import STEPS

EXPAND_SQUARE = Route(
    "Expand the square",
    "SL",
    "Multiply the square out, differentiate three terms, and find the error again at the end.",
    (
        Part("The slope in the user’s factor", lambda n: slope_in_p(n, squares), STEPS),
        *ONWARD,
    ),
)
