"""Lesson: the update rule, derived line by line on one real rating."""

import streamlit as st

from mf_core.kernels.sgd import sgd_visit
from pages._kit import lens, lesson, misprints, panels, questions
from pages._kit.derivation import player, sittings
from pages._kit.parts.update_rule import gradient_check, rating, where_the_two_went
from pages._kit.stage import Words, stage
from pages._kit.stage.live import lab

lesson.begin("update_rule")
lens.switch()
numbers = rating.choose_rating()

if lesson.opening():
    with lesson.beside("valley") as scene:
        lesson.title()
        st.markdown(
            "The last page ended with a landscape over every number of P and Q, and the question "
            "which way is downhill for a single one of them. So take a single one. "
            f"{rating.described(numbers)}"
        )
        st.markdown(
            "Freeze every number of the model but one, the user’s factor $p_{uf}$, and turn that "
            "one. The squared error follows a **parabola**, because the prediction is a straight "
            "line in $p_{uf}$. Training needs to know one thing about this valley: how steep it "
            "is where we stand. One could try a step and look; gradient descent needs the number "
            "itself, for every factor of everybody, thousands of times. We want a formula."
        )
        guess = questions.predict(
            "update_rule_steepness",
            "Suppose the rating were missed by twice as much. The valley, at the same place, is "
            "then …",
            rating.OUTCOMES,
            rating.STEEP,
        )
        with scene:
            stage(
                rating.valleys(numbers, revealed=guess is not None),
                key="update_rule_valley",
                columns=2 if guess is not None else 1,
                height=420 if guess is None else 300,
            )
        if guess is not None:
            questions.gap(guess, rating.steepened(numbers))
            st.markdown(
                "Twice the error, four times the loss, but only twice the slope. So the error "
                "enters the slope once. The item’s factor does, too, for it says how fast the "
                "prediction moves when p does. The claim is that nothing else enters:"
            )
            lens.formula("slope of one rating, user")
            st.markdown("That line is worth a proof. Three of them follow.")

if lesson.section("First sitting: from the outside in"):
    if not lesson.presenting():  # there the room belongs to the lines
        st.markdown(
            "The loss of one rating is a square, and inside the square stands the error. The "
            "chain rule opens such a thing like a parcel: first the square, then what is in it. "
            "Each line below equals the one before by **one** rule. What has changed stands on a "
            "light ground; what does not contain $p_{uf}$ has slope 0 and is struck out. Under "
            "the letters stand their values for the chosen rating. Two of them may be new: "
            "$b_{ui}$ is the baseline, what one expects before any taste, and ∂ asks for the "
            "slope in one variable while the others stand still."
        )
    with lesson.wide("chain"):
        player.player("update_rule", numbers, sittings.CHAIN)
    st.markdown(
        "The route uses one rating and moves two rows. Training by such steps, one rating after "
        "the other in random order, is called **stochastic** gradient descent, from the Greek for "
        "guessing: the slope of one rating is a rough guess at the slope of all. Its last lines "
        "are the whole training program:"
    )
    panels.formula_and_code(sgd_visit)
    panels.odd(
        "The film was liked, the prediction is too low, and the factor goes down. Is that wrong?",
        rating.liked_and_down(),
    )

if lesson.section("Second sitting: multiply everything out"):
    if not lesson.presenting():  # there the room belongs to the lines
        st.markdown(
            "If you do not trust the chain rule, do without its first step. Multiply the square "
            "out, as at school, and differentiate three plain terms. It is longer and clumsier, "
            "and ends in the same line. The slides go this way. They also show its trap: one "
            "letter for the factor that is summed over and for the factor that is moved. Here the"
            " sum has an index of its own. This time, choose *Fill the gaps*."
        )
    with lesson.wide("expand"):
        player.player("update_rule", numbers, sittings.EXPAND, keys=lesson.presenting())
    questions.because(
        "update_rule_constant",
        "The rating and the baseline leave no trace in the first step, because …",
        None,
        "… neither of them contains the factor that is moved. Seen from $p_{uf}$ they are "
        "constants, and the slope of a constant is 0. They come back only inside the error.",
    )

if lesson.section("Third sitting: all ratings"):
    with lesson.beside("row") as scene:
        st.markdown(
            "And all ratings together? The loss is a sum, so the slopes add up. It looks like a "
            "great deal of work, and nearly all of it is zero. No other user’s prediction contains "
            "this factor, and a film that was not rated has no error. The sum shrinks to one row "
            "of the table, and there to the cells that are filled. Play it: the other users fade, "
            "then each rated film adds its bar, −e q, then the charge for length of the next "
            "section."
        )
        with scene:
            pictures, said = rating.shares(numbers)
            stage(pictures, key="update_rule_row", columns=2, height=330, words=Words(said), fps=1)
        lens.formula("slope of all ratings, user")
        panels.note(rating.sum_in_words(numbers))
    st.markdown("The proof is the shortest of the three: most of it is crossing out.")
    with lesson.wide("batch"):
        player.player("update_rule", numbers, sittings.BATCH, keys=lesson.presenting())

if lesson.section("A price for length"):
    with lesson.beside("pulls") as scene:
        st.markdown(
            "With few ratings a factor can explain noise by growing large. So the loss charges for "
            "length, and the slope has a second part, λ p. Two pulls: the data pull towards a "
            "better prediction, the charge pulls back to 0. Where they are equal, the factor rests."
        )
        with scene:
            charged = rating.choose_charge()
            lab(rating.PULLS, key="update_rule_pulls", height=380, charged=charged)
        lens.formula("regularised step, user")
        st.markdown(
            "“It takes a lot more data to justify a large factor,” says the transcript. That "
            "depends on how often λ is charged. Charged *once per user*, more ratings lengthen "
            "only the data pull, and the place of rest moves out. Charged *once per rating*, as in "
            "this course and in most programs, both pulls grow together, and the place stays where "
            "it is. What more ratings do bring is more visits in each round over the data: the "
            "factor gets there sooner."
        )
        questions.because(
            "update_rule_rest",
            "Charged once per rating, five ratings like this one do not push the factor further "
            "out than one, because …",
            None,
            "… each rating brings its own charge along. Five times the data pull against five "
            "times the charge is equal at the same p as once against once.",
        )

if lesson.section("Where the 2 went"):
    st.markdown(
        "The square has left a 2 behind, and every source hides it somewhere else. This course "
        "puts a ½ before the loss, so that the two cancel. The transcript rolls the 2 into the "
        "learning rate. The notes take a mean and keep 2/N. None of this is a matter of truth: a "
        "constant times a rate is a rate. Translate the rate, and every one of them moves "
        "this factor by the same amount:"
    )
    with lesson.wide("rates"):
        st.markdown(where_the_two_went.rates(numbers))
    questions.quiz(
        "update_rule_two",
        "The transcript’s loss has no ½, and its printed update has no 2. Where is it?",
        where_the_two_went.WHERE_THE_TWO_WENT,
        where_the_two_went.IN_THE_RATE,
    )

if lesson.section("Trust, but nudge"):
    with lesson.beside("nudge") as scene:
        st.markdown(
            "A derivation can be wrong. A nudge cannot: move one number by h, look how the loss of "
            "all ratings changes, divide. That is the secant of the first chapter, now on the real "
            "loss. Choose any entry of P or Q and shrink h."
        )
        with scene:
            side, row, f = gradient_check.choose_entry()
            lab(
                gradient_check.NUDGE,
                key="update_rule_nudge",
                columns=2,
                height=300,
                side=side,
                row=row,
                f=f,
            )
        st.markdown(
            "A large h is wrong because the secant cuts across the bend. A tiny h is wrong for "
            "another reason: two nearly equal numbers are subtracted, and only their rounding is "
            "left. In between lies a good one. The dotted line looks to both sides; along one "
            "entry the loss is a parabola, and there this secant is exactly parallel to the "
            "tangent. Only rounding is left, and that shrinks as h *grows*. On most functions it "
            "is not so lucky, but nearly always better than one side."
        )
        st.markdown(
            "If you ever write a gradient by hand, do this once, for a few entries. Do not train "
            "with it: it costs two losses for every single number of the model."
        )

if lesson.section("Two slips of the sources"):
    st.markdown(
        "A wrong index looks as learned as a right one. The two lines below are printed in a "
        "source, at this very point of the derivation, and are wrong. Do not argue: compute. "
        "(All slips of all sources are collected on the page *Notation*.)"
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
