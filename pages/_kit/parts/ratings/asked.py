"""What the lesson on ratings asks, and the reason behind each answer."""

# --- gates: option → what is said to whoever chose it

SMALLER, LARGER = "smaller than that of the mean alone", "larger than that of the mean alone"
WORTH = {
    SMALLER: "On the 39 ratings it was made from, yes. But a bias "
    "that four ratings made knows these four, and not the fifth.",
    "the same": "Seventeen numbers and one number never say quite the same.",
    LARGER: "A film here has four to six ratings, and they "
    "disagree. Leave a 5 out, and the rest pull the film’s bias *down*: away from the very rating "
    "that is to be predicted.",
}

TWICE = "twice each prediction"
DOUBLED = {
    "no change, because the direction is the same": "The direction decides which films she likes "
    "*better*; the length decides how much. A dot product feels both.",
    TWICE: "Every product in the sum is doubled, so the sum is.",
    "the same number of stars more for each prediction": "A prediction of 0 would stay 0: two "
    "times nothing. Doubling multiplies, it does not add.",
}

# --- quizzes: the question, option → reason, the right option

EMPTY = (
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

LEFT_OVER = (
    "After mean and biases, the residuals of the historical films are positive for Ada, Ben and "
    "Dev and negative for Elif, Finn and Grace. Why can no bias remove that?",
    {
        "Because there are too few ratings.": "More ratings of the same people would show the "
        "same two camps, only more clearly.",
        "Because a bias treats everybody, or every film, alike.": "A film’s bias lifts its whole "
        "column, a person’s a whole row. Here one column must rise for three people and fall for "
        "three others: that takes a number of the person *times* a number of the film.",
        "Because the mean is wrong.": "Any other number in its place would leave a larger RMSE: "
        "the mean is the best single number there is.",
    },
    "Because a bias treats everybody, or every film, alike.",
)

ZEROS = (
    "With zeros it is trained on more cells, and worse on the *old* ones too. Why?",
    {
        "Because it needs more steps.": "The curve has been level for a hundred steps. This is "
        "the best "
        "that one factor can do.",
        "Because one product cannot be a rating here and 0 there.": "Without the zeros the table "
        "is one "
        "number times another, exactly. With them it is not: whatever fits the zeros "
        "spoils the ratings, and the other way round.",
        "Because zeros are too small to matter.": "They matter most: a 0 beside a prediction of 4 "
        "is an "
        "error of 4 stars, larger than any honest one in the table.",
    },
    "Because one product cannot be a rating here and 0 there.",
)

ASKED = {
    "ratings_empty": EMPTY,
    "ratings_left_over": LEFT_OVER,
    "ratings_why_zeros": ZEROS,
}
