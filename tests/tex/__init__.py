r"""A reader for the course's TeX: a printed formula becomes a function of the place it is read at.

What is read: sums and products, fractions, powers, roots, norms, `^\top`, `\odot`, indices,
`\sum` as a loop, a partial derivative as a difference, `=` and `\leftarrow` line by line. What
follows “for all” is where the line before it is said. Roles, sizes and strokes are passed over; a
number under a letter (`\underset`) is held against it.
What cannot be read is an error that names the text.

A `\sum`, and a derivative without its function, reach to the next plus or minus.
"""

from tests.tex.places import Letter, Place, Read, Statement, UnreadableError, Value, tidy
from tests.tex.reader import Reader, condition
from tests.tex.signs import lines_of, signs_of

__all__ = [
    "Letter",
    "Place",
    "Statement",
    "UnreadableError",
    "Value",
    "run",
    "statements",
    "tidy",
    "value",
    "worth",
]


FOR_ALL = r"\text{for all }"
MOVES = ("=", r"\leftarrow")


def statements(tex: str) -> list[Statement]:
    found: list[Statement] = []
    try:
        for line in lines_of(signs_of(tex)):
            if line[0] == FOR_ALL and found:
                found[-1] = found[-1]._replace(holds=condition(line[1:], None)[1])
            else:
                found += Reader(line).statements()
    except UnreadableError as error:
        raise UnreadableError(f"{error}, in: {tex}") from None
    return found


def value(tex: str, place: Place) -> Value:
    """What a single expression is worth."""
    found = statements(tex)
    if len(found) != 1 or found[0].relation:
        raise UnreadableError(f"one expression expected, in: {tex}")
    return worth(found[0].right, place, tex)


def worth(read: Read, place: Place, tex: str) -> Value:
    try:
        return read(place)
    except UnreadableError as error:
        raise UnreadableError(f"{error}, in: {tex}") from None


def run(tex: str, place: Place, *, together: bool = False) -> None:
    r"""Do what a block says, line by line: `=` defines what is left of it, an arrow moves it.

    An index without a value stands for all of its values.

    together : every right-hand side is read before anything moves
    """
    waiting = []
    for read in statements(tex):
        if not isinstance(read.left, Letter) or read.relation not in MOVES:
            raise UnreadableError(
                f"nothing that could be moved left of “{read.relation}”, in: {tex}"
            )
        places = filter(read.holds, read.left.all(place))
        moves = [(read.left, here, worth(read.right, here, tex)) for here in places]
        if together and read.relation == r"\leftarrow":
            waiting += moves
        else:
            assign(moves)
    assign(waiting)


def assign(moves: list[tuple[Letter, Place, Value]]) -> None:
    for letter, here, to in moves:
        letter.assign(here, to)
