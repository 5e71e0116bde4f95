"""A single visit in numbers and in pictures: what the figures of `one_rating` are made of."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mf_core.figures.picture import Picture
from mf_core.figures.visit_ledger import visit_ledger
from mf_core.figures.visit_valley import visit_valley
from mf_core.kernels.sequential import sequential_visit
from mf_core.kernels.sgd import sgd_visit
from mf_core.model import Factors
from pages._kit.stage import Slider

_ETA = Slider(
    "eta", "η", "learning rate", 0.005, 0.5, 0.01, 0.1, log=True, digits=3, unit="per star"
)
_Q = Slider("q", "q", "film’s factor", -1.5, 3.5, 0.05, 2.0, unit="√star")
_FAR = 1e3  # √star; a walk that has come so far is not followed
SLIDERS = (
    Slider("t", "t", "visits", 0, 12, 1, 1, digits=0, whole=True),
    _ETA,
    Slider("p", "p", "user’s factor", -1.5, 3.5, 0.05, 1.0, unit="√star"),
    _Q,
)
SLIDERS_LIKED = (_Q._replace(value=-0.5),)
SLIDERS_ORDERS = (_ETA,)
SLIDERS_TASK = (_ETA._replace(value=0.05),)
RATING = 5.0  # stars, of the first figure
AFTER, BEFORE = "after", "before"


class Visit(NamedTuple):
    """One visit of one rating with one factor, before and after."""

    p: float
    q: float
    r: float
    eta: float
    e: float  # before the step, in stars
    new_p: float
    new_q: float

    @property
    def prediction(self) -> float:
        """What is predicted after the step, in stars."""
        return self.new_p * self.new_q

    @property
    def left(self) -> float:
        """The residual after the step, in stars."""
        return self.r - self.prediction


def visit(
    p: float, q: float, r: float, eta: float, step: Callable[..., float] = sgd_visit
) -> Visit:
    """Make one visit without regularisation, by the course's kernel or by another.

    Parameters
    ----------
    p, q : float
        The one factor of the user and of the item, in √star.
    r, eta : float
        The rating in stars, and η in 1/star.

    Examples
    --------
    >>> made = visit(1.0, 2.0, 5.0, 0.1)
    >>> round(made.new_p, 12), round(made.new_q, 12), round(made.left, 12)
    (1.6, 2.3, 1.32)
    """
    factors = Factors(np.array([[p]]), np.array([[q]]))
    e = step(factors, 0, 0, r, eta, 0.0)
    return Visit(p, q, r, eta, e, factors.P.item(), factors.Q.item())


def visits(t: int, p: float, q: float, r: float, eta: float) -> list[Visit]:
    """Visit one rating `t` times, each time from where the last visit has led.

    A walk whose factors grow beyond a thousand is not followed further.

    Examples
    --------
    >>> [round(made.left, 2) for made in visits(3, 1.0, 2.0, 5.0, 0.1)]
    [1.32, 0.2, 0.01]
    """
    made: list[Visit] = []
    for _ in range(t):
        made.append(visit(p, q, r, eta))
        p, q = made[-1].new_p, made[-1].new_q
        if max(abs(p), abs(q)) > _FAR:
            break
    return made


def visit_liked(q: float) -> Visit:
    """A film rated 4 stars by somebody with p = 1, visited with η = 0.1."""
    return visit(1.0, q, 4.0, 0.1)


def visit_both_orders(eta: float) -> tuple[Visit, Visit]:
    """The visit of the first section, made as it should be and in the wrong order."""
    return visit(1.0, 2.0, 5.0, eta), visit(1.0, 2.0, 5.0, eta, sequential_visit)


def visit_task(eta: float) -> Visit:
    """The visit whose rate the reader has to find."""
    return visit(2.0, 1.5, 5.0, eta)


# --- figures


def drawn(t: int, p: float, q: float, eta: float) -> Picture:
    """Visits of the first rating on their valley."""
    ends = [(one.new_p, one.new_q) for one in visits(t, p, q, RATING, eta)]
    return visit_valley(RATING, [(p, q), *ends])


def drawn_liked(q: float, shown: str) -> list[Picture]:
    """The visit of the liked film, or only where the model stands before it."""
    made = visit_liked(q)
    return _pictures(made) if shown == AFTER else [visit_valley(made.r, [(made.p, made.q)])]


def drawn_task(eta: float) -> list[Picture]:
    """The visit of the task."""
    return _pictures(visit_task(eta))


def drawn_orders(eta: float, shown: str) -> Picture:
    """The visit as it should be and, after the guess, the one in which q feels the new p."""
    right, wrong = visit_both_orders(eta)
    start, bend = (right.p, right.q), (wrong.new_p, wrong.q)
    detour = (start, bend, (wrong.new_p, wrong.new_q)) if shown == AFTER else ()
    return visit_valley(right.r, (start, (right.new_p, right.new_q)), detour)


def _pictures(made: Visit) -> list[Picture]:
    """A visit on its valley, and the same visit as lengths."""
    before, after = (made.p, made.q), (made.new_p, made.new_q)
    return [visit_valley(made.r, [before, after]), visit_ledger(made.r, before, after)]
