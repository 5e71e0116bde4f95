"""Lesson: a single visit of stochastic gradient descent under the microscope."""

import streamlit as st

from mf_core.kernels.sequential import sequential_visit
from mf_core.kernels.sgd import sgd_visit
from pages._kit import lens, lesson, panels, questions
from pages._kit.parts.one_rating import words
from pages._kit.stage.live import lab

lesson.begin("one_rating")
lesson.title()
lens.switch()

if lesson.section("Under the microscope"):
    st.markdown(
        "One user, one film, one factor each: p = 1 and q = 2 predict 2 stars, but the rating is "
        "5. The map shows how much is missing for every other (p, q). It is a valley; along the "
        "grey curve nothing is missing. One **visit** is one step towards it."
    )
    with lesson.wide("visit"):
        lab(
            words.VISIT,
            dialect=lens.dialect(),
            key="one_rating_visit",
            columns=2,
            clock="Visit",
        )
    panels.note(
        "Drag the point on the map, or the sliders. Each factor moves in proportion to the *other* "
        "one: the larger q is, the more p can do about the error. With more factors each pair "
        "does the same, all with the same e. λ is 0 here; it would only pull p and q towards 0."
    )
    panels.odd(
        "Why does the prediction rise by more than its slope promises?",
        "At p = 1, q = 2 and η = 0.1 the slope promises η e (p² + q²) = 1.5 stars; the visit "
        "gains 1.68. Both factors move at once, and the product of the two moves, "
        "0.6 · 0.3 = 0.18, comes on top. A slope speaks for small steps only.",
    )
    panels.odd(
        "On the saddle, p = q = 0, nothing moves. Is the rating predicted?",
        "No, the residual is the whole rating. But each factor’s step is multiplied by the other "
        "factor, and that is 0. This is why training never starts from zeros.",
    )

if lesson.section("Liked, and yet pulled down"):
    st.markdown(
        "Another film. The user’s factor is p = 1, the film’s q = −0.5, so the prediction is −0.5 "
        "stars. But the user liked it: 4 stars. The prediction is too low, by 4.5."
    )
    guess = questions.predict_sign(
        "one_rating_liked", "One visit with η = 0.1. What sign has the change of p?"
    )
    if guess is not None:
        with lesson.wide("liked"):
            lab(
                words.LIKED,
                key="one_rating_liked",
                columns=2,
                clock="Visit",
            )
        questions.gap(guess, words.direction(-0.5))
    questions.quiz(
        "one_rating_nudge",
        "“If a liked film is predicted too low, the user’s factor is nudged up.” When is that so?",
        {
            "Always.": "With q = −0.5 it goes down: a *larger* p would make the prediction even "
            "lower.",
            "When p is positive.": "Δp = η e q: once the prediction is too low, e is positive, and "
            "the sign of p plays no part in its own step.",
            "When q is positive.": "Δp = η e q. With e > 0, p moves in the direction of q: up if "
            "q is positive, down if it is negative.",
            "When η is small enough.": "η scales the step and is never negative; it cannot turn "
            "it round.",
        },
        "When q is positive.",
    )

if lesson.section("Both at once, or one after the other?"):
    st.markdown(
        "Back to p = 1, q = 2, r = 5 and η = 0.1. The residual is 3, and the visit leads to "
        "p = 1.6 and q = 2.3. Many listings in the wild write the two lines one below the other: "
        "first `p += eta * e * q`, then `q += eta * e * p`. In the second line p is already "
        "the *new* p."
    )
    said = questions.predict_number(
        "one_rating_order", "Where does q end, if it is moved by the new p?", 0.0, 5.0
    )
    if said is not None:
        questions.gap(said, words.sequential_q(0.1), "√star")
        with lesson.wide("orders"):
            lab(
                words.ORDERS,
                key="one_rating_orders",
                clock="Visit",
            )
        st.markdown(
            "Only the first order takes a step of −η times the gradient. The other one has moved p "
            "before q looks at it. Here it still goes downhill, and that is why the "
            "mistake survives. Make η ten times smaller, and the difference is a hundred times "
            "smaller: nobody notices."
        )
        panels.odd(
            "The wrong order comes closer to 5. Why is it wrong?",
            "At η = 0.1 it predicts 1.6 · 2.48 = 3.97, the right one 3.68. It took the longer "
            "step; a slightly larger η does as much for the right order. What is lost is what was "
            "promised: a step along the gradient, of the length you chose, the same whichever of "
            "the two letters is written first.",
        )
    panels.formula_and_code(sgd_visit)
    panels.note("And the mistake, as it is usually written. It ran for the figure above:")
    panels.formula_and_code(sequential_visit)

if lesson.section("Your turn"):
    with lesson.wide("task"):
        lab(
            words.HIT,
            key="one_rating_task",
            columns=2,
            clock="Visit",
        )
    panels.odd(
        "Why not choose η anew at each visit, so that every rating is hit?",
        "Because the next rating of the same user wants another p. A visit that hits its rating "
        "exactly forgets what the others have taught; a small η lets all of them have their say.",
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
