"""Lesson: a full data set, trained in the background while the reader watches."""

import streamlit as st

from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from pages._kit import controls, lesson, panels, questions
from pages._kit.parts.full_data import runs, sources, views
from pages._kit.stage import Words, stage

lesson.begin("full_data")
lesson.title()

if lesson.section("Choose the ratings"):
    st.markdown(
        "A hundred thousand ratings, and the same few lines of code. Take the built-in set, bring "
        "a file of your own, or let the course fetch MovieLens: real people, real films."
    )
    sources.choose("full_data")

data = sources.current("full_data", runs.current())

if lesson.section("Train"):
    sources.describe(data)
    name = controls.choose(
        "full_data", "algorithm", "Algorithm", list(ALGORITHMS), format_func=runs.title_of
    )
    algorithm = ALGORITHMS[name]
    panels.note(algorithm.sentence)
    own = f"full_data_{name}"
    with st.container(horizontal=True):
        k = controls.n_factors(own, high=64, default=algorithm.setup.k)
        eta, lam = algorithm.knobs.eta, algorithm.knobs.lam
        if algorithm.has_rate:
            eta = controls.eta(own, high=0.2, default=eta)
        if algorithm.has_lam:
            lam = controls.lam(own, low=0.001, default=lam)
        epochs = controls.n_epochs(own, runs.EPOCHS, algorithm.epochs)
    with st.container(horizontal=True):
        share = controls.held_out("full_data", default=0.1)
        seed = controls.seed("full_data", default=0)
        pace = controls.choose("full_data", "pace", "Speed", list(runs.PACES))
    floor = runs.baseline_of(data, share, seed)
    guess = None
    if floor > 0:  # 0: nothing is left to explain; NaN: nothing was held out
        guess = questions.predict_number(
            "full_data_reached",
            f"Mean and biases alone miss the held-out ratings by {floor:.3f} stars (RMSE). "
            "What will the factors bring it down to?",
            0.0,
            2.0,
            "stars",
        )
    knobs = Knobs(eta=eta, lam=lam, feature_epochs=epochs)
    setup = Setup(k, algorithm.setup.init, algorithm.setup.scale)
    job = runs.steered("full_data", data, algorithm, setup, knobs, epochs, share, seed, pace)
    if job is None:
        panels.note("Nothing has been trained yet. The figures appear with the first step.")
    elif not job.points:
        runs.wait_for_start(job)
    else:
        seen = job.snapshot()
        shown = stage(
            views.pictures(seen, whole=seen.over),
            key="full_data_run",
            columns=2,
            height=460,
            words=Words(views.step_labels(seen) if seen.over else None),
            clock=algorithm.unit.capitalize(),
            stream=None if seen.over else runs.stream_of(job),
            follow=False,
            fps=8,
        )
        runs.rerun_when_finished(seen, shown)
        st.markdown(views.verdict(seen))
        if guess is not None and seen.over:
            questions.gap(guess, round(views.best(seen), 4), "stars")
    panels.odd(
        "Why does the held-out error rise in the first epoch?",
        "The run starts from mean and biases, which are already good, plus small *random* factors. "
        "The first visits spend themselves on undoing that noise; only then do the factors begin "
        "to agree on something.",
    )
    panels.odd(
        "Why is the held-out error on the planted set never below the dotted line?",
        "We planted that much noise into every rating. Noise cannot be learnt, only memorised, and "
        "what is memorised about the training ratings says nothing about the held-out ones.",
    )

if lesson.section("The code that ran"):
    algorithm = ALGORITHMS[controls.value("full_data", "algorithm", next(iter(ALGORITHMS)))]
    st.markdown(f"**{algorithm.title}.** {algorithm.sentence} Below is the source that was run.")
    panels.formula_and_code(algorithm.kernels[0])

if lesson.section("Your turn"):
    questions.task(
        "Bring the held-out RMSE of a run at least 3 % below the baseline (mean and biases).",
        views.gain(runs.seen_now()),
        3.0,
        "at least",
        unit="%",
    )

lesson.end(
    points=(
        "Nothing new is needed for a full data set: the same visit, a hundred thousand times.",
        "The baseline is already good; what the factors add looks small and is the whole art.",
        "Only held-out ratings tell whether a run has learnt or memorised.",
    ),
    question="What would it recommend to you?",
)
