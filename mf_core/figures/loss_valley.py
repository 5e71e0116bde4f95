"""The loss in two of its numbers, seen from above: its minima form a curve, not a point."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.descent_map import descent_map
from mf_core.figures.picture import Picture
from mf_core.slopes.curves import Surface

if TYPE_CHECKING:
    from mf_core.slopes.descent import Path


def loss_valley(
    surface: Surface, path: "Path", r: float | None = None, unit: str = "√star"
) -> Picture:
    r"""Draw the map of a descent, with the hyperbola :math:`pq = r` of minima where there is one.

    Parameters
    ----------
    surface : Surface
        The loss in two numbers, all others frozen.
    path : Path
        The walk on it.
    r : float, > 0, optional
        The rating of `curves.factorization`; its minima are all pairs with pq = r.
    unit : str
        Of both variables.
    """
    base = descent_map(surface, path)
    low, high = surface.x_range
    p = np.linspace(low, high, 240)  # an even number, so that p = 0 is not among them
    q = np.full_like(p, np.nan) if r is None else _inside(r / p, surface.y_range)
    data = [
        *base.data,
        {
            "type": "scatter", "mode": "lines", "name": "minima", "x": p, "y": q,
            "line": style.line("prediction", width=4), "hoverinfo": "skip", "showlegend": False,
        },
    ]  # fmt: skip
    axes = {
        name: base.layout[name] | {"title": {"text": f"{letter} ({unit})"}}
        for name, letter in zip(("xaxis", "yaxis"), surface.axes, strict=True)
    }
    said = "" if r is None else f" The minima are the two branches of pq = {r:g}."
    notes = {} if r is None else {"annotations": [_note(r, surface.y_range[1])]}
    return base._replace(data=data, layout=base.layout | axes | notes, alt=base.alt + said)


def _note(r: float, top: float) -> dict[str, Any]:
    """The name of the curve of minima, beside its upper end."""
    return {
        "x": 1.06 * r / top + 0.06 * top, "y": 0.94 * top, "text": f"<b>minima: pq = {r:g}</b>",
        "xanchor": "left", "showarrow": False,
    }  # fmt: skip


def _inside(q: NDArray[np.float64], limits: tuple[float, float]) -> NDArray[np.float64]:
    return np.where((q >= limits[0]) & (q <= limits[1]), q, np.nan)
