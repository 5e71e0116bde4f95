"""The power rule for n = 3: the lines of 3x² once more, on x³."""

import numpy as np

from mf_core.figures.microscope import microscope
from mf_core.figures.picture import Picture
from mf_core.figures.slope_below import slope_below
from mf_core.slopes.calculus import difference_quotient
from mf_core.slopes.curves import CURVES
from pages._kit.parts.derivative.secant import (
    ALONG,
    DELTA,
    RISE_OVER_RUN,
    X,
    chain,
    exact,
    over,
)
from pages._kit.stage import stage
from pages._kit.stage.live import LiveFigure, lab
from pages._kit.text import bracketed, paragraphs

_CUBIC = CURVES["cubic"]  # x³

LEFT = "3x²"
LEFT_OVER = {
    "x²": "That would be one bracket’s share. How often does x²Δ appear when (x + Δ)³ is "
    "multiplied out?",
    "3x": "One Δ divides out, not one x: 3x²Δ/Δ is 3x². The 3x stands before Δ², and that term "
    "vanishes.",
    LEFT: "Of 3x² + 3xΔ + Δ² the last two still hold a Δ, so they go to 0 with it.",
}


def cube_picture(delta: float, x: float) -> Picture:
    """The secant of x³ and its tangent, and below the slopes of both for all x."""
    return slope_below(
        _CUBIC.f, _CUBIC.df, (-3.0, 3.0), x, delta, heights=(-15.0, 15.0), slopes=(-4.0, 24.0)
    )


def before() -> Picture:
    """x³ through the microscope: nothing of its slope is given away."""
    return microscope(_CUBIC.f, (-3.0, 3.0), (-15.0, 15.0), 1.0, 0.5)


def cube_algebra(delta: float, x: float) -> str:
    """Each line of the algebra of x³ with the numbers of the sliders beside it."""
    there, here = float(_CUBIC.f(x + delta)), float(_CUBIC.f(x))
    once, twice, thrice = 3 * x * x * delta, 3 * x * delta**2, delta**3
    quotient = float(difference_quotient(_CUBIC.f, np.array(x), delta))
    return paragraphs(
        chain(
            (RISE_OVER_RUN, over(delta, there, -here)),
            (r"\frac{3x^2\Delta + 3x\Delta^2 + \Delta^3}{\Delta}",),
            (over(delta, once, twice, thrice),),
            (
                r"\gradient{3x^2} + \residual{3x\Delta + \Delta^2}",
                rf"\gradient{{{exact(3 * x * x)}}} + "
                rf"\residual{{{bracketed(exact(3 * x * delta + delta * delta))}}}"
                rf" = \prediction{{{exact(quotient)}}}",
            ),
        ),
    )


CUBE = LiveFigure(
    "cube",
    cube_picture,
    (DELTA._replace(low=0.01, value=0.5), X),
    pick=ALONG,
    says=cube_algebra,
)


def shown(*, guessed: bool) -> None:
    """x³ through the microscope, which gives nothing away; its lines once the guess is made."""
    if guessed:
        lab(CUBE, key="derivative_cube_lines", height=460)
    else:
        stage(before(), key="derivative_cube_before", height=460)
