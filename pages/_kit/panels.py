"""What a lesson shows besides its text: formulas, their code, their numbers, remarks."""

import inspect
from collections.abc import Callable, Mapping

import streamlit as st

from mf_core import reading
from pages._kit import lesson
from pages._kit.text import short, tinted, with_numbers


def formula(tex: str, values: Mapping[str, float] | None = None) -> None:
    r"""A display formula in which each symbol wears the colour of its role.

    Parameters
    ----------
    tex : str
        TeX. p, q, e, r and r̂ with their indices are coloured by themselves, other parts by
        ``\user{…}``, ``\item{…}``, ``\residual{…}``, ``\gradient{…}``, ``\prediction{…}``.
    values : mapping, optional
        Symbol, as it stands in `tex` → its current value, shown under it.
    """
    st.latex(tinted(with_numbers(tex, values or {})))


def formula_and_code(
    function: Callable[..., object], values: Mapping[str, float] | None = None
) -> None:
    """The formula of a function beside the code that ran, both read from the function itself.

    Parameters
    ----------
    function : callable
        A function or compiled kernel with a ``.. math::`` block in its docstring.
    values : mapping, optional
        As for `formula`.
    """
    blocks = reading.formulas(function)
    if not blocks:
        raise ValueError(f"{function} has no math block in its docstring")
    with lesson.wide(f"code_{inspect.unwrap(function).__name__}"):
        on_paper, in_code = st.columns(lesson.GRID, gap="large", vertical_alignment="center")
        with on_paper:
            for block in blocks:
                formula(block, values)
        source = reading.source(function)
        for part in screens(source) if lesson.presenting() else [source]:
            in_code.code(part, language="python", wrap_lines=True)


def screens(source: str, most: int = 15) -> list[str]:
    r"""Code in parts of at most so many lines, cut where it is indented least.

    Examples
    --------
    >>> screens("for n in a:\n    b(n)\nfor n in c:\n    d(n)", most=3)
    ['for n in a:\n    b(n)', 'for n in c:\n    d(n)']
    """
    lines = source.splitlines()
    if len(lines) <= most:
        return [source]
    cut = min(range(most, most // 2, -1), key=lambda n: _depth(lines[n]))
    return ["\n".join(lines[:cut]), *screens("\n".join(lines[cut:]), most)]


def _depth(line: str) -> tuple[bool, int]:
    """How unlike a beginning a line is: a bracket that closes is none, else the margin counts."""
    words = line.lstrip()
    return words.startswith((")", "]")), len(line) - len(words)


def numbers(values: Mapping[str, float]) -> None:
    """The current values of a few symbols, side by side.

    Parameters
    ----------
    values : mapping
        Symbol in TeX → its current value.
    """
    formula(r" \qquad ".join(f"{symbol} = {short(value)}" for symbol, value in values.items()))


def odd(title: str, text: str) -> None:
    """A remark, folded away, on a number that looks wrong and is not.

    Parameters
    ----------
    title : str
        What looks wrong: "Why is the training error above the test error?"
    text : str
        Why it is right, in Markdown.
    """
    with st.expander(title):
        st.markdown(text)


def note(sentence: str) -> None:
    """A quiet remark beside a figure or a field, in Markdown."""
    st.caption(sentence)


def feedback(reason: str, *, right: bool) -> None:
    """What is said to an answer: the verdict first, then its reason."""
    if right:
        st.success(f"**Right.** {reason}")
    else:
        st.error(f"**Not quite.** {reason}")


def refuse(sentence: str) -> None:
    """Say beside a field what is wrong with what was put into it, and what would be right.

    Parameters
    ----------
    sentence : str
        Markdown; whatever it quotes from the input has passed through `text.esc_md`.
    """
    st.warning(sentence)
