"""What figures are made of: curves, dots, arrows, tiles and labels, as Plotly's plain dicts.

Every one takes its colour, marker and dash from a role of `style`, or from a place in a series
of equals (a number). What has a name stands in the legend; what has a `hover` template answers
to the pointer, and nothing else does.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mf_core.figures import style
from mf_core.figures.runaway import FARTHEST
from mf_core.saying import MINUS, number, power

Trace = dict[str, Any]
_NO_RIM = {"width": 0}
_Floats = NDArray[np.float64]


def curve(
    x: ArrayLike,
    y: ArrayLike,
    role: str | int,
    name: str = "",
    *,
    hover: str = "",
    axis: str = "y",
    **line: object,
) -> Trace:
    """A line through points; `line` changes its width, dash or smoothing."""
    return _scatter("lines", x, y, name, hover, axis) | {"line": style.line(role, **line)}


def dots(
    x: ArrayLike,
    y: ArrayLike,
    role: str | int,
    name: str = "",
    *,
    hover: str = "",
    axis: str = "y",
    **marker: object,
) -> Trace:
    """Points; `marker` changes their size, symbol or rim."""
    return _scatter("markers", x, y, name, hover, axis) | {"marker": style.marker(role, **marker)}


def named(
    points: Trace, texts: Sequence[str], places: str | Sequence[str], role: str, size: int = 13
) -> Trace:
    """Points with a text beside each, at the place Plotly calls "top center" and so on."""
    font = {"color": style.look(role).color, "size": size}
    return points | {
        "mode": "markers+text",
        "text": list(texts),
        "textposition": places,
        "textfont": font,
    }


def arrow(
    tail: ArrayLike,
    tip: ArrayLike,
    role: str,
    name: str = "",
    *,
    head: float = 20.0,
    width: float = 3.0,
) -> Trace:
    """Arrows from tail to tip, each (2,) or (n, 2); what has no length has no head either.

    A short arrow has a small head, so that the head never hides the length.
    """
    tails, tips = np.atleast_2d(np.asarray(tail, float)), np.atleast_2d(np.asarray(tip, float))
    length = np.hypot(*(tips - tails).T)
    longest = float(length.max(initial=0.0))
    there = length > 1e-9 * max(longest, float(np.abs(tails).max(initial=0.0)), 1e-300)
    gap = np.full((int(there.sum()), 1), np.nan)
    x, y = (np.hstack([tails[there, n, None], tips[there, n, None], gap]).ravel() for n in range(2))
    heads = head * np.sqrt(length[there, None] / max(longest, 1e-300))
    # As whole px in a list: as floats they would be the largest part of a field.
    size = np.round(np.hstack([0 * heads, heads, 0 * heads])).astype(int).ravel().tolist()
    return curve(x, y, role, name) | {
        "mode": "lines+markers",
        "line": style.line(role, dash="solid", width=width),
        "marker": style.marker(role, symbol="arrow", size=size, angleref="previous", line=_NO_RIM),
    }


def label(
    text: str, x: float, y: float, role: str | int, *, size: int = style.TEXT_SIZE, **place: object
) -> Trace:
    """A text in the colour of a role (of the page, if it has none), as an annotation.

    `place` says where it is anchored.
    """
    font = {"size": size} | ({"color": style.look(role).color} if role != "" else {})
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": font} | place


def on_paper(text: str, x: float, y: float, role: str, **place: object) -> Trace:
    """A bold text placed by shares of the whole plot; its lower left corner stands there."""
    anchors = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return label(f"<b>{text}</b>", x, y, role, size=style.TEXT_SIZE + 2) | anchors | place


def upright(x: float, role: str, **line: object) -> Trace:
    """A line over the whole height of the plot, as a shape."""
    ends = {"x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", "line": style.line(role, **line)} | ends


def outline(top: float, bottom: float, left: float, right: float) -> tuple[_Floats, _Floats]:
    """Once round a block of tiles, from its first to its last row and column: x and y, (5,)."""
    x = np.array([left, right, right, left, left]) + 0.5 * np.array([-1, 1, 1, -1, -1])
    y = np.array([top, top, bottom, bottom, top]) + 0.5 * np.array([-1, -1, 1, 1, -1])
    return x, y


class Shade(NamedTuple):
    """The colours of tiles, the values at which they end, and how their numbers are written."""

    colors: style.Scale
    low: float
    high: float
    digits: int = 1
    sign: bool = False  # whether a positive number carries its "+"
    trim: bool = False  # whether zeros at the end are dropped


def factor_shade(P: _Floats, Q: _Floats) -> Shade:
    """The colours of factors, up to the largest of them; one beyond all bounds has run away."""
    size = float(np.nanmax(np.abs(np.concatenate([P.ravel(), Q.ravel()])), initial=0.1))
    return Shade(style.SIGNED, -min(size, FARTHEST), min(size, FARTHEST))


def tiles(values: _Floats, shade: Shade, hover: str = "", axes: str = "") -> Trace:
    """Cells coloured by their value, each with its number; NaN leaves a hole.

    Parameters
    ----------
    values : (n_rows, n_columns)
        Row 0 at 0 on the vertical axis, column 0 at 0 on the horizontal one; an infinite value
        has the last colour of its sign and is written "∞".
    hover : str
        What the pointer is told, after the names of row and column: "%{text} stars".
    axes : str
        "" for the first pair of axes, "2" for the second.
    """
    told = {"hovertemplate": f"%{{y}} · %{{x}}: {hover}<extra></extra>"}
    return {
        "type": "heatmap",
        **tile_columns(values, shade),
        "texttemplate": "%{text}",
        "textfont": {"size": style.SMALLEST + 1},
        "colorscale": shade.colors,
        "zmin": shade.low,
        "zmax": shade.high,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "xaxis": f"x{axes}",
        "yaxis": f"y{axes}",
        "hoverongaps": False,
        **(told if hover else {"hoverinfo": "skip"}),
    }


def tile_columns(values: _Floats, shade: Shade) -> dict[str, NDArray[np.generic]]:
    """What a track moves in tiles: colours `z` and numbers `text`, in the shape of the values."""
    reach = 2 * max(abs(shade.low), abs(shade.high))
    return {"z": np.clip(values, -reach, reach), "text": texts(values, shade)}


def texts(values: _Floats, shade: Shade) -> NDArray[np.str_]:
    """The numbers of tiles as they are written, in the space of a tile.

    Nothing for NaN; no decimals from 100 on; from 1000 on the power of ten.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        large = np.abs(values) >= 1000
        kept = np.where(large, values, np.round(values, shade.digits))
    distinct, place = np.unique(kept, return_inverse=True)
    return np.array([_written(v, shade) for v in distinct.tolist()], dtype=np.str_)[
        place.reshape(values.shape)
    ]


def _written(value: float, shade: Shade) -> str:
    if np.isnan(value):
        return ""
    if 1000 <= abs(value) < np.inf:
        return (MINUS if value < 0 else "") + power(int(np.log10(abs(value))))
    text = number(value, shade.digits if abs(value) < 100 else 0, sign=shade.sign)
    return text.rstrip("0").rstrip(".") if shade.trim and "." in text else text


def _scatter(mode: str, x: ArrayLike, y: ArrayLike, name: str, hover: str, axis: str) -> Trace:
    told = {"hovertemplate": f"{hover}<extra></extra>"} if hover else {"hoverinfo": "skip"}
    trace = {"type": "scatter", "mode": mode, "x": x, "y": y, **told, "showlegend": bool(name)}
    return trace | ({"name": name} if name else {}) | ({} if axis == "y" else {"yaxis": axis})
