"""Lesson: mistakes of training programs, and the fingerprints they leave in the curves."""

import streamlit as st

from mf_core.museum.planes import in_one_plane, in_two_planes
from pages._kit import controls, lesson, panels, questions
from pages._kit.parts.bug_museum import code, curves, guessing, maps, prose, rooms
from pages._kit.stage import stage

lesson.begin("bug_museum")

if lesson.opening():
    with lesson.beside("two") as scene:
        lesson.title()
        st.markdown(
            "A training program with a bug does not crash. It prints a number after each epoch, "
            "and the number falls. Here are two programs, trained on the same ratings, from the "
            "same start, in the same order. They differ in **one line**, and in one of them that "
            "line is wrong."
        )
        guess = questions.predict(
            "bug_museum_two", "Which of them has the bug?", list(prose.TWO), prose.TWO
        )
        with scene:
            stage(
                curves.opening(revealed=guess is not None),
                key="bug_museum_two",
                height=400,
                follow=False,
            )
        if guess is not None:
            questions.gap(guess, prose.IN_B)
            st.markdown(prose.opened())
    st.markdown(prose.HOW_TO_READ)

if lesson.section("The step"):
    rooms.room("step", prose.STEP)

if lesson.section("The mask"):
    rooms.room("mask", prose.MASK)

if lesson.section("The start"):
    rooms.room("start", prose.START)

if lesson.section("The order"):
    rooms.room("order", prose.ORDER)

if lesson.section("The report"):
    rooms.room("report", prose.REPORT)

if lesson.section("The map"):
    st.markdown(prose.MAP)
    seed = controls.seed("bug_museum", default=maps.worst())
    with lesson.wide("maps"):
        stage(maps.pictures(seed), key="bug_museum_maps", columns=2, height=400, follow=False)
    st.markdown(maps.said(seed))
    panels.note(maps.of_all_starts())
    with lesson.wide("maps_code"):
        code.beside(in_one_plane, in_two_planes)

if lesson.section("Guess the bug"):
    guessing.game(prose.GUESS)

lesson.end(
    points=(
        "A falling curve proves nothing. Ask how far it is from what the right program draws, "
        "counted in the differences between its own starts.",
        "Look at more than one curve. What is printed may be the one thing that is wrong, or the "
        "one thing that is not.",
        "What hides at one setting comes out at another: another rate, another order of the file, "
        "another start.",
    ),
    question="And if the lines were yours to write?",
)
