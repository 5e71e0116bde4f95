"""What LensKit does otherwise: clipped predictions, and waiting features that are counted."""

from dataclasses import replace

import numpy as np

from mf_core import objective
from mf_core.figures.feature_stairs import feature_stairs
from mf_core.figures.picture import Picture
from mf_core.model import Model, Ratings
from mf_core.saying import number
from pages._kit import text
from pages._kit.parts.feature_by_feature import runs

LEFT, CLIPPED = "left as they are", "clipped to ½ … 5"
UNSEEN, COUNTED = "not counted", "counted at 0.1 · 0.1"
CLIPS = {LEFT: None, CLIPPED: runs.SCALE}


def run(clip: str, waiting: str) -> runs.Run:
    """FunkSVD with these habits, and all other settings of the page."""
    return runs.funk(runs.SETUP, replace(runs.KNOBS, clip=CLIPS[clip], trailing=waiting == COUNTED))


def drawn(clip: str, waiting: str) -> Picture:
    """Its staircase."""
    found = run(clip, waiting)
    return feature_stairs(found.train_rmse, found.test_rmse, runs.KNOBS.feature_epochs)


def difference(clip: str, waiting: str) -> str:
    """How far the chosen run ends from the page's own."""
    if (clip, waiting) == (LEFT, UNSEEN):
        return "These are the habits of this course: the staircase is the one you know."
    theirs, ours = run(clip, waiting).test_rmse[-1], runs.funk().test_rmse[-1]
    way = "lower" if theirs < ours else "higher"
    return (
        f"It ends at {number(theirs, 4)} stars on the held-out ratings, ours at {number(ours, 4)}: "
        f"**{number(abs(theirs - ours), 4)} stars {way}**. You have to search for it in the figure."
    )


def table() -> str:
    """All four runs; the last column clips what is predicted when training is over."""
    _, test = runs.parts()
    rows = [
        (
            clip, waiting, number(found.train_rmse[-1], 4), number(found.test_rmse[-1], 4),
            number(clipped_rmse(test, found.model), 4),
        )
        for clip in CLIPS
        for waiting in (UNSEEN, COUNTED)
        for found in [run(clip, waiting)]
    ]  # fmt: skip
    head = ("predictions in training", "waiting features", "training RMSE", "held-out RMSE")
    return text.table((*head, "held-out, clipped afterwards"), rows, "llrrr")


def clipped_rmse(ratings: Ratings, model: Model) -> float:
    """RMSE of predictions that are clipped to the scale when all is trained, in stars."""
    predicted = objective.predict(ratings.users, ratings.items, *model)
    return float(np.sqrt(np.mean((ratings.values - np.clip(predicted, *runs.SCALE)) ** 2)))


def outside() -> str:
    """How many held-out predictions of the page's run no rating could have."""
    _, test = runs.parts()
    predicted = objective.predict(test.users, test.items, *runs.funk().model)
    beyond = int(((predicted < runs.SCALE[0]) | (predicted > runs.SCALE[1])).sum())
    return (
        f"Of the {test.values.size:,} held-out ratings our run predicts **{beyond}** below ½ or "
        "above 5 stars, where no rating can be."
    )
