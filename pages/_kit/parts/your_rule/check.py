"""The gradient checker: what a rule does at each rating, beside the measured slope of its loss."""

from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.algorithms.algorithm import copied
from mf_core.figures.picture import Picture
from mf_core.figures.step_check import step_check
from mf_core.kernels.lines import lines_visit
from mf_core.model import Baseline, Factors, Ratings, take
from mf_core.rules import Rule, letters_at, read_rule
from mf_core.saying import brief, number
from mf_core.slopes.calculus import central_difference
from pages._kit.parts.update_rule.rating import with_entry
from pages._kit.parts.your_rule.run import CHOICES, course
from pages._kit.stage.live import LiveFigure
from pages._kit.text import esc_md, paragraphs
from pages._kit.toy import runs as toy

_Floats = NDArray[np.float64]

EPOCH = 4  # of the course's run: long enough for taste, short enough for errors
_SAME = 1e-6  # √star, of a step: a measured slope is not exact


class Steps(NamedTuple):
    """A step of every factor at every training rating: p_u and q_i, each (n, k), in √star."""

    p: _Floats
    q: _Floats


class Place(NamedTuple):
    """Where all steps are taken: factors that have been trained a little."""

    ratings: Ratings
    factors: Factors
    baseline: Baseline


@lru_cache(maxsize=1)
def place() -> Place:
    """The course's own run after a few epochs at the first settings."""
    run = course(toy.KNOBS.eta, toy.KNOBS.lam)
    factors = Factors(run.recording.P[EPOCH], run.recording.Q[EPOCH])
    return Place(run.train, factors, objective.mean_baseline(run.train))


@lru_cache(maxsize=64)
def slopes(lam: float) -> Steps:
    """Nudge each factor of each rating, and look how the loss of that rating alone changes."""
    ratings, factors, _ = place()
    p, q = np.empty((2, ratings.values.size, factors.P.shape[1]))
    for n, f in np.ndindex(p.shape):
        one = take(ratings, np.array([n]))
        p[n, f] = _slope(one, "P", int(one.users[0]), f, lam)
        q[n, f] = _slope(one, "Q", int(one.items[0]), f, lam)
    return Steps(p, q)


def _slope(one: Ratings, side: Literal["P", "Q"], row: int, f: int, lam: float) -> float:
    _, factors, baseline = place()
    matrix = factors.P if side == "P" else factors.Q

    def loss(value: float) -> float:
        moved = factors._replace(**{side: with_entry(matrix, row, f, value)})
        return objective.loss(one, moved, lam, baseline)

    return float(central_difference(loss, float(matrix[row, f])))


def made(rule: Rule, eta: float, lam: float) -> Steps:
    """What a rule does to each factor at each rating, always from the same place."""
    ratings, factors, baseline = place()
    p, q = np.empty((2, ratings.values.size, factors.P.shape[1]))
    for n, (u, i, r) in enumerate(zip(*ratings[:3], strict=True)):
        moved, rest = copied(factors), Factors(*map(np.zeros_like, factors))
        letters = letters_at(baseline.mu, eta, lam, EPOCH, EPOCH * ratings.values.size + n)
        with np.errstate(over="ignore", invalid="ignore"):
            lines_visit(moved, rest, u, i, r, rule.lines, letters)
            p[n], q[n] = moved.P[u] - factors.P[u], moved.Q[i] - factors.Q[i]
    return Steps(p, q)


def asked(eta: float, lam: float) -> Steps:
    """What the slope asks for: minus η times what was measured."""
    measured = slopes(lam)
    return Steps(-eta * measured.p, -eta * measured.q)


def picture(eta: float, lam: float, p: str, q: str, title: str = "your rule’s step") -> Picture:
    """Every step against the one the slope asks for."""
    wanted, steps = asked(eta, lam), made(read_rule(p, q), eta, lam)
    both = (wanted.p.ravel(), steps.p.ravel(), wanted.q.ravel(), steps.q.ravel())
    return step_check(*both, f"{title} (√star)")


def told(eta: float, lam: float, p: str, q: str) -> str:
    """How many steps lie on the line, how many lead uphill, and the one that is farthest off."""
    wanted, steps = (np.array(each) for each in (asked(eta, lam), made(read_rule(p, q), eta, lam)))
    with np.errstate(invalid="ignore"):
        off = np.where(np.isfinite(steps), np.abs(steps - wanted), np.inf)
    on_line = int((off <= _SAME).sum())
    if on_line == off.size:
        return (
            f"**All {off.size} steps lie on the line.** The farthest is off by "
            f"{brief(float(off.max()), 1)} √star: so exact is a nudge."
        )
    uphill = int((np.nan_to_num(steps) * wanted < -(_SAME**2)).sum())
    return paragraphs(
        f"**{on_line} of {off.size} steps lie on the line; {uphill} lead uphill.**",
        _farthest(wanted, steps, off),
    )


def _farthest(wanted: _Floats, steps: _Floats, off: _Floats) -> str:
    side, n, f = (int(index) for index in np.unravel_index(int(np.argmax(off)), off.shape))
    data, ratings = toy.built_in(), place().ratings
    user = esc_md(data.user_names[ratings.users[n]])
    item = esc_md(data.item_titles[ratings.items[n]])
    return (
        f"Farthest off is {'pq'[side]} with f = {f + 1}, where {user} rated *{item}*. The slope "
        f"asks for {number(wanted[side, n, f], 3, sign=True)} √star, the rule does "
        f"{number(steps[side, n, f], 3, sign=True)}."
    )


CHECK = LiveFigure(
    "rule_check",
    picture,
    (toy.ETA._replace(high=0.5), toy.LAM),
    CHOICES,
    says=told,
)


class Shape(NamedTuple):
    """A wrong rule whose picture is to be learnt: its key, what it is called, its two lines."""

    key: str
    title: str
    p: str
    q: str


UPHILL, TWICE, OWN_FACTOR = "on the other diagonal", "on a steeper line", "in a cloud"
SHAPES = {
    UPHILL: Shape("uphill", "minus for plus", "p − η(e q − λ p)", "q − η(e p − λ q)"),
    TWICE: Shape("twice", "a 2 too much", "p + 2η(e q − λ p)", "q + 2η(e p − λ q)"),
    OWN_FACTOR: Shape("own", "its own factor", "p + η(e p − λ p)", "q + η(e q − λ q)"),
}


def shape(which: str) -> Picture:
    """The picture of one of the wrong rules, at the first settings."""
    one = SHAPES[which]
    return picture(toy.KNOBS.eta, toy.KNOBS.lam, one.p, one.q, one.title)


def found(which: str) -> str:
    """Where the dots of a wrong rule lie, told from its steps alone, as in `SHAPES`."""
    eta, lam, one = toy.KNOBS.eta, toy.KNOBS.lam, SHAPES[which]
    both = (asked(eta, lam), made(read_rule(one.p, one.q), eta, lam))
    wanted, steps = (np.array(each).ravel() for each in both)
    steepness = float(wanted @ steps / (wanted @ wanted))
    if np.abs(steps - steepness * wanted).max() > _SAME:
        return OWN_FACTOR
    return UPHILL if steepness < 0 else TWICE
