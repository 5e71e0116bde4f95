"""Tastes as arrows from the origin: who points in the direction of what, and how far."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.declutter import over_time
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots, named
from mf_core.saying import number

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
        How far an arrow may go, in √star; the axes end a little beyond.
    """
    length = float(np.hypot(*users[moved]))
    others = np.arange(len(users)) != moved
    rest = [name for name, other in zip(user_names, others, strict=True) if other]
    edge = 1.15 * reach  # room for the name of an arrow that ends at the farthest place
    # The first names take precedence where there is room for one only.
    heads = np.concatenate([users[[moved]], items, users[others]])
    names = [user_names[moved], *item_titles, *rest]
    text, place = (column[0].tolist() for column in over_time(heads[None], names, edge).values())
    n_items = len(items)
    data = [
        _shafts(items, "item", 2),
        _shafts(users[others], "user", 2),
        _shafts(users[[moved]], "user", 6),
    ]
    for part, role, size in (
        (slice(1, 1 + n_items), "item", 13),
        (slice(1 + n_items, None), "user", 13),
        (slice(1), "user", 18),
    ):
        x, y = heads[part].T
        cloud = dots(x, y, role, hover="%{customdata}: (%{x}, %{y})", size=size)
        cloud = named(cloud, text[part], place[part], role)
        data.append(cloud | {"customdata": names[part], "cliponaxis": False})
    box = {"range": [-edge, edge], "zeroline": True, "dtick": 1}
    return Picture(
        data,
        style.layout(
            xaxis=style.axis(axes[0], **box, constrain="domain"),
            yaxis=style.axis(axes[1], **box, scaleanchor="x", constrain="domain"),
            margin={"l": 56, "r": 12, "t": 12, "b": 48},
        ),
        f"{len(users)} users (circles) and {len(items)} items (squares) as arrows from the origin. "
        f"{user_names[moved]}’s arrow is {number(length)} √star long and points to "
        f"({number(users[moved, 0])}, {number(users[moved, 1])}).",
    )


def _shafts(points: _Floats, role: str, width: int) -> dict[str, Any]:
    gap = np.full(len(points), np.nan)
    origin = np.zeros(len(points))
    x, y = (np.column_stack([origin, ends, gap]).ravel() for ends in points.T)
    return curve(x, y, role, width=width)
