"""One colour, one marker and one dash per role, in every figure and formula of the course.

Each colour has a contrast of at least 3 : 1 against the light *and* the dark page, so the
course needs one palette; it stays distinguishable with the common colour-vision deficiencies,
and never carries a meaning alone.
"""

from typing import NamedTuple


class Role(NamedTuple):
    """How one thing of the course looks wherever it appears."""

    color: str
    marker: str
    dash: str
    word: str


ROLES: dict[str, Role] = {
    "user": Role("#0072b2", "circle", "solid", "user factors"),
    "item": Role("#d55e00", "square", "solid", "item factors"),
    "residual": Role("#c2578f", "diamond", "dot", "residual"),
    "gradient": Role("#00875f", "triangle-up", "dash", "gradient"),
    "prediction": Role("#8f6b00", "cross", "dashdot", "prediction"),
    "rating": Role("#7b7b83", "x", "solid", "rating"),
}
