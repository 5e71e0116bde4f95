"""Several measures of error on one pair of axes, each with its lowest point."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture

_Floats = NDArray[np.float64]


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
    data = [_curve(n, name, p, y) for n, (name, y) in enumerate(curves.items())]
    data += [_dots(n, lowest[name], "open") for n, name in enumerate(curves)]
    said = "; ".join(f"{name} is lowest at p = {lowest[name][0]:.2f}" for name in curves)
    if now is not None:
        x, values = now
        data += [_dots(n, (x, min(values[name], 2 * top)), "") for n, name in enumerate(curves)]
        said += f". p stands at {x:.2f}"
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("p (√star)", range=[float(p[0]), float(p[-1])]),
            yaxis=style.axis(title, range=[0, top]),
            shapes=[_level(at) for at in sorted({round(at, 3) for at, _ in lowest.values()})],
        ),
        f"Curves of {', '.join(curves)} against p: {said}.",
    )


def _curve(number: int, name: str, p: _Floats, values: _Floats) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "x": p, "y": values, "name": name,
        "line": {"color": style.SERIES[number], "dash": style.DASHES[number], "width": 3},
        "hovertemplate": name + " at %{x:.2f}: %{y:.3f}<extra></extra>",
    }  # fmt: skip


def _dots(number: int, at: tuple[float, float], kind: str) -> dict[str, Any]:
    symbol = style.MARKERS[number] + (f"-{kind}" if kind else "")
    return {
        "type": "scatter", "mode": "markers", "x": [at[0]], "y": [at[1]], "showlegend": False,
        "marker": {"color": style.SERIES[number], "symbol": symbol, "size": 13,
                   "line": {"width": 2}},
        "hoverinfo": "skip",
    }  # fmt: skip


def _level(at: float) -> dict[str, Any]:
    return {
        "type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper",
        "line": {"color": style.ROLES["rating"].color, "dash": "dot", "width": 2},
    }  # fmt: skip
