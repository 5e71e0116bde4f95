"""Tastes as arrows from the origin: who points in the direction of what, and how far."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture

_Floats = NDArray[np.float64]


def taste_arrows(
    users: _Floats,
    items: _Floats,
    user_names: Sequence[str],
    item_titles: Sequence[str],
    moved: int = 0,
    axes: tuple[str, str] = ("history (√star)", "romance (√star)"),
    reach: float = 3.0,
) -> Picture:
    """Draw every user and every item as an arrow; one user stands out, the one who is moved.

    Parameters
    ----------
    users, items : (n_users, 2), (n_items, 2)
        Factors in √star.
    moved : int
        The user whose arrow is thick; the other users' are thin.
    axes : (str, str)
        What the two factors are called, with the unit.
    reach : float, > 0
        Where the axes end, in √star.
    """
    length = float(np.hypot(*users[moved]))
    others = np.arange(len(users)) != moved
    data = [
        _shafts(items, "item", 2),
        _shafts(users[others], "user", 2),
        _shafts(users[[moved]], "user", 6),
        _heads(items, item_titles, "item", 13),
        _heads(
            users[others], [n for n, o in zip(user_names, others, strict=True) if o], "user", 13
        ),
        _heads(users[[moved]], [user_names[moved]], "user", 18),
    ]
    box = {"range": [-reach, reach], "zeroline": True, "dtick": 1}
    return Picture(
        data,
        style.layout(
            xaxis=style.axis(axes[0], **box),
            yaxis=style.axis(axes[1], **box, scaleanchor="x", constrain="domain"),
            margin={"l": 56, "r": 12, "t": 12, "b": 48},
        ),
        f"{len(users)} users (circles) and {len(items)} items (squares) as arrows from the origin. "
        f"{user_names[moved]}’s arrow is {length:.2f} √star long and points to "
        f"({users[moved, 0]:.2f}, {users[moved, 1]:.2f}).",
    )


def _shafts(points: _Floats, role: str, width: int) -> dict[str, Any]:
    x, y = (np.column_stack([np.zeros(len(points)), c, np.full(len(points), np.nan)]).ravel()
            for c in points.T)  # fmt: skip
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
        "line": style.line(role, width=width),
    }  # fmt: skip


def _place(role: str, x: float, y: float) -> str:
    if role == "item":
        return "middle left" if x < 1.5 else "middle right"
    return "top center" if y >= 0 else "bottom center"


def _heads(points: _Floats, names: Sequence[str], role: str, size: int) -> dict[str, Any]:
    # Items are named beside their square, users above or below their circle: they crowd less.
    places = [_place(role, x, y) for x, y in points]
    return {
        "type": "scatter", "mode": "markers+text", "x": points[:, 0], "y": points[:, 1],
        "text": [f"<b>{n}</b>" if size > 14 else n for n in names],
        "textposition": places,
        "textfont": {"color": style.ROLES[role].color, "size": size},
        "marker": style.marker(role, size=size), "cliponaxis": False,
        "hovertemplate": "%{text}: (%{x:.2f}, %{y:.2f})<extra></extra>",
    }  # fmt: skip
