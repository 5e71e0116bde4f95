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

if lesson.section("Four curves"):
    st.markdown(prose.FOUR)
    rooms.drawn(curves.right_pictures(), "bug_museum_right")
    panels.note(prose.PLANTED)

if lesson.section("The step"):
    st.markdown(prose.STEP)
    rooms.room("step")

if lesson.section("The mask"):
    st.markdown(prose.MASK)
    rooms.room("mask")

if lesson.section("The start"):
    st.markdown(prose.START)
    guess = questions.predict(
        "bug_museum_tenths", "All factors begin at 0.1. Then …", list(prose.FROM_TENTHS),
        prose.FROM_TENTHS,
    )  # fmt: skip
    if guess is not None:
        questions.gap(guess, prose.ONE_TASTE)
        rooms.room("start")

if lesson.section("The order"):
    st.markdown(prose.ORDER)
    rooms.room("order")

if lesson.section("The report"):
    st.markdown(prose.REPORT)
    guess = questions.predict(
        "bug_museum_cells", "A report counts the empty cells, too, as zeros. While the model "
        "learns, the report …", list(prose.OF_ALL_CELLS), prose.OF_ALL_CELLS,
    )  # fmt: skip
    if guess is not None:
        questions.gap(guess, prose.RISES)
        rooms.room("report")

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
    st.markdown(prose.GUESS)
    guessing.game()

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
