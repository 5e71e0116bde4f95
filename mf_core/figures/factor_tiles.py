"""The model as tiles: P on the left, Qᵀ on top, and where a row meets a column, the prediction."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track

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
    left, top = 0.10 + 0.045 * k, 0.09 * k + 0.05
    largest = float(np.nanmax(np.abs(np.concatenate([P[-1].ravel(), Q[-1].ravel()])), initial=0.1))
    factor_names = [f"f = {f + 1}" for f in range(k)]
    data = [
        _tiles(prediction[-1], item_titles, user_names, "", style.STARS, scale, ".1f"),
        _tiles(P[-1], factor_names, user_names, "2", style.FACTOR, (-largest, largest), ".2f"),
        _tiles(Q[-1].T, item_titles, factor_names, "3", style.FACTOR, (-largest, largest), ".2f"),
    ]
    gap = 0.02
    plain = {"showgrid": False, "fixedrange": True, "ticks": ""}
    layout = style.layout(
        xaxis={"domain": [left, 1], "side": "bottom", "tickangle": -40, **plain},
        yaxis={"domain": [0, 1 - top], "autorange": "reversed", "showticklabels": False, **plain},
        xaxis2={"domain": [0, left - gap], "anchor": "y2", "showticklabels": False, **plain},
        yaxis2={"domain": [0, 1 - top], "anchor": "x2", "autorange": "reversed",
                "automargin": True, **plain},
        xaxis3={"domain": [left, 1], "anchor": "y3", "showticklabels": False, **plain},
        yaxis3={"domain": [1 - top + gap, 1], "anchor": "x3", "autorange": "reversed",
                "showticklabels": False, **plain},
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        annotations=[
            _name("P", 0, 1 - top, "user"), _name("Qᵀ", left, 1, "item"),
        ],
    )  # fmt: skip
    alt = (
        f"Tiles: user factors P ({P.shape[1]} by {k}) on the left, item factors Q transposed on "
        f"top, and in the middle the {P.shape[1]} by {Q.shape[1]} predictions in stars."
    )
    tracks = (
        Track(0, "frame", {"z": _shown(prediction)}),
        Track(1, "frame", {"z": _shown(P)}),
        Track(2, "frame", {"z": _shown(np.swapaxes(Q, 1, 2))}),
    )
    return Picture(data, layout, alt, tracks, P.shape[0])


def _tiles(
    z: _Floats,
    x: Sequence[str],
    y: Sequence[str],
    number: str,
    colors: list[list[Any]],
    limits: tuple[float, float],
    digits: str,
) -> dict[str, Any]:
    return {
        "type": "heatmap", "z": _shown(z), "x": list(x), "y": list(y),
        "xaxis": f"x{number}", "yaxis": f"y{number}",
        "colorscale": colors, "zmin": limits[0], "zmax": limits[1], "showscale": False,
        "xgap": 2, "ygap": 2, "texttemplate": "%{z:" + digits + "}",
        "hovertemplate": "%{y} · %{x}: %{z:.3f}<extra></extra>",
    }  # fmt: skip


def _shown(values: _Floats) -> _Floats:
    """What has left the numbers a computer can hold becomes an empty tile."""
    return np.where(np.abs(values) < 1e6, values, np.nan)


def _name(text: str, x: float, y: float, role: str) -> dict[str, Any]:
    return {
        "text": f"<b>{text}</b>", "xref": "paper", "yref": "paper", "x": x, "y": y,
        "xanchor": "left", "yanchor": "bottom", "showarrow": False,
        "font": {"color": style.ROLES[role].color, "size": style.TEXT_SIZE + 2},
    }  # fmt: skip
