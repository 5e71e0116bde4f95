"""The slope of the slope: which way a curve bends, and what that says of a flat place."""

from mf_core.figures.picture import Picture
from mf_core.figures.slope_twice import slope_twice
from mf_core.slopes.curves import CURVES
from pages._kit import controls, questions
from pages._kit.parts.derivative.secant import ALONG, X
from pages._kit.stage.live import LiveFigure, lab
from pages._kit.text import short

NAMES = ("sine", "parabola", "cubic")
_NEAR = 0.045  # in x: a flat place so close is beside this position of the slider, not the next


def title(name: str) -> str:
    """The curve as the menu calls it."""
    return CURVES[name].title


def bend_picture(x: float, curve: str) -> Picture:
    """A curve, its slope, and the slope of its slope."""
    return slope_twice(CURVES[curve], x)


def bend_in_words(x: float, curve: str) -> str:
    """What slope and curvature say about this place."""
    slope, bend = float(CURVES[curve].df(x)), float(CURVES[curve].d2f(x))
    sign = (bend > 0) - (bend < 0)
    way = {
        1: "the slope is growing, so the curve bends **upwards**.",
        -1: "the slope is shrinking, so the curve bends **downwards**.",
        0: "at this place the slope is neither growing nor shrinking.",
    }[sign]
    said = f"Slope {short(slope, 3)}, curvature {short(bend, 3)}: {way}"
    if abs(slope) > _NEAR * abs(bend):
        return said
    if sign == 0:
        return f"{said} Flat, and the curvature does not decide. Look at the slope on both sides."
    bent, found = ("upwards", "minimum") if sign > 0 else ("downwards", "maximum")
    flat = "Flat" if slope == 0 else "All but flat"
    return (
        f"{said} {flat} and bent {bent}: **a {found}**{'' if slope == 0 else ' is right beside'}."
    )


TURNS_ANSWER = "the slope grows through 0: it was negative before, it is positive after."
TURNS = {
    "the curve is high up there.": "Neither height nor sign of f plays a part. Lift the curve, and "
    "slope and curvature stay what they are.",
    TURNS_ANSWER: "First down, then up: that is what a lowest point looks like from close by.",
    "positive numbers belong to minima.": "That is the rule once more, and no reason. What does a "
    "positive slope of f′ say of f′ on the two sides?",
}

BEND = LiveFigure(
    "slope_of_slope",
    bend_picture,
    (X._replace(low=-3.0, high=3.0, value=-1.0),),
    {"curve": NAMES},
    pick=ALONG,
    says=bend_in_words,
)


def why() -> None:
    """Ask for the reason of the rule."""
    questions.quiz(
        "derivative_turns",
        "Flat and with positive curvature means a minimum, because …",
        TURNS,
        TURNS_ANSWER,
    )


def shown() -> None:
    """Choose a curve, and see how it bends."""
    curve = controls.choose("derivative", "bend", "Curve", NAMES, format_func=title)
    lab(BEND, key="derivative_bend_of", height=440, curve=curve)
