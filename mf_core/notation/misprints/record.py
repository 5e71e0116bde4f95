"""What a misprint is, and how a number decides it."""

from collections.abc import Callable
from math import isclose
from typing import NamedTuple


class Check(NamedTuple):
    """A question about the small example that separates the printed form from the right one.

    question : what is computed
    printed, right : the answer by the printed and by the right form
    measured : the answer by other means: a difference quotient, a count, a definition
    """

    question: str
    printed: Callable[[], float]
    right: Callable[[], float]
    measured: Callable[[], float]

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
