"""The model as tiles with a light: P, Qᵀ and a matrix of stars, some of their cells lit."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture

_Floats = NDArray[np.float64]
_Mask = NDArray[np.bool_]


_ROLES = {"R": "rating", "R̂": "prediction", "E": "residual"}


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
    left, top, gap = 0.10 + 0.06 * k, 0.11 * k + 0.05, 0.025
    largest = float(np.nanmax(np.abs(np.concatenate([P.ravel(), Q.ravel()])), initial=0.1))
    factors = [f"f = {f + 1}" for f in range(k)]
    colors = style.SIGNED if scale[0] < 0 else style.STARS
    titles, names = list(item_titles), list(user_names)
    data = [
        *_block(cells, lit.cells, (titles, names), "", (colors, scale, ".1~f")),
        *_block(P, lit.P, (factors, names), "2", (style.FACTOR, (-largest, largest), ".2f")),
        *_block(Q.T, lit.Q.T, (titles, factors), "3", (style.FACTOR, (-largest, largest), ".2f")),
    ]
    plain = {"showgrid": False, "fixedrange": True, "ticks": "", "zeroline": False}
    down = {"autorange": "reversed", **plain}
    layout = style.layout(
        xaxis={"domain": [left, 1], "tickangle": -40, "automargin": True, **plain},
        yaxis={"domain": [0, 1 - top], "showticklabels": False, **down},
        xaxis2={"domain": [0, left - gap], "anchor": "y2", "showticklabels": False, **plain},
        yaxis2={"domain": [0, 1 - top], "anchor": "x2", "automargin": True, **down},
        xaxis3={"domain": [left, 1], "anchor": "y3", "showticklabels": False, **plain},
        yaxis3={"domain": [1 - top + gap, 1], "anchor": "x3", "showticklabels": False, **down},
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        annotations=[
            _name("P", 0, 1 - top, "user"), _name("Qᵀ", left, 1, "item"),
            _name(name, left - 0.055, 1 - top, _ROLES.get(name, "rating")),
        ],
    )  # fmt: skip
    n_lit = [int(mask.sum()) for mask in lit]
    alt = (
        f"Tiles of P ({P.shape[0]} by {k}) on the left, Q transposed on top and {name} between "
        f"them. Lit are {n_lit[0]} cells of P, {n_lit[1]} of Q and {n_lit[2]} of {name}."
    )
    return Picture(data, layout, alt)


def _block(
    z: _Floats,
    lit: _Mask,
    labels: tuple[Sequence[str], Sequence[str]],
    number: str,
    look: tuple[list[list[Any]], tuple[float, float], str],
) -> list[dict[str, Any]]:
    """All cells pale, and the lit ones once more on top, with their numbers."""
    colors, (low, high), digits = look
    common = {
        "type": "heatmap", "x": list(labels[0]), "y": list(labels[1]),
        "xaxis": f"x{number}", "yaxis": f"y{number}", "colorscale": colors,
        "zmin": low, "zmax": high, "showscale": False, "xgap": 2, "ygap": 2,
        "hoverongaps": False, "hovertemplate": "%{y} · %{x}: %{z:.2f}<extra></extra>",
    }  # fmt: skip
    shown = np.where(np.abs(z) < 1e6, z, np.nan)
    return [
        {**common, "z": shown, "opacity": 0.2},
        {**common, "z": np.where(lit, shown, np.nan), "texttemplate": "%{z:" + digits + "}"},
    ]


def _name(text: str, x: float, y: float, role: str) -> dict[str, Any]:
    return {
        "text": f"<b>{text}</b>", "xref": "paper", "yref": "paper", "x": x, "y": y,
        "xanchor": "left", "yanchor": "bottom", "showarrow": False,
        "font": {"color": style.ROLES[role].color, "size": style.TEXT_SIZE + 2},
    }  # fmt: skip
