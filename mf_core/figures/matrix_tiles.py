"""One small matrix as tiles, with frames round what is being read from it."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track

_Floats = NDArray[np.float64]

Kind = Literal["stars", "residual", "factor", "mask"]

# Colours, and the values at which they end.
_KINDS: dict[str, tuple[list[list[Any]], float, float]] = {
    "stars": (style.STARS, 0.0, 5.0),
    "residual": (style.SIGNED, -5.0, 5.0),
    "factor": (style.FACTOR, -2.0, 2.0),
    "mask": (style.STARS, 0.0, 2.5),
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
    colors, low, high = _KINDS[kind]
    data: list[dict[str, Any]] = [
        {
            "type": "heatmap", "z": frames[-1], "colorscale": colors, "zmin": low, "zmax": high,
            "showscale": False, "xgap": 3, "ygap": 3, "hoverongaps": False,
            "texttemplate": "%{z:.0f}" if kind == "mask" else "%{z:.3~g}",
            "textfont": {"size": style.TEXT_SIZE + 2},
            "hovertemplate": name + ": %{z:.4g}<extra></extra>",
        },
        _outline(framed, "rating", 3),
        _outline(visited[-1] if visited else None, "gradient", 5),
    ]  # fmt: skip
    tracks = [Track(0, "frame", {"z": frames})] if frames.shape[0] > 1 else []
    if visited:
        tracks.append(Track(2, "frame", _recorded([_corners(block) for block in visited])))
    plain = {"showgrid": False, "zeroline": False, "fixedrange": True, "ticks": ""}
    return Picture(
        data,
        style.layout(
            title={"text": f"<b>{name}</b>", "x": 0.5, "font": {"size": style.TEXT_SIZE + 5}},
            xaxis={
                "tickvals": list(range(n_columns)), "ticktext": list(column_names),
                "range": [-0.5, n_columns - 0.5], **plain,
            },
            yaxis={
                "tickvals": list(range(n_rows)), "ticktext": list(row_names),
                "range": [n_rows - 0.5, -0.5], **plain,
            },
            margin={"l": 44, "r": 6, "t": 44, "b": 34},
        ),
        f"Matrix {name}, {n_rows} by {n_columns}: {_spoken(frames[-1])}.",
        tuple(tracks),
        max(frames.shape[0], len(visited), 1),
    )  # fmt: skip


def _outline(block: Block | None, role: str, width: int) -> dict[str, Any]:
    x, y = _corners(block)
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
        "line": {"color": style.ROLES[role].color, "width": width}, "cliponaxis": False,
    }  # fmt: skip


def _corners(block: Block | None) -> tuple[_Floats, _Floats]:
    """Once round the block; nowhere for none."""
    if block is None:
        return np.full(5, np.nan), np.full(5, np.nan)
    top, bottom, left, right = block
    x, y = np.array([left, right, right, left, left]), np.array([top, top, bottom, bottom, top])
    # Half a tile outwards, to the edges.
    return x + np.array([-0.5, 0.5, 0.5, -0.5, -0.5]), y + np.array([-0.5, -0.5, 0.5, 0.5, -0.5])


def _recorded(corners: Sequence[tuple[_Floats, _Floats]]) -> dict[str, NDArray[np.generic]]:
    return {"x": np.array([x for x, _ in corners]), "y": np.array([y for _, y in corners])}


def _spoken(cells: _Floats) -> str:
    rows = (", ".join(f"{x:.3g}" if np.isfinite(x) else "empty" for x in row) for row in cells)
    return "; ".join(rows)
