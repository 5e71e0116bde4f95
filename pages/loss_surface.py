"""Lesson: the landscape of the loss, with its saddle, its valleys and its many minima."""

import streamlit as st

from pages._kit import controls, lesson, panels, questions
from pages._kit.parts import loss_surface
from pages._kit.stage import stage
from pages._kit.stage.live import lab

lesson.begin("loss_surface")
lesson.title()

if lesson.section("One rating, two numbers"):
    st.markdown(
        "One user, one film, one rating of 4 stars, one factor on each side. The loss is a "
        "function of two numbers. It is 0 wherever p times q is 4: at 2 · 2, at 1 · 4, at "
        "(−2) · (−2) … **not one minimum but two whole curves**. And in the middle, at 0 and 0, "
        "the ground is level, although nothing is explained: a saddle."
    )
    panels.formula(
        r"(4 - \user{p}\,\item{q})^2 \qquad \gradient{\nabla} = "
        r"\big(-2\,\residual{e}\,\item{q},\; -2\,\residual{e}\,\user{p}\big)"
    )
    guess = questions.place(
        "loss_surface_ridge",
        "A walk downhill begins at p = 1.5, q = −1.5 (the dot) and follows the gradient exactly. "
        "Click where it ends.",
        loss_surface.still(),
        truth=loss_surface.end_of(1.5, -1.5),
        unit="√star",
        height=440,
    )
    if guess is not None:
        st.markdown(
            "The line p = −q is a ridge: the ground falls to both sides alike, so the way steepest "
            "downhill runs along it, straight into the saddle. A hair beside it, the walk turns "
            "off and finds a minimum. Set your own start: click or drag on the map."
        )
        with lesson.wide("valley"):
            lab(loss_surface.VALLEY, key="loss_surface_valley", columns=2, height=460)
    panels.odd(
        "Why does nobody end in the saddle in practice?",
        "The line that leads into it is infinitely thin: a random start is never on it. But close "
        "to the saddle the slope is small, so a tiny random start takes long to leave. That is why "
        "one begins small, but not too small, and never at exactly zero.",
    )

    panels.odd(
        "From (3.8, 0.2) a rate of 0.1 ends near (−2, −2), a small one near (4, 1). Why?",
        "The far ends of the hyperbola are steep: at a minimum the curvature across the valley is "
        "2(p² + q²). A rate above 1/(p² + q²) cannot come to rest there; it bounces on until it "
        "finds flatter ground. The flattest minima are the balanced ones, p = q.",
    )

if lesson.section("The same ground in three dimensions"):
    st.markdown(
        "Turn it. Along p = q the saddle is the top of a hill, along p = −q the bottom of a "
        "valley. The walk comes down the ridge, slows near the middle, and falls to one side."
    )
    stage(loss_surface.landscape(), key="loss_surface_hill", height=520, fps=15)
    questions.quiz(
        "loss_surface_convex",
        "Is this surface convex?",
        {
            "Yes, it has no bump anywhere.": "On the way from (2, 2) to (−2, −2), two minima, the "
            "straight line passes (0, 0), where the loss is 16. Convex ground never rises between "
            "two lowest points.",
            "Only where p and q are positive.": "Even there it is not: (1, 4) and (4, 1) both have "
            "loss 0, and halfway, at (2.5, 2.5), it is (4 − 6.25)² ≈ 5.1.",
            "No: between two minima it rises.": "From (2, 2) straight to (−2, −2) one crosses the "
            "saddle at height 16. But freeze one of the two, and in the other it is a parabola.",
        },
        "No: between two minima it rises.",
    )

if lesson.section("Any two numbers of the model"):
    st.markdown(
        "The toy has 32 numbers. Freeze 30 of them where training has left them; then J (with "
        "λ = 0) as a function of the other two can be drawn. It is exact: in each of two entries J "
        "is of second degree, so nine values determine it."
    )
    with lesson.wide("pair"), st.container(horizontal=True):
        a = controls.choose("loss_surface", "a", "First number", loss_surface.entries())
        b = controls.choose("loss_surface", "b", "Second number", loss_surface.entries(), default=1)
    with lesson.wide("pairs"), st.container(horizontal=True):
        for name, (one, other) in loss_surface.PAIRS.items():
            lesson.preset(name, loss_surface_a=one, loss_surface_b=other)
    if a == b:
        panels.refuse("These are one and the same number. Choose two different ones.")
    else:
        with lesson.wide("two"):
            lab(loss_surface.TWO, key="loss_surface_two", columns=2, height=460, a=a, b=b)
    questions.quiz(
        "loss_surface_apart",
        "The numbers of two different users, all films frozen: upright ellipses. Why?",
        {
            "The two users have the same taste.": "Their tastes do not matter here. Try any other "
            "two: the ellipses change their shape, but they always stand upright.",
            "No rating feels both numbers.": "Each residual contains one user only, so J is a sum: "
            "one part for the first, one for the second. With the films frozen every user can be "
            "solved alone. This is what alternating least squares lives on.",
            "The learning rate is the same for both.": "The rate moves the walk, not the ground.",
        },
        "No rating feels both numbers.",
    )

if lesson.section("Your turn: choose the minimum"):
    st.markdown(
        "Every point of the hyperbola explains the rating equally well. Which one a walk finds, is "
        "decided by its start."
    )
    with lesson.wide("task"):
        lab(loss_surface.CHOOSE, key="loss_surface_task", columns=2, height=420)

lesson.end(
    points=(
        "The loss of a factorization has a saddle at zero and whole curves of minima: the best P "
        "and Q are never unique.",
        "It is not convex in P and Q together, but a plain parabola in every single number.",
        "Numbers that share no rating do not feel each other; numbers that meet bend the ground "
        "together.",
    ),
    question="Which way is downhill for a single one of these numbers?",
)
