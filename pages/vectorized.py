"""Lesson: the gradient of all ratings at once, as matrices, and what it costs."""

import streamlit as st

from mf_core.kernels.batch import batch_gradient
from mf_core.objective import masked_gradient
from pages._kit import controls, lens, lesson, panels, questions
from pages._kit.misprint import find_misprint
from pages._kit.parts.vectorized import cells, ways
from pages._kit.stage import Words, stage

lesson.begin("vectorized")
lesson.title()
lens.switch()

if lesson.section("All residuals in one matrix"):
    st.markdown(
        "Two users, three films, five ratings. Predict the whole table by P Qᵀ, subtract it from "
        "R, and multiply cell by cell with the mask M: 1 where somebody has rated, 0 where nobody "
        "has. What remains is Δ, the residuals and nothing else."
    )
    panels.formula(r"\residual{\Delta} = (\rating{R} - P Q^\top) \odot M")
    stage(
        cells.masked(),
        key="vectorized_masked",
        height=210,
        columns=5,
        words=Words(cells.cell_labels()),
        clock="Cell",
        fps=1,
    )
    st.markdown(
        "Look at user 0 and item 2. Nobody has rated there; the array stores a 0, and the "
        "difference makes a small number of it, −0.03. It means nothing. The mask removes it."
    )

if lesson.section("One cell: a row times a column"):
    st.markdown("With the mean squared error E over N = 5 ratings, the gradient is two products:")
    panels.formula(r"E = \frac1N \sum_{(u,i) \in \Omega} e_{ui}^2")
    panels.formula(
        r"\gradient{\frac{\partial E}{\partial P}} = -\frac2N\,\residual{\Delta}\,Q \qquad "
        r"\gradient{\frac{\partial E}{\partial Q}} = -\frac2N\,\residual{\Delta}^\top P"
    )
    guess = questions.predict(
        "vectorized_cell",
        "User 0 has rated items 0 and 1. Which cells of Δ does the slope of *one* of this user’s "
        "factors need?",
        cells.NEEDS,
    )
    if guess is not None:
        questions.gap(guess, cells.NEEDS[0])
        with st.container(horizontal=True, gap="large"):
            u = controls.choose("vectorized_user", "u", "User u", [0, 1])
            f = controls.choose("vectorized_user", "f", "Factor f", [0, 1], default=1)
        stage(
            cells.user_cell(u, f),
            key="vectorized_user",
            height=250,
            columns=3,
            words=Words(cells.user_terms(u, f)),
            clock="Term",
            fps=1,
        )
        cells.user_slope(u, f)
        st.markdown(
            "And an item: now the users who rated it are added up, so the columns of Δ become rows."
        )
        with st.container(horizontal=True, gap="large"):
            i = controls.choose("vectorized_item", "i", "Item i", [0, 1, 2])
            g = controls.choose("vectorized_item", "f", "Factor f", [0, 1], default=1)
        stage(
            cells.item_cell(i, g),
            key="vectorized_item",
            height=280,
            columns=3,
            words=Words(cells.item_terms(i, g)),
            clock="Term",
            fps=1,
        )
        cells.item_slope(i, g)

if lesson.section("Why it is a matrix product"):
    st.markdown(
        "The claim is about whole matrices, the proof about one entry: the user and the factor "
        "you chose above. Differentiate the sum; almost everything dies. Here is the claim in the "
        "notation chosen at the top of the page. In the course’s own, Δ is called E, and the "
        "objective J = ½ Σ e² needs no 2/N."
    )
    cells.claim()
    cells.proof()

if lesson.section("Three slips in a set of notes"):
    st.markdown(
        "These three formulas stand in a good set of lecture notes, written Y, U, V and R for "
        "our R, P, Q and M. Each is wrong by one sign, and a number decides. All that is needed:"
    )
    stage(cells.given(), key="vectorized_given", height=200, columns=5)
    find_misprint("vectorized_slip_0", "the sign of the elementwise product")
    find_misprint("vectorized_slip_1", "the mask subtracted")
    find_misprint("vectorized_slip_2", "the sum over what was not rated")

if lesson.section("The same gradient, four ways"):
    st.markdown(
        "The loop below visits the list of ratings. It can run as plain Python, or compiled. NumPy "
        "can work on the whole table, as the formula says, or on the list. Now keep the same "
        "number of ratings, 10,000, and spread them over ever larger tables."
    )
    said = questions.predict(
        "vectorized_times",
        "A table with a hundred times as many cells, the same number of ratings. Which of the "
        "four take clearly longer?",
        ways.OUTCOMES,
    )
    size = controls.choose("vectorized", "size", "Users × items", list(ways.SIZES))
    ways.button(size, ready=said is not None)
    made = ways.results()
    if made and said is not None:
        stage(ways.chart(made), key="vectorized_times", height=400)
        ways.table(ways.latest())
    if len(made) > 1 and said is not None:
        questions.gap(said, ways.outcome(made))
    panels.odd(
        "On the small table, NumPy on the whole table may be the quickest. Why?",
        "Half of its cells hold a rating, and a matrix product is the best-tuned program there is. "
        "Real rating tables are emptier: 6 % are known in MovieLens 100K, about 1 % in the Netflix "
        "Prize. There the empty cells decide, in time and in memory.",
    )
    panels.formula_and_code(batch_gradient)
    panels.formula_and_code(masked_gradient)

if lesson.section("Your turn"):
    st.markdown(
        "Item 1 has q = −0.6 as its factor 0. Take **one step** of gradient descent on E with "
        "η = 0.5, for all factors at once. Everything you need is in the tables above."
    )
    questions.task(
        "Where does that factor of item 1 stand after the step? Two decimals are enough.",
        cells.step_by_hand(),
        0.006,
        "at most",
        unit="√star off",
    )

lesson.end(
    points=(
        "Δ = (R − P Qᵀ) ⊙ M; then ∂E/∂P = −(2/N) Δ Q and ∂E/∂Q = −(2/N) Δᵀ P.",
        "Each entry is a row times a column: one user’s residuals times one factor of the items.",
        "Whole tables are elegant and compute every empty cell; a list of ratings computes only "
        "what is known.",
    ),
    question="Enough of single steps: what becomes of P and Q when they are trained?",
)
