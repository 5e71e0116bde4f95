"""Lesson: a table of ratings with holes, and short vectors of taste that fill them."""

import streamlit as st

from pages._kit import controls, lens, lesson, panels, questions, text
from pages._kit.misprint import find_misprint
from pages._kit.parts.ratings import missing, tastes
from pages._kit.stage import stage
from pages._kit.stage.live import lab

lesson.begin("ratings")
lesson.title()
lens.switch()

if lesson.section("A table with holes"):
    st.markdown(
        "Eight people, eight films, and 39 ratings. The other 25 cells are empty, and in real life "
        "far more than half are. On the right the same table says only **where** something is "
        "known: the mask *M* holds 1 for a rating that was given and 0 for one that was not. The "
        "set Ω lists the same pairs."
    )
    stage(tastes.table_and_mask(), key="ratings_table", columns=2, height=420)
    lens.formula(
        r"(<u>,<i>) \in <Omega> \quad\Longleftrightarrow\quad <m:u,i> = 1 "
        r"\quad\Longleftrightarrow\quad <r:u,i> \text{ is known}"
    )
    questions.quiz(
        "ratings_empty",
        "Ada’s cell for *Notting Hill* is empty. What does that say?",
        {
            "She dislikes the film.": "People who dislike a film can say so: with one star. This "
            "cell holds no star at all.",
            "She would give it 0 stars.": "The scale begins at 1, so nobody can give 0. The 0 is "
            "in the mask, and there it means “not observed”.",
            "Nothing about her taste: it was not observed.": "Perhaps she never saw it. Only the "
            "pairs in Ω tell us something; the rest is what we want to predict.",
        },
        "Nothing about her taste: it was not observed.",
    )
    find_misprint("ratings_mask", "the mask as a sum")

if lesson.section("A taste is a short vector"):
    st.markdown(
        "Suppose two numbers described everybody: how much history, how much romance. A film gets "
        "the same two. Then a predicted rating is a **dot product**: history times history, plus "
        "romance times romance. Each prediction stands where the user’s row of *P* and the film’s "
        "column of *Q*ᵀ meet."
    )
    lens.formula(r"<rhat:u,i> = <dot:u,i> = \sum_{<g>=1}^{<k>} <p:u,g>\,<q:i,g>")
    above = lesson.wide("still")
    doubled = questions.predict(
        "ratings_doubled",
        "Ada’s arrow is made twice as long, and not turned. What becomes of her four predictions?",
        tastes.DOUBLED,
    )
    if doubled is None:
        with above:
            stage(tastes.taste(*tastes.START), key="ratings_still", columns=2, height=430)
    else:
        questions.gap(doubled, tastes.DOUBLED[1])
        st.markdown("Drag Ada’s arrow, or use the sliders. Her row of predictions follows.")
        with lesson.wide("taste"):
            lab(tastes.TASTE, key="ratings_taste", columns=2, height=430)
        with st.container(horizontal=True):
            for label, by in (("Twice as long", 2.0), ("Half as long", 0.5), ("Opposite", -1.0)):
                st.button(label, on_click=tastes.stretch, args=("ratings_taste", by))
    panels.odd(
        "Can a prediction be 7 stars, or less than 0?",
        "Yes. A dot product knows no scale: two long arrows in one direction make a number above "
        "5, opposite ones a negative number. One can clip what is *shown*; training must see the "
        "unclipped number, because beyond the clip there would be no slope to follow.",
    )

if lesson.section("P times Q, written in two ways"):
    st.markdown(
        "All tastes together are the matrix *P*, one row for each user, and all films the matrix "
        "*Q*. Some authors give each film a **row** of *Q* and multiply by *Q*ᵀ, others give it a "
        "**column**. The same numbers meet, so the same predictions come out."
    )
    with lesson.wide("layout"), st.container(horizontal=True):
        layout = controls.choose("ratings", "layout", "Each film is", tastes.LAYOUTS)
        user = controls.choose("ratings", "user", "User", tastes.PEOPLE)
        film = controls.choose("ratings", "film", "Film", tastes.FILMS, default=2)
    stage(tastes.product(layout, user, film), key="ratings_product", height=380)
    tastes.dot_in_numbers(user, film)
    panels.note(
        "Largest difference between the two products, over all 16 cells: "
        f"{text.short(tastes.largest_gap(), 1)} stars."
    )
    find_misprint("ratings_transposed", "rows and columns exchanged")

if lesson.section("How many numbers is that?"):
    st.markdown(
        "Every entry of *P* and *Q* is a parameter that has to be learned. Their number grows with "
        "k; the number of ratings does not. Where the line crosses the dashed level, there are "
        "more unknowns than observations."
    )
    data = controls.choose("ratings", "set", "Ratings", tastes.SETS)
    with lesson.wide("count"):
        lab(tastes.COUNT, key="ratings_count", data=data, height=380)

if lesson.section("Missing is not zero"):
    st.markdown(
        "Here every rating is exactly one number of the person times one number of the film, and "
        "five cells were emptied. One factor, trained on the eleven known cells only, finds them "
        "again. The rings mark the five hidden cells."
    )
    guess = questions.predict_number(
        "ratings_zeros",
        "Now train on all 16 cells, with a 0 in each empty one. The error on the five hidden "
        "ratings was 0.00 stars. What will it be?",
        0.0, 5.0, "stars",
    )  # fmt: skip
    zeros = guess is not None and st.toggle(
        "Fill the empty cells with 0", value=True, key="ratings_fill", bind="query-params"
    )
    shown = missing.exact(zeros=zeros)
    stage(missing.exact_pictures(shown), key="ratings_exact", columns=2, height=380, clock="Step",
          fps=20)  # fmt: skip
    st.markdown(missing.exact_story(shown))
    if guess:
        questions.gap(guess, missing.held_out_with_zeros(), "stars")
        panels.odd(
            "Trained on more cells, and worse on the old ones too?",
            "Yes. With zeros in it the table is no longer one number times another, so one factor "
            "can fit neither the ratings nor the zeros. The five zeros are not missing knowledge "
            "but wrong knowledge: each says “this person hates that film”.",
        )
    find_misprint("ratings_set", "a set that was never defined")

if lesson.section("Your turn: be the algorithm"):
    st.markdown(
        "Ada really rated all four films. Find the two numbers that explain her ratings best; the "
        "films stand still. What you do by eye, gradient descent will do for all users and all "
        "films at once."
    )
    with lesson.wide("fit"):
        lab(tastes.FIT, key="ratings_fit", columns=2, height=430)

lesson.end(
    points=(
        "An empty cell is not a zero. Only the pairs in Ω enter the error; the mask keeps the rest "
        "out.",
        "A prediction is a dot product: it grows with the lengths of both vectors and with how "
        "well they agree in direction.",
        "k factors cost k numbers for each user and each item. Count them before you believe a "
        "small training error.",
    ),
    question="You moved Ada until it “looked right”. What exactly did you make small?",
)
