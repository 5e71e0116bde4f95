"""Lesson: what a slope is, on a line and on a curve."""

import streamlit as st

from mf_core.slopes.calculus import difference_quotient
from pages._kit import lesson, panels, questions
from pages._kit.parts import slope
from pages._kit.stage import stage
from pages._kit.stage.live import lab

lesson.begin("slope")

if lesson.opening():
    with lesson.beside("line") as scene:
        lesson.title()
        st.markdown(
            "To walk downhill, you must know which way is down, and how steep it is. One number "
            "says both: its sign says which way, its size how steep. It is called the slope, and "
            "all the learning in this course is done by following it."
        )
        st.markdown(
            "Stand anywhere on this line, take one step to the right, and look how far you have "
            "come up. It is the same everywhere. That number is the **slope**: rise over run, "
            "negative where the line falls."
        )
        with scene:
            lab(slope.LINE, key="slope_line", height=460)
        st.markdown(
            "Drag *m*, and the line tilts about the point where it crosses the vertical axis. "
            "Drag *b*, and it is lifted without being tilted: **the slope does not depend on b**."
        )
        panels.odd(
            "At slope 1 the line should rise at 45°. Why does it look flatter?",
            "Because one unit up is drawn much shorter here than one unit to the right. The angle "
            "on the screen depends on how the axes are drawn; the slope does not. Read it from "
            "the numbers, never from the picture alone.",
        )

if lesson.section("Three lines, three numbers"):
    with lesson.beside("three") as scene:
        st.markdown(
            "Now without a slider. Each line in the plot has one step on it, with a question mark "
            "where its rise belongs. Find the rise in the formula, or put in x = 0 and x = 1 and "
            "subtract. A wrong slope is drawn beside the right line, so you can see by how much."
        )
        said = [slope.slope_of_line(name) for name in slope.LINES]
        with scene:
            stage(slope.three_lines(said), key="slope_three", height=460)
        questions.quiz(
            "slope_lifted",
            "5x and 5x + 10 have the same slope, because …",
            slope.LIFTED,
            slope.LIFTED_ANSWER,
        )

if lesson.section("A slope has a unit"):
    with lesson.beside("cooling") as scene:
        st.markdown(
            "A slope is seldom a bare number. Let the line be a night in March: it is 5 °C at "
            "midnight, and with every hour it gets 2 °C colder. The rise is measured in degrees, "
            "the run in hours, so the slope is **−2 °C per hour**. “Per” is the fraction bar, "
            "read aloud. Kilometres per hour, litres per minute, pounds per kilo: all are slopes, "
            "and another word for them is *rate of change*."
        )
        st.markdown(
            "The unit matters more than it seems. Measure the same cold night in minutes, and the "
            "slope is sixty times smaller, though not a leaf freezes later. So “a slope of 2 is "
            "steep” means nothing; only slopes in the same unit can be compared. Remember this "
            "when we have to say how far to step: the step, too, will depend on the unit."
        )
        with scene:
            lab(slope.COOLING, key="slope_cooling", height=400)
    st.markdown(
        "As a program, a slope is one line. It has just run for the formula under the figure:"
    )
    panels.formula_and_code(difference_quotient)

if lesson.section("A curve has a slope at every point"):
    with lesson.beside("walk") as scene:
        st.markdown(
            "A curve bends, so no single number will do: the first step on 3x² leads down, the "
            "last one up. But at each point there is a line that touches the curve and runs "
            "exactly as steeply, its **tangent**. Let a point walk along the curve from left to "
            "right, and note the slope of its tangent at every stop. The notes make a second curve."
        )
        st.markdown(
            "Draw it before it is shown. Two things are enough: where is the slope 0, and on which "
            "side of that place is it negative?"
        )
        with scene:
            guess = questions.sketch(
                "slope_shape",
                "Draw the slope at every x, in the lower half.",
                slope.before_the_walk("parabola"),
                truth=slope.slopes("parabola"),
                yaxis="y2",
                height=400,
            )
    if guess is not None:
        with lesson.beside("watched") as watched:
            with watched:
                seen = slope.walking()
            st.markdown(seen)
            st.markdown(
                "Where the curve falls, its slope lies below zero; where it rises, above; where it "
                "is flat, the second curve meets zero. So from one function we have made another. "
                "Ask the first for an x, and it answers with a height; ask the second, and it "
                "answers with a slope. It is called the **derivative** and written"
            )
            panels.formula(r"\gradient{f'(x)} \qquad \text{or} \qquad \gradient{\frac{df}{dx}}")
            st.markdown(slope.SIGNPOST)
            questions.quiz(
                "slope_lowest",
                "Where 3x² is lowest, f′ is 0, because …",
                slope.LOWEST,
                slope.LOWEST_ANSWER,
            )

if lesson.section("And 5x + 6y?"):
    with lesson.beside("two_ways") as scene:
        st.markdown(
            "One more, of the same kind as the three lines. Or is it? A film is seldom described "
            "by one number, and neither is a place on a hill: you may go east, and you may go "
            "north. Let f = 5x + 6y be the height there."
        )
        if questions.quiz(
            "slope_two_variables",
            "$f = 5x + 6y$. What is $f'$?",
            slope.TWO_VARIABLES,
            slope.TWO_VARIABLES_ANSWER,
        ):
            st.markdown(slope.MANY_WAYS)
        with scene:
            slope.two_ways("slope_two_variables")
            panels.note("f = 5x + 6y: first along x, with y = 0, then along y, with x = 0.")

if lesson.section("Your turn"):
    with lesson.beside("target") as scene:
        st.markdown(
            "From two points to a line. First the slope: how far is it down from one cross to the "
            "other, and how far to the right? Divide. Then lift the line until it meets one."
        )
        with scene:
            lab(slope.TARGET, key="slope_target", height=400)

lesson.end(
    points=(
        "A slope is rise over run: how much f changes for one step of x. It has a sign and a unit.",
        "Lifting a line does not change its slope. The slope of a curve differs from point to "
        "point.",
        "The derivative f′, or df/dx, is the function that gives the slope at every x.",
    ),
    question="The tangent touches the curve at one point only. How do you get a slope from a "
    "single point?",
)
