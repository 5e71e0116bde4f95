"""Lesson: a single visit of stochastic gradient descent under the microscope."""

import streamlit as st

from mf_core.kernels.sequential import sequential_visit
from mf_core.kernels.sgd import sgd_visit
from pages._kit import lens, lesson, panels, questions
from pages._kit.parts.one_rating import visit, words
from pages._kit.stage.live import lab

lesson.begin("one_rating")
lens.switch()

if lesson.opening():
    with lesson.beside("visit") as scene:
        lesson.title()
        st.markdown(
            "Two lines of algebra are easy to nod at: p moves by η e q, and q by η e p. Let us "
            "watch them at work on the smallest model there is: **one user, one film, one factor "
            "each**. The user’s factor is p = 1, the film’s q = 2, so the model predicts 2 stars. "
            "The user gave 5. The residual is e = 3 stars, and both factors can do something "
            "about it. How much should each of them do?"
        )
        with scene:
            lab(words.VISIT, dialect=lens.dialect(), key="one_rating_visit", height=420)
        st.markdown(
            "By hand first, with η = 0.1. p moves by 0.1 · 3 · **2** = 0.6, because the *film’s* "
            "factor is 2. q moves by 0.1 · 3 · **1** = 0.3, because the *user’s* is 1. The two "
            "cross over, and that is sensible: what one more unit of p brings is q. Where q is "
            "large, p is the better lever, and it is pulled harder. Looking at one rating and "
            "moving both its rows is called a **visit**."
        )
        st.markdown(
            "The land on the map is what a visit wants to lower: the loss ½ e² for every p and "
            "every q, with a line for each star that is missing. Along the curve p q = 5 "
            "nothing is missing. Drag the full dot; the ring is where the visit ends, and the two "
            "thin lines are its shares in p and in q. With *visits*, it goes on from where it "
            f"stands: {words.n_to_the_curve()} of them leave less than a tenth of a star. Every "
            "point of the curve is as good as any other. One rating alone never says which p and "
            "which q it wants, only what their product should be."
        )
        gained, left = words.too_far()
        st.markdown(
            "A slope, remember, speaks for small steps only. It promised 1.5 stars; the visit "
            "brings 1.68, because the two moves also multiply each other, 0.6 · 0.3 = 0.18. Here "
            "that helps. Press *Too far*, and it does not: with η = 0.4 the residual goes from "
            f"{gained} to {left} stars. The visit has stepped over the valley and stands higher "
            "up on the other side. Nothing in the rule forbids it; only a modest η does."
        )
        st.markdown(
            "And in one place nothing happens at all. At p = q = 0 the whole rating is missing, "
            "yet each factor waits for the other: its step is multiplied by 0. This is the saddle, "
            "and the reason why training never starts from zeros. λ is 0 on this page; it would "
            "only pull p and q a little towards that point."
        )

if lesson.section("Liked, and yet pulled down"):
    with lesson.beside("liked") as scene:
        st.markdown(
            "The article of our sources has a rule of thumb: if a user likes an item and is "
            "predicted too low, the update nudges the user’s factor up. It sounds right. Try it "
            "on another film. The user’s factor is p = 1, the film’s q = −0.5, so the "
            "prediction is −0.5 stars. But the user liked it: 4 stars. It is too low, by 4.5."
        )
        guess = questions.predict_sign(
            "one_rating_liked",
            "One visit with η = 0.1. What sign has the change of p?",
            words.SIGNS,
        )
        with scene:
            shown = visit.BEFORE if guess is None else visit.AFTER
            lab(words.LIKED, key="one_rating_liked", columns=2, height=400, shown=shown)
        if guess is not None:
            questions.gap(guess, words.direction(-0.5))
            st.markdown(
                "p goes down, and the prediction goes *up*. More of p would have meant more of "
                "−0.5. A factor is not an amount of liking; it is a coordinate, and a film may lie "
                "on its negative side. Drag q through 0 and watch p turn round. At q = 0 it stays: "
                "a film without any of this factor has nothing to teach about it."
            )
        questions.quiz(
            "one_rating_nudge",
            "“If a liked film is predicted too low, the user’s factor is nudged up.” When is that "
            "so?",
            words.REASONS,
            "When q is positive.",
        )

if lesson.section("Both at once, or one after the other?"):
    with lesson.beside("orders") as scene:
        st.markdown(
            "Back to p = 1, q = 2, r = 5 and η = 0.1. The visit leads to p = 1.6 and q = 2.3. "
            "Many programs in the wild write its two lines one below the other: first "
            "`p += eta * e * q`, then `q += eta * e * p`. It looks like the formula. But when the "
            "second line runs, p is already the *new* p."
        )
        said = questions.predict_number(
            "one_rating_order", "Where does q end, if it is moved by the new p?", 0, 5, "√star"
        )
        with scene:
            shown = visit.BEFORE if said is None else visit.AFTER
            lab(words.ORDERS, key="one_rating_orders", height=400, shown=shown)
        if said is not None:
            questions.gap(said, words.sequential_q(0.1), "√star")
            st.markdown(
                "Only the first order takes a step of −η times the gradient. The other one comes "
                "closer to 5, 3.97 stars instead of 3.68. Is it better, then? It took the longer "
                "step; a slightly larger η does as much for the right order. What is lost is what "
                "was promised: a step along the slope, of the length you chose, the same whichever "
                "of the two letters is written first. And as it still goes downhill here, nobody "
                "notices. That is why the mistake survives."
            )
            questions.because(
                "one_rating_downhill",
                "The wrong order goes downhill here and may still be called wrong, because …",
                None,
                "… its step is not −η times the slope. How far q moves depends on which letter "
                "happens to be written first, and nothing that is proved about gradient descent "
                "holds for it.",
            )
            questions.quiz(
                "one_rating_smaller",
                "Make η ten times smaller. The gap between the two orders becomes …",
                words.SMALLER,
                "a hundred times smaller",
            )
    panels.formula_and_code(sgd_visit)
    panels.note("And the mistake, as it is usually written. It ran for the figure above:")
    panels.formula_and_code(sequential_visit)

if lesson.section("Your turn"):
    with lesson.beside("task") as scene:
        st.markdown(
            "One rating could be hit exactly, in a single visit, if η were chosen for it alone. "
            "Find that η: the ring should land on the curve."
        )
        with scene:
            lab(words.HIT, key="one_rating_task", columns=2, height=400)
        questions.because(
            "one_rating_hit",
            "No program chooses η anew at each visit so that every rating is hit, because …",
            None,
            "… the next rating of the same user wants another p. A visit that hits its own rating "
            "exactly forgets what the others have taught.",
        )
        st.markdown(
            "A small η lets all ratings have their say; the price is that they must be visited "
            "again and again. One rating at a time, in random order: that is what *stochastic* "
            "means in “stochastic gradient descent”. Each visit sees the slope of one rating "
            "instead of all, a rough guess at the true one, which costs next to nothing."
        )

lesson.end(
    points=(
        "A visit moves p by η e q and q by η e p: each factor in proportion to the other.",
        "The sign of a step is the sign of e times the sign of the *other* factor; “liked” alone "
        "does not mean up.",
        "Both right-hand sides are read before either factor moves; otherwise it is another "
        "algorithm.",
    ),
    question="And all ratings at once?",
)
