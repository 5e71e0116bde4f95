"""The update rule of matrix factorization, derived in small steps that check themselves.

Each step is an equality whose two sides can be rendered in any notation (`mf_core.notation`)
and evaluated at any numbers, so a line is proved while it is shown.
"""

from mf_core.derivation.batch import BATCH
from mf_core.derivation.chain import CHAIN_RULE
from mf_core.derivation.numbers import Numbers, by_p, by_q, one_rating, slope_in_p, slope_in_q
from mf_core.derivation.record import (
    Gap,
    Part,
    Route,
    Side,
    Step,
    Wrong,
    line,
    numbers_below,
    struck,
    with_gap,
)
from mf_core.derivation.rules import SQUARE_IN_P
from mf_core.derivation.square import EXPAND_SQUARE

# By the name a link may carry; in the order of the lesson.
ROUTES: dict[str, Route] = {"chain": CHAIN_RULE, "expand": EXPAND_SQUARE, "batch": BATCH}

__all__ = [
    "BATCH",
    "CHAIN_RULE",
    "EXPAND_SQUARE",
    "ROUTES",
    "SQUARE_IN_P",
    "Gap",
    "Numbers",
    "Part",
    "Route",
    "Side",
    "Step",
    "Wrong",
    "by_p",
    "by_q",
    "line",
    "numbers_below",
    "one_rating",
    "slope_in_p",
    "slope_in_q",
    "struck",
    "with_gap",
]
