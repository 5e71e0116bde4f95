"""The planted set in three parts: where a run should stop, and how many numbers it learns."""

from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from mf_core import objective
from mf_core.figures.parameter_count import parameter_count
from mf_core.figures.picture import Picture
from mf_core.figures.stop_curve import stop_curve
from mf_core.grid import Curves, Setting, fit
from mf_core.model import Ratings, split
from mf_core.saying import number
from pages._kit import cached
from pages._kit.frame import presenter
from pages._kit.questions.gates import committed
from pages._kit.stage.live import LiveFigure
from pages._kit.stage.slider import Slider
from pages._kit.task import Task
from pages._kit.text import paragraphs

ETA, N_EPOCHS, SEED = 0.02, 60, 0
FIRST = (16, 0.02)  # k and λ of the opening
TARGET = 0.852  # stars; many factors do not come to rest so low under any λ

K = Slider("k", "k", "factors", 1, 32, 1, FIRST[0], digits=0, whole=True)
LAM = Slider("lam", "λ", "regularisation", 0.0, 0.4, 0.01, FIRST[1], unit="stars")


class Parts(NamedTuple):
    """A tenth validates, a tenth tests, the rest is trained on."""

    train: Ratings
    valid: Ratings
    test: Ratings
    noise: float  # what the planted model misses on the validation ratings, in stars


class Run(NamedTuple):
    """A run, and what its two models of interest miss on the test ratings."""

    curves: Curves
    test: tuple[float, float]  # at the stop and at the end, in stars


@cache
def parts() -> Parts:
    """The planted set, split once for all."""
    data, rng = cached.dataset("planted"), np.random.default_rng(SEED)
    train, held = split(data.ratings, 0.2, rng)
    valid, test = split(held, 0.5, rng)
    assert data.truth is not None  # noqa: S101 (for the type checker)
    return Parts(train, valid, test, objective.rmse(valid, *data.truth))


@lru_cache(maxsize=128)
def run(k: int, lam: float) -> Run:
    """Train under these settings to the last epoch."""
    train, valid, test, _ = parts()
    found = fit(train, valid, Setting(k, ETA, lam), N_EPOCHS, SEED)
    misses = [objective.rmse(test, *model) for model in (found.stopped, found.last)]
    return Run(found.curves, (misses[0], misses[1]))


def asked_of(key: str) -> Picture:
    """What the gate of the opening shows: the training error, and all three once it is open."""
    (train, valid), test = run(*FIRST)
    if committed(key) is not None or presenter.revealed(key):
        return stop_curve(train, valid, test=test, noise=parts().noise)
    return stop_curve(train, np.full(train.size, np.nan))._replace(tracks=(), n_steps=1)


def opened_in_words() -> str:
    """What the three errors of the opening's run did."""
    errors, (at_stop, at_end) = run(*FIRST)
    (train, valid), stop = errors, errors.stop
    return paragraphs(
        f"The training error has fallen from {number(train[0], 3)} to **{number(train[-1], 3)} "
        f"stars**. The validation error fell with it for {stop} epochs, to "
        f"**{number(valid[stop], 3)}**, and has climbed back to {number(valid[-1], 3)} since. The "
        "first keeps improving on ratings it has seen; the second says what that is worth.",
        f"So stop at epoch {stop} and keep the model of that epoch. That is **early stopping**. "
        "The dots are the test ratings, opened once, after the choice: "
        f"{number(at_stop, 3)} stars at the stop, {number(at_end, 3)} at the end.",
    )


def before_training() -> str:
    """Why the two errors differ before the first step."""
    curves = run(*FIRST).curves
    return (
        f"Something has: mean and biases were measured on the training ratings. There they miss "
        f"by {number(curves.train_rmse[0], 3)} stars, on the validation ratings by "
        f"{number(curves.valid_rmse[0], 3)}. A bias taken from a user’s ratings fits exactly these "
        "ratings a little too well."
    )


def curves(k: int, lam: float) -> Picture:
    """Training and validation error under these settings."""
    return stop_curve(*run(k, lam).curves, noise=parts().noise)


def said(k: int, lam: float) -> str:
    """Where to stop, and what waiting would cost."""
    errors = run(k, lam).curves
    (train, valid), stop = errors, errors.stop
    risen = float(valid[-1] - valid[stop])
    said = (
        f"Validation error **{number(valid[stop], 4)} stars** at epoch {stop}, "
        f"{number(valid[-1], 4)} at epoch {valid.size - 1}; training error {number(train[-1], 4)}."
    )
    if risen >= 0.001:
        return f"{said} Not to stop costs {number(risen, 3)} stars."
    return f"{said} It makes hardly a difference when you stop."


def counted(k: int) -> list[Picture]:
    """How many numbers there are, and what they do without any λ."""
    train = parts().train
    n = train.values.size
    return [
        parameter_count(train.n_users, train.n_items, k, n, int(K.high)),
        stop_curve(*run(k, 0.0).curves),
    ]


def counted_in_words(k: int) -> str:
    """The two ends of the run without λ, beside the count."""
    train, errors = parts().train, run(k, 0.0).curves
    known, valid = errors
    share = (train.n_users + train.n_items) * k / train.values.size
    return (
        f"**{number(share)} numbers for each rating.** At the end the training error is "
        f"{number(known[-1], 3)}, the validation error **{number(valid[-1], 3)}** stars; its "
        f"lowest was {number(valid[errors.stop], 3)}."
    )


STOP = LiveFigure(
    "stop", curves, (K, LAM), says=said, presets={
        "Learns by heart": {"k": 32, "lam": 0.0},
        "Held back": {"k": 32, "lam": 0.1},
        "Held back too far": {"k": 32, "lam": 0.4},
        "Three tastes": {"k": 3, "lam": 0.05},
    },
)  # fmt: skip


def task(k: int, lam: float) -> Task:
    """Bring the validation error of the last epoch down, and only then open the test."""
    found = run(k, lam)
    reached = float(found.curves.valid_rmse[-1]) <= TARGET
    return Task(
        f"Nobody stops this run. Choose k and λ so that the validation error **after the last "
        f"epoch** is at most {number(TARGET, 3)} stars.",
        float(found.curves.valid_rmse[-1]),
        TARGET,
        unit="stars",
        remark=f"Now open the test ratings, once: {number(found.test[1], 3)} stars."
        if reached
        else "",
    )


TURN = STOP._replace(name="stop_turn", task=task, presets={})
NUMBERS = LiveFigure("stop_numbers", counted, (K,), says=counted_in_words)
