"""What a lesson asks: predictions before the outcome, quizzes, and tasks with a target.

Answers stay on the page and survive a change of page; they are never in the address, so a link
gives nobody's guess away. In presenter mode the outcome stays hidden until it is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

import streamlit as st

from pages._kit.frame import presenter
from pages._kit.task import Goal, Task
from pages._kit.text import short, small

_Value = TypeVar("_Value", str, float)


class Guess(NamedTuple, Generic[_Value]):
    """A prediction made before the outcome was shown.

    `value` is None where a presenter revealed the outcome without anybody's guess.
    """

    value: _Value | None


def predict(key: str, question: str, options: Sequence[str]) -> Guess[str] | None:
    """Ask for a choice before the outcome is shown: a gate.

    Parameters
    ----------
    key : str
        ``<lesson>_<name>``; one for each gate.
    question : str
        What will happen? In Markdown.
    options : sequence of str
        The possible outcomes.

    Returns
    -------
    Guess or None
        None until the reader commits: ``if guess is not None:`` guards the outcome.
    """

    def field(disabled: bool) -> str | None:  # noqa: FBT001 (passed on by name)
        return st.radio(
            question,
            options,
            index=None,
            key=f"{key}_guess",
            disabled=disabled,
            persist_state="session",
        )

    return _gate(key, field)


def predict_sign(key: str, question: str) -> Guess[str] | None:
    """As `predict`, for a sign: "negative", "zero" or "positive"."""
    return predict(key, question, ("negative", "zero", "positive"))


def predict_number(
    key: str, question: str, low: float, high: float, step: float
) -> Guess[float] | None:
    """As `predict`, for a number between `low` and `high`."""

    def field(disabled: bool) -> float | None:  # noqa: FBT001 (passed on by name)
        return st.number_input(
            question,
            float(low),
            float(high),
            None,
            float(step),
            key=f"{key}_guess",
            disabled=disabled,
            persist_state="session",
            placeholder=f"{short(low)} to {short(high)}",
        )

    return _gate(key, field)


def gap(guess: Guess[str] | Guess[float], truth: str | float, unit: str = "") -> None:
    """Name what lies between the guess and the outcome, now that both are on the page."""
    st.markdown(f"**{gap_in_words(guess.value, truth, unit)}**")


def gap_in_words(value: str | float | None, truth: str | float, unit: str = "") -> str:
    """The sentence `gap` shows.

    Examples
    --------
    >>> gap_in_words(3.0, 2.5, "stars")
    'You said 3 stars; it is 2.5 stars. That is 0.5 too high.'
    >>> gap_in_words("zero", "positive")
    'You said zero; it is positive.'
    """
    shown = truth if isinstance(truth, str) else f"{short(truth)} {unit}".strip()
    if value is None:
        return f"It is {shown}."
    if isinstance(value, str) or isinstance(truth, str):
        return f"You said {value}, and so it is." if value == truth else _differ(value, shown)
    said = f"{short(value)} {unit}".strip()
    if value == truth:
        return f"You said {said}, and so it is."
    direction = "high" if value > truth else "low"
    return f"{_differ(said, shown)} That is {short(abs(value - truth))} too {direction}."


def quiz(key: str, question: str, options: Mapping[str, str], answer: str) -> bool:
    """A question with an answer at once: each option, right or wrong, has its own reason.

    Parameters
    ----------
    key : str
        ``<lesson>_<name>``; one for each quiz.
    options : mapping
        Option → why it is right, or what led there and why it is wrong; in Markdown.
    answer : str
        The right option.

    Returns
    -------
    bool
        Whether the right option is chosen.
    """
    if answer not in options:
        raise ValueError(f"the answer {answer!r} is not among the options")
    with st.container(key=f"quiz_{key}", border=True):
        chosen = st.radio(
            question, list(options), index=None, key=f"{key}_quiz", persist_state="session"
        )
        if presenter.revealed(f"{key}_quiz"):
            st.success(f"**{answer}** {options[answer]}", width="stretch")
        elif chosen is not None and not presenter.presenting():
            _feedback(options[chosen], right=chosen == answer)
    return chosen == answer


def answered(key: str, answer: str = "") -> str | None:
    """The option that stands chosen in quiz `key`, for a figure that answers with it.

    Parameters
    ----------
    answer : str
        The right option: what counts as chosen once a presenter has revealed it.

    Returns
    -------
    str or None
        None before there is an answer; to an audience, before it is revealed.
    """
    if presenter.presenting():
        return answer if presenter.revealed(f"{key}_quiz") else None
    chosen: str | None = st.session_state.get(f"{key}_quiz")
    return chosen


def task(
    statement: str,
    value: float,
    target: float,
    goal: Goal = "at most",
    tolerance: float = 0.0,
    unit: str = "",
) -> bool:
    """A task that hangs on the page, not on one figure; the arguments are those of `Task`.

    Returns
    -------
    bool
        Whether the target is reached.
    """
    return show_task(Task(statement, value, target, goal, tolerance, unit))


def show_task(task: Task) -> bool:
    """Draw a task and where it stands; tell whether it is reached."""
    key = "task_" + "".join(filter(str.isalnum, task.statement))[:40]
    with st.container(key=key, border=True):
        st.markdown(f"**Task.** {task.statement}")
        if task.reached:
            st.success(task.standing)
        else:
            st.markdown(task.standing)
    return task.reached


def _gate(key: str, field: Callable[[bool], _Value | None]) -> Guess[_Value] | None:
    """The gate round a field: commit, then the outcome; or take the guess back."""
    committed = f"{key}_committed"
    with st.container(key=f"predict_{key}", border=True):
        st.markdown(small("Predict first"), unsafe_allow_html=True)
        value = field(committed in st.session_state)
        if committed in st.session_state:
            st.button("Change my guess", key=f"{key}_change", on_click=_forget, args=(committed,))
            return Guess(st.session_state[committed])
        st.button(
            "That is my guess",
            key=f"{key}_commit",
            on_click=_remember,
            args=(committed, value),
            disabled=value is None,
            type="primary",
        )
    return Guess(None) if presenter.revealed(key) else None


def _remember(key: str, value: str | float) -> None:
    st.session_state[key] = value


def _forget(key: str) -> None:
    del st.session_state[key]


def _differ(said: str | float, truth: str) -> str:
    return f"You said {said}; it is {truth}."


def _feedback(reason: str, *, right: bool) -> None:
    if right:
        st.success(f"**Right.** {reason}")
    else:
        st.error(f"**Not quite.** {reason}")
