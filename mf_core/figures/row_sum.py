"""Which residuals one factor of one user feels: one row of tiles, and the sum it makes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track
from mf_core.figures.traces import Shade, tile_columns, tiles
from mf_core.saying import number

_Floats = NDArray[np.float64]
_FADED = 0.18
_SHADE = Shade(style.SIGNED, -2.0, 2.0, sign=True)


def row_sum(
    residuals: _Floats,
    terms: _Floats,
    charge: float,
    u: int,
    user_names: Sequence[str],
    item_titles: Sequence[str],
) -> list[Picture]:
    r"""Draw all residuals, fade the other users, add :math:`-e_{ui} q_{if}` item by item.

    The clock: 0 all residuals; 1 the others have faded; then one more rated item at each step,
    and at the end the charge for length and the sum.

    Parameters
    ----------
    residuals : (n_users, n_items)
        In stars; NaN where nothing was observed.
    terms : (n_items,)
        The item's share of the slope, in star·√star; NaN where u gave no rating.
    charge : float
        The share of the regulariser, :math:`\lambda\,|\Omega_u|\,p_{uf}`, in star·√star.
    u : int
        The user whose factor is meant.
    """
    rated = np.flatnonzero(np.isfinite(residuals[u]))
    n_steps = 3 + rated.size
    return [
        _tiles(residuals, u, list(user_names), list(item_titles), n_steps),
        _bars(terms[rated], charge, [item_titles[int(i)] for i in rated], user_names[u]),
    ]


def _tiles(
    residuals: _Floats, u: int, names: list[str], titles: list[str], n_steps: int
) -> Picture:
    alone = np.where(np.arange(len(names))[:, None] == u, residuals, np.nan)
    bright = np.stack([residuals, *[alone] * (n_steps - 1)])
    return Picture(
        [
            tiles(residuals, _SHADE) | {"opacity": _FADED, "texttemplate": ""},
            tiles(alone, _SHADE, "%{text} stars"),
        ],
        style.layout(
            xaxis=style.names_axis(titles, tickangle=-40),
            yaxis=style.names_axis(names, down=True),
            margin={"l": 8, "r": 8, "t": 30, "b": 8},
        ),
        f"Tiles of the residuals of {len(names)} users and {len(titles)} items. Only the row of "
        f"{names[u]} stays bright: nobody else’s prediction contains this factor.",
        (Track(1, "frame", tile_columns(bright, _SHADE)),),
        n_steps,
    )


def _bars(terms: _Floats, charge: float, titles: list[str], name: str) -> Picture:
    parts = np.append(terms, charge)
    n_steps = parts.size + 2
    # At step t the first t − 1 parts are there; the sum appears with the last of them.
    visible = np.arange(parts.size)[None, :] < np.arange(n_steps)[:, None] - 1
    growing = np.where(visible, np.nan_to_num(parts, nan=0.0, posinf=0.0, neginf=0.0), 0.0)
    sums = growing.sum(axis=1)
    ends = [0.0, *growing[-1], *sums]
    room = 0.08 * (max(ends) - min(ends)) + 0.01
    where = ["charge λ", "sum so far"]
    order = {"categoryorder": "array", "categoryarray": [*titles, *where]}
    return Picture(
        [
            _bar([*titles, where[0]], growing[-1], "share of each rating", ""),
            _bar([where[1]], sums[-1:], "the slope", "/"),
        ],
        style.layout(
            xaxis=style.axis("items u rated", tickangle=-40, **order),
            yaxis=style.axis(
                "−e·q (star·√star)", zeroline=True, range=[min(ends) - room, max(ends) + room]
            ),
        ),
        f"One bar for each item {name} rated, of height −e·q, one for the charge for length, and "
        f"their sum {number(sums[-1], 3)}: the slope of the loss in this factor.",
        (Track(0, "frame", {"y": growing}), Track(1, "frame", {"y": sums[:, None]})),
        n_steps,
    )


def _bar(x: list[str], y: _Floats, name: str, pattern: str) -> dict[str, Any]:
    look = {"color": style.ROLES["gradient"].color, "pattern": {"shape": pattern}}
    hover = {"hovertemplate": "%{x}: %{y}<extra></extra>"}
    return {"type": "bar", "x": x, "y": y, "name": name, "marker": look} | hover
