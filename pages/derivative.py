"""Lesson: from the secant to the derivative, its rules, and a function of one's own."""

import streamlit as st

from mf_core.slopes.calculus import difference_quotient
from pages._kit import lesson, panels, questions, typed
from pages._kit.parts.derivative import (
    bend,
    cube,
    microscope,
    own,
    prose,
    quizzes,
    secant,
    squared_miss,
)
from pages._kit.stage import stage
from pages._kit.stage.live import lab

lesson.begin("derivative")

if lesson.opening():
    with lesson.beside("microscope") as scene:
        lesson.title()
        st.markdown(prose.TWO_POINTS)
        with scene:
            lab(microscope.ENLARGED, key="derivative_microscope", height=470)

if lesson.section("How wrong is a secant?"):
    with lesson.beside("secant") as scene:
        st.markdown(prose.TOO_STEEP)
        halved = questions.predict(
            "derivative_half",
            "Now halve Δ. By how much is the secant too steep?",
            list(quizzes.HALVED),
            quizzes.HALVED,
        )
        with scene:
            secant.shown(guessed=halved is not None)
        if halved is not None:
            questions.gap(halved, quizzes.HALVED_TRUE)
            st.markdown(prose.EXACTLY_3_DELTA)
            questions.quiz(
                "derivative_meets",
                "A secant with a small Δ is nearly as steep as the tangent, because …",
                quizzes.MEETS,
                quizzes.MEETS_ANSWER,
            )

if lesson.section("The limit comes last"):
    st.markdown(prose.LIMIT)
    panels.formula(prose.LIMIT_FORMULA)
    st.markdown(prose.LIMIT_READ)
    questions.quiz(
        "derivative_brackets",
        r"First line: $\text{slope} = f(x+\Delta) - f(x)/\Delta$",
        quizzes.FIRST_LINE,
        quizzes.FIRST_LINE_ANSWER,
    )
    questions.quiz(
        "derivative_limit",
        r"Second line: $f'(x) = \dots = 6x + 3\Delta$. Now we let $\Delta \to 0$.",
        quizzes.SECOND_LINE,
        quizzes.SECOND_LINE_ANSWER,
    )
    st.markdown(prose.IN_THE_PROGRAM)
    panels.formula_and_code(difference_quotient)
    panels.odd("Why not take the smallest Δ the computer knows?", secant.smallest_steps())

if lesson.section("A slope at a point"):
    quizzes.at_a_point(prose.AT_A_POINT)

if lesson.section("Second sitting: the same lines for x³"):
    with lesson.beside("cube") as scene:
        st.markdown(prose.CUBE)
        left_over = questions.predict(
            "derivative_cube",
            "What is left of the secant’s slope once Δ has gone to 0?",
            list(cube.LEFT_OVER),
            cube.LEFT_OVER,
        )
        with scene:
            cube.shown(guessed=left_over is not None)
        if left_over is not None:
            questions.gap(left_over, cube.LEFT)
            st.markdown(prose.CUBE_COUNTED)

if lesson.section("One rule for all powers"):
    with lesson.beside("power") as scene:
        st.markdown(prose.POWER)
        panels.formula(r"f = a\,x^n \quad\Rightarrow\quad \gradient{f' = a\,n\,x^{n-1}}")
        with scene:
            lab(secant.POWER, key="derivative_power", height=460)
        questions.quiz(
            "derivative_except",
            "The slides say the rule holds “except n = 0”. For which whole n does it fail?",
            quizzes.EXCEPT,
            quizzes.EXCEPT_ANSWER,
        )

if lesson.section("With a negative exponent"):
    quizzes.negative_exponent("derivative_negative", prose.NEGATIVE)

if lesson.section("Third sitting: the square of a miss"):
    with lesson.beside("miss") as scene:
        st.markdown(prose.SQUARED_MISS)
        with scene:
            squared_miss.by_the_rules()

if lesson.section("Why slope 0 matters"):
    st.markdown(prose.FLAT)
    stage(quizzes.flat_pictures(), key="derivative_flat", columns=3, height=280)
    questions.quiz(
        "derivative_zero",
        "We are going to look for low points. Why is a place with slope 0 important?",
        quizzes.WHY_ZERO,
        quizzes.WHY_ZERO_ANSWER,
    )

if lesson.section("The slope of the slope"):
    with lesson.beside("bend") as scene:
        st.markdown(prose.BEND)
        with scene:
            bend.shown()
        bend.why()

if lesson.section("Your own function"):
    with lesson.beside("own") as scene:
        st.markdown(prose.OWN)
        formula = typed.typed_formula("derivative_f", "f(x) =", own.DEFAULT)
        own.understood(formula)
        with scene:
            lab(own.OWN, key="derivative_own", height=440, formula=formula.text)
        own.task(formula)

lesson.end(
    points=(
        "The derivative is the limit of the secant’s slope as its two points meet. First simplify, "
        "then let Δ go to 0.",
        "Powers: $a\\,x^n$ has the derivative $a\\,n\\,x^{n-1}$. What is done one after the other "
        "multiplies its slopes, so $(r - 2p)^2$ has $-4\\,(r - 2p)$.",
        "Slope 0 marks a flat place; the curvature, the slope of the slope, says of which kind.",
    ),
    question="And when there are two variables, like the 5x + 6y we could not answer?",
)
