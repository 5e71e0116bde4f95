"""Ratings, residuals or their mask as tiles; held-out cells carry a ring."""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track
from mf_core.figures.runaway import burst
from mf_core.figures.traces import Shade, dots, tile_columns, tiles

_Floats = NDArray[np.float64]


def rating_tiles(
    cells: _Floats,
    held_out: _Floats,
    user_names: Sequence[str],
    item_titles: Sequence[str],
    kind: Literal["rating", "residual", "mask"] = "rating",
    scale: tuple[float, float] = (1.0, 5.0),
) -> Picture:
    r"""Draw :math:`r_{ui}` or :math:`e_{ui} = r_{ui} - \hat r_{ui}` in its cell.

    Parameters
    ----------
    cells : (n_steps, n_users, n_items), or (n_users, n_items)
        In stars; NaN where nothing was observed: missing is not zero. Of a mask, 0 or 1.
    held_out : (n_users, n_items)
        1 where the rating is held out from training, else 0.
    scale : (float, float)
        The lowest and the highest rating there is, in stars.
    """
    frames = cells if cells.ndim == 3 else cells[None]
    shade = {
        "rating": Shade(style.STARS, *scale, trim=True),
        "residual": Shade(style.SIGNED, -2.0, 2.0, sign=True),
        "mask": Shade(style.SEEN, 0.0, 1.0, digits=0),
    }[kind]
    told = "%{text}" if kind == "mask" else "%{text} stars"
    shown = burst(frames)
    rows, columns = np.nonzero(held_out)
    moving = Track(0, "frame", tile_columns(shown, shade))
    alt = (
        f"Tiles of {len(user_names)} users by {len(item_titles)} items with a {kind} in "
        f"{int(np.isfinite(frames[-1]).sum())} of {frames[-1].size} cells; the others are empty."
    )
    if kind == "mask":
        alt = f"The mask: 1 in {int(frames[-1].sum())} of {frames[-1].size} cells, 0 in the others."
    if rows.size:
        alt += f" {rows.size} of them are held out and carry a ring."
    return Picture(
        [tiles(shown[-1], shade, told), _rings(columns, rows)],
        style.layout(
            xaxis=style.names_axis(item_titles, tickangle=-40),
            yaxis=style.names_axis(user_names, down=True),
            margin={"l": 8, "r": 8, "t": 30, "b": 8},
        ),
        alt,
        (moving,) if frames.shape[0] > 1 else (),
        frames.shape[0],
    )


def _rings(columns: NDArray[np.int64], rows: NDArray[np.int64]) -> dict[str, Any]:
    x, y = columns.astype(np.float64), rows.astype(np.float64)
    return dots(x, y, "rating", symbol="circle-open", size=34, line={"width": 2})
