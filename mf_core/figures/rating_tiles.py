"""Ratings or residuals as tiles, most of them empty; held-out cells carry a ring."""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track

_Floats = NDArray[np.float64]


def rating_tiles(
    cells: _Floats,
    held_out: _Floats,
    user_names: Sequence[str],
    item_titles: Sequence[str],
    kind: Literal["rating", "residual"] = "rating",
    scale: tuple[float, float] = (1.0, 5.0),
    visited: NDArray[np.int64] | None = None,
) -> Picture:
    r"""Draw :math:`r_{ui}` or :math:`e_{ui} = r_{ui} - \hat r_{ui}` in its cell.

    Parameters
    ----------
    cells : (n_steps, n_users, n_items), or (n_users, n_items)
        In stars; NaN where nothing was observed: missing is not zero.
    held_out : (n_users, n_items)
        1 where the rating is held out from training, else 0.
    scale : (float, float)
        The lowest and the highest rating there is, in stars.
    visited : (n_steps, 2), optional
        User and item of the rating visited at each step; −1 for none.
    """
    frames = cells if cells.ndim == 3 else cells[None]
    limits = scale if kind == "rating" else (-2.0, 2.0)
    colors = style.STARS if kind == "rating" else style.SIGNED
    digits = ".1~f" if kind == "rating" else "+.1f"
    rows, columns = np.nonzero(held_out)
    titles, names = list(item_titles), list(user_names)
    data: list[dict[str, Any]] = [
        {
            "type": "heatmap", "z": _shown(frames[-1]), "x": titles, "y": names,
            "colorscale": colors, "zmin": limits[0], "zmax": limits[1], "showscale": False,
            "xgap": 2, "ygap": 2, "hoverongaps": False, "texttemplate": "%{z:" + digits + "}",
            "hovertemplate": "%{y} · %{x}: %{z:.2f} stars<extra></extra>",
        },
        _rings([titles[i] for i in columns], [names[u] for u in rows]),
    ]  # fmt: skip
    tracks = [Track(0, "frame", {"z": _shown(frames)})] if frames.shape[0] > 1 else []
    if visited is not None:
        data.append(_frame_of_the_visit())
        tracks.append(Track(2, "frame", _places(visited)))
    plain = {"showgrid": False, "fixedrange": True, "ticks": "", "automargin": True}
    alt = (
        f"Tiles of {len(names)} users by {len(titles)} items with a {kind} in "
        f"{int(np.isfinite(frames[-1]).sum())} of {frames[-1].size} cells; the others are empty."
    )
    if rows.size:
        alt += f" {rows.size} of them are held out and carry a ring."
    return Picture(
        data,
        style.layout(
            xaxis={"tickangle": -40, "range": [-0.5, len(titles) - 0.5], **plain},
            yaxis={"range": [len(names) - 0.5, -0.5], **plain},
            margin={"l": 8, "r": 8, "t": 30, "b": 8},
        ),
        alt,
        tuple(tracks),
        frames.shape[0] if tracks else 1,
    )


def _rings(x: list[str], y: list[str]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": x, "y": y, "hoverinfo": "skip",
        "name": "held out",
        "marker": {"symbol": "circle-open", "size": 34, "color": style.ROLES["rating"].color,
                   "line": {"width": 2}},
    }  # fmt: skip


def _frame_of_the_visit() -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [], "y": [], "hoverinfo": "skip",
        "name": "visited now",
        "marker": {"symbol": "square-open", "size": 40, "color": style.ROLES["gradient"].color,
                   "line": {"width": 4}},
    }  # fmt: skip


def _places(visited: NDArray[np.int64]) -> dict[str, NDArray[np.generic]]:
    """Position of the visited cell on the axes; off the plot where there is none."""
    users, items = np.where(visited < 0, -9, visited).T
    return {"x": items[:, None].astype(np.float64), "y": users[:, None].astype(np.float64)}


def _shown(values: _Floats) -> _Floats:
    return np.where(np.abs(values) < 1e6, values, np.nan)
