"""Lesson: gradient descent on surfaces: the rule, its sign, its rate, and its relatives."""

import streamlit as st

from mf_core.slopes.descent import OPTIMIZERS
from mf_core.slopes.descent.optimizers import plain_step
from pages._kit import controls, lesson, panels, questions
from pages._kit.parts import earlier
from pages._kit.parts.descent import asked, rates, walks
from pages._kit.stage import stage
from pages._kit.stage.live import lab

lesson.begin("descent")
lesson.title()

if lesson.opening():
    earlier.ask("descent")
    st.markdown(
        "Stand somewhere. Read the gradient. Step **against** it, η times its length. Look again. "
        "That is gradient descent; whatever happens later in this course is this rule."
    )
    panels.formula(r"(x, y) \;\leftarrow\; (x, y) - \eta\, \gradient{\nabla f(x, y)}")

if lesson.section("One rule, over and over"):
    with st.container(horizontal=True):
        surface = controls.choose(
            "descent", "surface", "Surface", tuple(walks.GROUNDS), 1, walks.title
        )
        view = controls.choose(
            "descent", "view", "Seen as", tuple(walks.VIEWS), format_func=walks.view_title
        )
    with lesson.wide("walk"):
        lab(
            walks.WALKS[surface],
            key=walks.key(surface),
            columns=2,
            pinned=walks.pinned(surface, view),
            view=view,
        )
    panels.note(
        "Drag on the map to move the start, and the slider to change the rate; play, step or "
        "scrub the walk. ✕ is a minimum, ◇ a saddle; the darker, the lower."
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        walks.pin_buttons(surface)
    st.markdown("On the stretched bowl, four rates tell the whole story. Pin one, then compare.")
    with st.container(horizontal=True):
        stretched = {"descent_surface": "stretched bowl"}
        lesson.preset("Crawls", **stretched, descent_stretched_bowl_eta=0.002)
        lesson.preset("Good", **stretched, descent_stretched_bowl_eta=0.08)
        lesson.preset("Oscillates", **stretched, descent_stretched_bowl_eta=0.098)
        lesson.preset("Diverges", **stretched, descent_stretched_bowl_eta=0.105)
    panels.odd(*asked.SADDLE_ODD)
    st.markdown("The code that ran, for one coordinate; $g$ is the slope along it.")
    panels.formula_and_code(plain_step)

if lesson.section("Minus, not plus"):
    st.markdown(
        "The gradient points **up**. It is easily forgotten: a well-known lecture writes the step "
        "as $\\theta_n = \\theta_{n-1} + \\nabla\\text{loss}$. Two walks on the round bowl, both "
        "with η = 0.1, one with each sign."
    )
    guess = questions.predict(
        "descent_sign",
        "What becomes of the walk that adds the gradient?",
        tuple(asked.SIGNS),
        reasons=asked.SIGNS,
    )
    if guess:
        questions.gap(guess, asked.CLIMBS)
        stage(walks.signs(), key="descent_signs", height=340, columns=3, fps=6)
        questions.quiz("descent_ascent", *asked.ASCENT_QUIZ)
        questions.quiz("descent_rate", *asked.RATE_QUIZ)

if lesson.section("The edge"):
    st.markdown(
        "Small rates crawl, large rates run away. Between them lies an edge. On the stretched "
        "bowl, $f = x^2 + 10y^2$, the curvature is 2 along x and 20 along y."
    )
    limit = questions.predict_number(
        "descent_edge", "Up to which rate η does a walk on it still settle?", 0.001, 1.0
    )
    if limit:
        questions.gap(limit, rates.edge())
        stage(rates.ruler(limit.value), key="descent_ruler", height=380)
        st.markdown(
            "Each step multiplies the distance to the minimum, along a direction of curvature λ, "
            "by 1 − ηλ. It shrinks as long as that number stays above −1, and the steepest "
            "direction decides:"
        )
        panels.formula(r"\eta < \frac{2}{\lambda_{\max}} = \frac{2}{20} = 0.1")
        panels.formula(rates.factors_in_tex())
        panels.note(
            "−0.8 flips and shrinks, −1 flips for ever, −1.2 flips and grows. The flat direction x "
            "would allow η up to 1; it has to crawl because its neighbour is steep."
        )

if lesson.section("Six ways down"):
    st.markdown(
        "A ball that rolls keeps its speed (**momentum**; **Nesterov** looks ahead before it "
        "steps). Others give each coordinate a rate of its own, from the slopes it has seen "
        "(**AdaGrad**, **RMSProp**, **Adam**). All from one start, on one clock, with one rate."
    )
    guess = questions.predict(
        "descent_six",
        "Stretched bowl, η = 0.02 for all: who first gets down to f ≤ 0.01?",
        tuple(optimizer.title for optimizer in OPTIMIZERS.values()),
    )
    if guess:
        questions.gap(guess, rates.first_there("stretched bowl", 0.02))
        arena = controls.choose(
            "descent", "arena", "Surface", tuple(rates.ARENAS), format_func=walks.title
        )
        with lesson.wide("six"):
            lab(rates.RACES[arena], key=rates.race_key(arena), height=280, columns=3)
        panels.note(
            "Counted is the first time f ≤ 0.01 is touched. With its best rate a walk may "
            "owe some of its speed to luck, and a heavy ball may only fly past."
        )
        panels.odd(*asked.ADAM_ODD)
        name = controls.choose(
            "descent", "optimizer", "The step of", tuple(OPTIMIZERS), 1, walks.optimizer_title
        )
        panels.formula_and_code(OPTIMIZERS[name].step)

if lesson.section("Neither too small nor too large"):
    st.markdown("Plain gradient descent on the stretched bowl. Find the Goldilocks rate.")
    with lesson.wide("goldilocks"):
        lab(rates.GOLDILOCKS, key="descent_task", columns=2)
    panels.odd(*asked.FASTEST_ODD)

lesson.end(
    points=(
        "Step against the gradient, η times its length, again and again. Plus would climb.",
        "Too small a rate crawls, too large a rate diverges; on a quadratic the edge is 2/λ_max.",
        "Momentum and per-coordinate rates change how one walks, not where down is; each needs a "
        "rate of its own.",
    ),
    question="All this for a function we knew. What is the surface when we only know ratings?",
)
