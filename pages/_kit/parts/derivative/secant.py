"""The lesson on the derivative: its live figures, and the formulas that follow their sliders."""

import math

import numpy as np

from mf_core.figures.picture import Picture
from mf_core.figures.slope_below import slope_below
from mf_core.saying import number
from mf_core.slopes.calculus import central_difference, difference_quotient
from mf_core.slopes.curves import CURVES, power
from pages._kit.stage import Pick, Slider, stage
from pages._kit.stage.live import LiveFigure, lab
from pages._kit.text import bracketed, display, in_tex, inline, paragraphs, short, table

PARABOLA = CURVES["parabola"]  # 3x²
DOMAIN, HEIGHTS = (-3.0, 3.0), (-4.0, 27.0)
ALONG = Pick(0, x="x")

RISE_OVER_RUN = r"\prediction{\frac{f(x+\Delta) - f(x)}{\Delta}}"

X = Slider("x", "x", "where on the curve", -2.0, 2.0, 0.1, 1.0, digits=1)
DELTA = Slider("delta", "Δ", "distance of the two points", 0.001, 1.0, 0.05, 1.0, log=True)
_N = Slider("n", "n", "exponent", -4, 5, 1, 2, digits=0, whole=True)


def secant_picture(delta: float, x: float) -> Picture:
    """The secant of 3x² becomes its tangent as Δ shrinks."""
    return slope_below(
        PARABOLA.f, PARABOLA.df, DOMAIN, x, delta, heights=HEIGHTS, slopes=(-20.0, 20.0)
    )


def power_picture(n: int, x: float) -> Picture:
    """The curve 3xⁿ with its tangent, and below it the curve of its slopes."""
    curve = power(3.0, n)
    return slope_below(
        curve.f, curve.df, curve.domain, x, heights=(-12.0, 12.0), slopes=(-24.0, 24.0)
    )


def algebra(delta: float, x: float) -> str:
    """Each line of the algebra of 3x² with the numbers of the sliders beside it."""
    there, here = float(PARABOLA.f(x + delta)), float(PARABOLA.f(x))
    square, mixed, tiny = 3 * x * x, 6 * x * delta, 3 * delta * delta
    quotient = float(difference_quotient(PARABOLA.f, np.array(x), delta))
    slope = float(PARABOLA.df(x))
    return paragraphs(
        chain(
            (RISE_OVER_RUN, over(delta, there, -here)),
            (r"\frac{3x^2 + 6x\Delta + 3\Delta^2 - 3x^2}{\Delta}",),
            (over(delta, square, mixed, tiny, -square),),
            (r"\frac{6x\Delta + 3\Delta^2}{\Delta}", over(delta, mixed, tiny)),
            (
                r"\gradient{6x} + \residual{3\Delta}",
                rf"\gradient{{{exact(6 * x)}}} + \residual{{{exact(3 * delta)}}}"
                rf" = \prediction{{{exact(quotient)}}}",
            ),
        ),
        display(
            rf"\text{{error}} = \prediction{{{exact(quotient)}}} - "
            rf"\gradient{{{bracketed(exact(slope))}}} = "
            rf"\residual{{{exact(quotient - slope)}}} = \residual{{3\Delta}}"
        ),
    )


def chain(*lines: tuple[str, ...]) -> str:
    """The slope of a secant, simplified line by line, each line said once or several times.

    A line is given in symbols and in numbers, side by side where a phone has room for both.
    """
    body = r" \\[0.5em] =\;& ".join(r" \;=\; ".join(line) for line in lines)
    return display(rf"\begin{{aligned}} & {body} \end{{aligned}}")


def power_rule(n: int, x: float) -> str:
    """The rule with the numbers of the sliders, and what is special about this exponent."""
    curve = power(3.0, n)
    slope, measured = float(curve.df(x)), float(central_difference(curve.f, np.array(x)))
    if math.isfinite(slope):
        worth = inline(rf"\gradient{{{exact(slope)}}}")
        here = (
            f"At x = {inline(exact(x))} that is {worth}; two points close to x measure "
            f"{inline(exact(measured))}."
        )
    else:
        here = "Neither f nor its slope exists at x = 0: that would be a division by zero."
    return paragraphs(
        display(
            rf"f = 3x^{{{n}}} \quad\Rightarrow\quad \gradient{{f'}} = 3 \cdot ({n})\,"
            rf"x^{{{n} - 1}} = \gradient{{{curve.df_tex}}}"
        ),
        f"{here} {special_exponent(n)}",
    )


SECANT = LiveFigure("secant", secant_picture, (DELTA, X), pick=ALONG, says=algebra)
POWER = LiveFigure("power", power_picture, (_N, X), pick=ALONG, says=power_rule)


def special_exponent(n: int) -> str:
    """What there is to say about the power rule for this exponent."""
    said = {
        0: "**n = 0.** f is the constant 3 and the rule gives 0, as it should: a constant does "
        "not rise. (The rule writes it as 0 · x⁻¹, so it says nothing at x = 0 itself; the "
        "slope is 0 there too.) This is no exception.",
        1: "**n = 1.** A line. What is left of x is x⁰ = 1: the slope is the same everywhere.",
        -1: "**n = −1.** The rule holds as always. The famous exception belongs to the way *back*: "
        "no power of x has the slope 1/x. (The function that has it is the logarithm.)",
    }
    falling = "**A negative exponent** moves *down* to the next one: −2 becomes −3, not −1."
    rising = "The exponent comes down as a factor, and one less of it stays above."
    return said.get(n, falling if n < 0 else rising)


def smallest_steps() -> str:
    """What really small steps give on this computer, and why, in Markdown."""
    rows = (10.0**-ten for ten in (2, 5, 8, 11, 14, 16))
    quotients = ((h, float(difference_quotient(PARABOLA.f, np.array(1.0), h))) for h in rows)
    lines = ((short(h), number(quotient, 9)) for h, quotient in quotients)
    body = table(("Δ", "slope of the secant"), lines)
    return (
        "Because it keeps about sixteen digits. Where x + Δ and x agree in nearly all of them, "
        "little is left after subtracting. Computed just now on 3x² at x = 1, where the slope is "
        f"6:\n\n{body}"
    )


def exact(value: float, digits: int = 9) -> str:
    r"""A number in TeX, with all the digits it has on these sliders and none of rounding.

    Examples
    --------
    >>> exact(0.000003), exact(9.000000000001), exact(2e30)
    ('3·10⁻⁶', '9', '2·10³⁰')
    """
    return "0" if abs(value) <= 1e-9 else in_tex(short(value, digits))


def over(delta: float, *terms: float) -> str:
    """A sum over Δ, in numbers."""
    first, *others = terms
    top = exact(first) + "".join(f" {'-' if t < 0 else '+'} {exact(abs(t))}" for t in others)
    return rf"\frac{{{top}}}{{{exact(delta)}}}"


def shown(*, guessed: bool) -> None:
    """Two points and the tangent; to be dragged once the guess is made."""
    if guessed:
        lab(SECANT, key="derivative_secant", height=460)
    else:
        stage(secant_picture(1.0, 1.0), key="derivative_two_points", height=460)
