"""The loss along one entry of P or Q, with its slope: a valley, and which way is down."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture

_SECANT = {"color": style.SERIES[5], "dash": "dot", "width": 3}


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
        Draws the secant through both.
    role : str
        "user" or "item": whose entry it is.
    top : float, optional
        Where the axis of the loss ends.
    """
    high, low = float(top if top is not None else np.nanmax(loss)), float(np.nanmin(loss))
    # A valley far above 0 would be a flat line at the top of the picture.
    bottom = 0.0 if low < 0.4 * high else low - 0.25 * (high - low)
    letter, _, index = entry.partition("_")
    data = [
        _line(x, loss, "loss", style.line("residual", dash="solid")),
        *([] if slope is None else [_straight(x, at, slope, "tangent", style.line("gradient"))]),
    ]
    if ends is not None:
        h, below, above = ends
        secant = _straight(x, (at[0] - h, below), (above - below) / (2 * h), "secant", _SECANT)
        data += [secant, _points([at[0] - h, at[0] + h], [below, above])]
    data.append(
        {
            "type": "scatter", "mode": "markers", "x": [at[0]], "y": [at[1]], "name": "now",
            "marker": style.marker(role, size=15),
            "hovertemplate": "now: %{x:.3f} √star, %{y:.3f} star²<extra></extra>",
        }
    )  # fmt: skip
    said = "" if slope is None else f" Its slope there is {slope:.3f}."
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
        f"The loss along {entry}, a parabola. The entry stands at {at[0]:.3f}, where the loss is "
        f"{at[1]:.3f} star².{said}",
    )


def _line(
    x: NDArray[np.float64], y: NDArray[np.float64], name: str, line: dict[str, Any]
) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "line": line,
        "hovertemplate": "%{x:.3f}: %{y:.3f} star²<extra>" + name + "</extra>",
    }  # fmt: skip


def _straight(
    x: NDArray[np.float64], at: tuple[float, float], slope: float, name: str, line: dict[str, Any]
) -> dict[str, Any]:
    ends = np.array([x[0], x[-1]])
    return _line(ends, at[1] + slope * (ends - at[0]), name, line)


def _points(x: list[float], y: list[float]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": x, "y": y, "name": "x − h and x + h",
        "showlegend": False, "hoverinfo": "skip",
        "marker": {"color": _SECANT["color"], "symbol": "circle-open", "size": 12,
                   "line": {"width": 3}},
    }  # fmt: skip
