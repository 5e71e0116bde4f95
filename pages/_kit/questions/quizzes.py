"""Questions with an answer at once, and tasks with a target."""

from collections.abc import Mapping

import streamlit as st

from pages._kit import memory, panels
from pages._kit.frame import presenter
from pages._kit.task import Goal, Task


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
    if answer not in list(options):
        raise ValueError(f"the answer {answer!r} is not among the options")
    field = f"{key}_quiz"
    memory.prefill(field)
    if st.session_state.get(field) not in list(options):  # remembered from another edition
        st.session_state.pop(field, None)
    with st.container(key=f"quiz_{key}", border=True):
        chosen = st.radio(question, list(options), index=None, key=field, persist_state="session")
        if chosen is not None:
            memory.remember(field, chosen)
        if presenter.revealed(field):
            st.success(f"**{answer}** {options[answer]}", width="stretch")
        elif chosen is not None and not presenter.presenting():
            panels.feedback(options[chosen], right=chosen == answer)
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
    note_task(key, task)
    return task.reached


def note_task(key: str, task: Task) -> None:
    """Remember a task that is reached, by the key of what shows it."""
    if task.reached:
        memory.remember(f"{key}_reached", 1)
