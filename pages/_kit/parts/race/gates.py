"""The race as this reader sees it: a guess on each clock, and then the runs."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._kit import panels, questions
from pages._kit.parts.race import clocks, racers, telling
from pages._kit.parts.race.clocks import CLOCKS, EPOCHS, Clock
from pages._kit.parts.race.racers import ALS, RACERS, K, Run
from pages._kit.stage import Words, stage
from pages._kit.task import Task

CHOICES = (2, 4, 16, 32)  # of k
COUNTS = ("on none", "on one", "on two", "on all three")
_ATTEMPT = "race_attempt"


def current(k: int = K) -> Mapping[str, Run]:
    """The race as it was measured last in this session."""
    attempt: int = st.session_state.setdefault(_ATTEMPT, 0)
    return racers.race(k, attempt)


def ask(clock: Clock, scene: DeltaGenerator, before: Mapping[str, Run] | None = None) -> bool:
    """What a clock counts, who will be first on it, and once that is guessed, the race.

    Parameters
    ----------
    scene : container
        Where the figure stands.
    before : runs
        What is drawn before the guess; a remark if there is nothing.

    Returns
    -------
    bool
        Whether the race is on the page.
    """
    st.markdown(telling.ON_THE_CLOCK[clock.name])
    key, question = f"race_{clock.name}", f"Six racers, counted in {clock.name}. Who is first?"
    guess = questions.predict(key, question, list(RACERS))
    drawn = before if guess is None else current()
    with scene:
        if drawn is None:
            panels.note(f"The same six, counted in {clock.name}: they come with your guess.")
        else:
            picture = clocks.drawn(clock, drawn)
            labels = Words(clocks.moments(picture, clock))
            stage(picture, key=key, height=430, words=labels, clock="Moment", fps=20, follow=False)
    if guess is None:
        return False
    questions.gap(guess._replace(reasons=reasons(clock)), clocks.first(clock, current()))
    st.markdown(clocks.told(clock, current()))
    return True


def alone() -> Mapping[str, Run]:
    """SGD before the race: what a curve looks like, and nothing of the others."""
    return {"SGD": racers.alone("SGD")}


def reasons(clock: Clock) -> dict[str, str]:
    """What each wrong guess is told: when it arrived on this clock, and when the first did."""
    found = clocks.arrivals(clock, current())
    winner = clocks.first(clock, current())
    return {
        name: f"{name[0].upper()}{name[1:]} is there after {clocks.said(when)} {clock.name}; "
        f"{winner} after {clocks.said(found[winner])}."
        for name, when in found.items()
        if name != winner
    }


def again() -> None:
    """The button that lets them all run once more."""
    st.button("Measure again", key="race_again", on_click=_next_attempt)


def _next_attempt() -> None:
    st.session_state[_ATTEMPT] = st.session_state.get(_ATTEMPT, 0) + 1


def ahead() -> str:
    """On how many clocks batch descent is ahead of ALS, as one of the options."""
    found = [clocks.arrivals(clock, current()) for clock in CLOCKS]
    return COUNTS[sum(each["batch"] < each[ALS] for each in found)]


def task(race: Mapping[str, Run], k: int) -> Task:
    """Turn k until the order changes on a clock that no machine disturbs."""
    found = clocks.arrivals(EPOCHS, race, k)
    place = 1 + sum(when < found[ALS] for when in found.values())
    return Task(
        "In epochs ALS is first at k = 16. Find a k at which it is not.",
        float(place),
        2.0,
        "at least",
        remark=f"That is the place of ALS at k = {k}.",
    )
