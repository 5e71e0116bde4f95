"""Gates: the reader says what will happen before the outcome is shown, or asks to be shown.

Guesses are never in the address, so a link gives nobody's guess away. In presenter mode the
outcome stays hidden until it is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import streamlit as st

from pages._kit import memory, panels
from pages._kit.frame import presenter
from pages._kit.questions.said import gap_in_words
from pages._kit.text import paragraphs, small, with_unit
from pages._kit.typed import plain_number

_Value = TypeVar("_Value", str, float)

_NOTHING = ""  # committed where the reader asked to be shown; no option and no number


class Guess(NamedTuple, Generic[_Value]):
    """A prediction made before the outcome was shown.

    `value` is None where the outcome was shown without anybody's guess. `reasons` says of each
    value why it is right, or what led there.
    """

    value: _Value | None
    reasons: Mapping[str, str] = {}


def predict(
    key: str, question: str, options: Sequence[str], reasons: Mapping[str, str] | None = None
) -> Guess[str] | None:
    """Ask for a choice before the outcome is shown: a gate.

    Parameters
    ----------
    key : str
        ``<lesson>_<name>``; one for each gate.
    question : str
        What will happen? In Markdown.
    options : sequence of str
        The possible outcomes.
    reasons : mapping, optional
        Option → why it is right, or what led there and why it is wrong; `gap` says it.

    Returns
    -------
    Guess or None
        None until the reader commits: ``if guess is not None:`` guards the outcome.
    """
    field = f"{key}_guess"

    def ask() -> None:
        st.radio(question, options, index=None, key=field, persist_state="session")

    def read() -> str:
        chosen = st.session_state.get(field)
        if chosen is None:
            raise ValueError("Choose one of them first, or press *Show me*.")
        return str(chosen)

    def answered(value: str | None) -> str:
        return paragraphs(f"**{question}**", "  \n".join(_marked(each, value) for each in options))

    if committed(key) not in (None, _NOTHING, *options):
        take_back(key)  # remembered from another edition
    value = _gate(key, ask, read, answered)
    return None if value is None else Guess(value or None, reasons or {})


def predict_sign(
    key: str, question: str, reasons: Mapping[str, str] | None = None
) -> Guess[str] | None:
    """As `predict`, for a sign: "negative", "zero" or "positive"."""
    return predict(key, question, ("negative", "zero", "positive"), reasons)


def predict_number(
    key: str, question: str, low: float, high: float, unit: str = ""
) -> Guess[float] | None:
    """As `predict`, for a number between `low` and `high`, typed with a point or a comma."""
    field = f"{key}_guess"

    def ask() -> None:
        st.text_input(
            question,
            key=field,
            persist_state="session",
            placeholder=f"{with_unit(low)} to {with_unit(high, unit)}",
        )

    def read() -> float:
        said = plain_number(st.session_state.get(field) or "")
        if not low <= said <= high:
            raise ValueError(f"It lies between {with_unit(low)} and {with_unit(high, unit)}.")
        return said

    def answered(value: float | None) -> str:
        mine = "" if value is None else f"Your guess: **{with_unit(value, unit)}**"
        return paragraphs(f"**{question}**", mine)

    kept = committed(key)
    if isinstance(kept, list) or (isinstance(kept, int | float) and not low <= kept <= high):
        take_back(key)
    value = _gate(key, ask, read, answered)
    return None if value is None else Guess(None if value == _NOTHING else float(value))


def gap(guess: Guess[str] | Guess[float], truth: str | float, unit: str = "") -> None:
    """Name what lies between the guess and the outcome, and the reason where there is one."""
    said = f"**{gap_in_words(guess.value, truth, unit)}**"
    concerned = truth if guess.value is None else guess.value
    st.markdown(paragraphs(said, guess.reasons.get(str(concerned), "")))


def committed(key: str) -> Any:  # noqa: ANN401 (what the gate keeps)
    """What was committed at a gate; None while it is closed, "" where it was only opened."""
    return memory.recall(f"{key}_committed")


def commit(key: str, value: str | float | list[Any] = _NOTHING) -> None:
    """Open a gate with a guess, or without one."""
    memory.remember(f"{key}_committed", value)


def take_back(key: str) -> None:
    """Close a gate again."""
    memory.forget(f"{key}_committed")


def _gate(
    key: str,
    ask: Callable[[], None],
    read: Callable[[], str] | Callable[[], float],
    answered: Callable[[Any], str],
) -> Any:  # noqa: ANN401 (a choice or a number, as `read` gives it)
    """The gate round a field: what was committed, "" for none, None while it is closed."""
    with st.container(key=f"predict_{key}", border=True):
        value = committed(key)
        st.markdown(small("Predict first"), unsafe_allow_html=True)
        if value is not None:
            st.markdown(answered(None if value == _NOTHING else value))
            label = "Guess after all" if value == _NOTHING else "Change my guess"
            st.button(label, key=f"{key}_change", on_click=take_back, args=(key,))
            return value
        # A form: what is typed or chosen arrives together with the click, in one run.
        with st.form(f"{key}_form", border=False):
            ask()
            with st.container(horizontal=True):
                st.form_submit_button(
                    "That is my guess",
                    key=f"{key}_commit",
                    type="primary",
                    on_click=_try,
                    args=(key, read),
                )
                st.form_submit_button("Show me", key=f"{key}_show", on_click=commit, args=(key,))
        if refused := st.session_state.pop(f"{key}_refused", None):
            panels.refuse(refused)
    return _NOTHING if presenter.revealed(key) else None


def _try(key: str, read: Callable[[], str] | Callable[[], float]) -> None:
    """Commit what stands in the field, or note why it cannot be."""
    try:
        commit(key, read())
    except ValueError as error:
        st.session_state[f"{key}_refused"] = str(error)


def _marked(option: str, value: str | None) -> str:
    return f"● **{option}**" if option == value else f"○ {option}"
