"""Lesson: from single errors to the one number that training makes small."""

import streamlit as st

from mf_core.objective import loss
from pages._kit import controls, lens, lesson, panels, questions
from pages._kit.parts import earlier
from pages._kit.parts.objective import asked, errors, rate_translator, symbols
from pages._kit.stage import Words, stage
from pages._kit.stage.live import lab

lesson.begin("objective")

if lesson.opening():
    with lesson.beside("squares") as scene:
        lesson.title()
        earlier.ask("objective")
        st.markdown(
            "You moved Ada until her predictions “looked right”. A machine has no eyes; it needs "
            "**one number** that says how wrong everything is, and that falls when things get "
            "better. The way to it leads from single errors to their sum.\n\n"
            "Make it as small as it gets: four films Ada rated, and a single number p, her taste "
            "for history. The prediction is p times the film’s number, and what is left of the "
            "rating is the **residual** e, rating minus prediction: a length, in stars."
        )
        with scene:
            lab(errors.SQUARES, key="objective_squares", height=400)
        st.markdown("The first idea is to add the residuals up. " + errors.cancelled())
        st.markdown(
            "A square has a second virtue: it is an **area**. One error of 2 stars costs as much "
            "as four of 1 star, so large errors are mended first. Move p and watch both figures; "
            "the areas of the first are the curves of the second. Their **sum** is SSE, the sum "
            "of squared errors. Their **mean** is MSE, which the notes call E; here E is the table "
            "of all residuals. The root of the mean is **RMSE**, the side of the mean square, in "
            "stars again. The open marks show where each curve is lowest: all three at one p."
        )

if lesson.section("One minimum. One step?"):
    with lesson.beside("steps") as scene:
        st.markdown(
            "That they agree is no accident. A root is **monotonic**: of two numbers the larger "
            "one has the larger root. So is dividing by 4. Both keep the order, and what is lowest "
            "stays lowest. The transcript concludes that one may minimise the sum instead, which "
            "is easier to differentiate.\n\n"
            "For the minimum this is right. Now take **one gradient step** on each of the three, "
            "from the same p = 1 and with the same learning rate."
        )
        guess = questions.predict(
            "objective_steps", "What are the three steps?", tuple(asked.STEPS), asked.STEPS
        )
        if guess is not None:
            questions.gap(guess, asked.DIFFERENT_LENGTHS)
            errors.slopes_at(errors.START)
            with scene:
                lab(errors.STEPPING, key="objective_steps", height=420)
            st.markdown(
                "Drag η. There are rates at which SSE jumps from side to side while MSE still "
                "walks. **Same goal, different walk**: a learning rate means something only "
                "together with its loss."
            )
        questions.quiz("objective_monotone", *asked.MONOTONE)

if lesson.section("The objective, symbol by symbol"):
    with lesson.beside("symbols") as scene:
        st.markdown(
            "Now for all users and all films. For every known rating the course charges **half of: "
            "the squared residual plus λ times the two squared lengths**. The sum over all 39 is "
            "the objective J. Choose a symbol; the tiles light up what it stands for."
        )
        with scene:
            with controls.place("objective_symbol", "symbol", "Symbol"):
                symbol = st.pills("Symbol", list(symbols.PARTS), default="J", required=True,
                    key="objective_symbol", bind="query-params") or "J"  # fmt: skip
            with st.container(horizontal=True):
                user = controls.choose("objective", "user", "User u", symbols.people())
                film = controls.choose("objective", "film", "Film i", symbols.films(), default=4)
            place = symbols.place(user, film)
            stage(
                symbols.picture(symbol, place),
                key="objective_tiles",
                height=430,
                words=Words(text=symbols.says(symbol, place)),
            )
        symbols.formula(symbol)
        st.markdown(
            "The bars ‖·‖ are the length of a vector, so $\\lVert p_u \\rVert^2$ is the sum of "
            "its squared numbers; "
            "λ, “lambda”, is the **regularisation**. *Why pay for length at all?* Because long "
            "vectors can fit anything, accidents included, and a price makes the model use length "
            "only where the ratings insist. $b_{ui}$ is the baseline of the last page; here it is "
            "the "
            "mean.\n\n"
            "The ratings are data and never move. What may be moved is P and Q: 32 numbers, "
            "together called θ, “theta”, θ = (P, Q). For each θ there is one J: one height over 32 "
            "directions, and you know how to walk downhill. A neural network is trained in just "
            "this way: **one loss, many parameters**. Only its prediction is longer to write down."
        )
        questions.quiz("objective_terms", *asked.TERMS)
    st.markdown("The whole objective in code. The ½ and the λ stand where the formula has them:")
    panels.formula_and_code(loss)

if lesson.section("With a price, three problems"):
    with lesson.beside("penalty") as scene:
        st.markdown(
            "SSE, MSE and RMSE shared one lowest point. Now add the same price λp² to each, and "
            "raise λ slowly. The more gently a measure rises from its lowest point, the more the "
            "price weighs beside it, so the lowest points part. From here on it is no longer the "
            "same whether one minimises the sum or its root: “RMSE with regularisation” is three "
            "problems, until somebody says where the λ stands."
        )
        with scene:
            lab(errors.PENALISED, key="objective_penalty", height=420)
        questions.quiz("objective_price", *asked.PRICE)

if lesson.section("One learning rate, six conventions"):
    with lesson.beside("rates") as scene:
        st.markdown(
            "½ Σ e² in the course and the slides, Σ e² in the transcript and in Surprise, a "
            "library, "
            "the mean in the notes and the article: three losses. Their minimum is the "
            "same and their slopes are not, so each needs its own rate to take the **same** steps. "
            "Compared with Σ e², half of it wants twice the rate, and the mean over N wants N "
            "times the rate. The course has the half already, so from *its* rate a mean wants "
            "N/2 times.\n\n"
            "Set a rate as one source means it. The others are translated, and all six are run on "
            "the 39 ratings: six curves, one path. The number behind each name is the RMSE at the "
            "end, in stars. Then give all of them the same number."
        )
        with scene, st.container(horizontal=True):
            source = controls.choose(
                "objective",
                "source",
                "The rate is meant as in",
                rate_translator.SOURCES,
                format_func=rate_translator.title,
            )
            way = controls.choose("objective", "way", "The others get", rate_translator.WAYS)
        with scene:
            lab(rate_translator.SIX, key="objective_rates", height=220, source=source, way=way)
        st.markdown(
            "Two columns, because some sources roll the 2 of the square into the rate before they "
            "print their update, and the article drops a 2/N. None of this is wrong if it is said; "
            "compare two papers without asking, and their rates differ by a factor of 39. Choose "
            "one under *Notation*, at the top, and the objective is written in its letters:"
        )
        lens.switch()
        lens.formula("loss")

if lesson.section("Your turn: translate a rate"):
    rate_translator.task()

lesson.end(
    points=(
        "For every known rating J adds half of: the squared residual plus λ times the two squared "
        "lengths.",
        "SSE, MSE and RMSE share their minimum, but not their slopes: ∇RMSE = ∇MSE / (2 RMSE).",
        "A learning rate belongs to its loss. Against Σ e², half the loss wants twice the rate, "
        "the mean over N ratings N times.",
    ),
    question="J has one value for every choice of P and Q. What does this landscape look like?",
)
