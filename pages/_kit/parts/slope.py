"""The lesson on slopes: its sliders, its questions, its walk, its task."""

import numpy as np

from mf_core.figures.picture import Picture
from mf_core.figures.slope_line import slope_line
from mf_core.figures.slope_lines import Drawn, slope_lines
from mf_core.figures.slope_walk import slope_walk
from mf_core.saying import number
from mf_core.slopes.calculus import difference_quotient
from mf_core.slopes.curves import CURVES, Curve, line
from pages._kit import controls, questions
from pages._kit.stage import Slider, Words, stage
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.text import display, paragraphs, short
from pages._kit.typed import typed_number

TARGETS = ((-1.0, 7.5), (3.0, -6.5))
WALKS = {
    "parabola": "It falls ever more gently, is flat at 0, and rises ever more steeply. Its slope "
    "grows evenly: a straight line.",
    "sine": "The slope of a wave is a wave again, a quarter of a turn earlier.",
    "cubic": "It is flat at 0 and rises everywhere else: its slope comes down to 0 and turns back, "
    "without ever being negative.",
    "exponential": "The curve whose slope is its own height: both curves are the same.",
}
N_STOPS = 121

_SLIDERS = (
    Slider("m", "m", "slope", -12.0, 12.0, 0.5, 2.0, digits=1),
    Slider("b", "b", "intercept", -10.0, 10.0, 0.5, 2.0, digits=1),
)

_COOLING = (
    Slider("m", "m", "change in an hour", -4.0, 4.0, 0.5, -2.0, digits=1, unit="°C per hour"),
    Slider("b", "b", "at midnight", -8.0, 8.0, 0.5, 5.0, digits=1, unit="°C"),
)

# The three lines that are asked for: the name in the address → slope and intercept.
LINES = {"rising": (5.0, 0.0), "shifted": (5.0, 10.0), "falling": (-5.0, -10.0)}

LIFTED_ANSWER = "both ends of a step are lifted by 10, so the rise stays 5."
LIFTED = {
    "10 is small beside 5x.": "At x = 0 the 10 is all there is. A line lifted by a million has "
    "the slope 5, too.",
    LIFTED_ANSWER: "Height there less height here: (15 + 10) − (10 + 10) = 5. What is added to "
    "both is gone after subtracting. The same happens to every constant, later too.",
    "the 10 belongs to the vertical axis.": "It does move the line along that axis. But so does "
    "the rise, and the rise counts. What happens to the 10 when you subtract two heights?",
}

SIGNPOST = """
Say “f prime of x” and “d f by d x”. Both mean the same. The second one names the variable that
moves, which will soon be useful. For the line 5x + 10 the derivative is 5, everywhere.

What is it good for? Stand on the curve in thick fog. You cannot see the valley, but you feel the
ground under your feet. A negative slope says: the way down is to the right. A positive one: to the
left. So f′ is a signpost at every x, and a program that has only numbers, and no view, can read it.
"""

MANY_WAYS = """
On a plane there is one slope for each direction. Two of them, along x and along y, turn
out to be enough to find all others. That is the next chapter.
"""

LOWEST_ANSWER = (
    "left of it the curve falls and right of it it rises, and the slope in between is 0."
)
LOWEST = {
    "the curve has the height 0 there.": "It does, by chance. Lift the curve by 10: it is lowest "
    "at the same place, its slope there is still 0, its height is not.",
    LOWEST_ANSWER: "The slope goes from negative to positive without a jump, so it passes 0 just "
    "where falling turns into rising. This is the mark all learning in this course looks for.",
    "a curve always starts with slope 0.": "The walk starts at the left end, with a steep fall. "
    "The flat place lies in the middle.",
}

TWO_VARIABLES_ANSWER = "The question is not complete."
TWO_VARIABLES = {
    "5": "That is how steeply f rises when only x moves. But y may move as well.",
    "6": "That is how steeply f rises when only y moves. But x may move as well.",
    "11": "That is how far f rises when x *and* y each take one step. Who said that both should?",
    TWO_VARIABLES_ANSWER: "There are two variables, so there are many ways to take a step. Along x "
    "the slope is 5, along y it is 6. **The slope in which direction?** Until that is said, f′ "
    "has no meaning here.",
}


def line_to_hit(m: float, b: float) -> Picture:
    """The reader's line and the two points it is to go through."""
    return slope_line(m, b, points=TARGETS)


def line_in_words(m: float, b: float) -> str:
    """What the sliders say, as a formula."""
    sign = "-" if b < 0 else "+"
    return display(
        rf"f = \gradient{{{short(m)}}}\,x {sign} {short(abs(b))} \qquad "
        rf"\gradient{{\text{{slope}}}} = \frac{{\text{{rise}}}}{{\text{{run}}}} = "
        rf"\frac{{{short(m)}}}{{1}} = \gradient{{{short(m)}}}"
    )


def line_task(m: float, b: float) -> Task:
    """How far the reader's line still misses the farther of the two points."""
    drawn = line(m, b)
    return Task(
        "Lay the line through both grey crosses, (−1, 7.5) and (3, −6.5). The number that counts "
        "is its distance, up or down, from the farther one.",
        max(abs(float(drawn.f(x)) - y) for x, y in TARGETS),
        0.0,
        tolerance=1e-9,
    )


def cooling(m: float, b: float) -> Picture:
    """The temperature round midnight, in hours and °C."""
    return slope_line(m, b, variable="hours after midnight", top=20.0, quantity="temperature in °C")


def cooling_in_words(m: float, b: float) -> str:
    """The slope as a division of quantities, and the same slope in other units."""
    rise = float(difference_quotient(line(m, b).f, np.array(0.0), 1.0))
    unit = r"\,^\circ\text{C}"
    return paragraphs(
        display(
            rf"\gradient{{\text{{slope}}}} = \frac{{{short(rise)}{unit}}}{{1\ \text{{hour}}}} = "
            rf"\gradient{{{short(rise)}{unit}\text{{ per hour}}}}"
        ),
        f"The same night with a run of one minute: **{short(rise / 60, 3)} °C per minute**. With "
        f"the rise in Fahrenheit: **{short(1.8 * rise, 3)} °F per hour**.",
    )


LINE = LiveFigure("slope_line", slope_line, _SLIDERS, says=line_in_words)
TARGET = LiveFigure("slope_target", line_to_hit, _SLIDERS, task=line_task)
COOLING = LiveFigure("slope_cooling", cooling, _COOLING, says=cooling_in_words)
LIVE = (LINE, TARGET, COOLING)


def slope_of_line(name: str) -> float | None:
    """Ask for the slope of one of the three lines; what was said, if it was a number."""
    m, b = LINES[name]
    return typed_number(
        f"slope_{name}",
        f"The slope of $f = {line(m, b).tex}$",
        m,
        f"One to the right, {_up(m)}, wherever you start."
        + (f" The {short(b)} moves the line; it does not tilt it." if b else ""),
        {
            -m: f"The size is right. But from left to right this line {_way(m)}.",
            b: f"{short(b)} is its height at x = 0. A height is not a slope.",
            m + b: f"{short(m + b)} is its height at x = 1. How far did it come from x = 0?",
        },
        f"At x = 0 the line is at {short(b)}, at x = 1 at {short(m + b)}. "
        "How far up is that for one step to the right?",
    )


def three_lines(said: list[float | None]) -> Picture:
    """All three lines; a slope somebody believes in is drawn through the same intercept."""
    drawn = (
        Drawn(m, b, answer != m, answer if answer is not None and abs(answer) < 1e6 else None)
        for (m, b), answer in zip(LINES.values(), said, strict=True)
    )
    return slope_lines(tuple(drawn))


def two_ways(key: str) -> None:
    """The plane 5x + 6y along x and along y; how steep it is, only after the answer `key`."""
    asked = questions.answered(key) is None
    pictures = [
        slope_line(slope, 0.0, variable=variable, top=26.0, asked=asked)
        for slope, variable in ((5.0, "x"), (6.0, "y"))
    ]
    stage(pictures, key=f"{key}_picture", height=270)


def title(name: str) -> str:
    """The curve as the menu calls it."""
    return CURVES[name].title


def walk(name: str) -> tuple[Picture, list[str]]:
    """A walk along one of the curves, and what to say at each of its stops."""
    curve = CURVES[name]
    stops = _stops(curve)
    said = zip(stops, curve.df(stops), strict=True)
    return slope_walk(curve, stops), [f"x = {number(x)}, slope {number(df)}" for x, df in said]


def walking() -> str:
    """Choose a curve and watch the walk along it; what there is to see."""
    name = controls.choose("slope", "curve", "Curve", list(WALKS), format_func=title)
    picture, labels = walk(name)
    stage(
        picture,
        key=f"slope_walk_{name.replace(' ', '_')}",
        height=440,
        words=Words(labels),
        clock="Stop",
        start="first",
        autoplay=True,
        follow=False,
    )
    return WALKS[name]


def before_the_walk(name: str) -> Picture:
    """The same picture before the first step: nothing of the second curve is given away."""
    return slope_walk(CURVES[name], _stops(CURVES[name])[:1])


def slopes(name: str) -> list[tuple[float, float]]:
    """The curve that the walk will trace: x and the slope there."""
    stops = _stops(CURVES[name])
    return list(zip(stops, CURVES[name].df(stops).tolist(), strict=True))


def _stops(curve: Curve) -> list[float]:
    return [float(x) for x in np.linspace(*curve.domain, N_STOPS)]


def _way(m: float) -> str:
    return "falls" if m < 0 else "rises"


def _up(m: float) -> str:
    return f"{short(abs(m))} {'down' if m < 0 else 'up'}"
