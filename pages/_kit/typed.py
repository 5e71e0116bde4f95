"""What the reader types: a number as an answer, a function of x; and what is said to both."""

import math
import re
from collections.abc import Callable, Mapping
from typing import TypeVar

import streamlit as st

from mf_core.rules.rule import Line
from mf_core.slopes.formula import (
    MAX_CHARACTERS,
    Formula,
    FormulaError,
    FormulaOfTwo,
    parse,
    parse_two,
)
from pages._kit import controls, memory, panels
from pages._kit.frame import presenter
from pages._kit.text import esc_md, short

_PLAIN = re.compile(r"[+-]?([0-9]{1,20}\.?[0-9]{0,20}|\.[0-9]{1,20})")
_Read = TypeVar("_Read", Formula, FormulaOfTwo, Line)


class Readable(tuple[str, ...]):
    """The choices of a figure of something typed: whatever can be read is one of them.

    The first entry is the default. The route asks ``text in choices`` before it draws.

    Parameters
    ----------
    read : callable
        Reads a text, or raises a `FormulaError`.
    """

    read: Callable[[str], object]

    def __new__(cls, default: str, read: Callable[[str], object]) -> "Readable":
        """Keep the default as the one entry, and the reader beside it."""
        made = super().__new__(cls, (default,))
        made.read = read
        return made

    def __contains__(self, text: object) -> bool:
        try:
            self.read(str(text))
        except FormulaError:
            return False
        return True


def typed_number(
    key: str, question: str, answer: float, right: str, reasons: Mapping[float, str], otherwise: str
) -> float | None:
    """Ask for a number; say at once whether it is right, and if not, what led there.

    Parameters
    ----------
    key : str
        ``<lesson>_<name>``; one for each question.
    question : str
        In Markdown.
    answer : float
        Counts as right if it is met to nine digits.
    right : str
        Why it is right.
    reasons : mapping
        A wrong number somebody may come to → what led there.
    otherwise : str
        What to say to any other number.

    Returns
    -------
    float or None
        What was typed, None where that was no number.
    """
    with st.container(key=f"quiz_{key}", border=True):
        field = f"{key}_typed"
        memory.prefill(field)
        text = st.text_input(question, key=field, persist_state="session", placeholder="a number")
        if text:
            memory.remember(field, text)
        if presenter.revealed(key):
            st.success(f"**{short(answer)}.** {right}")
            return answer
        said = read_number(text or "")
        if said is not None and not presenter.presenting():
            _judge(said, answer, right, reasons, otherwise)
    return said


def typed_formula(key: str, question: str, default: str) -> Formula:
    """Ask for a function of x; the last good one stays.

    Parameters
    ----------
    key : str
        ``<lesson>_<name>``; also the parameter in the address.
    default : str
        What stands in the field at first.
    """
    return _typed(key, question, default, parse)


def typed_surface(key: str, question: str, default: str) -> FormulaOfTwo:
    """As `typed_formula`, for a function of x and y."""
    return _typed(key, question, default, parse_two)


def typed_line(key: str, question: str, default: str, read: Callable[[str], Line]) -> Line:
    """As `typed_formula`, for a line of an update rule; `read` knows which one."""
    return _typed(key, question, default, read)


def kept(key: str, default: str) -> str:
    """What was typed last in a field and could be read, where the field itself is not drawn.

    On a screen of its own a section may be opened by its link, before anybody has typed.
    """
    last: str = st.session_state.get(f"{key}_kept") or st.query_params.get(key, default)
    return last


def _typed(key: str, question: str, default: str, read: Callable[[str], _Read]) -> _Read:
    with controls.place(key, key, question.removesuffix(" =")):
        text = st.text_input(question, default, MAX_CHARACTERS, key=key, bind="query-params")
    kept = f"{key}_kept"
    try:
        formula = read(text or "")
    except FormulaError as error:
        refuse_formula(text or "", error)
        return read(st.session_state.get(kept, default))
    st.session_state[kept] = text
    return formula


def refuse_formula(text: str, error: FormulaError) -> None:
    """Say what is wrong with a typed formula, and point at the character."""
    panels.refuse(esc_md(error))
    if text:
        st.code(caret(text, error.position), language=None)


def caret(text: str, position: int) -> str:
    """The text with a caret below the character at `position`.

    Examples
    --------
    >>> print(caret("3x^", 3))
    3x^
       ^
    """
    shown = "".join(c if c.isprintable() else " " for c in text)
    return f"{shown}\n{' ' * position}^"


def number_in(text: str) -> float | None:
    """The number a text stands for, or None if it depends on x.

    Raises
    ------
    FormulaError
        If it cannot be read.

    Examples
    --------
    >>> number_in("−5"), number_in("6·7"), number_in("5x")
    (-5.0, 42.0, None)
    """
    first, *others = parse(text).value([0.5, 1.75, 3.25]).tolist()
    return first if all(other == first or math.isnan(first) for other in others) else None


def plain_number(text: str) -> float:
    """The number in a text, with a point or a comma, with a minus or a hyphen.

    Raises
    ------
    ValueError
        In a sentence for whoever typed it.

    Examples
    --------
    >>> plain_number("2,48"), plain_number(" −0.5 "), plain_number("+3")
    (2.48, -0.5, 3.0)
    """
    if not text.strip():
        raise ValueError("Type a number first.")
    written = text.strip().replace("−", "-").replace(",", ".")
    if not _PLAIN.fullmatch(written):
        raise ValueError(
            f"“{esc_md(text, 40)}” is no number I can read. Write it in digits: 2.48 or −0.5."
        )
    return float(written)


def read_number(text: str) -> float | None:
    """The number in a text or the value of a term such as 10/2; refused beside the field."""
    if not text.strip():
        return None
    try:
        return plain_number(text)
    except ValueError as error:
        return _read_term(text, str(error))


def _read_term(text: str, otherwise: str) -> float | None:
    try:
        number = number_in(text)
    except FormulaError:
        panels.refuse(otherwise)
        return None
    if number is None:
        panels.refuse("This still depends on x. One number is asked for.")
    elif not math.isfinite(number):
        panels.refuse("This is no finite number.")
        return None
    return number


def _judge(
    said: float, answer: float, right: str, reasons: Mapping[float, str], otherwise: str
) -> None:
    if math.isclose(said, answer, rel_tol=1e-9, abs_tol=1e-9):
        panels.feedback(right, right=True)
        return
    because = (reason for wrong, reason in reasons.items() if math.isclose(said, wrong))
    panels.feedback(next(because, otherwise), right=False)
