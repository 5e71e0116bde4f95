"""The staircase of FunkSVD: what each feature takes off the error."""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mf_core.algorithms import Knobs, Setup
from mf_core.figures.feature_stairs import feature_stairs
from mf_core.figures.picture import Picture
from mf_core.saying import number
from pages._kit.parts.feature_by_feature import runs
from pages._kit.stage import Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task

LITTLE, MUCH, WORSE = "hardly anything", "about as much as each before", "more than each before"
OPTIONS = (MUCH, LITTLE, WORSE)
REASONS = {
    MUCH: "It looks like a law after four steps, but each step was a taste that is in the ratings. "
    "There are four of them.",
    LITTLE: "Four tastes were planted. What is left after four features is noise and what the "
    "first four have not quite said.",
    WORSE: "Each feature trains on what the others leave. After the last true taste that is mostly "
    "noise, which does not come back in ratings that were held out.",
}
TARGET, BUDGET = 0.7, 80  # stars; feature epochs


def first() -> Picture:
    """The first feature alone, which says nothing of the others."""
    return _drawn(runs.funk(replace(runs.SETUP, k=1)), runs.KNOBS.feature_epochs)


def whole() -> Picture:
    """All features of the page's run."""
    return _drawn(runs.funk(), runs.KNOBS.feature_epochs)


def steps_down(rmse: NDArray[np.float64], epochs: int) -> list[float]:
    """What each feature takes off an error, in stars."""
    return [float(step) for step in -np.diff(rmse[::epochs])]


def outcome() -> str:
    """What the features beyond the planted ones do to the held-out error of the page's run."""
    steps = steps_down(runs.funk().test_rmse, runs.KNOBS.feature_epochs)
    true, beyond = steps[: runs.PLAN.k_true], steps[runs.PLAN.k_true :]
    if max(beyond) > max(true):
        return WORSE
    return LITTLE if max(beyond) < min(true) / 3 else MUCH


def told() -> str:
    """Every step of the staircase, as numbers."""
    run, epochs = runs.funk(), runs.KNOBS.feature_epochs
    train, test = (steps_down(errors, epochs) for errors in (run.train_rmse, run.test_rmse))
    taken = ", ".join(number(step, 3) for step in test)
    return (
        f"On the held-out ratings the six features take off {taken} stars; on the training ratings "
        f"the last two still take off {number(sum(train[-2:]), 3)}. Every step has the same shape: "
        "level at first, for a feature that starts small starts beside its saddle; then a fall, "
        "and a floor."
    )


_SLIDERS = (
    Slider("eta", "η", "learning rate", 0.005, 0.1, 0.05, 0.02, log=True, unit="per star"),
    Slider("lam", "λ", "regularisation", 0.0, 0.3, 0.01, 0.05, unit="stars"),
    Slider("k", "k", "features", 1, 8, 1, 6, digits=0, whole=True),
    Slider("epochs", "epochs", "for each feature", 5, 60, 5, 30, digits=0, whole=True),
)


def tried(eta: float, lam: float, k: int, epochs: int) -> Picture:
    """The staircase under the reader's settings."""
    return _drawn(_run(eta, lam, k, epochs), epochs)


def task(eta: float, lam: float, k: int, epochs: int) -> Task:
    """A low error with few epochs."""
    spent, reached = k * epochs, float(_run(eta, lam, k, epochs).test_rmse[-1])
    over = f"{k} features of {epochs} epochs are {spent}."
    return Task(
        f"Bring the held-out RMSE to at most {number(TARGET)} stars in at most {BUDGET} feature "
        "epochs. The run above needs 180.",
        reached if spent <= BUDGET else math.nan,
        TARGET,
        unit="stars",
        remark=over if spent <= BUDGET else f"{over} That is too many to count.",
    )


def _run(eta: float, lam: float, k: int, epochs: int) -> runs.Run:
    setup = Setup(k, runs.SETUP.init, runs.SETUP.scale)
    return runs.funk(setup, Knobs(eta=eta, lam=lam, feature_epochs=epochs))


def _drawn(run: runs.Run, epochs: int) -> Picture:
    references = [(name, held_out) for name, (_, held_out) in runs.levels().items()]
    return feature_stairs(run.train_rmse, run.test_rmse, epochs, references)


STAIRS = LiveFigure("funk_stairs", tried, _SLIDERS, task=task)
