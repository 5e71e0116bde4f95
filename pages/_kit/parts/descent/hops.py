"""The lesson on descent: one step on one bowl, by school algebra, with its numbers."""

from mf_core.figures.picture import Picture
from mf_core.figures.slide_curve import slide_curve
from mf_core.slopes.curves import power
from mf_core.slopes.curves.measures import slide
from pages._kit.stage import Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.text import display, paragraphs, short

START, N_HOPS = 2.5, 20
_SLIDERS = (
    Slider("eta", "η", "learning rate", 0.01, 1.2, 0.01, 0.1),
    Slider("c", "c", "curvature", 0.5, 6.0, 0.5, 2.0, digits=1),
)


def hops_picture(eta: float, c: float) -> Picture:
    """Twenty steps on the bowl of one variable, half of c x²."""
    bowl = power(c / 2, 2)
    return slide_curve(bowl, slide(bowl, START, eta, N_HOPS))


def factor_in_words(eta: float, c: float) -> str:
    """The first step with its numbers, and what becomes of a walk with this factor."""
    factor = round(1 - eta * c, 9) + 0.0
    return paragraphs(
        display(
            rf"{short(START)} - {short(eta)} \cdot \gradient{{{short(c)} \cdot {short(START)}}} = "
            rf"(1 - {short(eta)} \cdot {short(c)}) \cdot {short(START)} = "
            rf"{_bracketed(factor)} \cdot {short(START)}"
        ),
        fate(factor),
    )


def fate(factor: float) -> str:
    """What repeated multiplication by a factor does to a distance, in a sentence.

    Examples
    --------
    >>> fate(-1.2)
    'Below −1: every step crosses the floor and lands further up. The walk **diverges**.'
    """
    if factor > 0:
        return "Between 0 and 1: every step comes closer, always from the same side."
    if factor == 0:
        return "Exactly 0: one step, and the walk is there."
    if factor > -1:
        return "Between −1 and 0: every step crosses the floor, and still comes closer."
    if factor == -1:
        return "Exactly −1: it hops from side to side for ever, at one height. This is the edge."
    return "Below −1: every step crosses the floor and lands further up. The walk **diverges**."


def _bracketed(value: float) -> str:
    return f"({short(value)})" if value < 0 else short(value)


HOPS = LiveFigure(
    "hops",
    hops_picture,
    _SLIDERS,
    says=factor_in_words,
    presets={
        "Timid": {"eta": 0.05, "c": 2.0},
        "At once": {"eta": 0.5, "c": 2.0},
        "Crossing": {"eta": 0.9, "c": 2.0},
        "On the edge": {"eta": 1.0, "c": 2.0},
        "Too far": {"eta": 1.05, "c": 2.0},
    },
)
