"""What a derivation is made of: sides, steps, gaps, parts, routes."""

import re
from collections.abc import Callable
from typing import NamedTuple

from mf_core.derivation.numbers import Numbers
from mf_core.notation import references, render

Value = Callable[[Numbers], float]


class Side(NamedTuple):
    """One side of an equality: what is written (a template) and what it is worth."""

    tex: str
    value: Value


class Wrong(NamedTuple):
    """A tempting content for a gap.

    tex : what would stand in the gap
    value : what the whole right-hand side would then be worth
    reason : the misconception behind it, said to the student who chose it
    """

    tex: str
    value: Value
    reason: str


class Gap(NamedTuple):
    """What "fill the gaps" hides in a step: a part of the right-hand side's template."""

    hidden: str
    wrong: tuple[Wrong, ...]


class Step(NamedTuple):
    """One line of a derivation: left = right, by one rule.

    name : what happens, in a few words
    rule : the rule of calculus or algebra that allows it
    says : one sentence about what changed
    dies : parts of the left-hand template that are 0 and are struck out
    """

    name: str
    rule: str
    says: str
    left: Side
    right: Side
    gap: Gap
    dies: tuple[str, ...] = ()


class Part(NamedTuple):
    """Steps that all speak of one number.

    measured : that number by a difference quotient of the loss, without any derivation
    """

    title: str
    measured: Value
    steps: tuple[Step, ...]


class Route(NamedTuple):
    """A derivation from the loss to the update rule.

    source : whose way it is, a key of `notation.DIALECTS`
    says : how it goes, in one sentence
    """

    title: str
    source: str
    says: str
    parts: tuple[Part, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in their order: the solution of "order the steps"."""
        return tuple(step for part in self.parts for step in part.steps)


def struck(step: Step) -> str:
    r"""The left-hand template with everything that dies in this step inside ``\cancel{…}``."""
    left = step.left.tex
    for term in step.dies:
        left = left.replace(term, rf"\cancel{{{term}}}", 1)
    return left


def with_gap(step: Step, filling: str = r"\boxed{\;?\;}") -> str:
    """The right-hand template with its gap open, or filled with a choice."""
    return step.right.tex.replace(step.gap.hidden, filling, 1)


_UNDER: dict[str, Value] = {
    "r:u,i": lambda n: n.r,
    "rhat:u,i": lambda n: n.rhat,
    "b:u,i": lambda n: n.b,
    "e:u,i": lambda n: n.e,
    "m:u,i": lambda n: n.M[n.u, n.i],
    "p:u,f": lambda n: n.p,
    "q:i,f": lambda n: n.q,
    "eta0": lambda n: n.rate,
    "eta": lambda n: n.printed_rate,
    "lam": lambda n: n.lam,
    "n_ratings": lambda n: n.n_ratings,
    "n_rated:u": lambda n: n.M[n.u].sum(),
}


# The index a sum runs over: <i>=1, <items_of:i,u>, <pairs:v,i>.
_RUNNING = re.compile(r"\\sum_\{<(?:items_of:(\w+),\w+|pairs:(\w+),(\w+)|(\w+))>")


def numbers_below(template: str, numbers: Numbers) -> dict[str, float]:
    """The value of each symbol of a template that is a single number, by its reference.

    Inside a sum a symbol with the running index is many numbers, and has none below it.
    """
    running = {index for found in _RUNNING.findall(template) for index in found if index}
    return {
        key: float(_UNDER[key](numbers))
        for key in references(template, numbers.dialect)
        if key in _UNDER and running.isdisjoint(key.partition(":")[2].split(","))
    }


def line(step: Step, numbers: Numbers, *, values: bool = False) -> str:
    r"""A step as TeX, ``left = right``, in the notation of the numbers.

    Parameters
    ----------
    step : Step
        The line; what dies on its left is struck out.
    numbers : Numbers
        Gives the notation (`numbers.dialect`) and the values.
    values : bool
        Write the current value under each symbol that is a single number.
    """
    template = f"{struck(step)} = {step.right.tex}"
    shown = numbers_below(template, numbers) if values else {}
    below = {key: f"{value:.3g}".replace("-", "−") for key, value in shown.items()}
    return render(template, numbers.dialect, below=below)
