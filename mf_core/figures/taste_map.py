"""Users and items in one plane: who lies in the direction of what."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.declutter import over_time
from mf_core.figures.picture import Picture, Track
from mf_core.figures.runaway import FARTHEST, largest
from mf_core.figures.traces import dots, named

_Floats = NDArray[np.float64]


def taste_map(
    users: _Floats,
    items: _Floats,
    user_names: Sequence[str],
    item_titles: Sequence[str],
    reach: float | None = None,
) -> Picture:
    """Draw users as circles and items as squares, moving from frame to frame.

    Parameters
    ----------
    users, items : (n_steps, n_users, 2), (n_steps, n_items, 2)
        Positions in √star, both in the *same* plane (see `projection`).
    reach : float, optional
        Where the axes end, in √star; by default just beyond the last frame.
    """
    frames = np.concatenate([users, items], axis=1)
    reach = reach or largest(frames, FARTHEST) * 1.25
    names = over_time(frames, [*user_names, *item_titles], reach)
    data, tracks = [], []
    for trace, (role, part) in enumerate(_parts(users.shape[1])):
        columns = {"x": frames[:, part, 0], "y": frames[:, part, 1]}
        columns |= {name: column[:, part] for name, column in names.items()}
        x, y, text, place = (column[-1] for column in columns.values())
        told = [*user_names, *item_titles][part]
        cloud = dots(x, y, role, f"{role}s", hover="%{customdata}: (%{x}, %{y})")
        cloud = named(cloud, text.tolist(), place.tolist(), role)
        data.append(cloud | {"customdata": told})
        tracks.append(Track(trace, "frame", columns))
    box = {"range": [-reach, reach], "zeroline": True}
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("factor f = 1 (√star)", **box),
            yaxis=style.axis("factor f = 2 (√star)", **box, scaleanchor="x", constrain="domain"),
        ),
        f"Map of {len(user_names)} users and {len(item_titles)} items. The closer a user and an "
        "item point in one direction, and the longer both are, the higher the predicted rating.",
        tuple(tracks),
        users.shape[0],
    )


def _parts(n_users: int) -> tuple[tuple[str, slice], ...]:
    return ("user", slice(None, n_users)), ("item", slice(n_users, None))
