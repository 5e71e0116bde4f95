"""The first sample lesson: every control, every panel, every question."""

import math

import streamlit as st

from pages._kit import controls, lesson, panels, questions
from pages._kit.text import esc_md
from tests.sample_course.made_up import EVIL, halve

lesson.begin("start")
lesson.title()

eta = controls.eta("start")

if lesson.opening():
    st.markdown("Only a sample: one line of text, long enough to be set as the others are set.")

if lesson.section("A prediction"):
    guess = questions.predict(
        "start_rate",
        "What does a larger rate do?",
        ("better", "worse"),
        reasons={"better": "Only up to an edge.", "worse": "Because of the edge."},
    )
    if guess is not None:
        questions.gap(guess, "worse")
        st.markdown("The outcome.")
    number = questions.predict_number("start_number", "How many steps?", 0, 1000)
    if number is not None:
        questions.gap(number, 12.0, "steps")

if lesson.section("The controls"):
    with lesson.wide("knobs"):
        left, right = st.columns(2)
        with left:
            lam = controls.lam("start")
            k = controls.n_factors("start")
            size = controls.scale("start")
        with right:
            epochs = controls.n_epochs("start")
            seed = controls.seed("start")
            share = controls.held_out("start")
    few = controls.choose("start", "few", "Start from", ("random", "zeros"))
    many = controls.choose("start", "many", "Surface", ("a", "b", "c", "d", "e"), default=1)
    panels.numbers({r"\eta": eta, r"\lambda": lam, "k": k, "p_u": share, "q_i": size})
    panels.note(f"{epochs} epochs, seed {seed}, {few}, {many}.")
    lesson.preset("Diverges", start_eta=0.5, start_k=7)

if lesson.section("The questions"):
    questions.quiz(
        "start_zero",
        "Which step is right?",
        {"minus": "Downhill is minus the gradient.", "plus": "Plus climbs."},
        answer="minus",
    )
    questions.task("Choose a rate of at most 0.01.", eta, 0.01)
    questions.task("Reach what cannot be reached.", math.nan, 0.01)

if lesson.section("The panels"):
    panels.formula(r"e_{ui} = r_{ui} - p_u^\top q_i", {"e_{ui}": 0.5, "r_{ui}": 4.0})
    panels.formula_and_code(halve)
    panels.odd("Why is this odd?", "Because it is not.")
    panels.refuse(f"The title {esc_md(EVIL[0])} is not a number.")
    for title in EVIL:
        st.markdown(esc_md(title))
    st.radio("Evil labels", [esc_md(title) for title in EVIL], key="start_evil")

lesson.end(
    points=("A first point.", "A second, with $p_u$.", "A third."),
    question="And what comes second?",
)
