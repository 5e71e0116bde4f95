"""Lesson: partial derivatives, the gradient they make, and why it points the steepest way up."""

import streamlit as st

from mf_core.slopes.calculus import directional_derivative
from pages._kit import controls, lesson, panels, questions
from pages._kit.parts.gradient import asked, of_four, point, told
from pages._kit.stage.live import lab

lesson.begin("gradient")

if lesson.opening():
    with lesson.beside("slices") as scene:
        lesson.title()
        with scene:
            frozen = controls.choose(
                "gradient", "frozen", "Freeze", ("y", "x"), format_func="{} stands still".format
            )
            lab(point.SLICES, key="gradient_slices", height=340, columns=2, frozen=frozen)
        st.markdown(told.OPENING)
        panels.formula(told.PARTIALS)
        st.markdown(told.ROUND_D)
        questions.quiz("gradient_sign", *asked.SIGN_QUIZ)
        questions.quiz("gradient_lifted", *asked.LIFTED_QUIZ)

if lesson.section("Two slopes make an arrow"):
    with lesson.beside("arrows") as scene:
        st.markdown(told.ARROWS)
        with scene:
            lab(point.ARROWS, key="gradient_arrows", height=440)
        st.markdown(told.ARROWS_SEEN)

if lesson.section("Any other way is two legs"):
    with lesson.beside("legs") as scene:
        st.markdown(told.LEGS)
        panels.formula(told.DOT)
        with scene:
            lab(point.LEGS, key="gradient_legs", height=340, columns=2, x=1.0, y=1.0)
        st.markdown(told.DOT_SAID)

if lesson.section("Why the arrow points the steepest way up"):
    with lesson.beside("dial") as scene:
        st.markdown(told.STEEPEST)
        guess = questions.predict(
            "gradient_dial", "In which direction does f rise fastest?", tuple(asked.STEEPEST)
        )
        with scene:
            view = "gradient" if guess else "hidden"
            lab(point.DIAL, key="gradient_dial", height=340, columns=2, x=1.0, y=1.0, view=view)
        if guess:
            questions.gap(guess, asked.ALONG)
            st.markdown(asked.STEEPEST[guess.value or asked.ALONG])
            st.markdown(told.STEEPEST_SEEN)
            questions.quiz("gradient_right_angle", *asked.RIGHT_ANGLE_QUIZ)
            panels.odd(*asked.LONG_STEP)
    st.markdown(told.CODE)
    panels.formula_and_code(directional_derivative)

if lesson.section("Where the arrow vanishes"):
    with lesson.beside("saddle") as scene:
        st.markdown(told.VANISHES)
        guess = questions.predict(
            "gradient_saddle", "What kind of place is (0, 0)?", tuple(asked.PLACES)
        )
        if guess:
            questions.gap(guess, asked.SADDLE_PLACE)
            st.markdown(asked.PLACES[guess.value or asked.SADDLE_PLACE])
            with scene:
                lab(point.FLAT, key="gradient_saddle", height=340, columns=2)
            st.markdown(told.VANISHES_SEEN)

if lesson.section("More variables than one can draw"):
    st.markdown(told.FOUR)
    panels.formula(of_four.SUM)
    questions.quiz("gradient_partial", *asked.PARTIAL_QUIZ)
    st.markdown(told.FOUR_GREY)
    number = controls.choose(
        "gradient", "variable", "Differentiate by", (1, 2, 3, 4), format_func=of_four.variable
    )
    panels.formula(of_four.grey_out(number))
    st.markdown(told.FOUR_ALL)
    of_four.typed_gradient("gradient_typed")
    st.markdown(told.CURLY)
    questions.quiz("gradient_curly", *asked.CURLY_QUIZ)

if lesson.section("Your turn"):
    with lesson.beside("task") as scene:
        st.markdown(told.TURN)
        with scene:
            lab(point.TURN, key="gradient_turn", height=340, columns=2)

lesson.end(
    points=(
        "A partial derivative ∂f/∂x is an ordinary slope with every other variable frozen.",
        "The gradient collects the partial derivatives. The slope in a direction d of length 1 is "
        "∇f · d: largest along the gradient, zero along the contour line.",
        "A zero gradient is a flat spot: a minimum, a maximum, or a saddle.",
    ),
    question="If minus the gradient is the steepest way down, how far should one step?",
)
