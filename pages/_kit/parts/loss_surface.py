"""The lesson on the loss surface: one rating as a valley, and any two numbers of the toy."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.height_curve import height_curve
from mf_core.figures.hill import hill
from mf_core.figures.loss_valley import loss_valley
from mf_core.figures.picture import Picture
from mf_core.model import Factors, Ratings
from mf_core.objective import loss
from mf_core.saying import number
from mf_core.slopes.curves import Surface, factorization
from mf_core.slopes.curves.biquadratic import biquadratic
from mf_core.slopes.descent import OPTIMIZERS, Path, descend
from pages._kit.parts.objective import symbols
from pages._kit.stage import Pick, Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task

R, N_STEPS = 4.0, 80
_WALK = (
    Slider("p", "p", "start: user factor", -4.0, 4.0, 0.01, 0.5, unit="√star"),
    Slider("q", "q", "start: item factor", -4.0, 4.0, 0.01, 1.5, unit="√star"),
    Slider("eta", "η", "learning rate", 0.002, 0.2, 0.05, 0.02, log=True),
)
STARTS = {
    "On the ridge": {"p": 1.5, "q": -1.5, "eta": 0.02},
    "A hair beside it": {"p": 1.5, "q": -1.49, "eta": 0.02},
    "Far out": {"p": 3.8, "q": 0.2, "eta": 0.02},
    "Too fast": {"p": 3.5, "q": 3.0, "eta": 0.15},
}


def walked(p: float, q: float, eta: float) -> Path:
    """Gradient descent on (4 − pq)²."""
    return descend(factorization(R), (p, q), OPTIMIZERS["plain"], eta, N_STEPS)


def valley(p: float, q: float, eta: float) -> list[Picture]:
    """The map of (4 − pq)² with a walk, and the loss after every step."""
    path = walked(p, q, eta)
    return [loss_valley(factorization(R), path, R), height_curve({"loss": path}, n_steps=N_STEPS)]


def still() -> Picture:
    """The map with nobody on it yet: a walk of no step, from the start that is asked about."""
    path = descend(factorization(R), (1.5, -1.5), OPTIMIZERS["plain"], 0.02, 0)
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
    x, y, left = path.x[-1], path.y[-1], path.value[-1]
    numbers = (
        f"p = {number(x, 3)}, q = {number(y, 3)}, pq = {number(x * y, 3)}, "
        f"loss {number(left, 4)} star²."
    )
    before, after = path.x[0] ** 2 - path.y[0] ** 2, x * x - y * y
    return (
        f"After {N_STEPS} steps: {numbers} p² − q² went from {number(before)} to {number(after)} "
        "star: small steps hardly change it, so the start decides which minimum is found."
    )


def landscape() -> Picture:
    """The middle of the surface in three dimensions, with a walk that passes the saddle."""
    near = replace(factorization(R), x_range=(-2.6, 2.6), y_range=(-2.6, 2.6))
    path = descend(near, (1.5, -1.49), OPTIMIZERS["plain"], 0.02, N_STEPS)
    return hill(near, path)


def unbalanced(p: float, q: float, eta: float) -> Task:
    """The task: reach a minimum at which the user’s factor is much larger than the item’s."""
    path = walked(p, q, eta)
    there = path.diverged_at is None and path.value[-1] < 1e-4
    ratio = float(path.x[-1] / path.y[-1]) if there and path.y[-1] > 0 else float("nan")
    return Task(
        "Find a start and a rate with which the walk reaches a minimum (loss below 0.0001 star²) "
        f"within {N_STEPS} steps, where p is at least four times q, both positive.",
        ratio,
        4.0,
        "at least",
    )


VALLEY = LiveFigure("valley", valley, _WALK, pick=Pick(0, "p", "q"), says=story, presets=STARTS)
CHOOSE = VALLEY._replace(name="valley_to_choose", says=None, presets={}, task=unbalanced)

# --- any two numbers of the toy

LAM = 0.0  # the data alone: with λ every slice would be a little more of a bowl
_START = (
    Slider("x", "x", "start of the first", -2.5, 2.5, 0.01, -1.2, unit="√star"),
    Slider("y", "y", "start of the second", -2.5, 2.5, 0.01, 1.0, unit="√star"),
    Slider("eta", "η", "learning rate", 0.005, 0.5, 0.05, 0.05, log=True),
)
K = 2


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


def above_mean() -> tuple[Ratings, Factors]:
    """The toy ratings minus their mean, and factors trained on them."""
    at = symbols.place("Ada", "Titanic")
    ratings = at.data.ratings
    return ratings._replace(values=ratings.values - at.mu), Factors(at.P, at.Q)


def slice_of(a: str, b: str, start: tuple[float, float] = (-1.2, 1.0)) -> Surface:
    """J as a function of two entries, all others frozen where training has left them."""
    (ratings, factors), first, second = above_mean(), entry(a), entry(b)

    def value(x: float, y: float) -> float:
        moved = [factors.P.copy(), factors.Q.copy()]
        moved[first.side][first.row, first.f] = x
        moved[second.side][second.row, second.f] = y
        return loss(ratings, Factors(*moved), LAM)

    return biquadratic(value, start, 2.5, (a, b))


def trained_at(name: str) -> float:
    """Where training has left an entry, in √star."""
    where = entry(name)
    factors: NDArray[np.float64] = above_mean()[1][where.side]
    return float(factors[where.row, where.f])


def two_entries(x: float, y: float, eta: float, a: str, b: str) -> list[Picture]:
    """The map of J in two of its numbers with a walk, and J after every step."""
    surface = slice_of(a, b, (x, y))
    path = descend(surface, (x, y), OPTIMIZERS["plain"], eta, N_STEPS)
    top = 1.2 * float(path.value[0])
    height = compare_curves({"J": path.value}, clock="step", title="J (star²)", top=top)
    return [loss_valley(surface, path), height]


def kinship(x: float, y: float, eta: float, a: str, b: str) -> str:  # noqa: ARG001
    """What the two numbers have to do with each other: the mixed curvature says it."""
    surface = slice_of(a, b)
    mixed = surface.hessian(trained_at(a), trained_at(b))[1]
    first, second = entry(a), entry(b)
    return f"**{_relation(first, second)}** {_consequence(mixed)}"


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
            "The mixed curvature is 0 stars: the ellipses stand upright, and each number can "
            "find its own minimum without asking the other."
        )
    return (
        f"The mixed curvature where training ended is {number(mixed)} stars: what is best for "
        "one of them "
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
