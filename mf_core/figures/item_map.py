"""The best-known items of a large set on the plane of their factors, moving while they train."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.declutter import over_time
from mf_core.figures.picture import Picture, Track
from mf_core.figures.traces import dots, named

_Floats = NDArray[np.float64]

_TYPE = 12  # px, of the titles


def item_map(
    positions: _Floats, titles: Sequence[str], genres: Sequence[str], n_named: int = 12
) -> Picture:
    """Draw items by their position; colour and shape tell the first genre, hovering the title.

    Parameters
    ----------
    positions : (n_steps, n_items, 2)
        In √star, on the plane shared by users and items (see `projection`).
    titles, genres : (n_items,)
        Best known first. Genres as "Action|Comedy"; empty where unknown.
    n_named : int
        How many of the first items carry their title on the map, as far as they do not overlap.
    """
    first = [genre.split("|")[0] or "unknown" for genre in genres]
    common = _commonest(first, len(style.SERIES))
    rest = "other" if common else "items"
    groups = [kind if kind in common else rest for kind in first]
    last = positions[-1]
    finite = last[np.isfinite(last).all(axis=1)]
    reach = max(float(np.quantile(np.abs(finite), 0.995)) * 1.15 if finite.size else 1.0, 0.05)
    data: list[dict[str, Any]] = []
    tracks: list[Track] = []
    for group in [each for each in (*common, rest) if each in groups]:
        members = [i for i, kind in enumerate(groups) if kind == group]
        role = common.index(group) if group in common else "rating"
        symbol = style.look(role).marker if group in common else "circle"
        x, y = last[members].T
        told = f"%{{customdata}} ({group})"
        cloud = dots(x, y, role, group, hover=told, symbol=symbol, size=8, opacity=0.85)
        data.append(cloud | {"customdata": [titles[i] for i in members]})
        tracks.append(Track(len(data) - 1, "frame", _columns(positions[:, members])))
    names, columns = _names(positions, titles, reach, n_named)
    data.append(names)
    tracks.append(Track(len(data) - 1, "frame", columns))
    box = {"range": [-reach, reach], "zeroline": True}
    square = {"scaleanchor": "x", "constrain": "domain"}
    return Picture(
        data,
        style.layout(
            showlegend=True,
            hovermode="closest",
            xaxis=style.axis("first shared direction (√star)", **box),
            yaxis=style.axis("second shared direction (√star)", **box, **square),
        ),
        f"Map of the {len(titles)} most rated items, marked by genre. Items that the same people "
        "like move towards each other.",
        tuple(tracks),
        positions.shape[0],
    )


def _names(
    positions: _Floats, titles: Sequence[str], reach: float, n_named: int
) -> tuple[dict[str, Any], dict[str, NDArray[np.generic]]]:
    """The titles alone, and how they move: the same ones in every frame."""
    first = slice(3 * n_named)
    at_end = over_time(positions[-1:, first], titles[first], reach, _TYPE)["text"][0]
    shown = np.flatnonzero(at_end != "")[:n_named]
    columns = _columns(positions[:, shown])
    columns |= over_time(positions[:, shown], [titles[i] for i in shown], reach, _TYPE)
    x, y, text, place = (column[-1] for column in columns.values())
    unseen = dots(x, y, "rating", size=8, opacity=0)  # the clouds draw the points
    return named(unseen, text.tolist(), place.tolist(), "rating", _TYPE), columns


def _columns(positions: _Floats) -> dict[str, NDArray[np.generic]]:
    return {"x": positions[..., 0], "y": positions[..., 1]}


def _commonest(kinds: Sequence[str], n: int) -> list[str]:
    known, counts = np.unique([kind for kind in kinds if kind != "unknown"], return_counts=True)
    return [str(kind) for kind in known[np.argsort(-counts, kind="stable")][:n]]
