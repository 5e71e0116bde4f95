"""Lesson: partial derivatives, the gradient they make, and why it points the steepest way up."""

import streamlit as st

from pages._kit import controls, lesson, panels, questions
from pages._kit.parts.gradient import asked, of_four, point
from pages._kit.stage.live import lab

lesson.begin("gradient")
lesson.title()

if lesson.opening():
    st.markdown(
        "On a hillside “the slope” has no meaning until you say **which way you face**. So face "
        "along one axis. Hold $y$ still: the surface is cut open, and the edge of the cut is an "
        "ordinary curve of $x$ with an ordinary slope. Then hold $x$ still instead."
    )
    panels.formula(r"f(x, y) = 3x^2 - 2y^2")

if lesson.section("Freeze the other"):
    frozen = controls.choose(
        "gradient", "frozen", "Freeze the other", ("y", "x"), format_func="{} stands still".format
    )
    with lesson.wide("slices"):
        lab(
            point.SLICES,
            key="gradient_slices",
            height=400,
            columns=2,
            frozen=frozen,
        )
    st.markdown(
        "With $y$ frozen, $-2y^2$ is just a number: it lifts or lowers the whole curve and leaves "
        "every slope alone. Move $y$ and watch: the cut sinks, the slope stays. That is all a "
        "**partial derivative** is: $\\partial f/\\partial x = 6x$ and "
        "$\\partial f/\\partial y = -4y$."
    )
    questions.quiz("gradient_sign", *asked.SIGN_QUIZ)

if lesson.section("Two slopes make an arrow"):
    st.markdown(
        "Write both slopes under each other and you have the **gradient**, $\\nabla f$: not a "
        "number but an arrow, another one at every point. **Drag the point over the map.** The "
        "dashed legs are the two partial derivatives; the arrow is what they add up to."
    )
    with lesson.wide("arrows"):
        lab(point.ARROWS, key="gradient_arrows", height=520)
    st.markdown(
        "Two things to see. The arrow always crosses its contour line **at a right angle**. And "
        "it is long where the lines crowd together. (It is drawn at a tenth of its length, the "
        "small ones smaller still.) We come back to the hollow diamond in the middle."
    )

if lesson.section("Why the arrow points the steepest way up"):
    st.markdown(
        "Stand at (1, 1). There $\\nabla f = (6, -4)$. You may leave in any direction $d$ of "
        "length 1; how fast f then rises is the slope $\\nabla f \\cdot d$."
    )
    guess = questions.predict(
        "gradient_dial", "In which direction does f rise fastest?", tuple(asked.STEEPEST)
    )
    if guess:
        questions.gap(guess, asked.ALONG)
        st.markdown(asked.STEEPEST[guess.value or asked.ALONG])
    with lesson.wide("dial"):
        lab(
            point.DIAL,
            key="gradient_dial",
            height=420,
            columns=2,
            x=1.0,
            y=1.0,
            view="gradient" if guess else "hidden",
        )
    if guess:
        st.markdown(
            "The green wave is the slope in every direction: highest **along the gradient**, "
            "lowest exactly opposite, and zero at right angles to it, along the contour line. "
            "**Downhill is minus uphill.**"
        )
        panels.odd(*asked.LONG_STEP)

if lesson.section("Where the arrow vanishes"):
    st.markdown(
        "Now stand at (0, 0). Both partial derivatives are zero there, $6 \\cdot 0$ and "
        "$-4 \\cdot 0$, so the gradient is the zero vector: no arrow."
    )
    guess = questions.predict(
        "gradient_saddle", "What kind of place is (0, 0)?", tuple(asked.PLACES)
    )
    if guess:
        questions.gap(guess, asked.SADDLE_PLACE)
        st.markdown(asked.PLACES[guess.value or asked.SADDLE_PLACE])
        with lesson.wide("saddle"):
            lab(point.FLAT, key="gradient_saddle", columns=2)
        st.markdown(
            "The slope is 0 in *every* direction. A real step tells more: towards 0° and 180° the "
            "ground rises, towards ±90° it falls. **A zero gradient is a flat spot, not a promise "
            "of a minimum.** Saddles will come back: with all factors at zero we stand on one."
        )

if lesson.section("More variables than one can draw"):
    st.markdown("Nothing changes with four variables, except that nobody can draw it.")
    panels.formula(of_four.SUM)
    questions.quiz("gradient_partial", *asked.PARTIAL_QUIZ)
    st.markdown(
        "To differentiate by one variable, **grey out every term that does not contain it**. "
        "What is grey is constant, and the slope of a constant is 0. The same gesture will carry "
        "the whole derivation of matrix factorization."
    )
    number = controls.choose(
        "gradient",
        "variable",
        "Differentiate by",
        (1, 2, 3, 4),
        format_func=of_four.variable,
    )
    panels.formula(of_four.grey_out(number))
    st.markdown(
        "All four together are the gradient, $\\nabla f = (2x_1, 2x_2, 2x_3, 2x_4)$: a function "
        "that hands you a *vector* at each point. Evaluate it at one."
    )
    of_four.typed_gradient("gradient_typed")

if lesson.section("Three kinds of d"):
    st.markdown(
        "The slides behind this chapter write $df/dx$ on one line and $\\delta f/\\delta x$ on the "
        "next, and mean the same by both. The usual sign is a third one."
    )
    questions.quiz("gradient_curly", *asked.CURLY_QUIZ)

if lesson.section("Your turn"):
    st.markdown("The arrow is hidden this time. You stand at (−1, 1.5).")
    with lesson.wide("task"):
        lab(point.TURN, key="gradient_turn", columns=2)

lesson.end(
    points=(
        "A partial derivative ∂f/∂x is an ordinary slope with every other variable frozen.",
        "The gradient collects the partial derivatives; it points the steepest way up, per unit "
        "of length and only locally, at a right angle to the contour line.",
        "A zero gradient is a flat spot: a minimum, a maximum, or a saddle.",
    ),
    question="If minus the gradient is the steepest way down, how far should one step?",
)
