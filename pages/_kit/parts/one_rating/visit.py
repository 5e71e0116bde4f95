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
_Q = Slider("q", "q", "item’s factor", -1.5, 3.0, 0.05, 2.0, unit="√star")
SLIDERS = (
    Slider("p", "p", "user’s factor", -1.5, 3.0, 0.05, 1.0, unit="√star"),
    _Q,
    Slider("r", "r", "rating", 1.0, 5.0, 0.5, 5.0, unit="stars", digits=1),
    _ETA,
)
SLIDERS_LIKED = (_Q._replace(value=-0.5),)
SLIDERS_ORDERS = (_ETA,)
SLIDERS_TASK = (_ETA._replace(value=0.05),)


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


def drawn(p: float, q: float, r: float, eta: float) -> list[Picture]:
    """A visit on its valley, and the same visit as lengths."""
    return _pictures(visit(p, q, r, eta))


def drawn_liked(q: float) -> list[Picture]:
    """The visit of the liked film."""
    return _pictures(visit_liked(q))


def drawn_task(eta: float) -> list[Picture]:
    """The visit of the task."""
    return _pictures(visit_task(eta))


def drawn_orders(eta: float) -> Picture:
    """The visit as it should be, and the one in which q feels the new p."""
    right, wrong = visit_both_orders(eta)
    start, bend = (right.p, right.q), (wrong.new_p, wrong.q)
    return visit_valley(
        right.r,
        {
            "both at once": (start, (right.new_p, right.new_q)),
            "first p, then q": (start, bend, (wrong.new_p, wrong.new_q)),
        },
    )


def _pictures(made: Visit) -> list[Picture]:
    before, after = (made.p, made.q), (made.new_p, made.new_q)
    return [
        visit_valley(made.r, {"one visit": (before, after)}),
        visit_ledger(made.r, before, after),
    ]
