"""What a misprint is, and how a number decides it."""

from collections.abc import Callable, Mapping
from math import isclose
from typing import NamedTuple

# The answers to choose from where the question is one of direction.
FALLS_OR_RISES = (("it falls (−)", -1.0), ("it rises (+)", 1.0))
DOWN_OR_UP = (("down (−)", -1.0), ("up (+)", 1.0))


class Check(NamedTuple):
    """A question about the small example that separates the printed form from the right one.

    question : what is computed; users, items and factors are named and counted from 1
    printed, right : the answer by the printed and by the right form
    measured : the answer by other means: a difference quotient, a count, a definition
    likely : other wrong answers → what led there
    hint : what to say to any other wrong answer
    choices : words → number where one chooses; empty where a number is typed
    """

    question: str
    printed: Callable[[], float]
    right: Callable[[], float]
    measured: Callable[[], float]
    likely: Callable[[], Mapping[float, str]] = dict
    hint: str = ""
    choices: tuple[tuple[str, float], ...] = ()

    def accepts(self, answer: float) -> bool:
        """Whether an answer is the measured one, within the accuracy of a difference."""
        return isclose(answer, self.measured(), rel_tol=1e-6, abs_tol=1e-7)


class Misprint(NamedTuple):
    """One slip of a source.

    source : a key of `DIALECTS`
    name : a few words to find it by
    printed, right : the short form as it stands, and as it should: TeX, or words if `check`
        is None and `is_tex` is False
    why : one or two sentences
    check : the number that decides; None where only a word is wrong
    """

    source: str
    name: str
    printed: str
    right: str
    why: str
    check: Check | None = None
    is_tex: bool = True
