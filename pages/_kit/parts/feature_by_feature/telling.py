"""The running text of the lesson; where it names a number, the number is computed."""

from mf_core.saying import number
from pages._kit.parts.feature_by_feature import runs, stairs
from pages._kit.text import counted

OPENING = (
    "The last page moved all factors at every visit. The program that made the method famous did "
    "not. In 2006 Simon Funk took part in a contest for film ratings, and trained **one feature at "
    "a time**: one column of P with one of Q, until it got no better. Then he froze it, and "
    "trained the next one on what was still unexplained. (A **feature** is his word for a factor "
    "with its two columns.)"
)

GREEDY = (
    "FunkSVD is **greedy**: it takes the best feature now and never looks back. The other way is "
    "the one of the last page: all features at every visit, nothing frozen. Give both the same "
    "first numbers, drawn at random from one seed, the same η and λ, and the same work: every "
    "pair p, q is moved equally often."
)

ON_A_FULL_TABLE = (
    "Is greed always a loss? On a table without holes it is not: there the best first feature is "
    "always one of the best two, which is what the singular value decomposition of the last page "
    "says. The holes make the difference. But lower on the training ratings is not yet better: "
    "look at the held-out curves before you choose."
)

WHY_ONE_BY_ONE = (
    "FunkSVD begins with the same 0.1 everywhere, and ends with features that differ. While "
    "feature 1 is trained, it is alone. When feature 2 begins, its numbers are those feature 1 "
    "began with, but the residuals are others: what feature 1 could say is gone from them. So it "
    "has to say something else. No chance is needed, and Funk used none."
)

LENSKIT = (
    "Two programs may both be called FunkSVD and give different numbers. LensKit, a toolkit of "
    "researchers, follows Funk’s own program in two habits that this course leaves out. It "
    "**clips** every prediction to the scale while it trains, because nobody can give 5.3 stars. "
    "And it counts the **waiting features**: while feature 1 is trained, the other five stand in "
    "the tables at 0.1, and their 5 · 0.01 stars are part of the prediction. Choose."
)

CLIP_HAS_NO_SLOPE = (
    "A clipped prediction is level: move p a little, and it stays where it is. Its slope is 0, and "
    "honest gradient descent would not move p at all. The kernel takes the error of the clipped "
    "prediction and the slope of the one that was not clipped. It works, and it is no longer "
    "descent on any objective one could write down. (One more difference: LensKit shuffles the "
    "ratings once; here users come in a new order in every epoch.)"
)


def baseline() -> str:
    """What is predicted before any feature, and what the first feature makes of it."""
    (mean, biases), first = (held_out for _, held_out in runs.levels().values()), runs.funk()
    reached = first.test_rmse[runs.KNOBS.feature_epochs]
    n_train, n_test = (part.values.size for part in runs.parts())
    return (
        f"Here are {n_train:,} ratings to train on and {n_test:,} held out, planted from "
        f"{runs.PLAN.k_true} hidden tastes of equal strength, and rounded to half stars. The "
        "staircase begins below ground. Predict the **mean** for everybody: the held-out RMSE is "
        f"{number(mean, 3)} stars. Add a **bias** for each user and each film: {number(biases, 3)}."
        f" Feature 1 starts on what is left, every number at {number(runs.SETUP.scale, 1)}, and "
        f"brings it to **{number(reached, 3)}** in "
        f"{counted(runs.KNOBS.feature_epochs, 'epoch')}."
    )


def question() -> str:
    """What the reader is asked before the staircase is drawn."""
    return (
        f"{runs.SETUP.k} features will be trained, for {runs.PLAN.k_true} planted tastes. How "
        "much will the fifth and the sixth take off the held-out error?"
    )


def rank_question() -> str:
    """What is asked before the singular values are drawn."""
    return (
        f"Start all {runs.SETUP.k} features with every number at {number(runs.SETUP.scale, 1)}, "
        "and train them all at once. How many *different* features are there in the end?"
    )


def learnt() -> str:
    """What the task of the page can be solved by."""
    best = stairs.outcome()
    return (
        "A larger rate makes each step shorter, so the same budget pays for it in fewer epochs; "
        f"and of features beyond the {runs.PLAN.k_true} planted ones the page has shown what they "
        f"take off: {best}."
    )
