"""Two functions side by side, the lines in which they differ marked."""

from collections.abc import Callable
from difflib import SequenceMatcher
from inspect import unwrap

import streamlit as st

from mf_core import reading
from pages._kit import lesson, panels

_SAME, _WRONG, _RIGHT = "  ", "- ", "+ "


def beside(right: Callable[..., object], wrong: Callable[..., object]) -> None:
    """The wrong function on the left, the right one on the right, as a correction is written.

    A line that goes has a minus, a line that comes has a plus; both are the code that runs. To
    an audience, which sees one thing at a time, both are one text.
    """
    lines = correction(reading.source(right), reading.source(wrong))
    if lesson.presenting():
        st.markdown(f"`{_name(wrong)}`, corrected to `{_name(right)}`:")
        _shown(lines)
        return
    left, other = st.columns(2, gap="medium")
    for column, title, function, absent in (
        (left, "With the mistake", wrong, _RIGHT),
        (other, "As it should be", right, _WRONG),
    ):
        with column:
            st.markdown(f"**{title}:** `{_name(function)}`")
            for block in reading.formulas(function):
                panels.formula(block)
            _shown([line for line in lines if not line.startswith(absent)])


def correction(right: str, wrong: str) -> list[str]:
    r"""How the wrong text becomes the right one: its lines, each after a sign or two blanks.

    Examples
    --------
    >>> correction("a = 1\nb = 2", "a = 1\nb = 3")
    ['  a = 1', '- b = 3', '+ b = 2']
    """
    ours, theirs = right.splitlines(), wrong.splitlines()
    lines = []
    for _, a, a_end, b, b_end in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        if theirs[a:a_end] == ours[b:b_end]:
            lines += [_SAME + line for line in ours[b:b_end]]
        else:
            lines += [_WRONG + line for line in theirs[a:a_end]]
            lines += [_RIGHT + line for line in ours[b:b_end]]
    return lines


def _name(function: Callable[..., object]) -> str:
    return str(unwrap(function).__name__)


def _shown(lines: list[str]) -> None:
    st.code("\n".join(lines), language="diff", wrap_lines=True)
