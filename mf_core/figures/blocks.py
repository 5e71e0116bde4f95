"""P at the left margin, Qᵀ at the top and a matrix between them, as a product is written."""

from collections.abc import Sequence
from typing import Any

from mf_core.figures import style
from mf_core.figures.traces import on_paper

_GAP = 0.35  # between two blocks, in cells
_ROLES = {"R": "rating", "R̂": "prediction", "E": "residual"}


def blocks(
    k: int,
    user_names: Sequence[str],
    item_titles: Sequence[str],
    name: str,
    sides: tuple[str, str] = ("P", "Qᵀ"),
) -> dict[str, Any]:
    """A layout in which every cell of the three blocks is equally large.

    The matrix has the first pair of axes, P the second, Qᵀ the third.

    Parameters
    ----------
    k : int, ≥ 1
        Factors: columns of P and rows of Qᵀ.
    name : str
        What the matrix is called: R, R̂ or E.
    sides : (str, str)
        What stands at the left margin and at the top.
    """
    factors = [f"f = {f + 1}" for f in range(k)]
    left, top = ((k + _GAP) / (k + _GAP + len(names)) for names in (item_titles, user_names))
    beside, above = left * k / (k + _GAP), top * k / (k + _GAP)
    silent = {"showticklabels": False}
    return style.layout(
        xaxis=style.names_axis(item_titles, domain=[left, 1], tickangle=-40),
        yaxis=style.names_axis(user_names, down=True, domain=[0, 1 - top], **silent),
        xaxis2=style.names_axis(factors, domain=[0, beside], anchor="y2", **silent),
        yaxis2=style.names_axis(user_names, down=True, domain=[0, 1 - top], anchor="x2"),
        xaxis3=style.names_axis(item_titles, domain=[left, 1], anchor="y3", **silent),
        yaxis3=style.names_axis(factors, down=True, domain=[1 - above, 1], anchor="x3", **silent),
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        annotations=[
            on_paper(sides[0], 0, 1 - top, "user"),
            on_paper(sides[1], left, 1, "item"),
            on_paper(name, left, 1 - top, _ROLES.get(name, "rating"), xanchor="right"),
        ],
    )
