"""Lesson: learning and learning by heart, and who tells the one from the other."""

import streamlit as st

from mf_core.objective import bias_baseline
from pages._kit import controls, lesson, panels, questions
from pages._kit.parts.overfitting import asked, edge, held_back, searches, stop, toy_map, trap
from pages._kit.stage.live import lab

lesson.begin("overfitting")

if lesson.opening():
    with lesson.beside("opening") as scene:
        lesson.title()
        st.markdown(
            "A hundred thousand ratings, sixteen factors, sixty epochs. The error on the ratings "
            "we train on falls, and falls, and falls. Is there any reason to stop?"
        )
        st.markdown(
            "There is one, and this curve cannot show it. Before training we have put two tenths "
            "of the ratings aside. One of them, the **validation** ratings, is looked at after "
            "every epoch, and never trained on. What do you think their error does?"
        )
        with scene:
            guess = questions.level(
                "overfitting_stop",
                "Drag the line to the epoch at which the validation error is lowest.",
                stop.asked_of("overfitting_stop"),
                stop.run(*stop.FIRST).curves.stop,
                along="x",
                unit="epochs",
            )
        if guess is not None:
            st.markdown(stop.opened_in_words())
            panels.odd(
                "At epoch 0 nothing has been trained. Why is the validation error higher already?",
                stop.before_training(),
            )

if lesson.section("Learn less, or stop earlier"):
    with lesson.beside("stop") as scene:
        st.markdown(
            "What is it that the run learns after the turn? The ratings were planted: three tastes "
            "for everybody, and noise on top. The tastes are in all the ratings and are found "
            "first. The noise of a single rating can only be learnt by heart, and noise does not "
            "come back in the others."
        )
        with scene:
            lab(stop.STOP, key="overfitting_lab", height=380, clock="Epoch", by_route=False)
        st.markdown(
            "Three handles hold it back. **Stop** where the validation error turns. Give it fewer "
            "**factors**. Or charge for their length: with a larger **λ** a factor must earn more "
            "than it costs, and the turn comes later or never. Too much of that, and even the "
            "tastes are not worth their price. Try the four buttons, then find your own."
        )
        questions.quiz(
            "overfitting_by",
            "You compare a hundred settings. By which error do you choose?",
            asked.CHOSEN_BY,
            asked.BY_VALIDATION,
        )

if lesson.section("More numbers than ratings"):
    with lesson.beside("numbers") as scene:
        st.markdown(
            "How much *can* a run learn by heart? Count. Each user and each film has k numbers. "
            "Where there are as many numbers as ratings, every rating can have one of its own, "
            "noise included."
        )
        with scene:
            lab(stop.NUMBERS, key="overfitting_numbers", height=280, clock="Epoch", by_route=False)
        st.markdown(
            "Drag k, with λ = 0. Nothing happens at the crossing itself: the harm begins with the "
            "fourth factor and grows. More numbers than ratings is a warning and no crime. With λ "
            "the same thirty-two factors are nearly as good as three, as the button *Held back* "
            "shows above: three tastes are strong, the other twenty-nine are kept small."
        )

if lesson.section("Thirty-six at once"):
    with lesson.beside("toy") as scene:
        st.markdown(
            "Two handles make a map: k to the right, λ upwards, and in each cell the error of a "
            "run of its own on ratings it has never seen. Deep is good. Here it is for the toy of "
            "39 ratings, each of which is left out once. Move the player: the map of every epoch."
        )
        with scene:
            lab(toy_map.MAP, key="overfitting_toy", height=380, clock="Epoch", fps=8)
        st.markdown(
            "Early on, every column is still learning. Then the lower right fills with runs that "
            "know their 38 ratings by heart. Early stopping is a cut through this film, λ and k "
            "are places on the map; they are three ways to the same end. And now change the "
            "seed. The pale corner stays pale, its single numbers do not stay: each cell of so "
            "small a set is also a matter of luck."
        )

if lesson.section("The map of a hundred thousand"):
    with lesson.beside("search") as scene:
        st.markdown(
            "The same for the planted ratings: a real run of 20 epochs in every cell, trained "
            "while you look. Read on meanwhile; the map will be here."
        )
        plan = controls.choose("overfitting", "plan", "Map", list(searches.PLANS))
        where = questions.predict(
            "overfitting_where", asked.WHERE, list(asked.PLACES), asked.PLACES
        )
        with scene:
            job = searches.steered("overfitting", searches.PLANS[plan])
            if job is None:
                panels.note("Nothing has been trained yet: a cell appears with each run.")
            else:
                searches.shown("overfitting", job, over=job.over)
        if job is not None and job.over:
            if where is not None and asked.is_first(job):
                questions.gap(where, asked.LITTLE)
            st.markdown(searches.verdict(job.snapshot()))
    panels.odd(
        "A large rate reaches a good error and then loses it. Is that another kind of error?",
        "On the map of η and λ the last epoch says: small rates are best. Move the player back, "
        "and the good strip wanders to the right. A larger rate learns the tastes sooner, and "
        "then the noise sooner. It is the same story on a faster clock, until the rate is so "
        "large that the run diverges.",
    )

if lesson.section("Where a rate breaks"):
    with lesson.beside("edge") as scene:
        st.markdown(
            "The crosses are runs that left all numbers. That is not overfitting: the training "
            "error explodes as well. Look at one visit with λ = 0. Write e′ for the residual "
            "after its step:"
        )
        panels.formula(
            r"e' = e\,\bigl(1 - \eta\,(\lVert p_u \rVert^2 + \lVert q_i \rVert^2)"
            r" - \eta^2 e\; p_u^\top q_i\bigr)"
        )
        with scene:
            lab(edge.EDGE, key="overfitting_edge", height=380, clock="Visit", by_route=False)
        st.markdown(
            "The visit takes away a **share** of its residual, η times both squared lengths. With "
            "a share of 1 the rating is hit exactly. Between 1 and 2 the step lands on the other "
            "side, nearer. **Above 2 it lands farther away than before**, and longer factors make "
            "the next share larger still. The last term, small as long as η is, blurs the edge. So "
            "the largest rate that works depends on how long the factors have grown."
        )

if lesson.section("Believe the few a little"):
    with lesson.beside("held") as scene:
        st.markdown(
            "One user has rated three films, and all three a star above the rest. A generous "
            "user, or luck? A bias can be learnt by heart, too. The cure: pretend that each user "
            "has β more ratings that are exactly average."
        )
        with scene:
            lab(held_back.HELD_BACK, key="overfitting_held", height=380)
        st.markdown(
            "A user with hundreds of ratings hardly notices. One with three is drawn to the "
            "average, and that is nearer to the truth, which here is known. Too large a β, and "
            "nobody is believed."
        )
        questions.quiz(
            "overfitting_per_rating",
            "And the λ of this course, charged once for every rating? Which biases does it shrink?",
            asked.PER_RATING,
            asked.ALIKE,
        )
    panels.formula_and_code(bias_baseline)

if lesson.section("The best of forty"):
    with lesson.beside("trap") as scene:
        st.markdown(trap.STORY)
        luck = questions.predict_number(
            "overfitting_trap",
            trap.question(),
            0.5,
            1.5,
            "stars",
        )
        with scene:
            if luck is None:
                panels.note("The figure comes with your guess: forty runs on the planted set.")
            else:
                lab(trap.TRAP, key="overfitting_trap_lab", height=400, clock="Model", fps=8)
        if luck is not None:
            questions.gap(luck, trap.answer(), "stars")
            st.markdown(trap.TOLD)

if lesson.section("Your turn"):
    with lesson.beside("turn") as scene:
        st.markdown(
            "No early stopping this time. Choose by the validation error alone; the test ratings "
            "are opened when you have got there."
        )
        with scene:
            lab(stop.TURN, key="overfitting_turn", height=380, clock="Epoch", by_route=False)
        questions.because(
            "overfitting_because",
            "The validation error of a chosen setting is a little too good, because …",
            None,
            "… we chose the setting *for* it. Of many numbers with some luck in each, the lowest "
            "has more luck than most. The test ratings have not been asked yet, so their luck is "
            "nobody’s choice.",
        )

lesson.end(
    points=(
        "Training error tells what was remembered, validation error what was learnt. Stop where "
        "the second turns.",
        "Fewer factors, a larger λ, an earlier stop: three ways to leave no room for noise. Held "
        "back too far, taste has no room either.",
        "Whatever you choose by is used up. Keep a test set that nobody has chosen by, and open "
        "it once.",
    ),
    question="Which of all these ways is the fastest?",
)
