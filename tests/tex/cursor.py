"""Where one stands in the signs of a formula, and the letters that lie there."""

import re
from collections.abc import Sequence

from tests.tex.places import Letter, UnreadableError
from tests.tex.signs import names_in

ACCENTS = {r"\hat", r"\tilde", r"\bar", r"\mathbf", r"\mathrm"}


class Cursor:
    def __init__(self, signs: Sequence[str]) -> None:
        self.signs = [*signs, ""]
        self.at = 0

    @property
    def next(self) -> str:
        return self.signs[self.at]

    def take(self) -> str:
        self.at += 1
        return self.signs[self.at - 1]

    def took(self, sign: str) -> bool:
        found = self.next == sign
        self.at += found
        return found

    def expect(self, sign: str) -> None:
        if not self.took(sign):
            raise UnreadableError(f"“{sign}” expected, “{self.next or 'the end'}” found")

    def script(self) -> list[str]:
        """What stands above or below: one sign, or all between braces."""
        if not self.took("{"):
            return [self.take()]
        start, depth = self.at, 1
        while depth:
            sign = self.take()
            if sign == "":
                raise UnreadableError("a brace is not closed")
            depth += (sign == "{") - (sign == "}")
        return self.signs[start : self.at - 1]

    def letter(self) -> Letter:
        name, names = self.take(), ()
        if name in ACCENTS:
            name = f"{name}{{{''.join(self.script())}}}"
        if not re.fullmatch(r"[A-Za-z]|\\(?!partial|top)[a-zA-Z]+(\{.*\})?", name):
            raise UnreadableError(f"“{name or 'the end'}” is not a letter")
        name += self.take() if name == r"\nabla" else ""
        while self.next in ("'", "_"):
            if self.take() == "'":
                name += "'"
                continue
            below = self.script()
            if all(sign[0].isdigit() or sign.startswith(r"\text") for sign in below):
                name += "_" + "".join(below)
            else:
                names = names_in(below)
        if self.next == "^" and any(t.startswith(r"\text") for t in self.signs[self.at :][1:3]):
            self.take()
            name += "^" + "".join(self.script())
        return Letter(name, names)
