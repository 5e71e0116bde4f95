"""Lesson: gradient descent on surfaces: the rule, its sign, its rate, and its relatives."""

import streamlit as st

from mf_core.slopes.descent import OPTIMIZERS
from mf_core.slopes.descent.optimizers import plain_step
from pages._kit import controls, lesson, panels, questions, typed
from pages._kit.parts import earlier
from pages._kit.parts.descent import asked, hops, own, pins, rates, relatives, walks
from pages._kit.stage import stage
from pages._kit.stage.live import lab

lesson.begin("descent")

if lesson.opening():
    lesson.title()
    with lesson.wide("walk"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            surface = controls.choose(
                "descent", "surface", "Surface", tuple(walks.GROUNDS), 1, walks.title
            )
            view = controls.choose(
                "descent", "view", "Seen as", tuple(walks.VIEWS), format_func=walks.view_title
            )
            pins.pin_buttons(surface)
        lab(
            walks.WALKS[surface],
            key=walks.key(surface),
            height=280,
            columns=2,
            pinned=pins.pinned(surface, view),
            view=view,
        )
    earlier.ask("descent")
    st.markdown(r"""
    You came for films. Somewhere behind every list of films “you might like” sits a function that
    says how wrong the machine’s guesses are, and a few thousand numbers that start at random.
    Nobody computes the right numbers. They are found by walking downhill, and this page is about
    the walk. Here are two numbers instead of thousands, so that one can watch.

    The last page asked how far to step. First try: stand at $(-3.5,\ 1.2)$ on $f = x^2 + 10y^2$.
    The gradient is $(2x,\ 20y) = (-7,\ 24)$. Go straight against it, by as much as it says, and you
    land at $(3.5,\ -22.8)$, which is 5,211 high instead of 27. A slope is no distance. So take a
    share of it, the **learning rate** η (“eta”):
    """)
    panels.formula(r"""(x, y) \;\leftarrow\; (x, y) - \eta\, \gradient{\nabla f(x, y)}""")
    st.markdown(r"""
    The arrow ← reads “becomes”. Stand somewhere, read the gradient, step against it, look again.
    That is **gradient descent**, and whatever is trained later in this course is trained by this
    line.

    **Drag the start over the map, or the rate.** On the stretched bowl four buttons tell the whole
    story of a rate. Pin one walk and try the next: the pinned one stays, in grey. ✕ marks a
    minimum, ◇ a saddle.

    The code that ran, for one coordinate; $g$ is the slope along it:
    """)
    panels.formula_and_code(plain_step)
    panels.odd(*asked.SADDLE_ODD)

if lesson.section("Minus, not plus"):
    with lesson.beside("signs") as scene:
        st.markdown(r"""
        The gradient points **up**. That is easily forgotten: the transcript writes the step as
        $\theta_n = \theta_{n-1} + \nabla\text{loss}$, where θ (“theta”) stands for all numbers of
        the model at once. Two walks on the round bowl, both with η = 0.1, one with each sign.
        """)
        guess = questions.predict(
            "descent_sign",
            "What becomes of the walk that adds the gradient?",
            tuple(asked.SIGNS),
            reasons=asked.SIGNS,
        )
        if guess:
            questions.gap(guess, asked.CLIMBS)
            with scene:
                stage(walks.signs(), key="descent_signs", height=340, columns=2, fps=6)
            questions.quiz("descent_ascent", *asked.ASCENT_QUIZ)
            questions.quiz("descent_rate", *asked.RATE_QUIZ)

if lesson.section("The edge"):
    with lesson.beside("hops") as scene:
        st.markdown(r"""
        Small rates crawl, large ones run away. Where exactly is the edge? One variable and school
        algebra are enough. On $f = x^2$ the slope is $2x$, so one step takes $x$ to

        $$
        x - \eta \cdot 2x = (1 - 2\eta)\,x
        $$

        Every step multiplies $x$ by the same number. With η = 0.1 that is 0.8, and after ten steps
        a tenth is left. With η = 0.5 it is 0: one step, and you are there. With η = 0.9 it is −0.8:
        you cross the floor each time and still come closer. With η = 1 it is −1, for ever. With η =
        1.05 it is −1.1, and you climb out of the bowl by walking “down”.

        The 2 in it is the slope of the slope: from $2x$ to 2. It is called the **curvature**, $c$.
        On a bowl of curvature $c$ one step multiplies the distance to the floor by $1 - \eta c$.
        This must stay above −1, and so

        $$
        \eta < \frac{2}{c}
        $$

        It looks like a technicality. It is the price of everything to come: the rate is limited by
        the *steepest bend* of the ground, and you rarely know it.
        """)
        with scene:
            lab(hops.HOPS, key="descent_hops", height=400)

if lesson.section("Two bends, one rate"):
    with lesson.beside("ruler") as scene:
        st.markdown(r"""
        Now two directions at once. On the stretched bowl, $f = x^2 + 10y^2$, the slopes are $2x$
        and $20y$: the curvature is 2 along x and 20 along y. One rate serves both.
        """)
        limit = questions.predict_number(
            "descent_edge", "Up to which rate η does a walk on it still settle?", 0.001, 1.0
        )
        if limit:
            questions.gap(limit, rates.edge())
            with scene:
                stage(rates.ruler(limit.value), key="descent_ruler", height=400)
            st.markdown(r"""
            Along y the edge is $2/20$, along x it would be $2/2$. A walk settles only if it settles
            in *every* direction, so the largest curvature decides:

            $$
            \eta < \frac{2}{c_{\max}} = \frac{2}{20} = 0.1
            $$
            """)
            panels.formula(rates.factors_in_tex())
            st.markdown(r"""
            −0.8 flips and shrinks, −1 flips for ever, −1.2 flips and grows. The flat direction x
            would allow η up to 1, ten times more; it has to crawl because its neighbour is steep.
            Stretch the bowl further, and the wait grows in proportion. Two cures are known, and
            each attacks one half of the trouble.
            """)

if lesson.section("A ball keeps its speed"):
    with lesson.beside("momentum") as scene:
        st.markdown(r"""
        **First cure: keep your speed.** Plain descent forgets every step it took. A ball does not.
        Let the move $v$ be nine tenths of the last move plus the new push:

        $$
        v \leftarrow \beta\,v - \eta\,g, \qquad x \leftarrow x + v, \qquad \beta = 0.9
        $$

        Across the valley the push changes sign at every crossing, so what is kept and what is new
        cancel. Along the valley every push agrees with the last, and they add up. The lower curves
        show it: how far each step moves along x, with and without. The price is a ball’s: it cannot
        stop at once, so it runs past the floor and comes back. **Nesterov** reads the slope not
        where the ball is but where its speed is about to carry it, and so brakes a little earlier.
        """)
        with scene:
            lab(relatives.MOMENTUM, key="descent_momentum", height=340, columns=2)
        questions.quiz("descent_adds_up", *asked.ADDS_UP_QUIZ)

if lesson.section("A rate for each coordinate"):
    with lesson.beside("rates") as scene:
        st.markdown(r"""
        **Second cure: a rate for each coordinate.** If y is ten times as steep as x, divide its
        slope by something ten times as large. Nobody need know the curvature: past slopes tell.
        **AdaGrad** keeps the sum $s$ of all squared slopes a coordinate has seen, and divides by
        its root:

        $$
        s \leftarrow s + g^2, \qquad x \leftarrow x - \eta\,\frac{g}{\sqrt{s}}
        $$

        At the first step $\sqrt{s}$ is $|g|$ itself: each coordinate moves by exactly η, however
        steep it is. The curves show the rate each coordinate gets. They run far apart where plain
        descent has one line for both. The price: a sum of squares never shrinks, so AdaGrad’s rates
        fall for ever, and it may stop short. **RMSProp** takes a mean that forgets instead of a
        sum, and does not tire. **Adam** is both cures at once.
        """)
        with scene:
            lab(
                relatives.RATES,
                key="descent_rates",
                height=340,
                columns=2,
                optimizer=controls.choose(
                    "descent",
                    "divided",
                    "Divided by",
                    tuple(relatives.DIVIDED),
                    0,
                    relatives.divided_by,
                ),
            )
        questions.quiz("descent_tires", *asked.TIRES_QUIZ)

if lesson.section("Six ways down"):
    st.markdown(r"""
    All six from one start, on one clock, with one rate for all. That is unfair on purpose: η means
    a share of the slope to the first three. To RMSProp and Adam it is roughly the length of a step,
    and to AdaGrad the length of its first one.
    """)
    guess = questions.predict(
        "descent_six",
        "Stretched bowl, η = 0.02 for all: who first gets down to f ≤ 0.01?",
        tuple(optimizer.title for optimizer in OPTIMIZERS.values()),
    )
    if guess:
        questions.gap(guess, rates.first_there("stretched bowl", 0.02))
        with lesson.wide("six"):
            arena = controls.choose(
                "descent", "arena", "Surface", tuple(rates.ARENAS), format_func=walks.title
            )
            lab(rates.RACES[arena], key=rates.race_key(arena), height=340, columns=2)
        st.markdown(r"""
        Counted is the first time $f \le 0.01$ is touched. With its best rate a walk may owe some of
        its speed to luck, and a heavy ball may only fly past.
        """)
        panels.odd(*asked.ADAM_ODD)
        panels.formula_and_code(
            OPTIMIZERS[
                controls.choose(
                    "descent",
                    "optimizer",
                    "The step of",
                    tuple(OPTIMIZERS),
                    1,
                    walks.optimizer_title,
                )
            ].step
        )

if lesson.section("Your own surface"):
    with lesson.beside("own") as scene:
        st.markdown(r"""
        Now yours. Type any function of x and y: `x^2 + xy + y^2`, `sin(x)cos(y)`,
        `ln(x^2 + y^2 + 1)`, `|x| + y^2`. Both partial derivatives are worked out by the rules of
        the last chapter, each with the other letter frozen, and the walk uses them at once. The
        address keeps it: a link shows others your surface.
        """)
        formula = typed.typed_surface("descent_f", "f(x, y) =", own.DEFAULT)
        own.understood(formula)
        questions.show_task(own.task_of(formula))
        with scene:
            lab(own.OWN, key="descent_own", height=360, columns=2, formula=formula.text)

if lesson.section("Neither too small nor too large"):
    with lesson.beside("goldilocks") as scene:
        st.markdown(r"""
        Plain gradient descent on the stretched bowl. It takes a rate that is neither too small nor
        too large: find the Goldilocks rate.
        """)
        panels.odd(*asked.FASTEST_ODD)
        with scene:
            lab(rates.GOLDILOCKS, key="descent_task", height=340, columns=2)

if lesson.section("And the films?"):
    st.markdown(r"""
    Look back at what was needed: a function, its gradient, a place to start, a rate. Nothing in the
    rule says that there are two variables, or that the function is a hill. Let the variables be
    numbers that describe tastes and films, and let f be how badly they predict the ratings people
    gave. Then **every step downhill is a better recommender**, and a walk that has come to rest has
    learnt something. The saddle, the edge, the crawl along a flat floor: all of them will be met
    again there, under other names.
    """)

lesson.end(
    points=(
        "Step against the gradient, η times its length, again and again. Plus would climb.",
        "Each step multiplies the distance to the floor by 1 − ηc, c being the curvature. So the "
        "edge is η = 2/c, and the most curved direction decides.",
        "Momentum adds up the steps that agree; a rate for each coordinate holds back the steep "
        "ones. Neither changes where down is, and each needs an η of its own.",
    ),
    question="All this for a function we knew. What is the surface when we only know ratings?",
)
