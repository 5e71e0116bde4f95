"""One colour, one marker and one dash per role, in every figure and formula of the course.

Each colour has a contrast of at least 3 : 1 against the light *and* the dark page, so marks
need one palette; it stays distinguishable with the common colour-vision deficiencies, and never
carries a meaning alone. Text needs 4.5 : 1, which no colour has on both pages: `ink` gives the
shade for each. The sign of a number has a scale of its own, whose two ends are no role's colour.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.saying import brief, power


class Role(NamedTuple):
    """How one thing of the course looks wherever it appears."""

    color: str
    marker: str
    dash: str
    word: str


# What has a letter, in formulas and figures.
ROLES: dict[str, Role] = {
    "user": Role("#0072b2", "circle", "solid", "user factors"),
    "item": Role("#d55e00", "square", "solid", "item factors"),
    "residual": Role("#c2578f", "diamond", "dot", "residual"),
    "gradient": Role("#00875f", "triangle-up", "dash", "gradient"),
    "prediction": Role("#8f6b00", "cross", "dashdot", "prediction"),
    "rating": Role("#7b7b83", "x", "solid", "rating"),
}

# What only figures draw.
DRAWN: dict[str, Role] = ROLES | {
    "f": Role("#5b5bd6", "circle", "solid", "function"),
    "secant": Role("#1c96a6", "circle-open", "dot", "secant"),
    "guess": Role("#a45bd0", "star", "dash", "guess"),
    "edge": Role("#c93a3a", "x", "dash", "edge of stability"),
}
# Only on land, where a rim sets it off: the one thing that glows.
WALK = Role("#ffb000", "circle", "solid", "walk")

# Several things of one kind, in this order: no colour of a role that has a letter.
SERIES = ("#1c96a6", "#c93a3a", "#74912a", "#a45bd0", "#96644a", "#5f7fa8")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
MARKERS = ("square", "diamond", "triangle-up", "cross", "star", "hexagon")

PALE = "#e9e7ea"

Scale = list[tuple[float, str]]

# From few to many stars; from below zero over zero to above; from unseen to seen. All are
# readable in print and with any colour vision.
STARS: Scale = [(0.0, "#fdf1d3"), (0.5, "#d9a441"), (1.0, "#7a4a00")]
SIGNED: Scale = [(0.0, "#a3123a"), (0.5, PALE), (1.0, "#0b6c74")]
SEEN: Scale = [(0.0, PALE), (1.0, "#85858d")]


class Terrain(NamedTuple):
    """The colours of land on a page: what is higher is lighter, so any colour vision reads it."""

    tint: Scale  # from the lowest ground to the highest
    ink: str  # of contour lines
    line: float  # their opacity
    soil: str  # where a block of land is cut
    rim: str  # round what is light and lies on land, to tell it from any tint
    halo: str  # round what is dark


_LIGHT = "#17466b #1f6f8b #4aa195 #9cc79b #dcd69c #f4dfb6 #fdf6ea"
_DARK = "#07202f #0c3e52 #1f665f #4f8562 #8d9560 #bb9f70 #dcc39a"


def _tint(colors: str) -> Scale:
    shares = (0.0, 0.13, 0.28, 0.45, 0.62, 0.8, 1.0)
    return list(zip(shares, colors.split(), strict=True))


LAND = {
    "light": Terrain(_tint(_LIGHT), "#0b2c3d", 0.3, "#6b5a48", "#2b1400", "#ffffff"),
    "dark": Terrain(_tint(_DARK), "#03121b", 0.42, "#3a3028", "#140900", "#ffffff"),
}

TEXT_SIZE = 15
SMALLEST = 11  # px; nothing in a figure is printed smaller

PAGES = {"light": "#fdfcf9", "dark": "#16191c"}
# What is lit in a derivation lies under its letters, and on the dark page makes them fainter.
_TEXT_CONTRAST = {"light": 4.5, "dark": 5.2}


def look(role: str | int) -> Role:
    """How a role is drawn, or the n-th of several things of one kind."""
    if isinstance(role, str):
        return WALK if role == "walk" else DRAWN[role]
    return Role(SERIES[role], MARKERS[role], DASHES[role], "")


def line(role: str | int, **settings: object) -> dict[str, Any]:
    """The line of a role: its colour and its dash."""
    return {"color": look(role).color, "dash": look(role).dash, "width": 3} | settings


def marker(role: str | int, **settings: object) -> dict[str, Any]:
    """The marker of a role: its colour and its shape."""
    return {"color": look(role).color, "symbol": look(role).marker, "size": 11} | settings


def ink(color: str, page: Literal["light", "dark"]) -> str:
    """A colour as text: darkened or lightened until it has 4.5 : 1 against the page, and more."""
    paper, end = _channels(PAGES[page]), np.full(3, 0.0 if page == "light" else 255.0)
    for share in np.linspace(0.0, 1.0, 101):
        mixed = np.round((1 - share) * _channels(color) + share * end)
        if contrast(mixed, paper) >= _TEXT_CONTRAST[page]:
            break
    return "#" + "".join(f"{int(part):02x}" for part in mixed)


def contrast(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The contrast of two colours (red, green, blue from 0 to 255), from 1 to 21, after WCAG."""
    dark, light = sorted(_luminance(each) for each in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _channels(color: str) -> NDArray[np.float64]:
    return np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)], dtype=np.float64)


def _luminance(color: NDArray[np.float64]) -> float:
    share = color / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def axis(title: str, **settings: object) -> dict[str, Any]:
    """An axis with a title (a symbol or a word, and the unit); the stage adds the theme."""
    plain = {"zeroline": False, "automargin": True, "hoverformat": ".3~f"}
    # With a distance of its own the title gets its room from the margin, and no tick is under it.
    return {"title": {"text": title, "standoff": 5}} | plain | settings


def log_axis(title: str, low: float, high: float, **settings: object) -> dict[str, Any]:
    """A logarithmic axis from low to high, both > 0, with at most eight readable ticks.

    They stand at decades, or at 1, 2 and 5 where there are few decades.
    """
    ends = [float(np.log10(low)), float(np.log10(high))]
    decades = np.arange(int(np.ceil(ends[0] - 1e-9)), int(np.floor(ends[1] + 1e-9)) + 1)
    if ends[1] - ends[0] < 2.2:
        every = [f * 10.0**d for d in range(int(ends[0]) - 2, int(ends[1]) + 2) for f in (1, 2, 5)]
        ticks = [tick for tick in every if low * (1 - 1e-9) <= tick <= high * (1 + 1e-9)]
    else:
        step = max(1, -(-decades.size // 7))
        ticks = [10.0 ** float(d) for d in decades if d % step == 0]
    short = all(1e-3 <= tick < 1e6 for tick in ticks)  # then all are written out
    texts = [brief(t) if short or t == 1 else power(round(float(np.log10(t)))) for t in ticks]
    scale = {"type": "log", "range": ends, "tickvals": ticks, "ticktext": texts}
    return axis(title, hoverformat=".3~r", **scale) | settings


def room(values: NDArray[np.float64], share: float) -> list[float]:
    """The range of an axis: the values with zero among them, and that share of air beyond.

    Examples
    --------
    >>> room(np.array([1.0, 3.0]), 0.5), room(np.array([0.0]), 0.5)
    ([-1.5, 4.5], [-0.5, 0.5])
    """
    low, high = min(float(np.nanmin(values)), 0.0), max(float(np.nanmax(values)), 0.0)
    air = share * ((high - low) or 1.0)
    return [low - air, high + air]


def ends_of(values: NDArray[np.float64]) -> tuple[float, float]:
    """The smallest and the largest value a logarithmic axis can show; 1 and 10 if none can."""
    shown = values[np.isfinite(values) & (values > 0)]
    return (float(shown.min()), float(shown.max())) if shown.size else (1.0, 10.0)


def names_axis(names: Sequence[str], *, down: bool = False, **settings: object) -> dict[str, Any]:
    """An axis whose n-th cell carries the n-th name; `down` for rows, which are read downwards."""
    ends = [-0.5, len(names) - 0.5]
    return {
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "range": ends[::-1] if down else ends,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "ticks": "",
        "automargin": True,
    } | settings


def layout(**settings: object) -> dict[str, Any]:
    """What all figures have in common: their margins, and a legend on top."""
    return {
        "margin": {"l": 56, "r": 12, "t": 36, "b": 48},
        "showlegend": False,
        "legend": {"orientation": "h", "x": 0, "y": 1.04, "yanchor": "bottom"},
    } | settings
