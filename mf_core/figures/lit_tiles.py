"""The model as tiles with a light: P, Qᵀ and a matrix of stars, some of their cells lit."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.blocks import blocks
from mf_core.figures.picture import Picture, Track
from mf_core.figures.traces import Shade, factor_shade, tile_columns, tiles

_Floats = NDArray[np.float64]
_Mask = NDArray[np.bool_]


class Lit(NamedTuple):
    """Which cells of the three blocks are lit; with a clock, a step comes first in all shapes."""

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
    cells : (n_users, n_items), or (n_steps, n_users, n_items)
        In stars; NaN where there is nothing. Residuals, if `scale` is below zero on one side.
    lit : Lit
        What to point at, once or at every step.
    name : str
        What the matrix is called: R, R̂ or E.
    scale : (float, float)
        Where the colours of the matrix end, in stars.
    """
    k = P.shape[1]
    factor = factor_shade(P, Q)
    signed = scale[0] < 0
    middle = Shade(style.STARS, *scale, trim=True)
    if signed:
        middle = Shade(style.SIGNED, *scale, digits=2, sign=True)
    parts = [
        (cells, lit.cells, middle, ""),
        (P, lit.P, factor, "2"),
        (Q.T, np.swapaxes(lit.Q, -1, -2), factor, "3"),
    ]
    n_steps = lit.P.shape[0] if lit.P.ndim == 3 else 1
    n_lit = [int((mask[-1] if n_steps > 1 else mask).sum()) for mask in lit]
    return Picture(
        [trace for part in parts for trace in _block(*part)],
        blocks(k, user_names, item_titles, name),
        f"Tiles of P ({P.shape[0]} by {k}) on the left, Q transposed on top and {name} between "
        f"them. Lit are {n_lit[0]} cells of P, {n_lit[1]} of Q and {n_lit[2]} of {name}.",
        tuple(
            Track(2 * n + 1, "frame", tile_columns(np.where(mask, z, np.nan), shade))
            for n, (z, mask, shade, _) in enumerate(parts if n_steps > 1 else [])
        ),
        n_steps,
    )


def _block(z: _Floats, lit: _Mask, shade: Shade, axes: str) -> list[dict[str, Any]]:
    """All cells pale, and the lit ones once more on top, with their numbers, as at the end."""
    shown = np.where(lit, z, np.nan)
    return [
        tiles(_last(z), shade, "%{text}", axes) | {"opacity": 0.2, "texttemplate": ""},
        tiles(_last(shown), shade, "%{text}", axes),
    ]


def _last(z: _Floats) -> _Floats:
    return z[-1] if z.ndim == 3 else z
