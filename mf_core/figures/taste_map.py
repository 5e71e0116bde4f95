"""Users and items in one plane: who lies in the direction of what."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track

_Floats = NDArray[np.float64]


def taste_map(
    users: _Floats,
    items: _Floats,
    user_names: Sequence[str],
    item_titles: Sequence[str],
    axes: tuple[str, str] = ("factor f = 1 (√star)", "factor f = 2 (√star)"),
    reach: float | None = None,
) -> Picture:
    """Draw users as circles and items as squares, moving from frame to frame.

    Parameters
    ----------
    users, items : (n_steps, n_users, 2), (n_steps, n_items, 2)
        Positions in √star, both in the *same* plane (see `projection`).
    axes : (str, str)
        Titles of the axes, with the unit.
    reach : float, optional
        Where the axes end, in √star; by default just beyond the last frame.
    """
    last = np.concatenate([users[-1], items[-1]])
    finite = last[np.isfinite(last).all(axis=1)]
    reach = reach or float(np.abs(finite).max(initial=0.1)) * 1.25
    data = [
        _cloud(users[-1], user_names, "user", "top center"),
        _cloud(items[-1], item_titles, "item", "bottom center"),
    ]
    box = {"range": [-reach, reach], "zeroline": True}
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis(axes[0], **box),
            yaxis=style.axis(axes[1], **box, scaleanchor="x", constrain="domain"),
        ),
        f"Map of {len(user_names)} users and {len(item_titles)} items. The closer a user and an "
        "item point in one direction, and the longer both are, the higher the predicted rating.",
        tuple(
            Track(trace, "frame", {"x": cloud[..., 0], "y": cloud[..., 1]})
            for trace, cloud in enumerate((users, items))
        ),
        users.shape[0],
    )


def _cloud(points: _Floats, names: Sequence[str], role: str, place: str) -> dict[str, Any]:
    color = style.ROLES[role].color
    return {
        "type": "scatter", "mode": "markers+text", "name": style.ROLES[role].word.split()[0] + "s",
        "x": points[:, 0], "y": points[:, 1], "text": list(names), "textposition": place,
        "textfont": {"color": color, "size": 13}, "marker": style.marker(role),
        "hovertemplate": "%{text}: (%{x:.2f}, %{y:.2f})<extra></extra>",
    }  # fmt: skip
