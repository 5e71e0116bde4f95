"""Lesson: a full data set, trained in the background while the reader watches."""

import streamlit as st

from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from pages._kit import controls, diagnosis, lesson, panels, questions
from pages._kit.parts.full_data import runs, sources, telling, views
from pages._kit.stage import Words, stage

lesson.begin("full_data")

if lesson.opening():
    lesson.title()
    opening = st.empty()  # this and the next two: filled below, when the buttons have been asked
    scene = lesson.wide("full")
    on_the_map = st.empty()
    sources.choose("full_data")
    data = sources.current("full_data", runs.current())
    sources.describe(data)
    name = controls.choose(
        "full_data", "algorithm", "Algorithm", list(ALGORITHMS), format_func=runs.title_of
    )
    algorithm = ALGORITHMS[name]
    own = f"full_data_{name}"
    with st.container(horizontal=True):
        k = controls.n_factors(own, high=64, default=algorithm.setup.k)
        eta, lam = algorithm.knobs.eta, algorithm.knobs.lam
        if algorithm.has_rate:
            eta = controls.eta(own, high=0.2, default=eta)
        if algorithm.has_lam:
            lam = controls.lam(own, low=0.001, default=lam, zero=not algorithm.needs_lam)
        epochs = controls.n_epochs(own, runs.EPOCHS, algorithm.epochs)
    with st.container(horizontal=True):
        share = controls.held_out("full_data", default=0.1)
        seed = controls.seed("full_data", default=0)
        pace = controls.choose("full_data", "pace", "Speed", list(runs.PACES))
    knobs = Knobs(eta=eta, lam=lam, feature_epochs=epochs)
    setup = Setup(k, algorithm.setup.init, algorithm.setup.scale)
    job = runs.steered("full_data", data, algorithm, setup, knobs, epochs, share, seed, pace)
    mine = job if job is not None and runs.is_own(job) else None
    other = job is not None and not runs.is_the_lessons(job)
    opening.markdown(telling.OPENING_OTHER if other else telling.OPENING)
    on_the_map.markdown(telling.ON_THE_MAP_OTHER if other else telling.ON_THE_MAP)
    floor = telling.levels(data, share, seed).biases
    guess = None
    if floor > 0:  # 0: nothing is left to explain; NaN: nothing was held out
        guess = questions.predict_number(
            "full_data_reached",
            f"Mean and biases alone miss the held-out ratings by {floor:.3f} stars (RMSE). "
            "What will the run you train bring it down to?",
            0.0,
            2.0,
            "stars",
        )
    if mine and guess is not None and mine.over:
        questions.gap(guess, round(views.best(mine.snapshot()), 4), "stars")
    with scene:
        if job is None:
            panels.note("Nothing has been trained yet. The figures appear with the first step.")
        elif not job.points:
            runs.wait_for_start(job)
        else:
            seen = job.snapshot()
            panels.note(views.caption(seen))
            shown = stage(
                views.pictures(seen, whole=seen.over),
                key="full_data_run",
                columns=2,
                height=335,
                words=Words(views.step_labels(seen) if seen.over else None),
                clock=seen.order.algorithm.unit.capitalize(),
                stream=None if seen.over else runs.stream_of(job),
                follow=False,
                fps=8,
            )
            runs.rerun_when_finished(seen, shown)
            st.markdown(views.verdict(seen))
            if seen.over and job.frame is not None:
                told = views.case_of(seen, job.frame.model)
                diagnosis.show("full_data", told, seen.order.algorithm.unit)

if lesson.section("Before any taste"):
    st.markdown(
        telling.baseline(
            sources.current("full_data", runs.current()),
            controls.value("full_data", "held_out", 0.1),
            controls.value("full_data", "seed", 0),
        )
    )
    panels.formula(r"\prediction{\hat r_{ui}} = \mu + b_u + b_i + p_u^\top q_i")
    st.markdown(telling.NOISE)
    panels.odd(
        "The first epochs hardly change the held-out error. Is the rate too small?",
        "No. The run starts from mean and biases, which are already good, and from factors near "
        "zero: beside the saddle you know from the toy. A factor grows by a share of itself, so "
        "the beginning is slow for any rate that does not diverge later.",
    )

if lesson.section("Seven ways downhill"):
    st.markdown(
        "The first five lower the same error with the same model and differ in what they look at "
        "before they move. The last two change the model as well: one adds to the factors of a "
        "user, the other averages many models. Train two of the seven with the same split, and "
        "compare."
    )
    for name in ALGORITHMS:
        st.markdown(telling.WAYS[name])
    questions.because(
        "full_data_als_because",
        "Alternating least squares needs no learning rate, because …",
        None,
        "with Q held, the loss is a bowl in the factors of each user, and where a bowl is flat can "
        "be computed: k equations in k unknowns. Nobody has to walk there.",
    )

if lesson.section("The code that ran"):
    watched = runs.seen_now()
    if watched is None:
        panels.note("Nothing has been trained yet.")
    else:
        panels.note(views.caption(watched))
        st.markdown(telling.which_step(watched))
        for function in telling.sources(watched):
            panels.formula_and_code(function)

if lesson.section("Your turn"):
    watched = runs.seen_now()
    if watched is not None:
        panels.note(views.caption(watched))
    questions.show_task(views.task(watched))
    questions.because(
        "full_data_because",
        "More factors fit the training ratings better, and the held-out ones …, because …",
        None,
        "… only up to a point: a factor that real taste does not need learns the noise of the "
        "training ratings, and noise does not come back in the held-out ones.",
    )

lesson.end(
    points=(
        "Nothing new is needed for a full data set: the same visit, a hundred thousand times.",
        "Mean and biases are already good; what the factors add looks small and is the whole art.",
        "Only held-out ratings tell learning from memory, and no model gets far below the noise "
        "in them.",
    ),
    question="What would it recommend to you?",
)
