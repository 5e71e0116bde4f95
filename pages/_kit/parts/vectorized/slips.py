"""The lesson `vectorized`: three slips of the lecture notes, each decided by a number."""

import streamlit as st

from mf_core.notation import MISPRINTS, Misprint
from pages._kit import panels
from pages._kit.parts.vectorized.cells import FACTORS, N, delta
from pages._kit.text import short

NAMES = (
    "the sign of the elementwise product",
    "the mask subtracted",
    "the sum over what was not rated",
)
CLOSE = 0.006  # two decimals are enough


def slip(name: str) -> Misprint:
    """The misprint of that name in the notes.

    Raises
    ------
    LookupError
        If there is none.
    """
    for one in MISPRINTS:
        if one.source == "NO" and one.name == name:
            return one
    raise LookupError(f"the notes have no misprint {name!r}")


def exercises() -> None:
    """Each slip as it stands in the notes, a question, and an answer at once."""
    for number, name in enumerate(NAMES):
        _exercise(number, slip(name))


def _exercise(number: int, one: Misprint) -> None:
    if one.check is None:
        raise ValueError(f"no number decides {one.name!r}")
    with st.container(key=f"quiz_vectorized_slip_{number}", border=True):
        panels.formula(one.printed)
        answer = st.number_input(
            f"{one.check.question} Give the right value; two decimals are enough.",
            value=None,
            step=0.01,
            key=f"vectorized_slip_{number}",
            persist_state="session",
            placeholder="a number",
        )
        if answer is None:
            return
        if is_right(one, answer):
            st.success(f"**Right.** {one.why}")
            panels.formula(one.right)
            panels.note(
                f"As printed: {_said(one.check.printed())}. Right: {_said(one.check.right())}. "
                f"Measured without either: {_said(one.check.measured())}."
            )
        else:
            st.error(f"**Not quite.** {reason(one, answer)}")


def is_right(one: Misprint, answer: float) -> bool:
    """Whether an answer is the measured value, to two decimals."""
    return one.check is not None and abs(answer - one.check.measured()) < CLOSE


def reason(one: Misprint, answer: float) -> str:
    """What probably led to a wrong answer."""
    if one.check is None:
        return one.why
    right = one.check.measured()
    likely = {
        one.check.printed(): f"That is what the printed form gives. {one.why}",
        -right: "The size is right, the sign is not: the gradient points uphill, and all of this "
        "user’s predictions are too low.",
        right * N / 2: "The factor 2/N is missing: E is a *mean* of squares.",
        -right * N / 2: "That is the entry of ΔQ. The gradient is −2/N times it.",
        float(-2 / N * delta()[0] @ FACTORS.Q[:, 0]): "That is factor 0; the question is about "
        "factor 1, the second column of Q.",
    }
    for value, why in likely.items():
        if abs(answer - value) < CLOSE:
            return why
    return (
        "Multiply row 0 of Δ by column 1 of Q, term by term, add up, and multiply by −2/N."
        if abs(right) < 2
        else "⊙ keeps the shape: one entry for each cell. Count the cells."
    )


def _said(value: float) -> str:
    return short(value).replace("-", "−")
