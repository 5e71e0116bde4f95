"""From typed text to tokens: numbers, names and signs, each with its place in the text."""

import re
from fractions import Fraction
from typing import Literal, NamedTuple

from mf_core.slopes.formula.language import PRIME

MAX_CHARACTERS = 200
MAX_TOKENS = 120
MAX_DIGITS = 15
LARGEST_NUMBER = Fraction(10) ** 100

# What people type or paste, and the sign that is meant.
SAME_SIGN = {"−": "-", "–": "-", "·": "*", "×": "*", "÷": "/", "**": "^", "π": "pi", "\u00b5": "μ"}
APOSTROPHES = ("'", "’")  # what a keyboard has for a prime
SUPERSCRIPTS = {"²": 2, "³": 3}

HINTS = {
    "=": "Type only the right-hand side, what comes after the “=”.",
    "←": "Type only the right-hand side, what comes after the arrow.",
    "_": "There are no indices here: write the letter alone.",
    ",": "For a decimal number write a point: 0.5 rather than 0,5.",
    "!": "There is no factorial here.",
    "[": "Use round brackets ( ).",
    "{": "Use round brackets ( ).",
    "\\": "This is not LaTeX: write sqrt(x), sin(x), x^2.",
}

# [0-9] and not \d, which matches the digits of every script; A-Z for the same reason.
TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3}(?![0-9]))?)"
    r"|(?P<name>[A-Za-z]+[0-9]*[′'’]?|[πηλμ\u00b5])"
    r"|(?P<superscript>[²³])"
    r"|(?P<sign>\*\*|[-−–+*·×/÷^()|])"
    r"|(?P<space>[ \t\u00a0]+)"
)

Kind = Literal["number", "name", "superscript", "sign", "end"]


class FormulaError(ValueError):
    """What is wrong with a typed formula, in a sentence for the student.

    Attributes
    ----------
    position : index of the character in the typed text; its length where the end is meant
    """

    def __init__(self, sentence: str, position: int) -> None:
        super().__init__(sentence)
        self.position = position


class Token(NamedTuple):
    """One number, name or sign, in the spelling the grammar knows."""

    kind: Kind
    text: str
    position: int


def tokenize(text: str) -> list[Token]:
    """Cut `text` into tokens, closed by one of kind "end".

    Raises
    ------
    FormulaError
        At the first character that belongs to no token, or past a limit.
    """
    if len(text) > MAX_CHARACTERS:
        raise FormulaError(
            f"This has {len(text)} characters; the limit is {MAX_CHARACTERS}.", MAX_CHARACTERS
        )
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise FormulaError(_unknown(text[position]), position)
        if match.lastgroup != "space":
            tokens.append(_token(match))
        if len(tokens) > MAX_TOKENS:
            raise FormulaError(
                f"This has more than {MAX_TOKENS} numbers, names and signs.", position
            )
        position = match.end()
    return [*tokens, Token("end", "", len(text))]


def _token(match: re.Match[str]) -> Token:
    text, position = match.group(), match.start()
    if match["number"]:
        return Token("number", _checked_number(text, position), position)
    if match["superscript"]:
        return Token("superscript", str(SUPERSCRIPTS[text]), position)
    if text[-1] in APOSTROPHES:
        text = text[:-1] + PRIME
    kind: Kind = "name" if match["name"] else "sign"
    return Token(kind, SAME_SIGN.get(text, text), position)


def _checked_number(text: str, position: int) -> str:
    mantissa = text.lower().partition("e")[0]
    if len(mantissa.replace(".", "")) > MAX_DIGITS:
        raise FormulaError(f"A number may have at most {MAX_DIGITS} digits.", position)
    size = Fraction(text)
    if size > LARGEST_NUMBER or 0 < size < 1 / LARGEST_NUMBER:
        raise FormulaError("Numbers go from 1e-100 to 1e100 here.", position)
    return text


def _unknown(character: str) -> str:
    # A lone half of a surrogate pair cannot be sent to a browser: show its code point instead.
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    sentence = f"I cannot read the character “{shown}”."
    return f"{sentence} {HINTS[character]}" if character in HINTS else sentence
