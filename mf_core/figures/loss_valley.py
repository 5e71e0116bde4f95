"""The loss in two of its numbers, seen from above: its minima form a curve, not a point."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.descent_map import descent_map
from mf_core.figures.ground import on_land
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots, label
from mf_core.saying import brief
from mf_core.slopes.curves import Surface

if TYPE_CHECKING:
    from mf_core.slopes.descent import Path


def loss_valley(
    surface: Surface,
    path: "Path",
    r: float | None = None,
    trained: tuple[float, float] | None = None,
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
    trained : (x, y), optional
        Where training has left the two numbers: a ring.
    """
    base = descent_map(surface, path)
    low, high = surface.x_range
    p = np.linspace(low, high, 240)  # an even number, so that p = 0 is not among them
    q = np.full_like(p, np.nan) if r is None else _inside(r / p, surface.y_range)
    minima = curve(p, q, "prediction", width=3, dash="solid")
    axes = {
        name: base.layout[name] | {"title": {"text": f"{letter} (√star)"}}
        for name, letter in zip(("xaxis", "yaxis"), surface.axes, strict=True)
    }
    data = [*base.data, *on_land(minima)]
    if trained is not None:
        x, y = ([part] for part in trained)
        told = "training ended here (%{x}, %{y})"
        data += on_land(
            dots(x, y, "user", hover=told, symbol="circle-open", size=15, line={"width": 3})
        )
    if r is None:
        return base._replace(data=data, layout=base.layout | axes)
    top, named = surface.y_range[1], f"minima: pq = {brief(r)}"
    place = high - 0.01 * (high - low), 0.94 * top  # beside the upper end of the curve
    note = label(f"<b>{named}</b>", *place, "prediction", xanchor="right")
    note |= {"bgcolor": style.LAND["light"].halo, "borderpad": 3}
    return base._replace(
        data=data,
        layout=base.layout | axes | {"annotations": [note]},
        alt=f"{base.alt} The minima are the two branches of pq = {brief(r)}.",
    )


def _inside(q: NDArray[np.float64], limits: tuple[float, float]) -> NDArray[np.float64]:
    return np.where((q >= limits[0]) & (q <= limits[1]), q, np.nan)
