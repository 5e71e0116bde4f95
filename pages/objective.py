"""Lesson: from single errors to the one number that training makes small."""

import streamlit as st

from pages._kit import controls, lens, lesson, panels, questions
from pages._kit.misprint import find_misprint
from pages._kit.parts.objective import errors, rate_translator, symbols
from pages._kit.stage import stage
from pages._kit.stage.live import lab

lesson.begin("objective")
lesson.title()
lens.switch()

if lesson.section("An error is a length, its square an area"):
    st.markdown(
        "Four films Ada rated, explained by a single number *p*, her taste for history: the "
        "prediction is *p* times the film’s number. What is left over is the residual, a length in "
        "stars. Its square is an **area**: one error of 2 stars costs as much as four of 1 star. "
        "Move *p* and watch both figures: the areas on the left are the curves on the right."
    )
    lens.formula("residual")
    with lesson.wide("squares"):
        lab(errors.SQUARES, key="objective_squares", columns=2, height=400)
    st.markdown(
        "The **sum** of the areas is SSE, their **mean** is MSE, and RMSE is the side of the mean "
        "square, in stars again. The open marks show where each curve is lowest: all three at the "
        "same *p*."
    )
    find_misprint("objective_mean", "the mean over items")

if lesson.section("The objective, symbol by symbol"):
    st.markdown(
        "This is what the course makes small: half the squared residuals, plus λ times the squared "
        "lengths of the two rows in play, added up over the known ratings. Choose a symbol; the "
        "tiles light up what it stands for."
    )
    with lesson.wide("symbols"):
        symbol = st.pills("Symbol", list(symbols.PARTS), default="J", required=True,
            key="objective_symbol", bind="query-params")  # fmt: skip
        symbols.formula(symbol)
        with st.container(horizontal=True):
            user = controls.choose("objective", "user", "User u", symbols.people())
            film = controls.choose("objective", "film", "Film i", symbols.films(), default=4)
    place = symbols.place(user, film)
    symbols.says(symbol, place)
    stage(symbols.picture(symbol, place), key="objective_tiles", height=500)
    questions.quiz(
        "objective_terms",
        "How many squared residuals does J add up on this toy?",
        {
            "8: one for each item.": "Each item was rated by several people, and every rating has "
            "its own residual.",
            "64: one for each cell.": "Only the cells in Ω have a rating, and only a rating has a "
            "residual. The 25 empty cells cost nothing.",
            "39: one for each rating.": "One term for each pair in Ω. The same 39 is the N of the "
            "mean.",
        },
        "39: one for each rating.",
    )
    panels.note("The same objective in the notation chosen above:")
    lens.formula("loss")

if lesson.section("One minimum. One step?"):
    st.markdown(
        "Roots and constant factors keep the order of numbers. So whatever makes SSE smallest also "
        "makes MSE and RMSE smallest. Now take **one gradient step** on each of the three, from "
        "the same p = 1 and with the same learning rate."
    )
    guess = questions.predict("objective_steps", "What are the three steps?", errors.STEPS)
    if guess:
        questions.gap(guess, errors.STEPS[1])
        errors.slopes_at(errors.START)
        with lesson.wide("steps"):
            lab(errors.STEPPING, key="objective_steps", height=400)
        st.markdown(
            "The root divides the slope by 2 · RMSE, the mean by the number of ratings. One and "
            "the same η makes SSE jump from side to side while MSE still walks. **Same goal, "
            "different walk**: a learning rate means something only together with its loss."
        )
    questions.quiz(
        "objective_monotone",
        "“Square root and division by n are monotonic, so we may just as well minimise the sum.” "
        "What does this argument prove?",
        {
            "That the minimiser is the same.": "Exactly that, and it is all the argument needs: "
            "the order of the values is kept, so the lowest place is, too.",
            "That gradient descent takes the same path.": "A path depends on slopes, and neither a "
            "root nor a division keeps slopes.",
            "That λ‖p‖² may be added to either.": "The penalty does not pass through the root: "
            "√MSE + λp² and √(MSE + λp²) are different functions. See the next section.",
        },
        "That the minimiser is the same.",
    )

if lesson.section("With a penalty, three problems"):
    st.markdown(
        "Add the same λp² to each measure. The bigger the measure, the less the penalty weighs "
        "beside it, so now the three lowest points part. “Minimise the RMSE with regularisation” "
        "says nothing until you say where the λ stands."
    )
    with lesson.wide("penalty"):
        lab(errors.PENALISED, key="objective_penalty", height=400)

if lesson.section("One learning rate, six conventions"):
    st.markdown(
        "½ Σ e², Σ e², or the mean: each source has its own loss, so each needs its own rate to "
        "take the **same** steps. Set a rate in one convention; the others are translated, and all "
        "six are run on the 39 toy ratings. Six curves lie on one another, until you give all of "
        "them the same number."
    )
    with lesson.wide("rates_choice"), st.container(horizontal=True):
        source = controls.choose(
            "objective", "source", "The rate is meant as in", rate_translator.SOURCES
        )
        way = controls.choose("objective", "way", "The others get", rate_translator.WAYS)
    with lesson.wide("rates"):
        lab(rate_translator.SIX, key="objective_rates", height=420, source=source, way=way)
    find_misprint("objective_two_n", "a mean without its 2/N")
    find_misprint("objective_sign", "the error with the other sign")

if lesson.section("Your turn: translate a rate"):
    rate_translator.task()

lesson.end(
    points=(
        "J adds one term for every known rating: half a squared residual, and λ times two squared "
        "lengths.",
        "SSE, MSE and RMSE share their minimum, but not their slopes: ∇RMSE = ∇MSE / (2 RMSE).",
        "A learning rate belongs to its loss. Half the loss, twice the rate; a mean over N, N "
        "times the rate.",
    ),
    question="J has one value for every choice of P and Q. What does this landscape look like?",
)
