"""The loss along one entry of P or Q, with its slope: a valley, and which way is down."""

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots
from mf_core.saying import number
from mf_core.slopes.calculus import line_through

_TOLD = "%{x}: %{y} star²"


def loss_slice(
    x: NDArray[np.float64],
    loss: NDArray[np.float64],
    at: tuple[float, float],
    entry: str,
    *,
    slope: float | None = None,
    ends: tuple[float, float, float] | None = None,
    role: str = "user",
    title: str = "",
    top: float | None = None,
) -> Picture:
    r"""Draw the loss against one entry, all others frozen: a parabola.

    Parameters
    ----------
    x, loss : (n_points,)
        Values of the entry in √star, and the loss at each in star².
    at : (float, float)
        Where the entry stands now, and the loss there.
    entry : str
        What the entry is called: "p_uf".
    slope : float, optional
        Of the tangent at that place, in star²/√star; no tangent if missing.
    ends : (h, loss at x − h, loss at x + h), optional
        Draws the secant from the entry to x + h and, as a ghost, the one over both ends.
    role : str
        "user" or "item": whose entry it is.
    top : float, optional
        Where the axis of the loss ends.
    """
    high, low = float(top if top is not None else np.nanmax(loss)), float(np.nanmin(loss))
    # A valley far above 0 would be a flat line at the top of the picture.
    bottom = 0.0 if low < 0.4 * high else low - 0.25 * (high - low)
    letter, _, index = entry.partition("_")
    ends_of_x = np.array([x[0], x[-1]])
    data = [curve(x, loss, "residual", "loss", hover=_TOLD, dash="solid")]
    if slope is not None:
        tangent = line_through(*at, slope).at(ends_of_x)
        data.append(curve(ends_of_x, tangent, "gradient", "tangent", hover=_TOLD))
    if ends is not None:
        h, below, above = ends
        one_side = line_through(*at, (above - at[1]) / h).at(ends_of_x)
        both_sides = line_through(at[0] - h, below, (above - below) / (2 * h)).at(ends_of_x)
        data += [
            curve(
                ends_of_x, both_sides, "rating", "both sides", hover=_TOLD, dash="dot", width=1.5
            ),
            curve(ends_of_x, one_side, "secant", "secant, one side", hover=_TOLD),
            dots([at[0] - h, at[0] + h], [below, above], "secant", size=12, line={"width": 3}),
        ]
    now = "now: %{x} √star, %{y} star²"
    data.append(dots([at[0]], [at[1]], role, "now", hover=now, size=15))
    said = "" if slope is None else f" Its slope there is {number(slope, 3)}."
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis(
                f"{letter}<sub>{index}</sub> (√star)", range=[float(x[0]), float(x[-1])]
            ),
            yaxis=style.axis(
                title or "loss (star²)", range=[bottom, high + 0.04 * (high - bottom)]
            ),
        ),
        f"The loss along {entry}, a parabola. The entry stands at {number(at[0], 3)}, where the "
        f"loss is {number(at[1], 3)} star².{said}",
    )
