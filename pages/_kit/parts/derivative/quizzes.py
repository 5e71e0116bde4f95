"""What the lesson on the derivative asks, with a reason and a picture for every answer."""

import streamlit as st

from mf_core.figures.picture import Picture
from mf_core.figures.tangent_lines import tangent_lines
from mf_core.slopes.curves import power
from pages._kit import lesson, questions
from pages._kit.stage import stage
from pages._kit.typed import typed_number

# 5x⁻³: the options of the quiz → the derivative each of them claims, as (factor, exponent).
QUIZ_AT = 1.5
CLAIMS = {
    "−20x⁻⁴": (-20.0, -4),
    "15x⁻²": (15.0, -2),
    "15x⁻⁴": (15.0, -4),
    "−15x⁻⁴": (-15.0, -4),
}
TRUE_CLAIM = "−15x⁻⁴"
CLAIM_REASONS = {
    "−20x⁻⁴": "The exponent is right. The factor should be the old exponent, −3, times 5; "
    "this one has used the new exponent, −4.",
    "15x⁻²": "Two slips: one less than −3 is −4, not −2, and −3 times 5 is −15. The line "
    "rises, but the curve falls.",
    "15x⁻⁴": "The exponent is right, the sign is lost: −3 times 5 is −15. The line rises "
    "where the curve falls.",
    "−15x⁻⁴": "The exponent −3 comes down as a factor, −3 · 5 = −15, and one less than −3 is −4.",
}

HALVED_TRUE = "by half as much, 1.5"
HALVED = {
    "still by 3": "Then no secant would ever come closer. With Δ = 0.5 the slope is 7.5.",
    HALVED_TRUE: "(6.75 − 3)/0.5 is 7.5. Half the step, half the error.",
    "by a quarter, 0.75": "A quarter is what happens to the *height* that is missed, 3Δ². But a "
    "slope is height by run, and the run is halved too.",
}

MEETS_ANSWER = "the two points then lie on a piece of the curve that is nearly straight."
MEETS = {
    "its two points are then the same point.": "Then there would be no line through them: 0/0. "
    "They come as close as you like, but they stay two.",
    MEETS_ANSWER: "That is what the microscope showed: what the curve bends between the points "
    "shrinks faster than their distance.",
    "a small Δ makes the slope smaller.": "To the right of 1 it does. From the left, with "
    "a negative Δ, the secants of 3x² are too flat, and a small Δ makes them steeper.",
}

FIRST_LINE_ANSWER = "Brackets are missing."
FIRST_LINE = {
    "It should be x − Δ.": "A second point to the left would do as well, and so would the "
    "one to the right. Look at what is divided by Δ.",
    "Brackets are missing.": "As it stands, only f(x) is divided. At x = 1 with Δ = 0.5 it "
    "gives 6.75 − 3/0.5 = 0.75; with brackets, (6.75 − 3)/0.5 = 7.5.",
    "Nothing is wrong.": "Try it at x = 1 with Δ = 0.5: 6.75 − 3/0.5 = 0.75. The secant "
    "there has the slope 7.5.",
}

SECOND_LINE_ANSWER = "It is called f′ too early."
SECOND_LINE = {
    "3Δ should be 3Δ².": "(6xΔ + 3Δ²)/Δ is 6x + 3Δ: one Δ goes out of each term.",
    "It is called f′ too early.": "As long as Δ is in it, this is the slope of a secant. "
    "Only the limit is f′, and f′ has no Δ left in it.",
    "Nothing is wrong.": "f′(1) would be 6.3 for Δ = 0.1 and 6.03 for Δ = 0.01. But a "
    "curve has *one* slope at a point.",
}

EXCEPT_ANSWER = "none"
EXCEPT = {
    "n = 0": "There f is the constant a, and the rule gives a · 0 · x⁻¹ = 0. A constant has "
    "the slope 0: right.",
    "n = −1": "The rule gives −a x⁻², and that is right. What fails at −1 is the way back, "
    "from a slope to its function.",
    "negative n": "Set n to −3 above and compare with the measured slope: they agree.",
    "none": "It holds for every n, wherever both sides exist (for n < 1, look away from x = 0).",
}

AT_7 = {
    147.0: "That is f(7), the height of the curve. The question was for its slope.",
    6.0: "6x, not 6: the slope depends on where you are.",
    21.0: "3 · 7: the exponent 2 has not come down as a factor.",
    14.0: "2 · 7: the factor 3 got lost.",
    13.0: "6 *times* 7, not plus.",
}

WHY_ZERO_ANSWER = "If the function is convex, it is the minimum."
WHY_ZERO = {
    "It is a special place, that is all.": "It is special for a reason: there the slope no "
    "longer says which way is down.",
    "It is the minimum or the maximum.": "Not always: the third curve, 3x³, is flat at 0 and "
    "goes on rising.",
    "The function is undefined there.": "All three curves have a value at 0, and a slope: 0.",
    "If the function is convex, it is the minimum or the maximum.": "Nearly. A convex curve "
    "bends upwards everywhere, so it has no flat top. The maximum belongs to the second curve, "
    "which is *concave*.",
    WHY_ZERO_ANSWER: "A convex curve lies above each of its tangents, so above the flat one "
    "too: nothing is lower. Without convexity a flat place may be a minimum, a maximum or neither.",
}

# --- what later lessons ask again: the key of a quiz → its question, options and answer

ASKED = {
    "derivative_limit": (
        r"On a slide: $f'(x) = \dots = 6x + 3\Delta$. Now we let $\Delta \to 0$. What is wrong?",
        SECOND_LINE,
        SECOND_LINE_ANSWER,
    ),
    "derivative_negative": (
        "What is the derivative of $5x^{-3}$?",
        CLAIM_REASONS,
        TRUE_CLAIM,
    ),
    "derivative_zero": (
        "We look for low points. Why is a place with slope 0 important?",
        WHY_ZERO,
        WHY_ZERO_ANSWER,
    ),
}


def at_a_point(text: str) -> None:
    """Ask for f′(7) of 3x², which is drawn as a line through that point, and where f′ is 0."""
    with lesson.beside("at_7") as scene:
        st.markdown(text)
        said = typed_number(
            "derivative_at_7",
            "The slope of $3x^2$ at $x = 7$",
            42.0,
            "f′(7) = 6 · 7 = 42. Go a hundredth to the right, and f is up by about 0.42.",
            AT_7,
            "Take f′ = 6x and put 7 in the place of x.",
        )
        with scene:
            stage(at_7_picture(said), key="derivative_at_7_picture", height=380)
        typed_number(
            "derivative_where_0",
            "The only $x$ where the slope of $3x^2$ is 0",
            0.0,
            "6x = 0 only at x = 0: the lowest point of the curve.",
            {6.0: "At x = 6 the slope is 36. Solve 6x = 0.", 3.0: "At x = 3 the slope is 18."},
            "Put your number into 6x. Is it 0?",
        )


def negative_exponent(key: str, text: str) -> None:
    """Ask for the derivative of 5x⁻³; each answer is drawn as the tangent it would give."""
    with lesson.beside("negative") as scene:
        st.markdown(text)
        questions.quiz(key, *ASKED["derivative_negative"])
        with scene:
            stage(claims_picture(chosen_claim(key)), key=f"{key}_picture", height=400)


def at_7_picture(said: float | None) -> Picture:
    """3x² round x = 7 with the tangent there, and a line with the slope that was typed."""
    curve = power(3.0, 2)
    claims = {} if said is None else {"the true tangent": float(curve.df(7.0))}
    if said is not None and said != 42.0 and abs(said) < 1e6:
        claims["the slope you typed"] = said
    return tangent_lines(curve.f, (0.0, 10.0), (-50.0, 300.0), 7.0, claims, f"f = {curve.title}")


def claims_picture(chosen: str | None) -> Picture:
    """The curve 5x⁻³ with the tangent the chosen option would give, and the true one."""
    curve = power(5.0, -3)
    claims = {}
    if chosen is not None:
        claims["the true tangent"] = float(curve.df(QUIZ_AT))
        if chosen != TRUE_CLAIM:
            claims["the slope you chose"] = float(power(*CLAIMS[chosen]).f(QUIZ_AT))
    return tangent_lines(curve.f, (0.8, 3.0), (-3.0, 8.0), QUIZ_AT, claims, f"f = {curve.title}")


def chosen_claim(key: str) -> str | None:
    """The option of the quiz the picture belongs to; the right one once it is revealed."""
    said = questions.answered(key, TRUE_CLAIM)
    return said if said in CLAIMS else None


def flat_pictures() -> list[Picture]:
    """Three curves that are flat at 0: a minimum, a maximum, and neither."""
    curves = (power(3.0, 2), power(-3.0, 2), power(3.0, 3))
    return [
        tangent_lines(
            curve.f, (-1.6, 1.6), (-5.0, 5.0), 0.0, {"slope 0": float(curve.df(0.0))}, curve.title
        )
        for curve in curves
    ]
