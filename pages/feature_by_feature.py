"""Lesson: FunkSVD, which trains one feature after the other on what is left to explain."""

import streamlit as st

from mf_core.kernels.funk import clipped_epoch, explain_away, funk_epoch
from pages._kit import controls, lesson, panels, questions
from pages._kit.parts import earlier
from pages._kit.parts.feature_by_feature import habits, residual, stairs, telling, together
from pages._kit.stage import stage
from pages._kit.stage.live import lab

lesson.begin("feature_by_feature")

if lesson.opening():
    with lesson.beside("stairs") as scene:
        lesson.title()
        earlier.ask("feature_by_feature")
        st.markdown(telling.OPENING)
        st.markdown(telling.baseline())
        guess = questions.predict(
            "feature_by_feature_beyond", telling.question(), stairs.OPTIONS, stairs.REASONS
        )
        with scene:
            stage(
                stairs.first() if guess is None else stairs.whole(),
                key="feature_by_feature_stairs",
                height=420,
                clock="Epoch",
                fps=12,
                follow=False,
            )
        if guess is not None:
            questions.gap(guess, stairs.outcome())
            st.markdown(stairs.told())

if lesson.section("What is left to explain"):
    with lesson.beside("residual") as scene:
        st.markdown(
            "To train feature 3 one must know what features 1 and 2 leave of each rating. They "
            "are frozen, so what they leave does not change while feature 3 is trained. Then why "
            "compute it at every visit? Keep it: one number for each rating, the **cached "
            "residual** ẽ. A visit needs a single product p·q, whichever feature it is."
        )
        with scene:
            stage(residual.drawn(), key="feature_by_feature_products", height=360, follow=False)
        st.markdown(residual.counted())
    panels.formula_and_code(funk_epoch)
    questions.quiz("feature_by_feature_cache", *residual.ASKED["feature_by_feature_cache"])
    st.markdown("When a feature is finished, its product is taken out of every residual, once:")
    panels.formula_and_code(explain_away)

if lesson.section("Greedy, or all at once?"):
    with lesson.beside("greedy") as scene:
        st.markdown(telling.GREEDY)
        guess = questions.predict(
            "feature_by_feature_lower",
            "Which run has the lower RMSE on the *training* ratings in the end?",
            list(together.LOWER),
            together.LOWER,
        )
        with scene:
            if guess is None:
                panels.note("The two runs come with your guess.")
            else:
                stage(
                    together.compared(), key="feature_by_feature_compared", height=420,
                    clock="Moved", fps=12, follow=False,
                )  # fmt: skip
        if guess is not None:
            questions.gap(guess, together.lower())
            st.markdown(together.outcome())
            st.markdown(telling.ON_A_FULL_TABLE)

if lesson.section("All 0.1: right here, wrong there"):
    with lesson.beside("ones") as scene:
        st.markdown(
            "The last page drew its first numbers at random. Funk wrote 0.1 into every cell. Can "
            "both be right? A model of k features is a sum of k products, a column of P times a "
            "column of Q. How many of them really differ is its **rank**, and the **singular "
            "values** of P Qᵀ say how strong each is."
        )
        guess = questions.predict(
            "feature_by_feature_rank",
            telling.rank_question(),
            list(together.RANKS),
            together.RANKS,
        )
        with scene:
            if guess is None:
                panels.note("The bars come with your guess.")
            else:
                stage(together.strengths(), key="feature_by_feature_rank", height=420, follow=False)
        if guess is not None:
            questions.gap(guess, together.rank_at_once())
            st.markdown(telling.WHY_ONE_BY_ONE)
    if guess is not None:
        with lesson.wide("starts"):
            st.markdown(together.both_starts())
    questions.because(
        "feature_by_feature_zeros",
        "Started at 0 instead of 0.1, FunkSVD would never move either, because …",
        None,
        "the slope of p is minus the residual times q, and q is 0. Alone or together, a feature at "
        "zero stands on its saddle.",
    )

if lesson.section("What LensKit does otherwise"):
    with lesson.beside("habits") as scene:
        st.markdown(telling.LENSKIT)
        clip = controls.choose(
            "feature_by_feature", "clip", "Predictions in training", list(habits.CLIPS)
        )
        waiting = controls.choose(
            "feature_by_feature",
            "waiting",
            "Waiting features",
            [habits.UNSEEN, habits.COUNTED],
        )
        with scene:
            stage(
                habits.drawn(clip, waiting), key="feature_by_feature_habits", height=380,
                clock="Epoch", fps=12, follow=False,
            )  # fmt: skip
        st.markdown(habits.difference(clip, waiting))
    st.markdown(habits.outside())
    with lesson.wide("four"):
        st.markdown(habits.table())
    st.markdown(
        "The last column clips when all training is over. That can only help: every rating lies on "
        "the scale, so the clip moves a prediction towards it, never away."
    )
    panels.formula_and_code(clipped_epoch)
    panels.odd("Has a clipped prediction a slope?", telling.CLIP_HAS_NO_SLOPE)

if lesson.section("Your turn"):
    with lesson.beside("turn") as scene:
        st.markdown(
            "Four numbers decide the staircase: how far a step goes, how hard factors are pulled "
            "to zero, how many features there are, and how long each is trained. Epochs cost "
            "time. Spend few."
        )
        with scene:
            lab(
                stairs.STAIRS, key="feature_by_feature_turn", height=400, clock="Epoch",
                by_route=False,
            )  # fmt: skip
        questions.because("feature_by_feature_because", "What helped was …", None, telling.learnt())

lesson.end(
    points=(
        "FunkSVD trains one column pair, freezes it, and hands what is left to the next: a "
        "staircase.",
        "What frozen features leave is kept, one number a rating; so a visit costs one product, "
        "whichever feature it is.",
        "A start at 0.1 everywhere works one by one and gives rank 1 all at once.",
    ),
    question="When should training stop?",
)
