"""Lesson: from the secant to the derivative, the power rule, and a function of one's own."""

import streamlit as st

from pages._kit import lesson, panels, questions, typed
from pages._kit.parts.derivative import own, quizzes, secant
from pages._kit.stage import stage
from pages._kit.stage.live import lab

lesson.begin("derivative")
lesson.title()
tall = 400 if lesson.presenting() else 520

if lesson.opening():
    st.markdown(
        "A tangent touches a curve at one point, but rise over run needs two. The way out is one "
        "of the best ideas in mathematics: take two points, and let them meet."
    )

if lesson.section("From two points to one"):
    st.markdown(
        "Take two points on the curve $f = 3x^2$, one at x, the other at a distance Δ to its "
        "right, and draw the line through both: a **secant**. Its slope is an estimate of "
        "the slope at x. At x = 1 and with Δ = 1 it is 9, and the tangent’s is 6: too steep by 3."
    )
    guess = questions.predict(
        "derivative_half",
        "Now halve Δ. By how much is the secant too steep?",
        ("still by 3", "by half as much, 1.5", "by a quarter, 0.75"),
    )
    if guess is None:
        stage(secant.secant_picture(1.0, 1.0), key="derivative_two_points", height=tall)
    else:
        questions.gap(guess, "by half as much, 1.5")
        with lesson.wide("secant"):
            lab(secant.SECANT, key="derivative_secant", height=tall)
        st.markdown(
            "Drag Δ to 0.5, and on towards zero; or drag the point along the curve. The secant "
            "becomes the tangent. In the lower half, the slopes of all secants of this Δ form a "
            "line beside f′, at the same distance everywhere: **the error is exactly 3Δ**."
        )
        panels.odd("Why not take the smallest Δ the computer knows?", secant.smallest_steps())

if lesson.section("The limit comes last"):
    st.markdown(
        "For every Δ that is not zero, the secant’s slope is 6x + 3Δ. We may not *put in* Δ = 0 at "
        "the beginning: that would be 0/0. We simplify first and then ask what is approached "
        "as Δ shrinks:"
    )
    panels.formula(
        r"\begin{aligned} \gradient{f'(x)} &= "
        r"\lim_{\Delta \to 0} \frac{f(x+\Delta) - f(x)}{\Delta} \\[0.5em]"
        r" &= \lim_{\Delta \to 0} \,(6x + \residual{3\Delta}) = \gradient{6x} \end{aligned}"
    )
    st.markdown("Here is the same in two lines, as it might stand on a slide. Both have a mistake.")
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

if lesson.section("A slope at a point"):
    st.markdown("To know the slope at some x, put that x into f′. For $f = 3x^2$, $f' = 6x$:")
    quizzes.slope_at_7("derivative_at_7")
    quizzes.flat_where("derivative_where_0")

if lesson.section("One rule for all powers"):
    st.markdown(
        "Nobody takes limits every time. For powers of x there is a rule: **the exponent comes "
        "down as a factor, and one less of it stays above.**"
    )
    panels.formula(r"f = a\,x^n \quad\Rightarrow\quad \gradient{f' = a\,n\,x^{n-1}}")
    lab(secant.POWER, key="derivative_power", height=tall)
    questions.quiz(
        "derivative_except",
        "A slide says the rule holds “except for n = 0”. For which whole n does it fail?",
        quizzes.EXCEPT,
        quizzes.EXCEPT_ANSWER,
    )

if lesson.section("With a negative exponent"):
    st.markdown("Each answer claims a slope at x = 1.5, and so a line through that point.")
    quizzes.negative_exponent("derivative_negative")

if lesson.section("Why slope 0 matters"):
    st.markdown("All three curves have slope 0 at x = 0.")
    stage(quizzes.flat_pictures(), key="derivative_flat", columns=3, height=280)
    questions.quiz(
        "derivative_zero",
        "We are going to look for low points. Why is a place with slope 0 important?",
        quizzes.WHY_ZERO,
        quizzes.WHY_ZERO_ANSWER,
    )
    panels.note(
        "With two variables there is a fourth kind of flat place, the saddle: up one way, down "
        "the other. It comes in the next chapter, and again when we learn from ratings."
    )

if lesson.section("Your own function"):
    st.markdown(
        "Type any function of x. It is read by a small grammar of our own: write `3x^2`, "
        "`sin(x)/x`, `|x-1|`, `2^-x`, `ln(x)`, `sigmoid(x)`."
    )
    formula = typed.typed_formula("derivative_f", "f(x) =", own.DEFAULT)
    own.understood(formula)
    with lesson.wide("own"):
        lab(own.OWN, key="derivative_own", height=tall, formula=formula.text)
    questions.task(
        "Type a function that is flat at x = 1 and has the slope 4 at x = 3. The number that "
        "counts is the larger of the two misses.",
        own.target_miss(formula),
        0.0,
        tolerance=1e-6,
    )

lesson.end(
    points=(
        "The derivative is the limit of the secant’s slope as its two points meet. First simplify, "
        "then let Δ go to 0.",
        "Powers: $a\\,x^n$ has the derivative $a\\,n\\,x^{n-1}$ for every whole n. So "
        "$3x^2$ has $6x$, and its slope at $x = 7$ is 42.",
        "Slope 0 marks a flat place. If the function is convex, it is the minimum; otherwise one "
        "has to look.",
    ),
    question="And when there are two variables, like the 5x + 6y we could not answer?",
)
