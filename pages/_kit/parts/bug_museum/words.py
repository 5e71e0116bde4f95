"""What is said of each exhibit: the mistake, what it does, where it was found, how one knows it."""

from collections.abc import Mapping
from typing import NamedTuple


class Label(NamedTuple):
    """The label beside an exhibit.

    title : its name, as it stands among the answers of a question
    mistake : what is wrong, in a sentence or two
    why : what that does to the curves, and why
    found : where it is found, in our own words
    known_by : the fingerprint, to know it by among others
    """

    title: str
    mistake: str
    why: str
    found: str
    known_by: str


LABELS: Mapping[str, Label] = {
    "uphill": Label(
        "a plus for the minus",
        "The gradient points uphill, and the step goes along with it.",
        "Each visit makes the residual it has met larger, and a larger residual makes a larger "
        "step. So the error does not just rise: it runs away, within very few epochs. That is the "
        "kindest of all bugs. It cannot be overlooked.",
        "The transcript prints it, in the very sentence that introduces gradient descent.",
        "The error rises from the first epoch on, and soon leaves every bound.",
    ),
    "sequential": Label(
        "first p, then q",
        "The second line reads the user’s row after the first line has moved it.",
        "At a modest rate nothing is to be seen: q takes a slightly longer step than it should, "
        "and a slightly longer step is no catastrophe. At twice the rate it is one. The extra "
        "length, η² e² q, grows with the *square* of rate and error. The right program still "
        "stands there, and this one does not.",
        "The listing of matrix factorization in Python that is copied most moves a factor of P in "
        "one line and reads it in the next. One search found it in ten places, and there the "
        "answer ended, not the copies.",
        "It learns as it should, and then explodes, at a rate that the right program bears.",
    ),
    "borrowed": Label(
        "a copy that is none",
        "The author knew about the old row, and kept a copy of it. But a slice of an array is a "
        "window, not a copy: what moves the row moves the “copy”.",
        "So it is the bug of the last exhibit once more, to the last digit that matters. Only now "
        "the code says that it is not there: in the programs that have this line, a comment above "
        "it explains that the old values are needed.",
        "A program on GitHub with many descendants: one search found the line in ten of them, "
        "nearly all with the comment. A slice of a Python *list* would have been a copy.",
        "It is the sequential update in disguise, and has its curves.",
    ),
    "undivided": Label(
        "a mean without its 2/n",
        "The loss is a mean, and the rate is chosen for a mean. But the step adds up the slopes of "
        "all ratings, and nobody divides.",
        "Every step points the right way and is n/2 times too long, 192 times here. On an example "
        "with two ratings n/2 is 1, and the program is right. Then the data arrive. In the curves "
        "it looks like the plus for the minus; a smaller rate tells them apart, for it heals this "
        "one and only slows the other down.",
        "In the article, whose loss is a mean and whose update is a plain sum.",
        "It runs away at once, like the step uphill; only a smaller rate would tell them apart.",
    ),
    "unrated": Label(
        "≠ for = in the mask",
        "The sum runs over the cells that nobody has rated.",
        "There the table holds zeros, and so zeros are learned. The start is close to zero "
        "already, so hardly anything moves. No rating is ever looked at: what is printed is how "
        "large the ratings are, not how well they are predicted.",
        "In the notes, in the sum over j.",
        "What it prints stays level and the empty cells stay at 0, yet the second taste moves.",
    ),
    "shifted": Label(
        "− for × in the mask",
        "The mask is taken off the residuals instead of multiplying them.",
        "Two mistakes in one sign. Every rating is learned one star too low, and every empty cell "
        "is learned as a 0. The second does the damage: the zeros are in the majority.",
        "In the notes, where Δ is defined.",
        "It learns a little and stops far above the band; the empty cells are drawn towards 0.",
    ),
    "filled": Label(
        "missing = 0",
        "There is no mask at all. An empty cell holds a 0, and so it is trained as a rating of "
        "0 stars.",
        "The factors find the middle between the ratings and the zeros. The error on the ratings "
        "stops far above the band, and the cells we wanted to predict are predicted to be bad "
        "films.",
        "Wherever a table with holes is handed to a routine for full tables. The lesson "
        "*Ratings and tastes* shows it with every number.",
        "It learns and stops far above the band, and the empty cells are drawn towards 0.",
    ),
    "positive": Label(
        "r > 0 for the mask",
        "Nobody keeps a mask; what is above 0 must have been rated.",
        "With stars from 1 to 5 that is true, to the last digit. Then somebody improves the "
        "program and takes the mean off the ratings first. From then on everything below average "
        "counts as missing. The model sees only praise.",
        "In the same listing that is copied so often, as `if R[i][j] > 0`. There it is right: its "
        "ratings are whole stars, and no mean is taken off.",
        "It hardly learns, and what it does learn is praise: the empty cells are predicted too "
        "well.",
    ),
    "zeros": Label(
        "a start from zeros",
        "All factors begin at 0.",
        "Every step is a residual times the *other* factor, and that is 0. Nothing moves, at no "
        "rate, in no number of epochs. It is the saddle of *The true surface*.",
        "Whoever writes `zeros` to reserve the memory, and forgets to fill it.",
        "Perfectly level lines. Nothing has ever moved.",
    ),
    "tenths": Label(
        "a start from 0.1",
        "All factors begin at the same small number.",
        "Things move now, and even faster than from a random start. But what is alike stays "
        "alike: all columns of P get the same steps for ever. Three factors are one factor, "
        "written down three times. It learns who likes films and which films are liked; of taste, "
        "nothing.",
        "Simon Funk began at 0.1, and rightly: he trained *Feature by feature*. An early "
        "version of Surprise took the 0.1 over, and trained all features together. Later versions "
        "draw at random.",
        "It falls at once and stops too early; of a second taste there is exactly nothing.",
    ),
    "unshuffled": Label(
        "no shuffling",
        "Every epoch visits the ratings in the order of the file.",
        "It depends on the file. One that goes user by user does no harm here, as you can see. One "
        "that was sorted by stars ends every epoch with nothing but praise, and the factors "
        "believe what they have heard last.",
        "Surprise, the library, goes user by user, in the same order in every epoch; no harm "
        "done. Shuffling is for the day on which somebody has sorted the table.",
        "It learns, but what it prints stays above the band, and the empty cells are predicted "
        "far too well.",
    ),
    "every_cell": Label(
        "an RMSE over all cells",
        "The training is right. Only the report counts the empty cells, as zeros.",
        "So the better the model predicts the empty cells, the worse its report: it *rises* while "
        "the model learns. Somebody will now lower the rate, enlarge λ, and at last change a line "
        "that was right.",
        "As a single line of NumPy that looks like the definition.",
        "All is as it should be, except what it prints: that rises while the model learns.",
    ),
    "no_mean": Label(
        "a sum for the mean",
        "The training is right. The report takes the root of the sum of squares, not of their "
        "mean.",
        "The curve has the right shape and the wrong size: too large by the root of the number of "
        "ratings. No error can be that many stars. On twice the data it looks worse.",
        "In the program with the copy that is none. It calls the number a mean.",
        "All is as it should be, except what it prints: more stars than there are.",
    ),
    "on_the_way": Label(
        "the error met on the way",
        "The training is right. The report adds up the residuals as they are met, each before its "
        "own step.",
        "So it speaks of the epoch as it went, not of the factors it has left behind, and comes "
        "too late: most of all in the first epochs, and nearly always by a little. It costs "
        "nothing, which is why everybody prints it.",
        "In this course: `sgd_epoch` returns that sum, and its docstring says what it is not.",
        "All is as it should be, except what it prints: too much, above all in the first epochs.",
    ),
}
ROOMS: Mapping[str, tuple[str, ...]] = {
    "step": ("uphill", "undivided", "sequential", "borrowed"),
    "mask": ("unrated", "shifted", "filled", "positive"),
    "start": ("tenths", "zeros"),
    "order": ("unshuffled",),
    "report": ("every_cell", "no_mean", "on_the_way"),
}
# Two settings of what can hide; the first shows how it hides.
HIDES: Mapping[str, tuple[str, str]] = {
    "sequential": ("η = 0.05", "η = 0.1"),
    "borrowed": ("η = 0.05", "η = 0.1"),
    "positive": ("stars as they are", "the mean taken off"),
    "unshuffled": ("a file by users", "a file by stars"),
    "on_the_way": ("η = 0.05", "η = 0.1"),
}
