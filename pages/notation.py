"""Reference: every symbol and formula in six notations, and the slips of the sources."""

import streamlit as st

from pages._kit import glossary, lens, lesson, misprints, panels, questions, text
from pages._kit.parts import notation

lesson.begin("notation")
lesson.title()

lens.switch()

if lesson.section("One algorithm, six ways to write it"):
    st.markdown(
        "The transcript, the notes, the article and the slides agree on the mathematics, and on "
        "hardly a letter; so does a library that many people use, Surprise. Choose a notation "
        "above. Here, and in every lesson that has the same switch, the formulas are rewritten, "
        "and what differs from the course is underlined."
    )
    with lesson.wide("formulas"):
        st.markdown(notation.formulas())

if lesson.section("The same rate, not the same step"):
    st.markdown(
        f"Letters are harmless. What a source *does* differently is not: the constant before the "
        f"loss, and whether its step still carries it. Give everybody the learning rate "
        f"{text.short(notation.SAME_RATE)} on a set of {notation.N_RATINGS} ratings."
    )
    guess = questions.predict("notation_shortest", "Whose step is the shortest?", notation.WHOSE)
    if guess:
        questions.gap(guess, notation.shortest())
        with lesson.wide("steps"):
            st.markdown(notation.steps())
        panels.note(
            "The last column is the rate that makes each source’s *own loss* take the course’s "
            "steps: a loss twice as large wants half the rate."
        )

if lesson.section("The signs in words"):
    st.markdown("Every sign of the course once: how to say it, and what it stands for.")
    with lesson.wide("signs"):
        st.markdown(glossary.signs())

if lesson.section("Who writes what"):
    with lesson.wide("rosetta"):
        st.markdown(notation.rosetta())
    panels.note("“–”: the source has no letter for it.")

if lesson.section("Who does what"):
    with lesson.wide("conventions"):
        st.markdown(notation.conventions())
    panels.odd(
        "The article’s step has a minus where all others have a plus. A slip?",
        "No. Its error is prediction minus rating, so its sign is the opposite of the others’. "
        "Minus times minus: the same step. It becomes a slip only where one is mixed with the "
        "other.",
    )

if lesson.section("Who slipped where"):
    st.markdown(
        "Each of these lines stands in a source and is wrong. Where a number can decide, it does: "
        "the question is answered by the printed line, by the right one, and by a measurement "
        "that uses neither."
    )
    misprints.exercise("notation", notation.choose_slips())

lesson.end(
    points=(
        "A formula means nothing without its conventions: the sign of the error, the constant "
        "before the loss, what the rate has swallowed.",
        "Scale the loss, and the rate has to be scaled the other way; then the path is the same.",
        "If two sources disagree, compute a small example. It takes five minutes and ends the "
        "discussion.",
    ),
    question="Which of these slips would you notice by its curve alone?",
)
