"""From TeX to the signs that say something, and to the lines they stand in."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tests.tex.places import UnreadableError

PASSED_OVER = {
    *("user", "item", "residual", "gradient", "prediction", "rating", "changed", "cancel"),
    *("left", "right", "big", "Big"),
}
SIGN = re.compile(r"\\(?:begin|end)\{\w+\}|\\text\{[^{}]*\}|\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\S")
WIDE_SPACE = r"\qquad"
SPACES = {r"\,", r"\;", r"\ ", r"\begin{aligned}", r"\end{aligned}"}


def signs_of(tex: str) -> list[str]:
    """The signs that say something; a role goes with the braces it came with."""
    tex = re.sub(r"(\\t?frac)\s*(\w)\s*(\w)", r"\1{\2}{\3}", tex).replace("−", "-")
    tex = re.sub(r"\\quad\b", lambda _: WIDE_SPACE, tex)
    found = [sign for sign in SIGN.findall(tex) if sign not in SPACES]
    kept, roles = [], []  # roles: for each brace that is open, whether it belongs to a role
    for before, sign in zip(["", *found], found, strict=False):
        is_role = sign[1:] in PASSED_OVER
        if sign == "{":
            roles.append(before[1:] in PASSED_OVER)
            is_role = roles[-1]
        elif sign == "}":
            is_role = bool(roles) and roles.pop()
        if not is_role:
            kept.append(sign)
    return kept


def split(signs: Sequence[str], at: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for sign in signs:
        if sign == at:
            parts.append([])
        else:
            parts[-1].append(sign)
    return parts


def lines_of(signs: list[str]) -> Iterator[list[str]]:
    """The statements of a block: by rows, by pairs of columns, by wide spaces."""
    for row in split(signs, r"\\"):
        cells = split(row, "&")
        for pair in zip_longest(cells[::2], cells[1::2], fillvalue=[]):
            for part in split([sign for cell in pair for sign in cell], WIDE_SPACE):
                line = part[:-1] if part[-1:] == [","] else part
                if line and line != [r"\text{and}"]:
                    yield line


def names_in(signs: Sequence[str]) -> tuple[str, ...]:
    """The letters of indices; a prime belongs to the letter before it."""
    found: list[str] = []
    for sign in signs:
        if sign == "'" and found:
            found[-1] += "'"
        elif re.fullmatch(r"[A-Za-z]|\\[A-Za-z]+", sign):
            found.append(sign)
        elif sign not in "(),":
            raise UnreadableError(f"“{sign}” is not an index")
    return tuple(found)
