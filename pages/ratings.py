"""Lesson: a table of ratings with holes, and short vectors of taste that fill them."""

import streamlit as st

from mf_core.objective import bias_baseline
from pages._kit import controls, lens, lesson, panels, questions
from pages._kit.parts import earlier
from pages._kit.parts.ratings import asked, expected, missing, tastes
from pages._kit.stage import Words, stage
from pages._kit.stage.live import lab

lesson.begin("ratings")

if lesson.opening():
    with lesson.beside("table") as scene:
        lesson.title()
        earlier.ask("ratings")
        st.markdown(
            "You can walk downhill on any ground that has a slope. But what has that to do with "
            "films? Somewhere in here must be a height to bring down, and a few numbers that may "
            "be moved. To find both, begin with the data.\n\n"
            "Eight people, eight films, 39 ratings from 1 to 5 stars. **The other 25 cells are "
            "empty**, and they are the point: a recommender is a machine that says what would "
            "stand in them. In real life far more than half of such a table is empty."
        )
        with scene:
            view = controls.choose("ratings", "view", "Show", tastes.VIEWS)
            stage(tastes.whole_table(view), key="ratings_table", height=440)
        st.markdown(
            "Two ways to write down *where* something is known. The **mask** M is a table of the "
            "same size, with 1 for a rating that was given and 0 for one that was not. The set Ω, "
            "read “omega”, is the list of the same pairs. The sign ∈ is read “is in”, and ⇔ says "
            "that two statements are true together or not at all. With u for a user and i for an "
            "item, here a film:"
        )
        panels.formula(
            r"\begin{gathered} (u,i) \in \Omega \;\Leftrightarrow\; m_{ui} = 1 \\ "
            r"\Leftrightarrow\; "
            r"r_{ui} \text{ is known} \end{gathered}"
        )
        questions.quiz("ratings_empty", *asked.EMPTY)

if lesson.section("Before any taste: what to expect"):
    with lesson.beside("expected") as scene:
        st.markdown(expected.by_hand())
        st.markdown(
            "The sum $b_{ui} = \\mu + b_u + b_i$ is called the **baseline**. What is left of a "
            "rating after it has been taken away is a **residual**. To say in one number how "
            "large the residuals are: square them, take the mean, take the root. That is the "
            "**RMSE**, the root mean squared error, in stars. It is the size of a typical miss, "
            "and the next lesson takes it apart."
        )
        worth = questions.predict(
            "ratings_worth",
            "Now predict a rating that the biases have *not* seen. The error of mean and biases, "
            "all 17 numbers of them, is …",
            tuple(asked.WORTH),
            asked.WORTH,
        )
        with scene:
            level = controls.choose("ratings", "level", "Take away", expected.LEVELS, default=2)
            tested = expected.TESTED[worth is not None]
            lab(expected.EXPECTED, key="ratings_expected", height=350, level=level, tested=tested)
        if worth is not None:
            questions.gap(worth, expected.outcome())
            st.markdown(expected.bought())
            st.markdown(
                "Two remedies. **Damping** counts β more ratings for everybody, all of them "
                "exactly average, so that few ratings are believed only a little: move β and "
                "watch the last column. And **more data**: where a film has hundreds of ratings, "
                "its bias is solid, and mean and biases are a hard opponent. You will meet them "
                "again on every page that trains."
            )
    questions.quiz("ratings_left_over", *asked.LEFT_OVER)
    panels.formula_and_code(bias_baseline)

if lesson.section("A taste is a short vector"):
    with lesson.beside("taste") as scene:
        st.markdown(
            "What the biases cannot say is *who likes what*. Suppose two numbers could: how much "
            "history somebody wants, and how much romance. Give every film the same two: how much "
            "it has to offer. Then multiply, history by history and romance by romance, and add. "
            "This is a **dot product**. To keep the sums short, it explains the whole rating here, "
            "without a baseline.\n\n"
            "A prediction is in stars, and it is one number times another. So each of the two is "
            "in √star, the root of a star: odd to read, but √star · √star = star."
        )
        doubled = questions.predict(
            "ratings_doubled",
            "Ada’s arrow is made twice as long, and not turned. What becomes of her four "
            "predictions?",
            tuple(asked.DOUBLED),
            asked.DOUBLED,
        )
        with scene:
            if doubled is None:
                stage(tastes.taste(*tastes.START), key="ratings_still", height=430)
            else:
                lab(tastes.TASTE, key="ratings_taste", height=430)
        if doubled is not None:
            questions.gap(doubled, asked.TWICE)
            st.markdown(
                "Drag Ada’s arrow. The table reads the dot product the other way, as length × "
                "length × cosine: the cosine is 1 where two arrows agree in direction, 0 at a "
                "right angle and −1 where they oppose each other. So **direction says which, "
                "length says how strongly**. It is not a distance: the film nearest to Ada need "
                "not be the one predicted best.\n\n"
                "Stretch her far enough and a prediction passes 5 stars, turn her round and it "
                "falls below 0. A dot product knows no scale. One may clip what is *shown*. This "
                "course trains on the unclipped number, because beyond a clip there is no slope "
                "to follow; LensKit, the library of the transcript, can clip while it trains."
            )

if lesson.section("A row times a column"):
    with lesson.beside("walk") as scene:
        st.markdown(
            "Write every user’s numbers as one row of a matrix P, and every film’s as one row of "
            "Q. Lay Q on its side, so that films become columns: that is its **transpose**, Qᵀ. "
            "Now each prediction has a place of its own, where the row of a user and the column "
            "of a film meet.\n\n"
            "Press play and watch one row being filled. Every cell takes two multiplications, one "
            "for each **factor** f, and their sum. The sign Σ is the shorthand: add up what "
            "stands behind it for f = 1, 2 … up to k, the number of factors."
        )
        with scene:
            user = controls.choose("ratings", "user", "Row of", tastes.PEOPLE)
            stage(
                tastes.row_walk(user),
                key="ratings_walk",
                height=400,
                words=Words(tastes.row_terms(user)),
                clock="Step",
                fps=1,
                follow=False,
            )
        panels.formula(r"\hat r_{ui} = p_u^\top q_i = \sum_{f=1}^{k} p_{uf}\,q_{if}")
        st.markdown(
            "The hat says that this is not a rating but a prediction. All predictions at once are "
            "the matrix R̂ = P Qᵀ. Filling a table like this is called **matrix factorization**: "
            "the table is replaced by the two thin ones."
        )
    with lesson.beside("layout") as scene:
        st.markdown(
            "Sources differ in how Q lies on the paper. The notes and this course give each film "
            "a **row** of Q and multiply by Qᵀ; the article gives it a **column**. The same "
            "numbers meet, in the same order. Choose a source under *Notation*, at the top: "
            "underlined is what differs from the course."
        )
        lens.switch()
        lens.formula(r"<rhat:u,i> = <dot:u,i> = \sum_{<f>=1}^{<k>} <p:u,f>\,<q:i,f>")
        with scene:
            layout = controls.choose("ratings", "layout", "Each film is", tastes.LAYOUTS)
            film = controls.choose("ratings", "film", "Film", tastes.FILMS, default=2)
            stage(
                tastes.product(layout, user, film),
                key="ratings_product",
                height=300,
                words=Words(text=tastes.in_numbers(user, film)),
            )

if lesson.section("How many numbers is that?"):
    with lesson.beside("count") as scene:
        st.markdown(
            "Every entry of P and Q is a **parameter**: a number that somebody has to find. Each "
            "factor costs one for every user and one for every film. The number of ratings does "
            "not grow with k. Beyond the point where the line crosses the dashed level there are "
            "more unknowns than observations, and a model may learn the ratings by heart."
        )
        with scene:
            data = controls.choose("ratings", "set", "Ratings", tastes.SETS)
            lab(tastes.COUNT, key="ratings_count", data=data, height=360)
        st.markdown(
            "Two factors for 39 ratings are already 32 numbers. Count before you believe a small "
            "error: on what it was trained on, a model with enough parameters is always right."
        )

if lesson.section("Missing is not zero"):
    with lesson.beside("exact") as scene:
        st.markdown(
            "It is tempting to write 0 into the empty cells and have done with holes. Here is a "
            "table where the damage can be measured. Each rating is exactly one number of the "
            "person times one number of the film, and five cells were emptied. One factor, "
            "trained on the eleven known cells only, finds all five again; they carry a ring."
        )
        guess = questions.predict_number(
            "ratings_zeros",
            "Now train on all 16 cells, with a 0 in each empty one. The error on the five hidden "
            "ratings was 0.00 stars. What will it be?",
            0.0,
            5.0,
            "stars",
        )
        with scene:
            zeros = guess is not None and controls.switch(
                "ratings", "fill", "Fill the empty cells with 0", default=True
            )
            shown = missing.exact(zeros=zeros)
            stage(
                missing.exact_pictures(shown),
                key="ratings_exact",
                height=300,
                clock="Step",
                words=Words(text=missing.exact_story(shown)),
                fps=20,
            )
        if guess is not None:
            questions.gap(guess, missing.held_out_with_zeros(), "stars")
            st.markdown(
                "The five zeros are not missing knowledge but **wrong knowledge**: each says “this "
                "person hates that film”. Switch them off and on, and watch the ringed cells. "
                "This is the whole reason for the mask, and for Ω under every sum to come."
            )
            questions.quiz("ratings_why_zeros", *asked.ZEROS)

if lesson.section("Your turn: be the algorithm"):
    with lesson.beside("fit") as scene:
        st.markdown(
            "Ada really rated all four films. Her stars are the **targets**: beside each film "
            "stand "
            "the prediction and, after →, what she gave. Find the two numbers that bring the four "
            "closest; the films stand still. What you do by eye, gradient descent will do for all "
            "users and all films at "
            "once."
        )
        with scene:
            lab(tastes.FIT, key="ratings_fit", height=430)
        st.markdown(
            "And the films’ numbers? On this page they were made up, and only for that reason do "
            "they have names such as “history”. A machine starts from random numbers on both "
            "sides and is told nothing but the ratings. What it finds has no names."
        )

lesson.end(
    points=(
        "An empty cell is not a zero. Only the pairs in Ω enter the error; the mask keeps the rest "
        "out.",
        "Before taste there is the baseline $b_{ui}$: mean, bias of the person, bias of the film. "
        "It "
        "treats everybody alike; a dot product does not.",
        "A prediction grows with both lengths and with how well the directions agree. k factors "
        "cost k numbers for each user and each item.",
    ),
    question="You moved Ada until it “looked right”. What exactly did you make small?",
)
