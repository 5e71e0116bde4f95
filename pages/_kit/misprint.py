"""Find the misprint: one formula of a source as it stands, and a number that decides."""

import math

import streamlit as st

from mf_core.notation import DIALECTS, MISPRINTS, Check, Misprint
from mf_core.notation.misprints import example
from pages._kit import panels
from pages._kit.frame import presenter
from pages._kit.text import short, tinted
from pages._kit.typed import read_number

_CLOSE = 0.006  # what rounding to two decimals may cost, in absolute terms or as a share


def find_misprint(key: str, name: str) -> bool:
    """Show a formula of a source with its misprint; a number decides whether it is right.

    Parameters
    ----------
    key : str
        ``<lesson>_<name>``; one for each exercise.
    name : str
        Of the misprint, as in `notation.MISPRINTS`; one with a check.

    Returns
    -------
    bool
        Whether the right number has been typed.
    """
    slip, check = decided(name)
    with st.container(key=f"quiz_{key}", border=True):
        st.markdown(f"**Find the misprint.** {DIALECTS[slip.source].title}: *{slip.name}*")
        st.latex(tinted(slip.printed))
        said = _answer(key, check)
        with st.expander("The numbers of the example"):
            _numbers()
        solved = presenter.revealed(key)
        if said is not None and not solved and not presenter.presenting():
            solved = near(said, check.measured())
            if not solved:
                panels.feedback(reason(check, said), right=False)
        if solved:
            st.success(verdict(slip, check))
            st.latex(tinted(slip.right))
        return solved


def decided(name: str) -> tuple[Misprint, Check]:
    """A misprint, and the question that decides it.

    Raises
    ------
    LookupError
        If there is no misprint of that name, or no number decides it.
    """
    for slip in MISPRINTS:
        if slip.name == name and slip.check is not None:
            return slip, slip.check
    raise LookupError(f"no number decides a misprint {name!r}")


def _answer(key: str, check: Check) -> float | None:
    """What the reader has typed or chosen, as a number."""
    if check.choices:
        words = [word for word, _ in check.choices]
        chosen = st.radio(
            check.question,
            words,
            index=None,
            key=f"{key}_chosen",
            persist_state="session",
            horizontal=True,
        )
        return None if chosen is None else check.choices[words.index(chosen)][1]
    text = st.text_input(
        check.question,
        key=f"{key}_typed",
        persist_state="session",
        placeholder="two decimals will do; 0.9*1.1 is a number, too",
    )
    return None if presenter.presenting() else read_number(text or "")


def reason(check: Check, said: float) -> str:
    """What led to a wrong answer, as far as one can tell."""
    if near(said, check.printed()):
        return (
            f"{said_as(check, said)} is what the formula gives as it stands. Measured by other "
            "means, it is something else: so the formula is wrong. Where?"
        )
    likely = (why for wrong, why in check.likely().items() if near(said, wrong))
    return next(likely, f"Neither the printed formula nor the right one gives this. {check.hint}")


def verdict(slip: Misprint, check: Check) -> str:
    """The right answer, the one the printed formula gives, and where the slip is."""
    right, printed = said_as(check, check.measured()), check.printed()
    by_print = (
        "the printed one has no answer"
        if math.isnan(printed)
        else f"by the printed one it would be: {said_as(check, printed)}"
    )
    return f"**{right}** by the right formula; {by_print}. {slip.why}"


def said_as(check: Check, answer: float) -> str:
    """An answer in the words of the choice, or as a number."""
    return next((word for word, value in check.choices if value == answer), short(answer))


def near(said: float, truth: float) -> bool:
    """Whether a number is the other one, up to rounding to two decimals; never if it is NaN.

    Examples
    --------
    >>> near(1.33, 4 / 3), near(1.3, 4 / 3)
    (True, False)
    """
    return abs(said - truth) <= max(_CLOSE, _CLOSE * abs(truth))


def _numbers() -> None:
    """The matrices on which every misprint is tried, with a dot for the missing rating."""
    seen = [
        [value if observed else None for value, observed in zip(*rows, strict=True)]
        for rows in zip(example.R, example.M, strict=True)
    ]
    panels.note(
        "Row 1 of P is user 1, row 1 of Q is item 1, column 1 of both is factor 1. Two users, "
        "three items, two factors, five ratings; the dot is the missing one."
    )
    panels.formula(
        rf"P = {_matrix(example.P)} \qquad Q = {_matrix(example.Q)} \qquad R = {_matrix(seen)}"
    )
    e = [
        [example.residual(u, i) if example.M[u][i] else None for i in example.ITEMS]
        for u in example.USERS
    ]
    panels.formula(rf"\residual{{E}} = {_matrix(e)} \quad (e_{{ui}} = r_{{ui}} - p_u^\top q_i)")


def _matrix(rows: object) -> str:
    assert isinstance(rows, list | tuple)  # noqa: S101 (for the type checker)
    lines = (" & ".join(r"\cdot" if x is None else short(x) for x in row) for row in rows)
    return r"\begin{pmatrix}" + r" \\ ".join(lines) + r"\end{pmatrix}"
