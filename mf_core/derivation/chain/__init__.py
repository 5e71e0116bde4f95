"""Route A, the transcript's: differentiate the square from outside in, then the error."""

from mf_core.derivation.chain.steps import STEPS
from mf_core.derivation.numbers import slope_in_p, squares
from mf_core.derivation.record import Part, Route
from mf_core.derivation.single.onward import ONWARD

CHAIN_RULE = Route(
    "Chain rule",
    "TR",
    "Differentiate the square first, then the error inside it; nearly every term dies.",
    (
        Part("The slope in the user’s factor", lambda n: slope_in_p(n, squares), STEPS),
        *ONWARD,
    ),
)
