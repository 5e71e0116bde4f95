"""Lesson: the toy ratings, factorized by gradient descent before the reader's eyes."""

import streamlit as st

from mf_core.kernels.sgd import sgd_visit
from pages._kit import lesson, panels, questions
from pages._kit.stage import stage
from pages._kit.stage.live import lab
from pages._kit.toy import boards, runs, svd, telling, trust, turned
from pages._kit.toy import views as toys

lesson.begin("factorize")
data = toys.current("factorize", runs.built_in())
by_route = boards.is_built_in(data)

if lesson.opening():
    with lesson.beside("run") as scene:
        lesson.title()
        st.markdown(
            "Eight people, eight films, 39 ratings; the other cells are empty. You know the step "
            "that one rating asks for. Now take it for every rating, again and again, and watch "
            "two tables of random numbers, P and Q, become tastes."
        )
        st.markdown(telling.START)
        with scene:
            lab(
                boards.following(boards.RUN, data),
                key="factorize_run",
                height=400,
                fps=8,
                by_route=by_route,
            )
        st.markdown(telling.EPOCH)
        st.markdown(telling.on_the_map(data))
        panels.odd(
            "I changed the seed, and history is suddenly on the other side. Is it wrong?",
            "No. Change the sign of one column in P *and* in Q, and no prediction changes. Which "
            "side history ends up on is decided by the random start. The **seed** is the number "
            "that start is drawn from: the same seed gives the same run, to the last digit. It "
            "also decides which ratings are held out.",
        )

if lesson.section("One visit at a time"):
    with lesson.beside("visits") as scene:
        st.markdown(
            "Here is the beginning of such a run, one visit per step. A frame marks the rating "
            "that is visited. One row of P changes, and one column of Qᵀ; nothing else does."
        )
        st.markdown(telling.VISIT)
        with scene:
            lab(
                boards.following(boards.VISITS, data),
                key="factorize_visits",
                height=400,
                clock="Visit",
                start="first",
                fps=4,
                by_route=False,
            )
        st.markdown(telling.setbacks(data))
    panels.formula_and_code(sgd_visit)

if lesson.section("Learnt, or learnt by heart?"):
    with lesson.beside("trust") as scene:
        st.markdown(telling.HELD_OUT)
        guess = questions.predict(
            "factorize_left_out",
            "Three settings. Which one predicts best what it has never seen?",
            list(trust.OPTIONS),
        )
        with scene:
            if guess is None:
                panels.note(
                    "The figure comes with your guess: as many runs for each setting as ratings."
                )
            else:
                stage(
                    trust.compared(data), key="factorize_compared", height=420, clock="Epoch",
                    fps=12, follow=False,
                )  # fmt: skip
        if guess is not None:
            guess = guess._replace(reasons=trust.reasons(data))  # many runs: not before
            questions.gap(guess, trust.best_option(data))
            st.markdown(telling.overfitting(data))
    st.markdown(telling.THREE_PARTS)

if lesson.section("The ratings are yours"):
    st.markdown(
        "An empty cell does not say that somebody disliked the film. It says that **we do not "
        "know**. Change a rating or clear one, and every run on this page is trained anew."
    )
    with lesson.wide("table"):
        data, refused = toys.rating_table("factorize", data, runs.built_in())
    if refused:
        panels.refuse(refused)
    panels.note(telling.counted(data))

if lesson.section("Why random, and why small"):
    with lesson.beside("starts") as scene:
        st.markdown(
            "Before any epoch, somebody has to choose the first numbers. Five choices; the "
            "ratings, the order of visits, η and λ are the same."
        )
        with scene:
            stage(
                runs.starts(data), key="factorize_starts", height=420, clock="Epoch", fps=12,
                follow=False,
            )  # fmt: skip
        questions.quiz(
            "factorize_zeros",
            "Started from zeros, nothing ever moves. Why?",
            {
                "The learning rate is too small.": "No rate helps: a step is the rate times the "
                "gradient, and here the gradient itself is zero.",
                "Each gradient is multiplied by the other factor, which is zero.": "The gradient "
                "for p is −e·q and for q it is −e·p. At zero both vanish, although the error does "
                "not: a saddle.",
                "Zero is the best solution.": "The error is as large as it was at the start. A "
                "zero gradient does not make a minimum; here it is a saddle.",
            },
            "Each gradient is multiplied by the other factor, which is zero.",
        )
        st.markdown(telling.other_starts(data))

if lesson.section("The factors have no names"):
    st.markdown(telling.TURNED)
    with lesson.wide("turned"):
        lab(
            boards.following(turned.TURNED, data),
            key="factorize_turned",
            height=440,
            columns=2,
            by_route=by_route,
        )
    panels.formula(r"P\,Q^\top = (P A)\,(Q A^{-\top})^\top \qquad \text{for every invertible } A")
    st.markdown(telling.INVERSE)
    questions.because(
        "factorize_stretch_because",
        "With λ > 0 a stretch costs something, although no prediction changes, because …",
        None,
        "J charges λ/2 for each squared length. A stretch by s makes one column of P longer, s² in "
        "the square, and the column of Q shorter by as much; the sum of the two is smallest at one "
        "s, and training has found it.",
    )

if lesson.section("Why it is called SVD"):
    with lesson.beside("svd") as scene:
        st.markdown(telling.FULL_TABLE)
        with scene:
            lab(svd.SVD, key="factorize_svd", height=420, clock="Step")
        st.markdown(telling.FUNK)
    panels.formula_and_code(svd.best_of_rank)

if lesson.section("Your turn"):
    with lesson.beside("turn") as scene:
        st.markdown(telling.TASK)
        with scene:
            lab(
                trust.for_data(data), key="factorize_trust", height=420, clock="Epoch",
                by_route=False,
            )  # fmt: skip
        questions.because(
            "factorize_because",
            "The control that helped most was … because …",
            None,
            trust.helped(data),
        )

lesson.end(
    points=(
        "Training looks at the known cells only, one visit at a time; the product P Qᵀ fills in "
        "the empty ones.",
        "A small training error proves nothing: only ratings that were left out tell learning "
        "from learning by heart.",
        "Start small and random. The factors carry no names, and on a full table they would be "
        "those of the SVD, up to a turn.",
    ),
    question="Must all factors learn at once?",
)
