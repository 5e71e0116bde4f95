"""Questions from earlier lessons, asked again: those once missed first, then the oldest.

A lesson has its quizzes as values in a dictionary `ASKED` (the key of the quiz → question,
options, answer) beside its parts, and one line here; later lessons then open with two of them:

    earlier.ask("descent")
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages._kit import course, memory, questions
from pages._kit.frame import presenter
from pages._kit.parts.derivative import quizzes as derivative
from pages._kit.parts.descent import asked as descent
from pages._kit.parts.feature_by_feature.residual import ASKED as FEATURE_BY_FEATURE
from pages._kit.parts.gradient import asked as gradient
from pages._kit.parts.loss_surface import QUIZZES as LOSS_SURFACE
from pages._kit.parts.objective import asked as objective
from pages._kit.parts.race.bowls import ASKED as RACE
from pages._kit.parts.ratings import asked as ratings

Quiz = tuple[str, Mapping[str, str], str]

ASKED: Mapping[str, Mapping[str, Quiz]] = {
    "derivative": derivative.ASKED,
    "gradient": gradient.ASKED,
    "descent": descent.ASKED,
    "ratings": ratings.ASKED,
    "objective": objective.ASKED,
    "loss_surface": LOSS_SURFACE,
    "feature_by_feature": FEATURE_BY_FEATURE,
    "race": RACE,
}


def ask(slug: str, count: int = 2) -> None:
    """Show questions from before a lesson, folded; nothing where there are none, or in a hall."""
    if presenter.presenting():
        return
    before, settled = _before(slug), f"{slug}_earlier"
    missed = {key for key, (_, _, answer) in before.items() if _missed(key, answer)}
    again = {key: int(memory.recall(f"{key}_again") or 0) for key in before}
    keys = st.session_state.get(settled) or chosen(list(before), missed, again, count)
    if not keys:
        return
    with st.expander("Two questions from before" if len(keys) == 2 else "A question from before"):
        answered = [_ask_again(slug, key, before[key]) for key in keys]
    if any(answered):  # from now on no answer changes what is asked
        st.session_state[settled] = keys


def chosen(
    keys: Sequence[str], missed: set[str], again: Mapping[str, int], count: int
) -> list[str]:
    """Which questions to ask again.

    Parameters
    ----------
    keys : sequence of str
        In the order of the course, the oldest first.
    missed : set of str
        Those whose last answer was wrong; they come first.
    again : mapping
        How often each has been asked again; the rarest come first.
    count : int
        How many.

    Examples
    --------
    >>> chosen(["a", "b", "c"], {"c"}, {"a": 1}, 2)
    ['c', 'b']
    """
    return sorted(keys, key=lambda key: (key not in missed, again.get(key, 0)))[:count]


def _before(slug: str) -> dict[str, Quiz]:
    """Every quiz of the lessons before this one, the oldest first."""
    path = [lesson.slug for lesson in course.lessons()]
    earlier = path[: path.index(slug)]
    return {key: quiz for one in earlier for key, quiz in ASKED.get(one, {}).items()}


def _missed(key: str, answer: str) -> bool:
    said = memory.recall(f"{key}_last") or memory.recall(f"{key}_quiz")
    return said is not None and said != answer


def _ask_again(slug: str, key: str, quiz: Quiz) -> bool:
    """Ask one of them; tell whether it is answered."""
    asked = f"{slug}_again_{key}"
    questions.quiz(asked, *quiz)
    said, counted = memory.recall(f"{asked}_quiz"), f"{asked}_counted"
    memory.forget(f"{asked}_quiz")  # another day it is asked anew
    if said is None:
        return False
    memory.remember(f"{key}_last", said)
    if counted not in st.session_state:
        st.session_state[counted] = True
        memory.remember(f"{key}_again", int(memory.recall(f"{key}_again") or 0) + 1)
    return True
