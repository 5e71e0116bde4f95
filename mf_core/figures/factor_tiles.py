"""The model as tiles: P on the left, Qᵀ on top, and where a row meets a column, the prediction."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.blocks import blocks
from mf_core.figures.picture import Picture, Track
from mf_core.figures.runaway import FARTHEST, burst, largest
from mf_core.figures.traces import Shade, tile_columns, tiles

_Floats = NDArray[np.float64]


def factor_tiles(
    P: _Floats,
    Q: _Floats,
    prediction: _Floats,
    user_names: Sequence[str],
    item_titles: Sequence[str],
    scale: tuple[float, float] = (1.0, 5.0),
) -> Picture:
    r"""Draw :math:`P`, :math:`Q^\top` and :math:`\hat R` as a matrix product is written.

    A run that explodes is drawn to its end: the colours keep their meaning, the cells reach the
    last of them one by one.

    Parameters
    ----------
    P, Q : (n_steps, n_users, k), (n_steps, n_items, k)
        Factors of every frame, in √star.
    prediction : (n_steps, n_users, n_items)
        In stars; with its baseline, where there is one.
    scale : (float, float)
        The lowest and the highest rating there is, in stars; the colours end there.
    """
    k = P.shape[2]
    reach = max(largest(P, FARTHEST), largest(Q, FARTHEST))
    factor = Shade(style.SIGNED, -reach, reach)
    shown = (
        (burst(prediction), Shade(style.STARS, *scale), "%{text} stars", ""),
        (burst(P), factor, "%{text} √star", "2"),
        (burst(np.swapaxes(Q, 1, 2)), factor, "%{text} √star", "3"),
    )
    return Picture(
        [tiles(frames[-1], shade, hover, axes) for frames, shade, hover, axes in shown],
        blocks(k, user_names, item_titles, ""),
        f"Tiles: user factors P ({P.shape[1]} by {k}) on the left, item factors Q transposed on "
        f"top, and in the middle the {P.shape[1]} by {Q.shape[1]} predictions in stars.",
        tuple(
            Track(trace, "frame", tile_columns(frames, shade))
            for trace, (frames, shade, _, _) in enumerate(shown)
        ),
        P.shape[0],
    )
