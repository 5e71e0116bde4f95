"""Lesson: gradient descent on surfaces: the rule, its sign, its rate, and its relatives."""

import streamlit as st

from mf_core.slopes.descent import OPTIMIZERS
from mf_core.slopes.descent.optimizers import plain_step
from pages._kit import controls, lesson, panels, questions, typed
from pages._kit.parts import earlier
from pages._kit.parts.descent import asked, hops, own, pins, rates, relatives, told, walks
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
            height=300,
            columns=2,
            pinned=pins.pinned(surface, view),
            view=view,
        )
    earlier.ask("descent")
    st.markdown(told.OPENING)
    panels.formula(told.RULE)
    st.markdown(told.RULE_SAID)
    panels.formula_and_code(plain_step)
    panels.odd(*asked.SADDLE_ODD)

if lesson.section("Minus, not plus"):
    with lesson.beside("signs") as scene:
        st.markdown(told.SIGN)
        guess = questions.predict(
            "descent_sign", "What becomes of the walk that adds the gradient?", tuple(asked.SIGNS),
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
        st.markdown(told.EDGE)
        with scene:
            lab(hops.HOPS, key="descent_hops", height=400)

if lesson.section("Two bends, one rate"):
    with lesson.beside("ruler") as scene:
        st.markdown(told.TWO)
        limit = questions.predict_number(
            "descent_edge", "Up to which rate η does a walk on it still settle?", 0.001, 1.0
        )
        if limit:
            questions.gap(limit, rates.edge())
            with scene:
                stage(rates.ruler(limit.value), key="descent_ruler", height=400)
            st.markdown(told.TWO_SEEN)
            panels.formula(rates.factors_in_tex())
            st.markdown(told.TWO_PRICE)

if lesson.section("A ball keeps its speed"):
    with lesson.beside("momentum") as scene:
        st.markdown(told.MOMENTUM)
        with scene:
            lab(relatives.MOMENTUM, key="descent_momentum", height=340, columns=2)
        questions.quiz("descent_adds_up", *asked.ADDS_UP_QUIZ)

if lesson.section("A rate for each coordinate"):
    with lesson.beside("rates") as scene:
        st.markdown(told.RATES)
        with scene:
            by = controls.choose(
                "descent",
                "divided",
                "Divided by",
                tuple(relatives.DIVIDED),
                0,
                relatives.divided_by,
            )
            lab(relatives.RATES, key="descent_rates", height=340, columns=2, optimizer=by)
        questions.quiz("descent_tires", *asked.TIRES_QUIZ)

if lesson.section("Six ways down"):
    st.markdown(told.SIX)
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
        st.markdown(told.SIX_SEEN)
        panels.odd(*asked.ADAM_ODD)
        name = controls.choose(
            "descent", "optimizer", "The step of", tuple(OPTIMIZERS), 1, walks.optimizer_title
        )
        panels.formula_and_code(OPTIMIZERS[name].step)

if lesson.section("Your own surface"):
    with lesson.beside("own") as scene:
        st.markdown(told.OWN)
        formula = typed.typed_surface("descent_f", "f(x, y) =", own.DEFAULT)
        own.understood(formula)
        questions.show_task(own.task_of(formula))
        with scene:
            lab(own.OWN, key="descent_own", height=360, columns=2, formula=formula.text)

if lesson.section("Neither too small nor too large"):
    with lesson.beside("goldilocks") as scene:
        st.markdown(told.GOLDILOCKS)
        panels.odd(*asked.FASTEST_ODD)
        with scene:
            lab(rates.GOLDILOCKS, key="descent_task", height=340, columns=2)

if lesson.section("And the films?"):
    st.markdown(told.BRIDGE)

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
