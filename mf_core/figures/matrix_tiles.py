"""One small matrix as tiles, with frames round what is being read from it."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track
from mf_core.figures.traces import Shade, curve, outline, tile_columns, tiles
from mf_core.saying import brief

_Floats = NDArray[np.float64]

Kind = Literal["stars", "residual", "factor", "mask"]

# Colours, the values at which they end, and decimals.
_KINDS: dict[str, Shade] = {
    "stars": Shade(style.STARS, 0.0, 5.0, 3, trim=True),
    "residual": Shade(style.SIGNED, -5.0, 5.0, 3, trim=True),
    "factor": Shade(style.SIGNED, -2.0, 2.0, 3, trim=True),
    "mask": Shade(style.SEEN, 0.0, 1.0, 0),
}


class Block(NamedTuple):
    """A rectangle of tiles: first and last row, first and last column."""

    top: int
    bottom: int
    left: int
    right: int


def matrix_tiles(
    cells: _Floats,
    name: str,
    kind: Kind,
    row_names: Sequence[str],
    column_names: Sequence[str],
    framed: Block | None = None,
    visited: Sequence[Block | None] = (),
) -> Picture:
    """Draw a matrix, all of it or as it is filled in.

    Parameters
    ----------
    cells : (n_rows, n_columns), or (n_steps, n_rows, n_columns)
        NaN where there is nothing (yet).
    name : str
        Stands above it: "R", "= Δ".
    framed : Block, optional
        What keeps a thin frame: the row or the column that is used.
    visited : one Block or None for each step
        What wears a thick frame at that step.
    """
    frames = cells if cells.ndim == 3 else cells[None]
    n_rows, n_columns = frames.shape[1:]
    shade, corners = _KINDS[kind], [_corners(block) for block in visited]
    framed_x, framed_y = _corners(framed)
    visited_x, visited_y = corners[-1] if corners else _corners(None)
    cells_drawn = tiles(frames[-1], shade, "%{text}") | {"xgap": 3, "ygap": 3}
    data = [
        cells_drawn | {"textfont": {"size": style.TEXT_SIZE + 2}},
        curve(framed_x, framed_y, "rating", width=3) | {"cliponaxis": False},
        curve(visited_x, visited_y, "gradient", width=5, dash="solid") | {"cliponaxis": False},
    ]
    tracks = [Track(0, "frame", tile_columns(frames, shade))] if frames.shape[0] > 1 else []
    if visited:
        x, y = np.array(corners).swapaxes(0, 1)
        tracks.append(Track(2, "frame", {"x": x, "y": y}))
    return Picture(
        data,
        style.layout(
            title={"text": f"<b>{name}</b>", "x": 0.5, "font": {"size": style.TEXT_SIZE + 5}},
            xaxis=style.names_axis(column_names, automargin=False),
            yaxis=style.names_axis(row_names, down=True, automargin=False),
            margin={"l": 44, "r": 6, "t": 44, "b": 34},
        ),
        f"Matrix {name}, {n_rows} by {n_columns}: {_spoken(frames[-1])}.",
        tuple(tracks),
        max(frames.shape[0], len(visited), 1),
    )


def _corners(block: Block | None) -> tuple[_Floats, _Floats]:
    """Once round the block; nowhere for none."""
    return outline(*block) if block is not None else (np.full(5, np.nan), np.full(5, np.nan))


def _spoken(cells: _Floats) -> str:
    return "; ".join(", ".join("empty" if np.isnan(x) else brief(x) for x in row) for row in cells)
