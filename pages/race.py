"""Lesson: six ways to lower one J, raced on three clocks."""

import streamlit as st

from mf_core.kernels.als import als_half, solve
from pages._kit import controls, lesson, panels, questions
from pages._kit.parts import earlier
from pages._kit.parts.race import bowls, clocks, decays, gates, telling
from pages._kit.stage import stage

lesson.begin("race")

if lesson.opening():
    with lesson.beside("epochs") as scene:
        lesson.title()
        earlier.ask("race")
        st.markdown(telling.opening())
        st.markdown(telling.field())
        gates.ask(clocks.EPOCHS, scene, gates.alone())

if lesson.section("A clock that counts work"):
    with lesson.beside("work") as scene:
        gates.ask(clocks.EVALUATIONS, scene)

if lesson.section("The clock on the wall"):
    with lesson.beside("wall") as scene:
        if gates.ask(clocks.WALL, scene):
            gates.again()

if lesson.section("Alternating least squares, in three lines"):
    with lesson.beside("bowls") as scene:
        st.markdown(telling.THREE_LINES)
        with scene:
            stage(bowls.drawn(), key="race_bowls", columns=2, height=320, follow=False)
        st.markdown("Each half is convex. And the whole?")
        st.markdown(bowls.told())
        questions.quiz("race_exact", *bowls.ASKED["race_exact"])
    panels.formula_and_code(als_half)
    panels.formula_and_code(solve)

if lesson.section("A rate that decays"):
    with lesson.beside("decays") as scene:
        st.markdown(
            "One racer lets its rate shrink. On the way to the finish that gains it little. It "
            "shows at the end, where a run should come to rest."
        )
        with scene:
            stage(
                decays.drawn(), key="race_decays", height=400, clock="Epoch", fps=12, follow=False
            )
        st.markdown(decays.told())
        questions.because(
            "race_batch_because",
            "Batch gradient descent needs no decay, because …",
            None,
            "it adds up all ratings before it moves: at the bottom their pulls cancel, the slope "
            "is zero, and so is the step. SGD hears one rating at a time, and a single one is "
            "never content.",
        )

if lesson.section("More efficient than alternating?"):
    st.markdown(telling.CLAIM)
    guess = questions.predict("race_claim", telling.CLAIM_QUESTION, gates.COUNTS)
    if guess is not None:
        questions.gap(guess, gates.ahead())
        with lesson.wide("verdict"):
            k = controls.choose("race", "k", "Factors k", gates.CHOICES, default=2)
            st.markdown(clocks.table(gates.current(k), k))
        panels.note(
            "When each reaches the finish; the first on each clock in bold. The rates are those of "
            "k = 16. Turn k, and watch the bold numbers move."
        )
        st.markdown(telling.verdict(gates.current(k), k))
        questions.show_task(gates.task(gates.current(k), k))
        st.markdown(telling.settled())

lesson.end(
    points=(
        "“Faster” is half a sentence: say on which clock, and what it counts.",
        "ALS solves a convex half exactly and needs no rate; P and Q together are not convex, for "
        "anybody.",
        "A rate that stays dances round the bottom; one that decays settles, if it does not stop "
        "too early.",
    ),
    question="Could you write the two lines yourself?",
)
