"""A ruler of learning rates: how many steps each takes, and where none arrives any more."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture


def rate_ruler(
    rates: NDArray[np.float64],
    steps: NDArray[np.float64],
    edge: float,
    guess: float | None = None,
) -> Picture:
    r"""Draw the number of steps against η, and the edge :math:`2/\lambda_{\max}`.

    Parameters
    ----------
    rates : (n,)
        Learning rates η, rising.
    steps : (n,)
        Steps until the target is reached; NaN where it never is.
    edge : float
        The largest stable rate.
    guess : float, optional
        What the reader expected the edge to be.
    """
    arrived = steps[np.isfinite(steps)]
    top = float(arrived.max(initial=1.0)) * 1.6
    residual = style.ROLES["residual"].color
    data = [
        {
            "type": "scatter", "mode": "lines", "name": "steps needed", "x": rates, "y": steps,
            "line": style.line("gradient", dash="solid"),
            "hovertemplate": "η = %{x:.3g}: %{y:.0f} steps<extra></extra>",
        },
        _post(edge, top, f"edge 2/λ = {edge:.3g}", {"color": residual, "width": 3, "dash": "dash"}),
    ]  # fmt: skip
    if guess is not None:
        line = {"color": style.ROLES["prediction"].color, "width": 3, "dash": "dot"}
        data.append(_post(guess, top, f"your guess {guess:.3g}", line))
    beyond = {
        "type": "rect", "x0": edge, "x1": float(rates[-1]), "y0": 0, "y1": 1, "yref": "paper",
        "fillcolor": residual, "opacity": 0.12, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip
    ends = [float(np.log10(rates[0])), float(np.log10(rates[-1]))]
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("learning rate η", type="log", range=ends, dtick=1),
            yaxis=style.axis(
                "steps to the target", type="log", dtick=1, range=[0, float(np.log10(top))]
            ),
            shapes=[beyond],
            annotations=[_word(float(rates[-1]))],
        ),
        f"Steps to the target against the learning rate. They fall until just before the edge at "
        f"η = {edge:.4g}; beyond it no walk settles.",
    )


def _post(eta: float, top: float, name: str, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "name": name, "x": [eta, eta], "y": [1.0, top],
        "line": line, "hoverinfo": "skip",
    }  # fmt: skip


def _word(last: float) -> dict[str, Any]:
    return {
        "x": float(np.log10(last)), "y": 0.94, "yref": "paper", "text": "diverges",
        "showarrow": False, "xanchor": "right", "xshift": -8,
        "font": {"color": style.ROLES["residual"].color},
    }  # fmt: skip
