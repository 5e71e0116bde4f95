"""The model as tiles with a light: P, Qᵀ and a matrix of stars, some of their cells lit."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.blocks import blocks
from mf_core.figures.picture import Picture
from mf_core.figures.runaway import FARTHEST
from mf_core.figures.traces import Shade, tiles

_Floats = NDArray[np.float64]
_Mask = NDArray[np.bool_]


class Lit(NamedTuple):
    """Which cells of the three blocks are lit."""

    P: _Mask  # (n_users, k)
    Q: _Mask  # (n_items, k)
    cells: _Mask  # (n_users, n_items)


def lit_tiles(
    P: _Floats,
    Q: _Floats,
    cells: _Floats,
    user_names: Sequence[str],
    item_titles: Sequence[str],
    lit: Lit,
    name: str = "R",
    scale: tuple[float, float] = (1.0, 5.0),
) -> Picture:
    r"""Draw :math:`P` at the left margin, :math:`Q^\top` at the top and a matrix between them.

    A lit cell has its full colour and its number; the others are pale and silent.

    Parameters
    ----------
    P, Q : (n_users, k), (n_items, k)
        Factors in √star.
    cells : (n_users, n_items)
        In stars; NaN where there is nothing. Residuals, if `scale` is below zero on one side.
    lit : Lit
        What to point at.
    name : str
        What the matrix is called: R, R̂ or E.
    scale : (float, float)
        Where the colours of the matrix end, in stars.
    """
    k = P.shape[1]
    size = float(np.nanmax(np.abs(np.concatenate([P.ravel(), Q.ravel()])), initial=0.1))
    factor = Shade(style.SIGNED, -min(size, FARTHEST), min(size, FARTHEST))
    signed = scale[0] < 0
    middle = Shade(style.SIGNED if signed else style.STARS, *scale, sign=signed, trim=not signed)
    data = [
        *_block(cells, lit.cells, middle, ""),
        *_block(P, lit.P, factor, "2"),
        *_block(Q.T, lit.Q.T, factor, "3"),
    ]
    n_lit = [int(mask.sum()) for mask in lit]
    return Picture(
        data,
        blocks(k, user_names, item_titles, name),
        f"Tiles of P ({P.shape[0]} by {k}) on the left, Q transposed on top and {name} between "
        f"them. Lit are {n_lit[0]} cells of P, {n_lit[1]} of Q and {n_lit[2]} of {name}.",
    )


def _block(z: _Floats, lit: _Mask, shade: Shade, axes: str) -> list[dict[str, Any]]:
    """All cells pale, and the lit ones once more on top, with their numbers."""
    return [
        tiles(z, shade, "%{text}", axes) | {"opacity": 0.2, "texttemplate": ""},
        tiles(np.where(lit, z, np.nan), shade, "%{text}", axes),
    ]
