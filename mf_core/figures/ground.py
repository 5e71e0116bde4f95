"""Land for figures: heights of a function over a plane, with its contour lines."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Land
from mf_core.figures.traces import Trace

_Floats = NDArray[np.float64]

N_LEVELS = 16
FLOOR_SHARE = 0.05  # of the map that counts as the floor of a valley
UNEVEN = 0.4  # where half of the map lies below this share of its highest wall, walls hide floors


def ground(
    f: Callable[[Any, Any], Any],
    x: _Floats,
    y: _Floats,
    *,
    levels: _Floats | None = None,
    names: tuple[str, str, str] = ("x", "y", "f"),
) -> Land:
    """The land of a function f(x, y).

    Parameters
    ----------
    f : function of two arrays that broadcast
    x, y : (n_x,), (n_y,)
        Increasing, with even distances.
    levels : (n,), optional
        Heights of the contour lines; even in shade if missing.
    names : (str, str, str)
        What the pointer calls x, y and the height.

    Examples
    --------
    >>> side = np.linspace(-1.0, 1.0, 3)
    >>> land = ground(lambda x, y: 2 * x + y, side, side)
    >>> land.z[0].tolist(), land.soft, land.levels.size
    ([-3.0, -1.0, 1.0], None, 15)
    """
    z = np.asarray(f(x[None, :], y[:, None]), dtype=np.float64)
    soft = _soft(z)
    first, second, height = names
    return Land(
        x.astype(np.float32),
        y.astype(np.float32),
        z.astype(np.float32),
        (_even_levels(z, soft) if levels is None else levels).astype(np.float32),
        soft,
        f"{first} = %{{x}}, {second} = %{{y}}<br>{height} = %{{z}}<extra></extra>",
    )


def on_land(trace: Trace) -> list[Trace]:
    """A trace over land, with a light rim below it that sets it off from any tint."""
    halo = style.LAND["light"].halo
    unnamed = {key: part for key, part in trace.items() if key != "name"}
    rim = unnamed | {"showlegend": False, "hoverinfo": "skip", "opacity": 0.8}
    if "line" in trace:
        rim["line"] = trace["line"] | {"color": halo, "width": trace["line"]["width"] + 2.5}
    if "marker" in trace:
        size = np.asarray(trace["marker"]["size"], dtype=np.float64)
        rim["marker"] = trace["marker"] | {
            "color": halo,
            "size": np.where(size > 0, size + 4, size),
        }
    return [rim, trace]


def _soft(z: _Floats) -> float | None:
    """The height of the floor, where the walls are so much higher that even shades hide it."""
    low, floor, middle, high = np.quantile(z, [0.0, FLOOR_SHARE, 0.5, 1.0])
    uneven = low < floor and middle - low < UNEVEN * (high - low)
    return float(floor - low) if uneven else None


def _even_levels(z: _Floats, soft: float | None) -> _Floats:
    r"""Heights between the lowest and the highest that are one shade apart.

    The shade of z is :math:`\log(1 + (z - z_{min}) / s) / \log(1 + (z_{max} - z_{min}) / s)`.
    """
    low, high = float(z.min()), float(z.max())
    shades = np.arange(1, N_LEVELS) / N_LEVELS
    if soft is None:
        return low + shades * (high - low)
    return np.asarray(low + soft * np.expm1(shades * np.log1p((high - low) / soft)))
