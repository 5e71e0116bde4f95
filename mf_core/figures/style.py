"""One colour, one marker and one dash per role, in every figure and formula of the course.

Each colour has a contrast of at least 3 : 1 against the light *and* the dark page, so the
course needs one palette; it stays distinguishable with the common colour-vision deficiencies,
and never carries a meaning alone.
"""

from typing import Any, NamedTuple


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

# From few to many stars, and from below zero over zero to above: both readable in print and with
# any colour vision; the middle of the second is close to the page in light and dark.
STARS = [[0.0, "#fdf1d3"], [0.5, "#d9a441"], [1.0, "#7a4a00"]]
SIGNED = [[0.0, "#b0407b"], [0.5, "#e9e7ea"], [1.0, "#00734f"]]
FACTOR = [[0.0, "#b65200"], [0.5, "#e9e7ea"], [1.0, "#0067a5"]]

# Several things of one kind, in this order; each has its own dash and its own marker as well.
SERIES = ("#0072b2", "#d55e00", "#00875f", "#c2578f", "#8f6b00", "#5b5bd6")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
MARKERS = ("square", "diamond", "triangle-up", "cross", "star", "hexagon")

TEXT_SIZE = 15


def axis(title: str, **settings: object) -> dict[str, Any]:
    """An axis with a title (a symbol or a word, and the unit); the stage adds the theme."""
    return {"title": {"text": title}, "zeroline": False, "automargin": True} | settings


def layout(**settings: object) -> dict[str, Any]:
    """What all figures have in common: their margins, and a legend on top."""
    return {
        "margin": {"l": 56, "r": 12, "t": 36, "b": 48},
        "showlegend": False,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    } | settings


def line(role: str, **settings: object) -> dict[str, Any]:
    """The line of a role: its colour and its dash."""
    return {"color": ROLES[role].color, "dash": ROLES[role].dash, "width": 3} | settings


def marker(role: str, **settings: object) -> dict[str, Any]:
    """The marker of a role: its colour and its shape."""
    return {"color": ROLES[role].color, "symbol": ROLES[role].marker, "size": 11} | settings
