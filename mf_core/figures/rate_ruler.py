"""A ruler of learning rates: how many steps each takes, and where none arrives any more."""

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, label
from mf_core.saying import brief


def rate_ruler(
    rates: NDArray[np.float64],
    steps: NDArray[np.float64],
    edge: float,
    guess: float | None = None,
) -> Picture:
    r"""Draw the number of steps against η, and the edge :math:`2/c_{\max}`.

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
    told, height = "η = %{x}: %{y} steps", [1.0, top]
    named = f"edge 2/c = {brief(edge)}"
    data = [
        curve(rates, steps, "gradient", "steps needed", hover=told, dash="solid"),
        curve([edge, edge], height, "edge", named),
    ]
    if guess is not None:
        yours = f"your guess {brief(guess)}"
        data.append(curve([guess, guess], height, "guess", yours, dash="dot"))
    first, last = style.ends_of(rates)
    beyond = {"x0": edge, "x1": last, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
    red = {"fillcolor": style.look("edge").color, "opacity": 0.12, "line": {"width": 0}}
    word = {"yref": "paper", "xanchor": "right", "xshift": -8}
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.log_axis("learning rate η", first, last),
            yaxis=style.log_axis("steps to the target", 1.0, top),
            shapes=[{"type": "rect"} | beyond | red],
            annotations=[label("diverges", float(np.log10(last)), 0.94, "edge") | word],
        ),
        f"Steps to the target against the learning rate. They fall until just before the edge at "
        f"η = {brief(edge, 4)}; beyond it no walk settles.",
    )
