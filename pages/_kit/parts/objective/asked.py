"""What the lesson on the objective asks, and the reason behind each answer."""

# --- gates: option → what is said to whoever chose it

DIFFERENT_LENGTHS = "steps in one direction, but of different lengths"
STEPS = {
    "one and the same step, because the minimum is the same": "The minimum is where all slopes are "
    "0. Away from it they differ, and a step is as long as the slope.",
    DIFFERENT_LENGTHS: "A mean has a quarter of the sum’s slope, and a root divides by twice "
    "itself. None of this changes a sign.",
    "steps in different directions": "All three fall towards the same place, so all three slopes "
    "have one sign.",
}

# --- quizzes: the question, option → reason, the right option

TERMS = (
    "How many squared residuals does J add up on this toy?",
    {
        "8: one for each item.": "Each item was rated by several people, and every rating has "
        "its own residual.",
        "64: one for each cell.": "Only the cells in Ω have a rating, and only a rating has a "
        "residual. The 25 empty cells cost nothing.",
        "39: one for each rating.": "One term for each pair in Ω. The same 39 is the N of the "
        "mean, also where the transcript says “the number of items”.",
    },
    "39: one for each rating.",
)

MONOTONE = (
    "“Square root and division by n are monotonic, so we may just as well minimise the sum.” "
    "What does this argument prove?",
    {
        "That the minimiser is the same.": "Exactly that, and it is all the argument needs: "
        "the order of the values is kept, so the lowest place is, too.",
        "That gradient descent takes the same path.": "A path depends on slopes, and neither a "
        "root nor a division keeps slopes.",
        "That λ‖p‖² may be added to either.": "The price does not pass through the root: "
        "√MSE + λp² and √(MSE + λp²) are different functions.",
    },
    "That the minimiser is the same.",
)

PRICE = (
    "With λ = 0.5 the lowest point of RMSE + λp² lies at a smaller p than that of SSE + λp². Why?",
    {
        "Because a root makes everything smaller.": "It does not: below 1 a root makes a value "
        "larger. And without λ all three share one lowest point.",
        "Because the same price weighs more where a measure rises gently.": "RMSE rises gently "
        "where SSE rises steeply, so the same pull of λp² moves it further towards 0.",
        "Because λ has another unit there.": "It has, but a unit moves nothing. Its number is the "
        "same in all three.",
    },
    "Because the same price weighs more where a measure rises gently.",
)

ASKED = {
    "objective_terms": TERMS,
    "objective_monotone": MONOTONE,
    "objective_price": PRICE,
}
