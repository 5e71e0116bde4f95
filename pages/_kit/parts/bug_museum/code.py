"""Two functions side by side, the lines in which they differ marked."""

from collections.abc import Callable
from difflib import SequenceMatcher
from inspect import unwrap

import streamlit as st

from mf_core import reading
from pages._kit import panels

_SAME, _WRONG, _RIGHT = "  ", "- ", "+ "


def beside(right: Callable[..., object], wrong: Callable[..., object]) -> None:
    """The wrong function on the left, the right one on the right, as a correction is written.

    A line that goes has a minus, a line that comes has a plus; both are the code that runs.
    """
    left, other = st.columns(2, gap="medium")
    marked = marks(reading.source(right), reading.source(wrong))
    for column, title, function, text in (
        (left, "With the mistake", wrong, marked[1]),
        (other, "As it should be", right, marked[0]),
    ):
        with column:
            st.markdown(f"**{title}:** `{unwrap(function).__name__}`")
            for block in reading.formulas(function):
                panels.formula(block)
            st.code(text, language="diff", wrap_lines=True)


def marks(right: str, wrong: str) -> tuple[str, str]:
    r"""Both texts with a sign before each line: blank where they agree.

    The first line is a function's name and its arguments: there it is no mistake to differ.

    Examples
    --------
    >>> print(*marks("def f():\n  a\n  b", "def g():\n  a\n  c"), sep="\n")
      def f():
        a
    +   b
      def g():
        a
    -   c
    """
    (head, ours), (other_head, theirs) = _parted(right), _parted(wrong)
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    kept = {n for a, _, size in blocks for n in range(a, a + size)}
    kept_there = {n for _, b, size in blocks for n in range(b, b + size)}
    return _signed(head, ours, kept, _RIGHT), _signed(other_head, theirs, kept_there, _WRONG)


def _parted(text: str) -> tuple[list[str], list[str]]:
    """Decorators and signature, and the lines below them."""
    lines = text.splitlines()
    head = 1 + next(n for n, line in enumerate(lines) if line.rstrip().endswith(":"))
    return lines[:head], lines[head:]


def _signed(head: list[str], body: list[str], kept: set[int], sign: str) -> str:
    signed = [(_SAME if n in kept else sign) + line for n, line in enumerate(body)]
    return "\n".join([_SAME + line for line in head] + signed)
