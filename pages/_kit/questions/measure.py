"""How far a drawn guess is from the outcome; pure functions of points."""

import math
from typing import NamedTuple

import numpy as np

from pages._kit.stage.guess import Points
from pages._kit.text import with_unit


class CurveGap(NamedTuple):
    """What lies between a sketched curve and the true one.

    distance: mean of abs(sketch − truth), in the unit of the axis, over the places of the sketch.
    same_sign: the share of these places at which both have the same sign.
    likeness: the correlation of the two, 1 for the same shape; NaN where one of them is level.
    """

    distance: float
    same_sign: float
    likeness: float


def curve_gap(drawn: Points, truth: Points) -> CurveGap:
    r"""Compare a sketch with a curve given by points from left to right.

    .. math::

        d = \frac{1}{n} \sum_i |y_i - f(x_i)|

    Parameters
    ----------
    drawn : points (x, y)
        At least one; f is interpolated between the points of `truth`.
    truth : points (x, y)
        With x increasing.

    Examples
    --------
    >>> gap = curve_gap([[0.0, 1.0], [2.0, 3.0]], [[0.0, 0.0], [2.0, 2.0]])
    >>> gap.distance, round(gap.likeness, 9)
    (1.0, 1.0)
    """
    x, mine = np.array(drawn, dtype=np.float64).T
    known = np.array(truth, dtype=np.float64).T
    true = np.interp(x, *known)
    level = np.ptp(mine) == 0 or np.ptp(true) == 0
    return CurveGap(
        float(np.abs(mine - true).mean()),
        float((np.sign(mine) == np.sign(true)).mean()),
        math.nan if level else float(np.corrcoef(mine, true)[0, 1]),
    )


def curve_gap_in_words(gap: CurveGap, unit: str = "") -> str:
    """What is said of a sketch: how far it is, and whether sign and shape are right.

    Examples
    --------
    >>> curve_gap_in_words(CurveGap(1.25, 1.0, 0.99))
    'On average your curve is 1.2 away. Its sign is right everywhere, and so is its shape.'
    """
    where = "everywhere" if gap.same_sign > 0.97 else f"at {gap.same_sign:.0%} of the places"
    said = f"On average your curve is {_rough(gap.distance, unit)} away. Its sign is right {where}"
    if math.isnan(gap.likeness):
        return f"{said}."
    if gap.likeness >= 0.95:
        joint = ", and so is its shape" if where == "everywhere" else "; its shape is right"
        return f"{said}{joint}."
    if gap.likeness >= 0.5:
        return f"{said}; its shape is right only roughly."
    return f"{said}; its shape is another one."


def place_gap_in_words(mine: list[float], truth: list[float], unit: str = "") -> str:
    """What is said of a place: how far it is from the true one, in a straight line.

    Examples
    --------
    >>> place_gap_in_words([3.0, 4.0], [0.0, 0.0], "√star")
    'You are 5 √star away: 3 too far right, 4 too far up.'
    """
    right, up = mine[0] - truth[0], mine[1] - truth[1]
    across = f"{_rough(abs(right))} too far {'right' if right > 0 else 'left'}"
    along = f"{_rough(abs(up))} too far {'up' if up > 0 else 'down'}"
    return f"You are {_rough(math.hypot(right, up), unit)} away: {across}, {along}."


def _rough(value: float, unit: str = "") -> str:
    """Two digits: a hand draws no finer."""
    return with_unit(value, unit, 2)
