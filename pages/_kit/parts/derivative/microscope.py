"""The microscope: as Δ shrinks, the curve becomes its own secant."""

import numpy as np

from mf_core.figures.microscope import microscope
from mf_core.figures.picture import Picture
from mf_core.slopes.calculus import difference_quotient, secant
from pages._kit.parts.derivative.secant import ALONG, DELTA, DOMAIN, HEIGHTS, PARABOLA, X, exact
from pages._kit.stage.live import LiveFigure
from pages._kit.text import display, paragraphs, short


def enlarged(delta: float, x: float) -> Picture:
    """3x² as a whole, and the surroundings of two of its points."""
    return microscope(PARABOLA.f, DOMAIN, HEIGHTS, x, delta)


def bend_seen(delta: float, x: float) -> float:
    """How far the curve leaves the secant between its points, as a share of the lower plot."""
    between = np.linspace(x, x + delta, 101)
    line = secant(lambda at: float(PARABOLA.f(at)), x, delta)
    low, high = enlarged(delta, x).layout["yaxis2"]["range"]
    return float(np.abs(PARABOLA.f(between) - line.at(between)).max() / (high - low))


def enlarged_in_words(delta: float, x: float) -> str:
    """Rise over run between the two points, and what can be seen of the bend."""
    there, here = float(PARABOLA.f(x + delta)), float(PARABOLA.f(x))
    quotient = float(difference_quotient(PARABOLA.f, np.array(x), delta))
    return paragraphs(
        display(
            r"\prediction{\text{slope}} = \frac{f(x+\Delta) - f(x)}{\Delta} = "
            rf"\frac{{{exact(there)} - {exact(here)}}}{{{exact(delta)}}} = "
            rf"\prediction{{{exact(quotient)}}}"
        ),
        "Between its two points the curve leaves the secant by at most "
        f"**{short(100 * bend_seen(delta, x), 2)} %** of the height of the lower plot.",
    )


ENLARGED = LiveFigure("microscope", enlarged, (DELTA, X), pick=ALONG, says=enlarged_in_words)
