"""Which learning rate: the largest that settles, and the one that arrives first."""

import math
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.slopes.descent.optimizers import Optimizer
from mf_core.slopes.descent.path import FAR_AWAY, Path, walk

if TYPE_CHECKING:
    from mf_core.slopes.curves import Surface

PER_DECADE = 200  # rates in a race
ZOOMS = 5  # each looks 50 times closer


class Goldilocks(NamedTuple):
    """The rate that is neither too small nor too large, and the steps it takes."""

    eta: float
    n_steps: int


class _Race(NamedTuple):
    """The winner of a race, or whoever was lowest when it was called off (n_steps None)."""

    eta: float
    n_steps: int | None


def largest_stable_rate(surface: "Surface", x: float, y: float) -> float:
    r"""Below which rate plain gradient descent settles near a minimum at (x, y).

    .. math::

        \eta < \frac{2}{c_{\max}}

    where c_max is the largest curvature there. One step multiplies the distance to the
    minimum, along a direction of curvature c, by 1 − ηc: this has to stay above −1.

    Parameters
    ----------
    surface : Surface
    x, y : float
        A minimum. On a quadratic the curvature is the same everywhere.

    Returns
    -------
    float
        The edge; inf where nothing curves up. On a quadratic it is exact and holds from any
        start, elsewhere only near (x, y). At a saddle no rate settles, for another reason.

    Examples
    --------
    >>> from mf_core.slopes.curves import SURFACES
    >>> largest_stable_rate(SURFACES["bowl"], 0.0, 0.0)
    1.0
    >>> largest_stable_rate(SURFACES["stretched bowl"], 0.0, 0.0)
    0.1
    """
    _, largest = surface.curvatures(x, y)
    return 2.0 / largest if largest > 0 else float("inf")


def steps_to_reach(path: Path, target: float) -> int | None:
    """Count the steps until f is at most `target` for the first time; None if never.

    Examples
    --------
    >>> path = Path(np.zeros(3), np.zeros(3), np.array([9.0, 4.0, 1.0]), None)
    >>> steps_to_reach(path, 4.0), steps_to_reach(path, 0.5)
    (1, None)
    """
    arrived = np.flatnonzero(path.value <= target)
    return int(arrived[0]) if arrived.size else None


def fewest_steps(
    surface: "Surface",
    start: tuple[float, float],
    target: float,
    optimizer: Optimizer,
    between: tuple[float, float] = (1e-5, 1e2),
    max_steps: int = 1000,
) -> Goldilocks | None:
    """Find the rate with which a walk is at most `target` high after the fewest steps.

    Two hundred rates to a decade race from the start; the first to arrive wins, the middle
    one if several arrive together. Then, as long as that saves a step, a finer field races
    around the rate that came closest one step earlier.

    Parameters
    ----------
    surface, start, optimizer
        As in `descend`.
    target : float
        The height f to be reached; a walk that only passes through has reached it.
    between : (lowest, highest)
        The rates that are allowed: the ends of the reader's slider.
    max_steps : int
        When the race is called off.

    Returns
    -------
    Goldilocks or None
        Rate and steps; None if nobody arrives. The best of all rates tried, which is not a
        proof: between two neighbours there may be a lucky one.

    Examples
    --------
    On x² + y² the rate ½ goes to the minimum in one step:

    >>> from mf_core.slopes.curves import SURFACES
    >>> from mf_core.slopes.descent import OPTIMIZERS
    >>> best = fewest_steps(SURFACES["bowl"], (3.0, 1.0), 1e-9, OPTIMIZERS["plain"])
    >>> round(best.eta, 4), best.n_steps
    (0.5, 1)
    """
    n_rates = 1 + math.ceil(PER_DECADE * math.log10(between[1] / between[0]))
    rates = np.geomspace(*between, n_rates)
    winner: Goldilocks | None = None
    found = _race(surface, start, target, optimizer, rates, max_steps)
    while found.n_steps is not None:
        winner = Goldilocks(found.eta, found.n_steps)
        if winner.n_steps == 0:
            break
        found = _zoomed_race(surface, start, target, optimizer, rates, winner.n_steps - 1)
    return winner


def _zoomed_race(
    surface: "Surface",
    start: tuple[float, float],
    target: float,
    optimizer: Optimizer,
    rates: NDArray[np.float64],
    max_steps: int,
) -> _Race:
    """Race, and race again closer and closer around whoever came lowest, until one arrives."""
    best = _race(surface, start, target, optimizer, rates, max_steps)
    ratio = rates[1] / rates[0]
    for _ in range(ZOOMS):
        if best.n_steps is not None:
            break
        field = best.eta * np.geomspace(1 / ratio, ratio, 101)
        field = np.clip(field, rates[0], rates[-1])
        best = _race(surface, start, target, optimizer, field, max_steps)
        ratio = ratio ** (1 / 50)
    return best


def _race(
    surface: "Surface",
    start: tuple[float, float],
    target: float,
    optimizer: Optimizer,
    rates: NDArray[np.float64],
    max_steps: int,
) -> _Race:
    """Let all rates walk side by side until the first has arrived."""
    begin = np.full(rates.shape, start[0]), np.full(rates.shape, start[1])
    walks = walk(surface, begin, optimizer, rates)
    running = np.ones(rates.shape, dtype=np.bool_)
    height = np.full(rates.shape, np.inf)
    with np.errstate(all="ignore"):  # those who diverge do so in silence
        for t, (x, y) in enumerate(islice(walks, max_steps + 1)):
            running &= (abs(x) <= FAR_AWAY) & (abs(y) <= FAR_AWAY)
            height = np.where(running, surface.f(x, y), np.inf)
            arrived = np.flatnonzero(height <= target)
            if arrived.size:
                return _Race(float(rates[arrived[arrived.size // 2]]), t)
    return _Race(float(rates[np.argmin(height)]), None)
