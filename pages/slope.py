"""Lesson: what a slope is, on a line and on a curve."""

import streamlit as st

from pages._kit import controls, lesson, panels, questions
from pages._kit.parts import slope
from pages._kit.stage import Words, stage
from pages._kit.stage.live import lab

lesson.begin("slope")
tall = 400 if lesson.presenting() else 520

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
    st.markdown("Type the slope of each line. A wrong one is drawn beside the right one.")
    first, second, third = st.columns(3)
    with first:
        slope.slope_of_line("slope_rising", 5.0, 0.0)
    with second:
        slope.slope_of_line("slope_shifted", 5.0, 10.0)
    with third:
        slope.slope_of_line("slope_falling", -5.0, -10.0)

if lesson.section("A curve has a slope at every point"):
    st.markdown(
        "A curve bends, so no single number will do. But at each point there is a line that "
        "touches it and runs exactly as steeply: the **tangent**. Let a point walk along "
        "the curve 3x² from left to right, and draw the slope of its tangent below, step by step."
    )
    guess = questions.sketch(
        "slope_shape",
        "Draw the slope at every x, in the lower half.",
        slope.before_the_walk("parabola"),
        truth=slope.slopes("parabola"),
        yaxis="y2",
        height=tall,
    )
    if guess is not None:
        name = controls.choose(
            "slope", "curve", "Curve", list(slope.WALKS), format_func=slope.title
        )
        walk, labels = slope.walk(name)
        stage(
            walk,
            key=f"slope_walk_{name.replace(' ', '_')}",
            height=tall,
            words=Words(labels),
            clock="Stop",
            start="first",
            autoplay=True,
            follow=False,
        )
        panels.note(slope.WALKS[name])
        st.markdown(
            "Where the curve falls, its slope lies below zero; where it rises, above; where it is "
            "flat, the second curve meets zero. So out of one function comes another one, which "
            "says how steep the first is at each x. It is called the **derivative** and written"
        )
        panels.formula(r"\gradient{f'(x)} \qquad \text{or} \qquad \gradient{\frac{df}{dx}}")
        st.markdown(
            "Both mean the same. The second one names the variable that moves, which will soon "
            "be useful. For the line 5x + 10 the derivative is 5, everywhere."
        )

if lesson.section("And 5x + 6y?"):
    st.markdown("One more, of the same kind as the three lines. Or is it?")
    questions.quiz(
        "slope_two_variables",
        "$f = 5x + 6y$. What is $f'$?",
        {
            "5": "That is how steeply f rises when only x moves. But y may move as well.",
            "6": "That is how steeply f rises when only y moves. But x may move as well.",
            "11": "That is how far f rises when x *and* y each take one step. Who said that both "
            "should?",
            "The question is not complete.": "There are two variables, so there are many ways to "
            "take a step. Along x the slope is 5, along y it is 6. **The slope in which "
            "direction?** Until that is said, f′ has no meaning here.",
        },
        "The question is not complete.",
    )
    slope.two_ways("slope_two_variables")
    panels.note("f = 5x + 6y, seen along x with y = 0 (left) and along y with x = 0 (right).")

if lesson.section("Your turn"):
    st.markdown(
        "From two points to a line: first find the slope, rise over run, then the intercept."
    )
    lab(slope.TARGET, key="slope_target", height=340)

lesson.end(
    points=(
        "A slope is rise over run: how much f changes for one step of x. It has a sign.",
        "Lifting a line does not change its slope. The slope of a curve differs from point to "
        "point.",
        "The derivative f′, or df/dx, is the function that gives the slope at every x.",
    ),
    question="The tangent touches the curve at one point only. How do you get a slope from a "
    "single point?",
)
