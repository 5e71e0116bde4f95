"""One prediction as a product of matrices, with the items of Q as rows or as columns."""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import Shade, factor_shade, label, tiles
from mf_core.saying import number

_Floats = NDArray[np.float64]
_GAP = 1.4  # between two matrices, in cells
_NAMES = 1.2  # more of it where the names of the items stand between


def matrix_product(
    P: _Floats,
    Q: _Floats,
    user_names: Sequence[str],
    item_titles: Sequence[str],
    layout: Literal["rows", "columns"] = "rows",
    u: int = 0,
    i: int = 0,
) -> Picture:
    r"""Draw :math:`P`, :math:`Q` and :math:`\hat R`, with the row, the row or column, and the cell.

    Parameters
    ----------
    P, Q : (n_users, k), (n_items, k)
        Factors in √star; Q always with items as rows, however it is drawn.
    layout : "rows" or "columns"
        Whether an item is a row of the drawn Q (then its transpose is multiplied) or a column.
    u, i : int
        The prediction that is framed, with the two vectors it is made of.
    """
    drawn = Q if layout == "rows" else Q.T
    predicted = P @ Q.T
    middle = P.shape[1] + _GAP  # where the drawn Q begins, in cells
    names = _NAMES if layout == "rows" else 0.0
    right = middle + drawn.shape[1] + names + _GAP  # where the product begins
    height = max(len(P), len(drawn))
    factor = factor_shade(P, Q)
    item = (middle, i, drawn.shape[1], 1) if layout == "rows" else (middle + i, 0, 1, len(drawn))
    plain = {"visible": False, "fixedrange": True}
    return Picture(
        [
            _tiles(P, 0.0, factor),
            _tiles(drawn, middle, factor),
            _tiles(predicted, right, Shade(style.STARS, 1.0, 5.0)),
        ],
        style.layout(
            xaxis={"range": [-1.6, right + len(Q) + 0.2], **plain},
            yaxis={"range": [height + 1.7, -1.0], **plain},
            shapes=[
                _frame((0.0, u, P.shape[1], 1), "user"),
                _frame(item, "item"),
                _frame((right + i, u, 1, 1), "prediction"),
            ],
            annotations=[
                _word("P", 0.0, "user"),
                _word("Q", middle, "item"),
                _word("R̂", right, "prediction"),
                *_row_names(user_names, -0.15, "right"),
                *(_row_names(item_titles, middle + drawn.shape[1] + 0.1, "left")
                  if layout == "rows" else _column_names(item_titles, middle, len(drawn))),
                *_column_names(item_titles, right, len(P)),
            ],
            margin={"l": 8, "r": 8, "t": 8, "b": 8},
        ),
        f"P ({P.shape[0]} by {P.shape[1]}), Q with one {layout[:-1]} for each item, and their "
        f"product. Framed: {user_names[u]}’s row, the {layout[:-1]} of {item_titles[i]}, and the "
        f"prediction they make, {number(predicted[u, i])} stars.",
    )  # fmt: skip


def _tiles(z: _Floats, left: float, shade: Shade) -> dict[str, Any]:
    """Cells of width 1 from the left edge on; this figure counts in cells, not in names."""
    return tiles(z, shade) | {"x0": left + 0.5, "y0": 0.5}


def _frame(box: tuple[float, float, float, float], role: str) -> dict[str, Any]:
    left, top, width, height = box
    ends = {"x0": left, "x1": left + width, "y0": top, "y1": top + height}
    return {"type": "rect", "line": {"color": style.ROLES[role].color, "width": 5}} | ends


def _word(text: str, x: float, role: str) -> dict[str, Any]:
    anchors = {"xanchor": "left", "yanchor": "bottom"}
    return label(f"<b>{text}</b>", x, -0.1, role, size=style.TEXT_SIZE + 2, **anchors)


def _row_names(names: Sequence[str], x: float, side: str) -> list[dict[str, Any]]:
    return [label(name, x, n + 0.5, "", xanchor=side) for n, name in enumerate(names)]


def _column_names(names: Sequence[str], left: float, below: int) -> list[dict[str, Any]]:
    slanted = {"xanchor": "right", "yanchor": "top", "textangle": -35}
    return [label(name, left + n + 0.7, below + 0.05, "") | slanted for n, name in enumerate(names)]
