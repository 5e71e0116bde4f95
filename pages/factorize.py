"""Lesson: the toy ratings, factorized by gradient descent before the reader's eyes."""

import streamlit as st

from mf_core.algorithms import Knobs, Setup
from mf_core.kernels.sgd import sgd_visit
from pages._kit import cached, controls, lesson, panels, questions
from pages._kit.stage import stage
from pages._kit.stage.live import lab
from pages._kit.toy import runs as toy_runs
from pages._kit.toy import views as toys

lesson.begin("factorize")
lesson.title()

data = toys.current("factorize", cached.dataset("history_romance"))

if lesson.section("A table with holes"):
    st.markdown(
        "Eight people rated some of eight films. An empty cell does not say that somebody "
        "disliked the film. It says that **we do not know**. Change a rating or clear one, and "
        "everything below is trained again."
    )
    with lesson.wide("table"):
        data, refused = toys.rating_table("factorize", data)
    if refused:
        panels.refuse(refused)
    panels.note(
        f"{toys.counted(data)} Two factors for each user and each film are "
        f"{2 * (data.ratings.n_users + data.ratings.n_items)} numbers to learn: about as many as "
        "there are ratings to learn them from. Keep that in mind for the dashed curve below."
    )

if lesson.section("Watch it learn"):
    st.markdown(
        "Every user and every film starts with two small random numbers. One epoch visits every "
        "rating once; each visit moves the two numbers of one user and of one film a little, so "
        "that their product comes closer to the rating. A tenth of the ratings is **held out**: "
        "never trained on, only predicted. They carry a ring."
    )
    guess = questions.predict(
        "factorize_held_out",
        "The error on the training ratings falls, epoch after epoch. On the held-out ones?",
        toys.OUTCOMES,
    )
    with st.container(horizontal=True):
        eta = controls.eta("factorize", high=2.0, default=0.1)
        lam = controls.lam("factorize", default=0.2)
        k = controls.n_factors("factorize", high=4, default=2)
        seed = controls.seed("factorize", default=3)
    setup, knobs = Setup(k=k, scale=0.3, baseline="mean"), Knobs(eta=eta, lam=lam)
    run = cached.toy_run(data, "sgd", setup, knobs, toy_runs.N_EPOCHS, toy_runs.SHARE, seed)
    seen = toy_runs.watched(data, run, setup, knobs, seed)
    toys.show("factorize_run", data, seen if guess is not None else toys.only_the_start(run), knobs)
    with st.container(horizontal=True):
        lesson.preset("Crawls", factorize_eta=0.002)
        lesson.preset("Learns well", factorize_eta=0.1, factorize_lam=0.2)
        lesson.preset("Learns by heart", factorize_eta=0.15, factorize_lam=0.0, factorize_k=4)
        lesson.preset("Diverges", factorize_eta=1.0, factorize_lam=0.0)
    if guess is not None:
        questions.gap(guess, toys.outcome(run))
        st.markdown(toys.story(run))
    panels.odd(
        "Why is the error on the held-out ratings so much larger?",
        "The factors are chosen to make the *training* residuals small, noise included. The "
        "held-out ratings had no say. With about as many parameters as ratings, a good part of "
        "the fit is memory, not taste; λ trades some of that memory away.",
    )
    panels.odd(
        "I changed the seed, and history is suddenly on the other side. Is it wrong?",
        "No. Change the sign of one column in P *and* in Q, and no prediction changes. Which side "
        "history ends up on is decided by the random start. Near and far mean something on this "
        "map; left and right do not.",
    )

if lesson.section("One visit at a time"):
    st.markdown(
        "The same run, slower: each step is **one visit**. The green frame marks the rating that "
        "is visited. Watch how only one row of P and one column of Qᵀ change, and how the "
        "residual in the frame shrinks without vanishing. The users take turns at random, anew in "
        "every epoch; a user’s ratings are visited one after the other, which learns as well as "
        "full chaos and spares the computer the search."
    )
    toys.show("factorize_visits", data, toy_runs.walk(data), toy_runs.KNOBS)
    panels.formula_and_code(sgd_visit)

if lesson.section("Why random, and why small"):
    st.markdown(
        "Before any epoch, somebody has to choose the first numbers. Five choices, the same "
        "ratings, the same order of visits:"
    )
    stage(toy_runs.starts(data), key="factorize_starts", height=420, clock="Epoch", fps=12)
    questions.quiz(
        "factorize_zeros",
        "Started from zeros, nothing ever moves. Why?",
        {
            "The learning rate is too small.": "No rate helps: a step is the rate times the "
            "gradient, and here the gradient itself is zero.",
            "Each gradient is multiplied by the other factor, which is zero.": "The gradient for p "
            "is −e·q and for q it is −e·p. At zero both vanish, although the error does not: a "
            "saddle.",
            "Zero is the best solution.": "The error is as large as it was at the start. A zero "
            "gradient does not make a minimum; here it is a saddle.",
        },
        "Each gradient is multiplied by the other factor, which is zero.",
    )
    panels.odd(
        "All 0.1 moves, and still ends higher. What is missing?",
        "If all factors start alike, they get the same gradient at every visit and stay alike for "
        "ever: k equal columns are as good as one. That is rank 1, however large k is. *One "
        "feature at a time* the same start is fine, because each feature meets other residuals.",
    )

if lesson.section("The factors have no names"):
    st.markdown(
        "Turn the whole map, or stretch one direction for the users and shrink it for the films. "
        "Everybody moves. **No prediction changes.** So “factor 1” is not “history”: only lengths "
        "and angles between a user and a film mean something, and only together."
    )
    lab(toy_runs.TURNED, key="factorize_turned", height=480, columns=2)
    panels.formula(r"P\,Q^\top = (P A)\,(Q A^{-\top})^\top \qquad \text{for every invertible } A")

if lesson.section("Your turn"):
    st.markdown(
        "Go back to *Watch it learn* and turn the controls. The held-out error counts at its "
        "**best** epoch: whoever stops there, stops early."
    )
    questions.task(
        "Bring the held-out RMSE (seed 3) to at most 0.9 stars at its best epoch.",
        toy_runs.graded("factorize", data),
        0.9,
        unit="stars",
    )

lesson.end(
    points=(
        "Training only ever looks at the known cells; the empty ones are filled in by the product "
        "P Qᵀ.",
        "The training error keeps falling; the held-out error tells when learning turns into "
        "learning by heart.",
        "Start small and random: zeros are a saddle, equal numbers stay equal, and the factors "
        "themselves carry no names.",
    ),
    question="Does it still work with a hundred thousand ratings?",
)
