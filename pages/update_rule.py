"""Lesson: the update rule, derived line by line on one real rating."""

import streamlit as st

from mf_core.kernels.sgd import sgd_visit
from pages._kit import lens, lesson, misprints, panels, questions
from pages._kit.derivation import player
from pages._kit.parts.update_rule import gradient_check, rating, where_the_two_went
from pages._kit.stage import Words, stage
from pages._kit.stage.live import lab

lesson.begin("update_rule")
lesson.title()

left, right = st.columns([1, 1])
with left:
    lens.switch()
with right:
    numbers = rating.choose_rating()

if lesson.section("One rating, one factor, one valley"):
    st.markdown(
        f"{rating.described(numbers)} Freeze every number of the model but one, the user’s "
        "factor, and turn that one: the squared error follows a parabola. Training needs to "
        "know a single thing about it: **how steep is it, here?**"
    )
    guess = questions.predict(
        "update_rule_steepness",
        "Suppose the rating were missed by twice as much. The valley, at the same place, is then …",
        rating.OUTCOMES,
    )
    valleys = rating.valleys(numbers, revealed=guess is not None)
    stage(valleys, key="update_rule_valley", columns=len(valleys), height=360)
    if guess:
        questions.gap(guess, rating.steepened(numbers))
        st.markdown(
            "The *square* of the error is four times as large, its *slope* only twice. The error "
            "enters the slope once, and so does the item’s factor; nothing else does:"
        )
        lens.formula("slope of one rating, user")
        st.markdown("That line is worth a proof.")

if lesson.section("Line by line"):
    if not lesson.presenting():
        st.markdown(
            "Each line equals the one above, by one rule; under the letters stand their values "
            "now. What does not contain the factor has slope 0 and is struck out. First watch, "
            "then fill the gaps, then put the lines in order."
        )
    with lesson.wide("player"):
        player.player("update_rule", numbers)

if lesson.section("The rule in the program"):
    st.markdown("Both routes for one rating end in two lines. Here they are, as they run:")
    panels.formula_and_code(sgd_visit)
    panels.odd(
        "The film was liked, the prediction is too low, and the factor goes down. Is that wrong?",
        rating.liked_and_down(),
    )

if lesson.section("Only one row"):
    st.markdown(
        "All ratings together? Then the slopes add up. But most of them are 0: no other user’s "
        "prediction contains this factor, and an item that was not rated has no error. The sum "
        "shrinks to one row of the table, and there to the cells that are filled."
    )
    pictures, said = rating.shares(numbers)
    stage(pictures, key="update_rule_row", columns=2, height=430, words=Words(said), fps=1)
    lens.formula("slope of all ratings, user")
    panels.note(rating.sum_in_words(numbers))

if lesson.section("Where the 2 went"):
    st.markdown(
        "The square leaves a 2 behind. Some put a ½ before the loss, so that it cancels. Some "
        "roll it into the learning rate. Some take a mean and keep 2/N. Translate the rate, and "
        "every one of them moves this factor by the same amount:"
    )
    with lesson.wide("rates"):
        st.markdown(where_the_two_went.rates(numbers))
    questions.quiz(
        "update_rule_two",
        "The transcript’s loss has no ½, and its printed update has no 2. Where is it?",
        where_the_two_went.WHERE_THE_TWO_WENT,
        where_the_two_went.IN_THE_RATE,
    )

if lesson.section("A price for length"):
    st.markdown(
        "With few ratings a factor can explain noise by growing large. So the loss charges for "
        "length, λ(p² + q²), and the slope has a second part. Two pulls: the data pull towards a "
        "better prediction, the charge pulls back to 0. Where they are equal, the factor rests. "
        "**How often** λ is charged decides what more ratings do:"
    )
    charged = rating.choose_charge()
    lab(rating.PULLS, key="update_rule_pulls", height=400, charged=charged)
    lens.formula("regularised step, user")
    panels.odd(
        "“It takes a lot more data to justify a large factor.” Here it does not. Why?",
        "That is true if a factor is charged once: more ratings lengthen only the data pull, and "
        "the resting point moves out. In this course, as in most programs, λ is charged *once per "
        "rating*: both pulls grow together, and the resting point stays where it is. What then "
        "holds a lonely rating back is that its film’s factors are short as well.",
    )

if lesson.section("Trust, but nudge"):
    st.markdown(
        "A derivation can be wrong. A nudge cannot: move one entry by h, look how the loss of all "
        "ratings changes, divide. Large h: the secant misses the curve. Tiny h: two nearly equal "
        "numbers are subtracted, and only their rounding is left. In between lies a good one."
    )
    side, row, f = gradient_check.choose_entry()
    with lesson.wide("nudge"):
        lab(gradient_check.NUDGE, key="update_rule_nudge", columns=2, side=side, row=row, f=f)
    panels.odd(
        "Looking to both sides, the error does not grow with h at all. Is the formula cheating?",
        "Along a single entry the loss is a parabola, and on a parabola the secant over x − h and "
        "x + h has exactly the slope of the tangent. Only rounding is left, and that shrinks as h "
        "grows.",
    )

if lesson.section("Spot the slip"):
    st.markdown(
        "Transcripts, notes and slides slip, and a wrong index looks as learned as a right one. "
        "Do not argue: compute. Each line below is printed in a source and is wrong; answer its "
        "question with a number."
    )
    misprints.exercise("update_rule", misprints.named(misprints.OF_THE_DERIVATION))

lesson.end(
    points=(
        "The slope of one squared error in a factor is minus the error times the *other* factor; "
        "everything else is a constant and dies.",
        "A step goes against the slope: error times item factor, less a little of the factor "
        "itself, times the rate. The 2 is a matter of book-keeping.",
        "Every derivative can be checked by a nudge; do it before you trust it.",
    ),
    question="So what does a single visit do to the two rows it touches?",
)
