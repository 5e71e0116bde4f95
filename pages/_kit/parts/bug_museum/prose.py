"""What the museum says at its door and at the door of each room."""

from collections.abc import Mapping

from mf_core.museum import STARTS
from mf_core.museum.program import PLAN, K
from mf_core.saying import number
from pages._kit.parts.bug_museum import curves

IN_A, IN_B, NOBODY = "A, the upper one", "B, the lower one", "the curves do not tell"
TWO: Mapping[str, str] = {
    IN_A: "That is where one looks: at the larger error. But A is the program of this course.",
    IN_B: "It is B, in spite of its smaller error: its second line reads the user’s row after the "
    "first line has moved it.",
    NOBODY: "A wise answer, and true of these curves. The bug is in B all the same: its second "
    "line reads the user’s row after the first line has moved it.",
}


def opened() -> str:
    """What the two curves of the opening do, and how little that says."""
    epochs = curves.two_programs()[curves.B].size - 1
    return (
        f"B prints the smaller error after {curves.ahead()} of {epochs} epochs. Is that much? The "
        f"grey band holds the right program from {len(STARTS)} other starts. On the average B is "
        f"{number(curves.apart(), 1)} times as far from their middle as the farthest of them. From "
        "a curve like that nobody would suspect it."
    )


FOUR = (
    "One curve says little, so let us take four. This is a right run, in the band of twelve "
    "others: **what it prints**, its RMSE on the ratings it is trained on; its RMSE on ratings "
    "that are **held out**, measured by us; the mean prediction of the **empty cells**, which "
    "nobody has filled; and how strong the **second taste** is beside the first, as the singular "
    "values of P Qᵀ say it. In each room of the museum a wrong program is drawn like this, beside "
    "the right one it differs from in a single part."
)
PLANTED = (
    f"The ratings are planted: {PLAN.n_users} people, {PLAN.n_items} films, {PLAN.n_ratings} "
    f"ratings, {PLAN.k_true} tastes and some noise; k = {K}, because one factor is needed for the "
    "mean. All runs of an exhibit have the same held-out ratings. A distance between curves is the "
    "mean over the epochs, and is counted in that of the farthest of the twelve right runs from "
    "their median."
)
STEP = (
    "Two lines of code move two rows. There is room in them for a whole family of mistakes. Begin "
    "with the loudest, and go on to those that hide."
)
MASK = (
    "The notes train on the whole matrix at once and let a **mask** M decide which cells count. "
    "Here one step moves all of P and Q, for 60 steps. Four programs, each with another line "
    "where the mask should be:"
)
NOTHING, ALIKE, ONE_TASTE = (
    "nothing moves",
    "it learns as from a random start, only later",
    "it learns one taste and never a second",
)
FROM_TENTHS: Mapping[str, str] = {
    NOTHING: "That is the start from 0: there every step is multiplied by a 0. From 0.1 things "
    "move, and quickly.",
    ALIKE: "It even learns sooner. But columns that are alike get steps that are alike, so they "
    "stay alike for ever.",
    ONE_TASTE: "Columns that are alike get steps that are alike. Three factors remain one.",
}
FALLS, LEVEL, RISES = "falls, more slowly", "stays where it is", "rises"
OF_ALL_CELLS: Mapping[str, str] = {
    FALLS: "So it would, if the known ratings were in the majority. But most cells are empty, and "
    "there it counts every star that is predicted.",
    LEVEL: "Two things pull at it: the known ratings are met better, the zeros worse. They do not "
    "balance, because most cells are empty.",
    RISES: "Most cells are empty, count as zeros, and are predicted to be worth some stars. The "
    "better the prediction, the larger the “error”.",
}
START = (
    "Nothing is wrong with the steps of these programs, nor with anything else after the first "
    "line. They only begin at the wrong place."
)
ORDER = (
    "Stochastic gradient descent asks for a new random order in every epoch. Is that superstition? "
    "Here are the same visits in the order of the file, for two files that hold the same ratings."
)
REPORT = (
    "The cruellest mistakes leave the training alone and spoil the number it is judged by. The "
    "factors of these programs are right, to the last digit. Three of the four curves prove it."
)
MAP = (
    "This one is in no curve at all. Users and films are drawn on one map, to see who lies in the "
    "direction of what. That needs **one** plane for both. A program that asks a library for the "
    "principal components of P, and then for those of Q, gets two maps printed on one sheet. Each "
    "is fine by itself."
)
GUESS = (
    "Now the other way round. One line is wrong, and you see only what it left behind: its run, "
    "in the band of its right program, under a setting in which it shows. What it prints may be "
    "a lie; so look at the other three first."
)
