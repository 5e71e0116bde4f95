"""What the museum says at its door and at the door of each room."""

from collections.abc import Mapping

from mf_core.museum import STARTS
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


HOW_TO_READ = (
    "So a curve alone says little. In each room of this museum a mistake, changed in one line or "
    "one part, stands beside the right program, and four curves stand in the right program’s band: "
    "**what it prints** as its training RMSE; its **held-out RMSE**, measured by us; the mean "
    "prediction of the **empty cells**, in which nobody has rated; and how strong the **second "
    "taste** is, as a share of the first (the second singular value of P Qᵀ over the first). The "
    "ratings are planted: 40 people, 30 films, 480 ratings, two tastes and some noise. One run, "
    "wherever the mistake allows it, of 40 epochs."
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
