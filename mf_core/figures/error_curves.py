"""Several measures of error on one pair of axes, each with its lowest point."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots, upright
from mf_core.saying import number

_Floats = NDArray[np.float64]
_RIM = {"width": 2}


def error_curves(
    p: _Floats,
    curves: Mapping[str, _Floats],
    lowest: Mapping[str, tuple[float, float]],
    now: tuple[float, Mapping[str, float]] | None = None,
    top: float = 10.0,
    title: str = "star² (RMSE: star)",
) -> Picture:
    """Draw each measure against p, where p stands now, and the lowest point of each.

    Parameters
    ----------
    p : (n,)
        The user's factor, in √star.
    curves : mapping from name to (n,)
        The measures; up to six.
    lowest : mapping from name to (p, value)
        The minimum of each.
    now : (float, mapping), optional
        Where p stands, and the value of each measure there.
    top : float
        Where the axis of the measures ends.
    title : str
        What that axis says.
    """
    told = " at %{x}: %{y}"
    data = [curve(p, y, n, name, hover=name + told) for n, (name, y) in enumerate(curves.items())]
    for n, name in enumerate(curves):
        x, y = lowest[name]
        data.append(dots([x], [y], n, size=13, symbol=f"{style.MARKERS[n]}-open", line=_RIM))
    said = "; ".join(f"{name} is lowest at p = {number(lowest[name][0])}" for name in curves)
    if now is not None:
        x, values = now
        data += [dots([x], [min(values[m], 2 * top)], n, size=13) for n, m in enumerate(curves)]
        said += f". p stands at {number(x)}"
    places = sorted({round(at, 3) for at, _ in lowest.values()})
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("p (√star)", range=[float(p[0]), float(p[-1])]),
            yaxis=style.axis(title, range=[0, top]),
            shapes=[upright(at, "rating", dash="dot", width=2) for at in places],
        ),
        f"Curves of {', '.join(curves)} against p: {said}.",
    )
