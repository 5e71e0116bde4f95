"""The lesson on the loss surface: one rating as a valley, and any two numbers of the toy."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.figures.hill import hill
from mf_core.figures.loss_valley import loss_valley
from mf_core.figures.picture import Picture
from mf_core.model import Factors, Ratings
from mf_core.objective import loss
from mf_core.saying import number
from mf_core.slopes.curves import Surface, factorization
from mf_core.slopes.curves.biquadratic import biquadratic
from mf_core.slopes.descent import OPTIMIZERS, Path, descend, growing_since
from pages._kit.parts.objective import symbols
from pages._kit.stage import Pick, Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.toy import runs as toy_runs

R, N_STEPS = 4.0, 80
ASKED = (1.5, -1.5)  # the start whose end is predicted
MIDDLE = 2.6  # half a side of the block: beyond it the walls hide the saddle
WANTED = 2.0  # the ratio of p to q that the task asks for
_WALK = (
    Slider("p", "p", "start: user factor", -4.0, 4.0, 0.01, ASKED[0], unit="√star"),
    Slider("q", "q", "start: item factor", -4.0, 4.0, 0.01, ASKED[1], unit="√star"),
    Slider("eta", "η", "learning rate", 0.002, 0.2, 0.05, 0.02, log=True),
)
STARTS = {
    "On the ridge": {"p": ASKED[0], "q": ASKED[1], "eta": 0.02},
    "A hair beside it": {"p": 1.5, "q": -1.49, "eta": 0.02},
    "Far out": {"p": 3.8, "q": 0.2, "eta": 0.02},
    "Far out, fast": {"p": 3.8, "q": 0.2, "eta": 0.1},
    "Too fast": {"p": 3.5, "q": 3.0, "eta": 0.15},
}


def walked(p: float, q: float, eta: float) -> Path:
    """Gradient descent on (4 − pq)²."""
    return descend(factorization(R), (p, q), OPTIMIZERS["plain"], eta, N_STEPS)


def valley(p: float, q: float, eta: float) -> list[Picture]:
    """A walk on (4 − pq)², on the map and on the middle of the same land as a block."""
    path = walked(p, q, eta)
    reach = max(MIDDLE, 1.1 * abs(p), 1.1 * abs(q))
    block = replace(factorization(R), x_range=(-reach, reach), y_range=(-reach, reach))
    return [seen_from_above(p, q, eta), hill(block, path)]


def seen_from_above(p: float, q: float, eta: float) -> Picture:
    """The map alone."""
    return loss_valley(factorization(R), walked(p, q, eta), R)


def still() -> Picture:
    """The map with nobody on it yet: a walk of no step, from the start that is asked about."""
    path = descend(factorization(R), ASKED, OPTIMIZERS["plain"], 0.02, 0)
    return loss_valley(factorization(R), path, R)


def end_of(p: float, q: float) -> tuple[float, float]:
    """Where a walk from (p, q) at η = 0.02 ends."""
    path = walked(p, q, 0.02)
    return float(path.x[-1]), float(path.y[-1])


def story(p: float, q: float, eta: float) -> str:
    """Where the walk stands at its end, with the numbers."""
    path = walked(p, q, eta)
    if path.diverged_at is not None:
        return f"It diverges at step {path.diverged_at}: each step lands higher than before."
    if growing_since(path) is not None:
        return (
            f"After {N_STEPS} steps it is higher than at the start, and still rising: it diverges."
        )
    x, y, left = path.x[-1], path.y[-1], path.value[-1]
    numbers = (
        f"p = {number(x, 3)}, q = {number(y, 3)}, pq = {number(x * y, 3)}, "
        f"loss {number(left, 4)} star²."
    )
    if max(abs(x), abs(y)) < 0.1:
        leaves = np.hypot(path.x[-1], path.y[-1]) > np.hypot(path.x[-2], path.y[-2])
        where = "It is still beside the saddle" if leaves else "It has come to rest in the saddle"
        return f"After {N_STEPS} steps: {numbers} {where}{', and leaving' if leaves else ''}."
    before, after = path.x[0] ** 2 - path.y[0] ** 2, x * x - y * y
    return (
        f"After {N_STEPS} steps: {numbers} p² − q² went from {number(before)} to {number(after)} "
        "star."
    )


def unbalanced(p: float, q: float, eta: float) -> Task:
    """The task: reach a minimum at which the user’s factor is much larger than the item’s."""
    path = walked(p, q, eta)
    there = path.diverged_at is None and path.value[-1] < 1e-4
    ratio = float(path.x[-1] / path.y[-1]) if there and path.y[-1] > 0 else float("nan")
    return Task(
        "Find a start and a rate with which the walk reaches a minimum (loss below 0.0001 star²) "
        f"within {N_STEPS} steps, where p is at least {WANTED:.0f} times q, both positive.",
        ratio,
        WANTED,
        "at least",
    )


VALLEY = LiveFigure("valley", valley, _WALK, pick=Pick(0, "p", "q"), says=story, presets=STARTS)
CHOOSE = VALLEY._replace(
    name="valley_to_choose", draw=seen_from_above, says=None, presets={}, task=unbalanced
)

# --- any two numbers of the toy

LAM = 0.0  # the data alone: with λ every slice would be a little more of a bowl
_START = (
    Slider("x", "x", "start of the first", -2.5, 2.5, 0.01, -1.2, unit="√star"),
    Slider("y", "y", "start of the second", -2.5, 2.5, 0.01, 1.0, unit="√star"),
    Slider("eta", "η", "learning rate", 0.005, 0.5, 0.05, 0.05, log=True),
)
K, N_TURNS = 2, 60


class Entry(NamedTuple):
    """One number of the model: a user's or an item's, by its row and its factor."""

    side: int  # 0: P, 1: Q
    row: int
    f: int


def entries() -> tuple[str, ...]:
    """The names of all entries of P and Q, users first."""
    owners = [*symbols.people(), *symbols.films()]
    return tuple(f"{owner}, f = {f + 1}" for owner in owners for f in range(K))


def entry(name: str) -> Entry:
    """The entry with this name."""
    n_users = len(symbols.people())
    row, f = divmod(entries().index(name), K)
    return Entry(0, row, f) if row < n_users else Entry(1, row - n_users, f)


@lru_cache(maxsize=1)
def above_mean() -> tuple[Ratings, Factors]:
    """The toy ratings minus their mean, and factors trained on them."""
    at = symbols.place("Ada", "Titanic")
    return toy_runs.above_mean(), Factors(at.P, at.Q)


def slice_of(a: str, b: str, start: tuple[float, float] = (-1.2, 1.0)) -> Surface:
    """J as a function of two entries, all others frozen where training has left them.

    Its lowest point is marked and lies well inside.
    """
    low = lowest(a, b)
    reach = max(2.5, *(1.4 * abs(x) for x in low))
    return replace(biquadratic(_value(a, b), start, reach, (a, b)), minima=(low,))


@lru_cache(maxsize=256)
def lowest(a: str, b: str) -> tuple[float, float]:
    """Where J is lowest in two entries: each in turn goes to the bottom of its own parabola."""
    x, y = trained_at(a), trained_at(b)
    surface = biquadratic(_value(a, b), (x, y), 2.5, (a, b))
    for _ in range(N_TURNS):
        x -= _to_the_bottom(surface.gradient(x, y)[0], surface.hessian(x, y)[0])
        y -= _to_the_bottom(surface.gradient(x, y)[1], surface.hessian(x, y)[2])
    return float(x), float(y)


def _to_the_bottom(slope: float, curvature: float) -> float:
    """How far the bottom of a parabola is, against its slope; level ground is left alone."""
    return float(slope / curvature) if curvature > 0 else 0.0


def _value(a: str, b: str) -> Callable[[float, float], float]:
    """J as it depends on two entries."""
    (ratings, factors), first, second = above_mean(), entry(a), entry(b)

    def value(x: float, y: float) -> float:
        moved = [factors.P.copy(), factors.Q.copy()]
        moved[first.side][first.row, first.f] = x
        moved[second.side][second.row, second.f] = y
        return loss(ratings, Factors(*moved), LAM)

    return value


def trained_at(name: str) -> float:
    """Where training has left an entry, in √star."""
    where = entry(name)
    factors: NDArray[np.float64] = above_mean()[1][where.side]
    return float(factors[where.row, where.f])


def two_entries(x: float, y: float, eta: float, a: str, b: str) -> Picture:
    """The map of J in two of its numbers with a walk, its lowest point, and where training was."""
    trained = trained_at(a), trained_at(b)
    return loss_valley(slice_of(a, b, (x, y)), _walk_on(x, y, eta, a, b), trained=trained)


def _walk_on(x: float, y: float, eta: float, a: str, b: str) -> Path:
    return descend(slice_of(a, b, (x, y)), (x, y), OPTIMIZERS["plain"], eta, N_STEPS)


def kinship(x: float, y: float, eta: float, a: str, b: str) -> str:
    """What the two numbers have to do with each other, and how the walk went."""
    mixed = slice_of(a, b).hessian(trained_at(a), trained_at(b))[1]
    path = _walk_on(x, y, eta, a, b)
    went = (
        f"In {N_STEPS} steps J went from {number(path.value[0])} to {number(path.value[-1])} star²."
    )
    if path.diverged_at is not None or growing_since(path) is not None:
        went = "At this rate J grows with every step: the walk diverges."
    return f"**{_relation(entry(a), entry(b))}** {_consequence(mixed)} {went}"


def _relation(a: Entry, b: Entry) -> str:
    """How many ratings feel both numbers, in words."""
    ratings = above_mean()[0]
    rows = ratings.users, ratings.items
    shared = int(np.sum((rows[a.side] == a.row) & (rows[b.side] == b.row)))
    if (a.side, a.row) == (b.side, b.row):
        return f"Two numbers of one row: all its {shared} ratings feel both."
    if a.side == b.side:
        return "Two different rows of one matrix: no rating feels both."
    met = "one rating feels both" if shared else "they never met, so no rating feels both"
    return f"A user’s number and a film’s: {met}."


def _consequence(mixed: float) -> str:
    if abs(mixed) < 1e-9:
        return (
            "The mixed curvature is 0 stars: the ellipses stand upright, and each number finds its "
            "own best value."
        )
    return (
        f"Mixed curvature where training ended: {number(mixed)} stars. The best value of one "
        "depends on the other."
    )


TWO = LiveFigure(
    "two_entries",
    two_entries,
    _START,
    {"a": entries(), "b": entries()},
    Pick(0, "x", "y"),
    says=kinship,
)
LIVE = (VALLEY, CHOOSE, TWO)
PAIRS = {
    "One user’s two": ("Ada, f = 1", "Ada, f = 2"),
    "A pair that met": ("Ada, f = 1", "Titanic, f = 1"),
    "A pair that never met": ("Ada, f = 1", "Notting Hill, f = 1"),
    "Two users": ("Ada, f = 1", "Elif, f = 1"),
}

# --- quizzes: the question, option → reason, the right option

CONVEX = (
    "Is this surface convex?",
    {
        "Yes, it has no bump anywhere.": "On the way from (2, 2) to (−2, −2), two minima, the "
        "straight line passes (0, 0), where the loss is 16. Convex ground never rises between "
        "two lowest points.",
        "Only where p and q are positive.": "Even there it is not: (1, 4) and (4, 1) both have "
        "loss 0, and halfway, at (2.5, 2.5), it is (4 − 6.25)² ≈ 5.1.",
        "No: between two minima it rises.": "From (2, 2) straight to (−2, −2) one crosses the "
        "saddle at height 16. But freeze one of the two, and in the other it is a parabola.",
    },
    "No: between two minima it rises.",
)
SMALL_START = (
    "Why does training begin with small random numbers, and not with zeros?",
    {
        "Zeros are already the minimum.": "At p = q = 0 the prediction is 0 and the loss is 16. "
        "The ground is level there, but it is not low.",
        "Because at p = q = 0 every slope is 0, and nothing would ever move.": "Each slope is the "
        "residual times the *other* number. Where both are 0, no step has a length.",
        "Because large numbers are penalised.": "The penalty λ would be happiest with zeros. "
        "It is the slope that is missing there.",
    },
    "Because at p = q = 0 every slope is 0, and nothing would ever move.",
)
APART = (
    "For the numbers of two different users, all films frozen, the ellipses stand upright. Why?",
    {
        "The two users have the same taste.": "Their tastes do not matter here. Try any other "
        "two: the ellipses change their shape, but they always stand upright.",
        "No rating feels both numbers.": "Each residual contains one user only, so J is a sum: "
        "one part for the first, one for the second. With the films frozen every user can be "
        "solved alone. This is what alternating least squares lives on.",
        "The learning rate is the same for both.": "The rate moves the walk, not the ground.",
    },
    "No rating feels both numbers.",
)
QUIZZES = {
    "loss_surface_convex": CONVEX,
    "loss_surface_small": SMALL_START,
    "loss_surface_apart": APART,
}
