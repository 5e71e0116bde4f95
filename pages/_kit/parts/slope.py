"""The lesson on slopes: its sliders, its three questions, its walk, its task."""

import numpy as np

from mf_core.figures.picture import Picture
from mf_core.figures.slope_line import slope_line
from mf_core.figures.slope_walk import slope_walk
from mf_core.saying import number
from mf_core.slopes.curves import CURVES, Curve, line
from pages._kit import questions
from pages._kit.stage import Slider, stage
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.text import display, short
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


LINE = LiveFigure("slope_line", slope_line, _SLIDERS, says=line_in_words)
TARGET = LiveFigure("slope_target", line_to_hit, _SLIDERS, task=line_task)
LIVE = (LINE, TARGET)


def slope_of_line(key: str, m: float, b: float) -> None:
    """Ask for the slope of one line; a wrong slope is drawn beside the line."""
    drawn = line(m, b)
    said = typed_number(
        key,
        f"The slope of $f = {drawn.tex}$",
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
    claimed = None if said is None or abs(said) > 1e6 else said
    picture = slope_line(m, b, claimed, top=26.0, asked=said != m)
    stage(picture, key=f"{key}_picture", height=300)


def two_ways(key: str) -> None:
    """The plane 5x + 6y along x and along y; how steep it is, only after the answer `key`."""
    asked = questions.answered(key) is None
    pictures = [
        slope_line(slope, 0.0, variable=variable, top=26.0, asked=asked)
        for slope, variable in ((5.0, "x"), (6.0, "y"))
    ]
    stage(pictures, key=f"{key}_picture", columns=2, height=300)


def title(name: str) -> str:
    """The curve as the menu calls it."""
    return CURVES[name].title


def walk(name: str) -> tuple[Picture, list[str]]:
    """A walk along one of the curves, and what to say at each of its stops."""
    curve = CURVES[name]
    stops = _stops(curve)
    said = zip(stops, curve.df(stops), strict=True)
    return slope_walk(curve, stops), [f"x = {number(x)}, slope {number(df)}" for x, df in said]


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
