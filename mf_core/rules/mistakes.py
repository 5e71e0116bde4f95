"""Which known mistake a typed line is, told by what it is worth and not by how it is spelled.

A line is worked out at random points, and so is every combination of the parts in `known`: an old
value, an error term, a charge. The combination of fewest mistakes that is worth the same at all of
them, but for a constant factor of the step, names what is wrong; where there is none the line is
the reader's own. Two formulas that agree at forty random points are the same formula.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.rules.known import CHARGE, ERROR, OLD, STEP, WHOLE, Names
from mf_core.rules.rule import Line, Rule, read_line_of_p
from mf_core.slopes.formula.dual import evaluate_at
from mf_core.slopes.formula.tree import Variable, depends_on

_Floats = NDArray[np.float64]
_Points = Mapping[str, _Floats]
Side = Literal["p", "q"]

_N_POINTS = 40
_SAME = 1e-9  # of the size of what is compared
_NUMBER, _WITHOUT_RATE = "number for η", {"no η", "error without η"}
_TIMES = ((0.0, 1.0), (1.0, 50.0), (7.0, 300.0))  # (t, n) at which a line is looked at


class Judged(NamedTuple):
    """What one line is.

    Parameters
    ----------
    names : tuple of str, or None
        The mistakes in it, none in the right line; None where it is no known line.
    scale : float
        Its step is so many times the step of the known line, at the first moment of the run.
    fades : bool
        Whether that number changes in the course of the run.
    remembers : bool
        Whether the last step v makes a difference; all else is said of the line without it.
    downhill : float
        The share of random points at which its step does not point against the right one.
    """

    names: Names | None
    scale: float
    fades: bool
    remembers: bool
    downhill: float

    @property
    def mistakes(self) -> Names:
        """The names, with one for a step that is longer or shorter throughout the run."""
        found = self.names or ()
        size = abs(self.scale)
        if size == 1.0 or self.fades or _NUMBER in found:
            return found
        return (*found, {2.0: "twice", 0.5: "half"}.get(size, "another rate"))


class Verdict(NamedTuple):
    """What both lines are, and whether the second one reads the new p."""

    p: Judged
    q: Judged
    new_p: bool

    @property
    def right(self) -> bool:
        """Whether both lines are the course's, with their steps as long as the course's."""
        as_long = self.p.scale == self.q.scale == 1.0 and not self.fades
        return self.rate and as_long and not self.remembers

    @property
    def rate(self) -> bool:
        """Whether only the lengths of the steps may differ from the course's, and not by sign."""
        return self.p.names == self.q.names == () and not self.new_p

    @property
    def fades(self) -> bool:
        """Whether the steps change in the course of the run."""
        return self.p.fades or self.q.fades

    @property
    def remembers(self) -> bool:
        """Whether the last step is a part of the next one."""
        return self.p.remembers or self.q.remembers

    @property
    def known(self) -> bool:
        """Whether both lines are made of parts the course knows."""
        return self.p.names is not None and self.q.names is not None

    @property
    def findings(self) -> dict[str, tuple[Side, ...]]:
        """The name of each mistake → the lines it is in."""
        found: dict[str, tuple[Side, ...]] = {}
        sides: tuple[tuple[Side, Judged], ...] = (("p", self.p), ("q", self.q))
        for side, judged in sides:
            for name in judged.mistakes:
                found[name] = (*found.get(name, ()), side)
        return found | ({"new p": ("q",)} if self.new_p else {})


def judge(rule: Rule) -> Verdict:
    """Tell what both lines of a rule are.

    Examples
    --------
    >>> from mf_core.rules.rule import read_rule
    >>> judge(read_rule("p - eta*(e*q - lam*p)", "q + e p eta - q lam eta")).findings
    {'uphill': ('p',)}
    >>> judge(read_rule("p + eta(e q - lam p)", "q + eta(e p' - lam q)")).findings
    {'new p': ('q',)}
    """
    return Verdict(_judged(rule.p, "p"), _judged(rule.q, "q"), _reads(rule.q, "q", "p′"))


def _judged(line: Line, side: Side) -> Judged:
    found = [_at_one_time(_worth(line, side, *time), side) for time in _TIMES]
    names = {names for names, _ in found}
    scales = [scale for _, scale in found]
    fades = np.ptp(scales) > _SAME
    same = len(names) == 1 and not (fades and min(scales) < 0)
    return Judged(
        found[0][0] if same else None,
        scales[0],
        bool(fades),
        _reads(line, side, "v"),
        _downhill(line, side),
    )


def _at_one_time(worth: _Floats, side: Side) -> tuple[Names | None, float]:
    """Names and scale of the known line that is worth the same."""
    if not np.isfinite(worth).all():
        return ("undefined",), 1.0
    if _same(worth, _points(side, 0.0, 1.0)[side]):
        return ("still",), 1.0
    for names, known in _whole(side):
        if _same(worth, known):
            return names, 1.0
    best: tuple[int, Names | None, float] = (99, None, 1.0)
    names_of, steps = _steps(side)
    for old_names, old in _values(OLD, side):
        change = worth - old
        scales = steps @ change / (steps * steps).sum(axis=1)
        miss = np.abs(change - scales[:, None] * steps).max(axis=1)
        for n in np.flatnonzero((miss < _SAME * np.abs(worth).max()) & (np.abs(scales) > _SAME)):
            scale = _rounded(float(scales[n]))
            names = _together(old_names, names_of[n], scale)
            of_another_length = abs(scale) != 1.0 and _NUMBER not in names
            found = (len(names) + of_another_length, names, scale)
            best = min(best, found, key=lambda one: one[0])  # of equals the first
    return best[1:]


def _together(old: Names, step: Names, scale: float) -> Names:
    """All mistakes of a line; of a step that is longer, only where it has no η or turns round."""
    if abs(scale) != 1.0:
        step = tuple(_NUMBER if name in _WITHOUT_RATE else name for name in step)
    turned = ("uphill",) if scale < 0 else ()
    return (*old, *turned, *step)


def _rounded(scale: float) -> float:
    """A scale without the rounding of its measurement: 2.0000000000000004 is 2."""
    return float(f"{scale:.9g}")


def _reads(line: Line, side: Side, name: str) -> bool:
    """Whether a letter makes a difference to the line, which a v − v does not."""
    if not depends_on(line.tree, Variable(name)):
        return False
    points = dict(_points(side, 0.0, 1.0))
    before = evaluate_at(line.tree, points, Variable("p"))[0]
    points[name] = points[name] * 1.5 + 0.1
    return not _same(before, evaluate_at(line.tree, points, Variable("p"))[0])


def _downhill(line: Line, side: Side) -> float:
    """At how many points the step and the right step do not point against each other."""
    old, (_, right) = _points(side, 0.0, 1.0)[side], next(_values({"η e q - η λ p": ()}, side))
    step = _worth(line, side, 0.0, 1.0) - old
    with np.errstate(invalid="ignore", over="ignore"):
        return float(np.mean(step * right >= 0))


def _same(one: _Floats, other: _Floats) -> bool:
    with np.errstate(invalid="ignore", over="ignore"):
        return bool((np.abs(one - other) <= _SAME * np.abs(other).max()).all())


# --- what lines and parts are worth at the points


def _worth(line: Line, side: Side, t: float, n: float) -> _Floats:
    return evaluate_at(line.tree, _points(side, t, n), Variable("p"))[0]


@cache
def _points(side: Side, t: float, n: float) -> _Points:
    """Forty points at moment t, n of a run; the new p is the old one, and nothing has moved."""
    rng = np.random.default_rng([20060101, side == "q"])
    signed = {
        name: rng.uniform(0.4, 1.6, _N_POINTS) * rng.choice([-1.0, 1.0], _N_POINTS)
        for name in "epqrμ"
    }
    positive = {name: rng.uniform(0.3, 1.4, _N_POINTS) for name in "ηλ"}
    moment = {"t": np.full(_N_POINTS, t), "n": np.full(_N_POINTS, n)}
    return {**signed, **positive, **moment, "p′": signed["p"], "v": np.zeros(_N_POINTS)}


def _values(parts: Mapping[str, Names], side: Side) -> Iterator[tuple[Names, _Floats]]:
    """Names and worth of each part; in the line of q, p and q change places."""
    points = dict(_points(side, 0.0, 1.0))
    if side == "q":
        points |= {"p": points["q"], "q": points["p"]}
    for text, names in parts.items():
        yield names, evaluate_at(read_line_of_p(text).tree, points, Variable("p"))[0]


@cache
def _whole(side: Side) -> list[tuple[Names, _Floats]]:
    return list(_values(WHOLE, side))


@cache
def _steps(side: Side) -> tuple[list[Names], _Floats]:
    """Every step made of known parts: its names, and its worth at each point (n_steps, 40)."""
    pairs = [
        ((*error_names, *charge_names), error + charge)
        for error_names, error in _values(ERROR, side)
        for charge_names, charge in _values(CHARGE, side)
    ]
    every = [*pairs[:1], *_values(STEP, side), *pairs[1:]]
    kept = [(names, worth) for names, worth in every if np.abs(worth).max() > _SAME]
    return [names for names, _ in kept], np.stack([worth for _, worth in kept])
