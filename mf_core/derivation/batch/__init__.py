"""The batch route, the notes': all ratings at once, with a mask, element by element."""

from mf_core.derivation.batch.onward import ONWARD
from mf_core.derivation.batch.steps import STEPS
from mf_core.derivation.numbers import all_squares, slope_in_p
from mf_core.derivation.record import Part, Route

BATCH = Route(
    "All ratings, with a mask",
    "NO",
    "Differentiate the whole sum, see all but one row die, and find a matrix product.",
    (
        Part("The slope in the user’s factor", lambda n: slope_in_p(n, all_squares), STEPS),
        *ONWARD,
    ),
)
