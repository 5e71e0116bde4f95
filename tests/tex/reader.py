"""The grammar of printed formulas, from signs to a function of the place."""

import operator
import re
from collections.abc import Callable, Sequence

from tests.tex.cursor import Cursor
from tests.tex.places import (
    Place,
    Read,
    Statement,
    UnreadableError,
    Value,
    absolute,
    applied,
    beside,
    column,
    combined,
    dot,
    entry,
    entrywise,
    inverse,
    loop,
    negated,
    norm,
    over,
    plus,
    raised,
    times,
    transposed,
)
from tests.tex.signs import names_in, split

FUNCTIONS = {"f", "f'", "g", "h", r"\mathrm{diag}", r"\mathrm{clip}", r"\max"}
BARE_FUNCTIONS = {r"\cos", r"\sin", r"\ln", r"\tanh"}  # of a single letter without brackets
CLOSED_BY = {"(": ")", "[": "]", "{": "}", r"\lVert": r"\rVert", r"\lvert": r"\rvert"}
MADE_OF_ITS_INSIDE = {r"\lVert": norm, r"\lvert": absolute}
LISTS = {"(": (",", column), "[": (r"\mid", beside)}
RELATIONS = {"=", r"\leftarrow", ">"}
ENDS_A_TERM = {"+", "-", ",", r"\mid", "", *RELATIONS, *CLOSED_BY.values()}
OPERATORS = {r"\cdot": dot, r"\odot": entrywise, "/": over}
COMPARISONS = {r"\neq": operator.ne, "<": operator.lt, ">": operator.gt, "=": operator.eq}
Holds = Callable[[Place], bool]


class Reader(Cursor):
    def statements(self) -> list[Statement]:
        sides, relations = [self.expression()], []
        while self.next in RELATIONS:
            relations.append(self.take())
            sides.append(self.expression())
        self.expect("")
        if not relations:
            return [Statement(sides[0], "", sides[0])]
        return [*map(Statement, sides, relations, sides[1:])]

    def expression(self) -> Read:
        minus = self.took("-")
        self.at += not minus and self.next == "+"
        total = negated(self.term()) if minus else self.term()
        while self.next in ("+", "-"):
            minus = self.take() == "-"
            term = self.term()
            total = combined(plus, total, negated(term) if minus else term)
        return total

    def term(self) -> Read:
        found = self.factor()
        while self.next not in ENDS_A_TERM:
            sign = OPERATORS.get(self.next)
            self.at += sign is not None
            found = combined(sign or times, found, self.factor())
        return found

    def factor(self) -> Read:
        found = self.primary()
        while self.next in ("^", "_"):
            if self.take() == "_":
                found = entry(found, names_in(self.script()))
                continue
            exponent = self.script()
            if exponent == [r"\top"]:
                found = transposed(found)
            elif exponent == ["-", r"\top"]:
                found = transposed(inverse(found))
            else:
                found = raised(found, Reader(exponent).whole())
        return found

    def primary(self) -> Read:
        opening = self.next
        if opening in CLOSED_BY:
            self.take()
            return self.bracket(opening)
        by_sign: dict[str, Callable[[], Read]] = {
            r"\frac": self.fraction,
            r"\tfrac": self.fraction,
            r"\sum": self.sum,
            r"\sqrt": lambda: raised(self.primary(), lambda _: 0.5),
            r"\underset": self.underset,
            "|": self.size,
        }
        if opening in by_sign:
            self.take()
            return by_sign[opening]()
        if re.fullmatch(r"[\d.]+", opening):
            number = float(self.take())
            return lambda _: number
        letter = self.letter()
        if letter.name in BARE_FUNCTIONS:
            return self.of_a_letter(letter.name)
        calls = letter.name in FUNCTIONS and self.took("(")
        return applied(letter.name, *self.arguments()) if calls else letter

    def bracket(self, opening: str) -> Read:
        """One thing, or several: numbers below each other, matrices side by side."""
        parts = [self.expression()]
        between, together = LISTS.get(opening, ("", beside))
        while between and self.took(between):
            parts.append(self.expression())
        self.expect(CLOSED_BY[opening])
        if len(parts) > 1:
            return combined(together, *parts)
        made = MADE_OF_ITS_INSIDE.get(opening)
        return made(parts[0]) if made else parts[0]

    def of_a_letter(self, name: str) -> Read:
        argument = self.letter()
        if self.next not in ENDS_A_TERM:
            raise UnreadableError(f"brackets are missing: where does the argument of {name} end?")
        return applied(name, argument)

    def arguments(self) -> list[Read]:
        found = [self.expression()]
        while self.took(","):
            found.append(self.expression())
        self.expect(")")
        return found

    def fraction(self) -> Read:
        above, below = self.script(), self.script()
        is_slope = above[:1] == below[:1] and above[:1] in ([r"\partial"], ["d"])
        if not is_slope:
            return combined(over, *(Reader(part).whole() for part in (above, below)))
        by = Reader(below[1:]).letter()
        body = Reader(above[1:]).whole() if above[1:] else self.term()
        return lambda place: place.slope(by, body)

    def whole(self) -> Read:
        found = self.expression()
        self.expect("")
        return found

    def underset(self) -> Read:
        below, above = "".join(self.script()), Reader(self.script()).whole()

        def held(place: Place) -> Value:
            number = above(place)
            if not place.nudged and f"{number:.3g}" != below:
                raise AssertionError(f"{below} stands below {above}, which is {number}")
            return number

        return held

    def size(self) -> Read:
        members = self.letter()
        self.expect("|")
        return lambda place: float(place.array(members)[place.where(members.names)].sum())

    def sum(self) -> Read:
        self.expect("_")
        below = self.script()
        upper = Reader(self.script()).whole() if self.took("^") else None
        names, holds = condition(below, upper)
        body = self.term()
        return lambda place: loop(names, holds, body, place)


# --- what stands below a sum


def condition(below: list[str], upper: Read | None) -> tuple[tuple[str, ...], Holds]:
    """Which indices a sum runs over, and where they count."""
    if upper is not None:
        return counted(below, upper)
    if ":" in below:
        running, rule = split(below, ":")
        return names_in(running), membership(rule) if r"\in" in rule else equality(rule)
    if r"\in" in below:
        head = split(below, r"\in")[0]
        running = head if head[0] == "(" or len(head) == 1 else Reader(head).letter().names
        return names_in(running), membership([*"(", *running, *")", *below[len(head) :]])
    if compared := set(COMPARISONS) & set(below):
        (sign,) = compared
        pair = names_in([each for each in below if each != sign])
        return pair[:1], lambda place: COMPARISONS[sign](*place.where(pair))
    if below == [r"\Omega"]:
        return ("u", "i"), membership(["(", "u", "i", ")", r"\in", r"\Omega"])
    return names_in([sign for sign in below if not sign.startswith(r"\text")]), lambda _: True


def counted(below: list[str], upper: Read) -> tuple[tuple[str, ...], Holds]:
    name, first = split(below, "=")
    (running,) = names_in(name)
    if first != ["1"]:
        raise UnreadableError(f"a sum that starts at {''.join(first)}, not at 1")

    def holds(place: Place) -> bool:
        if upper(place) > place.sizes[place.kinds[running]]:
            raise UnreadableError(f"the sum over {running} runs too far, to {upper(place)}")
        return place.index[running] < upper(place)

    return (running,), holds


def membership(rule: Sequence[str]) -> Holds:
    members, group = split(rule, r"\in")
    names, letter = names_in(members), Reader(group).letter()
    return lambda place: bool(place.array(letter)[place.where(letter.names + names)])


def equality(rule: Sequence[str]) -> Holds:
    left, right = (Reader(side).whole() for side in split(rule, "="))
    return lambda place: left(place) == right(place)
