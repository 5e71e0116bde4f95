"""The same ratings, the same seed, all features at once: who ends lower, and of which rank."""

from collections.abc import Mapping

import numpy as np

from mf_core.algorithms import Setup
from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.picture import Picture
from mf_core.figures.singular_values import singular_values
from mf_core.projection import singular_values_of
from mf_core.saying import number
from mf_core.training import standing
from pages._kit import text
from pages._kit.parts.feature_by_feature import runs

RANDOM = Setup(k=runs.SETUP.k, init="random", scale=0.1)
ONE_BY_ONE, AT_ONCE, ALIKE = "FunkSVD", "all at once", "neither: they meet"
LOWER: Mapping[str, str] = {
    ONE_BY_ONE: "Each feature is trained as if it were the last one. That is careful, and greedy: "
    "when the next one comes, nobody may mend it any more.",
    AT_ONCE: "Nothing is ever frozen: a column that was right when it stood nearly alone may still "
    "turn when the others have grown.",
    ALIKE: "On a table without holes they would. Here the best first feature need not be one of "
    "the best six.",
}
ONE = "one"
RANKS: Mapping[str, str] = {
    "six": "Six columns, yes, but look at how they begin. What could make the second one move "
    "otherwise than the first?",
    ONE: "The error of a rating is one number for all features. Equal columns get equal steps from "
    "it, so they are equal after every visit, for ever.",
    "none: nothing moves": "Zeros would be stuck. At 0.1 the slope is not zero, and everything "
    "moves; only always in step.",
}


def lower() -> str:
    """Whose training RMSE is lower at the end of the two runs from one random start."""
    funk, joint = (run.train_rmse[-1] for run in _both(RANDOM).values())
    if abs(funk - joint) < 0.005:
        return ALIKE
    return ONE_BY_ONE if funk < joint else AT_ONCE


def compared() -> Picture:
    """Both errors of both runs against the work: pairs p, q moved at each rating."""
    k, epochs = runs.SETUP.k, runs.KNOBS.feature_epochs
    work = np.arange(k * epochs + 1, dtype=np.float64)
    found = _both(RANDOM)
    spent = {ONE_BY_ONE: work, AT_ONCE: k * np.arange(epochs + 1.0)}
    curves = {
        f"{name}, {word}": standing(spent[name], errors, work)
        for name, run in found.items()
        for word, errors in (("training", run.train_rmse), ("held-out", run.test_rmse))
    }
    return compare_curves(curves, "pairs p, q moved at each rating", from_zero=False, times=work)


def outcome() -> str:
    """Both ends with their numbers."""
    (funk, joint), k = _both(RANDOM).values(), runs.SETUP.k
    return (
        f"On the training ratings FunkSVD ends at **{number(funk.train_rmse[-1], 3)}** stars and "
        f"all at once at **{number(joint.train_rmse[-1], 3)}**; on the held-out ratings at "
        f"{number(funk.test_rmse[-1], 3)} and {number(joint.test_rmse[-1], 3)}. One epoch of all "
        f"{k} features is as much work as {k} epochs of one: that is why the second curve moves "
        "in treads."
    )


def strengths() -> Picture:
    """The singular values of both models that began with every number at 0.1."""
    models = {name: run.model for name, run in _both(runs.SETUP).items()}
    return singular_values({n: singular_values_of(*model.factors) for n, model in models.items()})


def rank_at_once() -> str:
    """How many different features the run of all at once has, as one of the options."""
    return ONE if runs.rank(_both(runs.SETUP)[AT_ONCE].model.factors) == 1 else "six"


def both_starts() -> str:
    """A table: two starts, two ways to train; rank and errors."""
    rows = [
        (
            start, name, str(runs.rank(run.model.factors)),
            number(run.train_rmse[-1], 3), number(run.test_rmse[-1], 3),
        )
        for start, setup in (("all 0.1", runs.SETUP), ("random, σ = 0.1", RANDOM))
        for name, run in _both(setup).items()
    ]  # fmt: skip
    head = ("start", "trained", "rank", "training RMSE", "held-out RMSE")
    return text.table(head, rows, "llrrr")


def _both(setup: Setup) -> dict[str, runs.Run]:
    return {ONE_BY_ONE: runs.funk(setup), AT_ONCE: runs.at_once(setup)}
