"""What may be typed where: the letters of a function or of an update rule, and the named functions.

There is one grammar. A language only says which letters it has, how each may be spelled, and which
names stand beside them; a letter comes before a name, so that e is Euler's number in a function
of x and the error in an update rule.
"""

from collections.abc import Iterator
from typing import NamedTuple

from mf_core.slopes.formula.functions import NAMES

PRIME = "′"


class Letter(NamedTuple):
    """One variable: a single sign, perhaps with a prime, as it stands in the tree."""

    name: str
    tex: str
    spellings: tuple[str, ...] = ()  # what else may be typed for it


class Language(NamedTuple):
    """The letters there are, the names of functions and constants, and what to say to no text."""

    letters: tuple[Letter, ...]
    names: tuple[str, ...]
    nothing_yet: str

    def spelled(self) -> dict[str, str]:
        """Every way to type a letter → its name."""
        return {
            spelling: letter.name
            for letter in self.letters
            for spelling in (letter.name, *letter.spellings)
        }

    @property
    def has_e(self) -> bool:
        """Whether e is a letter here, so that 1e-3 could be read in two ways."""
        return any(letter.name == "e" for letter in self.letters)


def in_a_row(name: str) -> Iterator[tuple[str, int]]:
    """Cut a name into single letters, each with its prime and its place: eqp′ → e, q, p′."""
    for place, sign in enumerate(name):
        if sign != PRIME:
            yield name[place : place + 1 + name.startswith(PRIME, place + 1)], place


OF_X = Language((Letter("x", "x"),), NAMES, "Type a function of x, for example x^2.")
OF_X_AND_Y = Language(
    (Letter("x", "x"), Letter("y", "y")),
    NAMES,
    "Type a function of x and y, for example x^2 + y^2.",
)

NEW_P = Letter("p′", r"\user{p'_{uf}}")
RULE_LETTERS = (
    Letter("e", "e_{ui}"),
    Letter("q", "q_{if}"),
    Letter("p", "p_{uf}"),
    Letter("η", r"\eta", ("eta",)),
    Letter("λ", r"\lambda", ("lambda", "lam")),
    Letter("r", "r_{ui}"),
    Letter("μ", r"\mu", ("mu", "b")),
    Letter("t", "t"),
    Letter("n", "n"),
    Letter("v", "v"),
)
RULE_NAMES = ("abs", "sign", "sqrt", "exp", "ln", "tanh")
LINE_OF_P = Language(RULE_LETTERS, RULE_NAMES, "Type the new p, for example p + η e q.")
LINE_OF_Q = Language((*RULE_LETTERS, NEW_P), RULE_NAMES, "Type the new q, for example q + η e p.")

_TEX = {letter.name: letter.tex for each in (OF_X_AND_Y, LINE_OF_Q) for letter in each.letters}


def tex_of(name: str) -> str:
    """How a letter is printed, in whichever language it stands."""
    return _TEX[name]
