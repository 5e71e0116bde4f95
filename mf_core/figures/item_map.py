"""The best-known items of a large set on the plane of their factors, moving while they train."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track

_Floats = NDArray[np.float64]


def item_map(
    positions: _Floats, titles: Sequence[str], genres: Sequence[str], n_named: int = 12
) -> Picture:
    """Draw items by their position; colour and shape tell the first genre, hovering the title.

    Parameters
    ----------
    positions : (n_steps, n_items, 2)
        In √star, on the plane shared by users and items (see `projection`).
    titles, genres : (n_items,)
        Genres as "Action|Comedy"; empty where unknown.
    n_named : int
        How many of the items carry their title on the map, as far as they do not overlap;
        the first ones take precedence.
    """
    first = [genre.split("|")[0] or "unknown" for genre in genres]
    common = _commonest(first, len(style.SERIES))
    rest = "other" if common else "items"
    groups = [g for g in (*common, rest) if any(_group(kind, common, rest) == g for kind in first)]
    last = positions[-1]
    finite = last[np.isfinite(last).all(axis=1)]
    reach = float(np.quantile(np.abs(finite), 0.995)) * 1.15 if finite.size else 1.0
    named = _readable(last, reach, n_named)
    data, tracks = [], []
    for trace, group in enumerate(groups):
        members = [i for i, kind in enumerate(first) if _group(kind, common, rest) == group]
        shape, color = (
            (style.MARKERS[common.index(group)], style.SERIES[common.index(group)])
            if group in common
            else ("circle", style.ROLES["rating"].color)
        )
        texts = [titles[i] if i in named else "" for i in members]
        data.append(_cloud(last[members], texts, [titles[i] for i in members], group, shape, color))
        tracks.append(
            Track(trace, "frame", {"x": positions[:, members, 0], "y": positions[:, members, 1]})
        )
    box = {"range": [-max(reach, 0.05), max(reach, 0.05)], "zeroline": True}
    return Picture(
        data,
        style.layout(
            showlegend=True,
            hovermode="closest",
            xaxis=style.axis("first shared direction (√star)", **box),
            yaxis=style.axis(
                "second shared direction (√star)", **box, scaleanchor="x", constrain="domain"
            ),
        ),
        f"Map of the {len(titles)} most rated items, marked by genre. Items that the same people "
        "like move towards each other.",
        tuple(tracks),
        positions.shape[0],
    )


def _commonest(kinds: Sequence[str], n: int) -> list[str]:
    known, counts = np.unique([kind for kind in kinds if kind != "unknown"], return_counts=True)
    return [str(kind) for kind in known[np.argsort(-counts, kind="stable")][:n]]


def _group(kind: str, common: list[str], rest: str) -> str:
    return kind if kind in common else rest


def _readable(points: _Floats, reach: float, n_named: int) -> set[int]:
    """The first points whose titles do not write over one another."""
    named: list[int] = []
    for i, (x, y) in enumerate(points):
        free = all(
            abs(x - points[j, 0]) > 0.75 * reach or abs(y - points[j, 1]) > 0.1 * reach
            for j in named
        )
        if free and abs(x) < 0.6 * reach and abs(y) < 0.9 * reach:
            named.append(i)
        if len(named) == n_named:
            break
    return set(named)


def _cloud(
    points: _Floats,
    texts: list[str],
    titles: list[str],
    group: str,
    shape: str,
    color: str,
) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers+text", "name": group,
        "x": points[:, 0], "y": points[:, 1],
        "text": texts, "customdata": titles,
        "textposition": "top center", "textfont": {"size": 12},
        "marker": {"symbol": shape, "color": color, "size": 8, "opacity": 0.85},
        "hovertemplate": "%{customdata}<extra>" + group + "</extra>",
    }  # fmt: skip
