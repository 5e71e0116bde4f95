"""Lesson: the gradient of all ratings at once, as matrices, and what it costs."""

import streamlit as st

from mf_core.kernels.batch import batch_gradient
from mf_core.objective import masked_gradient
from pages._kit import controls, lens, lesson, panels, questions
from pages._kit.misprint import find_misprint
from pages._kit.parts.vectorized import cells, reach, ways
from pages._kit.stage import Words, stage

lesson.begin("vectorized")
lens.switch()

if lesson.opening():
    with lesson.beside("masked") as scene:
        lesson.title()
        st.markdown(
            "One visit looks at one rating. The notes of our sources look at all of them at once, "
            "and want a formula for the whole table: something one can type into a program in two "
            "lines. How does one subtract a table that is full of holes from one that has none?"
        )
        with scene:
            stage(
                cells.masked(),
                key="vectorized_masked",
                height=260,
                words=Words(cells.cell_labels()),
                clock="Cell",
                fps=1,
            )
        st.markdown(
            "Two users, three films, five ratings. P Qᵀ, said “P times Q transposed”, is the whole "
            "table of predictions, a dot product in every cell. Subtract it from R, and every "
            "cell holds a number, even where nobody has rated: user 1 has not seen film 3, the "
            "array stores a 0 there, and 0 − 0.03 leaves −0.03. It looks like a small error. It "
            "means nothing."
        )
        st.markdown(
            "The first idea is to forbid those cells, with an *if* in a loop. The better one is "
            "to multiply them away. The **mask** M holds 1 where somebody has rated and 0 where "
            "nobody has. Multiplied cell by cell, which is what ⊙ says, it keeps what was observed "
            "and wipes out the rest:"
        )
        panels.formula(r"\residual{\Delta} = (\rating{R} - P Q^\top) \odot M")
        st.markdown("What remains is Δ (“delta”): the residuals, and nothing else.")
        find_misprint("vectorized_slip_0", "the sign of the elementwise product")

if lesson.section("One cell: a row times a column"):
    with lesson.beside("cell") as scene:
        st.markdown(
            "Take the loss of the notes, the *mean* squared error over the N = 5 ratings, "
            "**MSE** = (1/N) Σ e². Its slope in one factor of user 1, we know from *The update "
            "rule*, is a sum over the films this user has rated, residual times film factor."
        )
        guess = questions.predict(
            "vectorized_cell",
            "User 1 has rated films 1 and 2. Which cells of Δ does the slope of *one* of this "
            "user’s factors need?",
            list(cells.NEEDS),
            cells.NEEDS,
        )
        with scene, st.container(horizontal=True, gap="large"):
            u = controls.choose("vectorized_user", "u", "User u", [1, 2]) - 1
            f = controls.choose("vectorized_user", "f", "Factor f", [1, 2], default=1) - 1
        with scene:
            if guess is None:
                stage(cells.lit(u, f, 1), key="vectorized_before", height=260)
            else:
                stage(
                    cells.user_cell(u, f),
                    key="vectorized_user",
                    height=260,
                    words=Words(cells.user_terms(u, f), cells.user_slope(u, f)),
                    clock="Term",
                    fps=1,
                )
        if guess is not None:
            questions.gap(guess, cells.ROW)
            st.markdown(
                "A row of one table times a column of another, added up: that is how one cell of a "
                "matrix product is made. Films that were not rated take part with Δ = 0 and add "
                "nothing. So all slopes of all users together are one product, and the films need "
                "the same with the roles exchanged, Δ lying on its side:"
            )
            panels.formula(
                r"\gradient{\frac{\partial\,\text{MSE}}{\partial P}} = "
                r"-\frac2N\,\residual{\Delta}\,Q \qquad "
                r"\gradient{\frac{\partial\,\text{MSE}}{\partial Q}} = "
                r"-\frac2N\,\residual{\Delta}^\top P"
            )
        find_misprint("vectorized_slip_1", "the mask subtracted")

if lesson.section("And for a film"):
    with lesson.beside("item") as scene:
        st.markdown(
            "A film’s slope adds up the *users* who rated it, so it needs a column of Δ. "
            "Transposing turns that column into a row, and the rule stays the same: row times "
            "column. Each of the six cells can be checked by a nudge; it is printed beside the "
            "formula."
        )
        with scene, st.container(horizontal=True, gap="large"):
            i = controls.choose("vectorized_item", "i", "Film i", [1, 2, 3]) - 1
            g = controls.choose("vectorized_item", "f", "Factor f", [1, 2], default=1) - 1
        with scene:
            stage(
                cells.item_cell(i, g),
                key="vectorized_item",
                height=260,
                words=Words(cells.item_terms(i, g), cells.item_slope(i, g)),
                clock="Term",
                fps=1,
            )
        questions.because(
            "vectorized_transpose",
            "Δ must be transposed for the films, because …",
            None,
            "… a matrix product adds along the rows of its first factor. The residuals of a film "
            "stand in a column, one for each user; transposed they are a row.",
        )

if lesson.section("Why it is a matrix product"):
    if not lesson.presenting():  # there the room belongs to the lines
        st.markdown(
            "The claim is about whole matrices, the proof about one entry: the user and the "
            "factor you chose above. Line by line the tables show what is still spoken of: at "
            "first all of Δ, then one row of it, then a row and a column. The lines are written "
            "in the notation you have chosen; in the course’s own, Δ is called E, and ½ Σ e² "
            "needs no 2/N."
        )
    with lesson.wide("proof"):
        cells.proof()

if lesson.section("The same gradient, four ways"):
    with lesson.beside("times") as scene:
        st.markdown(
            "Two lines of NumPy look faster than a loop, and there is a common belief that they "
            "always are. Let us measure. The loop below visits the list of ratings. It can run as "
            "plain Python, or compiled. NumPy can work on the whole table, as the formula says, or "
            "on the list. Now keep the same number of ratings, 10,000, and spread them over ever "
            "larger tables."
        )
        said = questions.predict(
            "vectorized_times",
            "A table with a hundred times as many cells, the same number of ratings. Which of the "
            "four take clearly longer?",
            list(ways.OUTCOMES),
            ways.OUTCOMES,
        )
        made = ways.results()
        with scene:
            size = controls.choose("vectorized", "size", "Users × items", list(ways.SIZES))
            ways.button(size, ready=said is not None)
            if made and said is not None:
                stage(ways.chart(made), key="vectorized_times", height=330)
        if made and said is not None:
            ways.table(ways.latest())
        if len(made) > 1 and said is not None:
            questions.gap(said, ways.outcome(made))
        st.markdown(
            "On the small table the elegant formula may well win: half of its cells hold a "
            "rating, and a matrix product is the best-tuned program there is. Real tables are "
            "emptier. In MovieLens 100K 6 % of the cells are known, in the Netflix Prize about "
            "1 %. There the empty cells decide, in time and in memory."
        )
    panels.formula_and_code(batch_gradient)
    panels.formula_and_code(masked_gradient)

if lesson.section("How far can the same loop go?"):
    with lesson.beside("reach") as scene:
        st.markdown(
            "Stay with the list, and take a set of real size: 100,000 ratings, 16 factors. The "
            "sum is the same everywhere; only who adds it up changes. *Plain Python* interprets "
            "each line anew. *NumPy* hands whole columns to compiled code, and writes every "
            "intermediate result to memory. The *compiled loop* is the one above, translated once. "
            "The *fast wing* of this course does the same additions for several users in step, in "
            "the wide registers of the processor, with rows of films fetched ahead."
        )
        timed = reach.made()
        with scene:
            reach.button()
            if timed:
                stage(reach.chart(timed), key="vectorized_reach", height=300)
        if timed:
            st.markdown(reach.in_words(timed))
        st.markdown(
            "Nothing of this changes the gradient: each fast step is held to its twin on paper by "
            "a test. It changes what one can try. The price is code that no longer looks like the "
            "formula, which is why the course reads the slow one. How these loops stand beside the "
            "well-known libraries is measured by `benchmarks/kernels.py` in the source; its "
            "table is in `benchmarks/README.md`."
        )

if lesson.section("Your turn"):
    st.markdown(
        "Film 2 has q = −0.6 as its factor 1. Take **one step** of gradient descent on the MSE "
        "with η = 0.5, for all factors at once. Everything you need is here:"
    )
    with lesson.wide("given"):
        stage(cells.given(), key="vectorized_given", columns=2, height=210)
    questions.task(
        "Where does that factor of film 2 stand after the step? Two decimals are enough.",
        cells.step_by_hand(),
        0.006,
        "at most",
        unit="√star off",
    )

lesson.end(
    points=(
        "Δ = (R − P Qᵀ) ⊙ M; then ∂MSE/∂P = −(2/N) Δ Q and ∂MSE/∂Q = −(2/N) Δᵀ P.",
        "Each entry is a row times a column: one user’s residuals times one factor of the films.",
        "Whole tables are elegant and compute every empty cell; a list of ratings computes only "
        "what is known.",
    ),
    question="Enough of single steps: what becomes of P and Q when they are trained?",
)
