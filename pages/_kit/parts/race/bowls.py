"""Why ALS may solve where the others walk: J is a bowl in P and in Q, and none in both."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.picture import Picture
from mf_core.model import Factors
from mf_core.saying import number
from pages._kit.parts.race import racers

_Floats = NDArray[np.float64]
BOTH, ALONE = "P and Q together", "P alone, Q held"
NO = "No: exact halves, one after the other, may stop at a point that is lowest in P and in Q alone"
EXACT = {
    "Yes: each half-step finds the exact minimum": "Each half-step does, for the other half as it "
    "is. It never asks whether both together could move somewhere lower.",
    NO: "From there no half-step goes on, whether or not it is the lowest point of all. The same "
    "holds for gradient descent: its slope is zero there, too.",
    "No: a closed form is only an approximation": "It is exact to rounding: a handful of "
    "equations, solved. What is not exact is to hold the other half still.",
}
ASKED = {
    "race_exact": (
        "ALS finds the exact minimum in every half-step. So it ends at the lowest J of all?", EXACT,
        NO,
    ),
}  # fmt: skip


class Line(NamedTuple):
    """J along two straight lines through the tables ALS has found."""

    t: _Floats  # (n,)  1 at the tables found, −1 at the same with the other sign
    both: _Floats  # (n,)  J(tP, tQ), in star²
    alone: _Floats  # (n,)  J(tP, Q), in star²


@cache
def line() -> Line:
    """Along t, from beyond −1 to beyond 1."""
    train, _ = racers.parts()
    P, Q = racers.trained(racers.RACERS[racers.ALS], racers.K, 10)[-1].model.factors
    t = np.linspace(-1.25, 1.25, 101)
    ways = ([Factors(s * P, s * Q) for s in t], [Factors(s * P, Q) for s in t])
    both, alone = (
        np.array([objective.loss(train, factors, racers.LAM) for factors in way]) for way in ways
    )
    return Line(t, both, alone)


def drawn() -> list[Picture]:
    """Both lines, each on its own axes: P alone is a bowl, and J there is many times higher."""
    t, both, alone = line()
    return [_still(ALONE, alone, t), _still(BOTH, both, t)]


def _still(name: str, loss: _Floats, t: _Floats) -> Picture:
    picture = compare_curves({name: loss}, "t: factors times t", "J (star²)", times=t)
    return picture._replace(tracks=(), n_steps=1)  # nothing to play


def told() -> str:
    """What the two curves say, with their numbers."""
    t, both, alone = line()
    there, mirrored, middle = (number(float(np.interp(at, t, both)), 0) for at in (1, -1, 0))
    return (
        "Two walks in a straight line, on which factors are multiplied by t. **P alone**, with Q "
        "held, gives a parabola with a single lowest point, and that is at t = "
        f"{number(t[alone.argmin()], 1)}, where ALS has put it. Now **P and Q together**. At t = 1 "
        f"stand the tables ALS has found, J = {there}. At t = −1 every number has changed its "
        f"sign; the products have not, so J is {mirrored} again. In the middle all factors are 0 "
        f"and J is **{middle}**: a hump between two valleys, and a convex function has no hump."
    )
