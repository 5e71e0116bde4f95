"""The toy run on its board, under the reader's hand: by epochs, and by single visits."""

from functools import partial

import numpy as np

from mf_core.algorithms import Knobs
from mf_core.datasets import Dataset
from mf_core.doctor import examine
from mf_core.figures.board import board
from mf_core.figures.picture import Picture
from mf_core.saying import number
from pages._kit import diagnosis
from pages._kit.cached import ToyRun
from pages._kit.stage.live import LiveFigure
from pages._kit.text import esc_md, paragraphs
from pages._kit.toy import runs
from pages._kit.toy.facts import grown, risen

_SLIDERS = (runs.ETA, runs.LAM, runs.K, runs.START)


def following(figure: LiveFigure, data: Dataset) -> LiveFigure:
    """The figure for these ratings; it can follow the hand only where they are the built-in ones.

    The route knows the numbers in the address, not the table a reader has edited.
    """
    return figure._replace(
        draw=partial(figure.draw, data=data),
        says=partial(figure.says, data=data) if figure.says else None,
    )


def is_built_in(data: Dataset) -> bool:
    """Whether nobody has changed a rating."""
    return data.digest == runs.built_in().digest


def by_epochs(eta: float, lam: float, k: int, seed: int, data: Dataset | None = None) -> Picture:
    """The board of a run under these settings, epoch by epoch."""
    data = data or runs.built_in()
    return of_run(data, runs.watchable(data, eta, lam, k, seed), Knobs(eta=eta, lam=lam))


def by_visits(eta: float, lam: float, k: int, seed: int, data: Dataset | None = None) -> Picture:
    """The board of the first three epochs, visit by visit."""
    data = data or runs.built_in()
    return of_run(data, runs.by_visits(data, eta, lam, k, seed), Knobs(eta=eta, lam=lam))


def said_of_epochs(eta: float, lam: float, k: int, seed: int, data: Dataset | None = None) -> str:
    """What the run did to both errors, with its numbers."""
    run = runs.by_epochs(data or runs.built_in(), eta, lam, k, seed)
    train, test = run.recording.train_rmse, run.recording.test_rmse
    n_epochs = train.size - 1
    found = diagnosis.sentences(examine(runs.case_of(run, (data or runs.built_in()).scale)))
    if not np.isfinite(train[-1]):
        return (
            f"**Diverged in epoch {n_epochs}.** Each step jumped over the valley and landed "
            "higher on the other side, until the factors left the numbers a computer can hold. "
            "That is a result, not a fault."
        )
    said = (
        f"Training RMSE {number(train[0])} → **{number(train[-1])} stars**, up again in "
        f"{risen(train)} of {n_epochs} epochs."
    )
    if not run.test.values.size:
        return paragraphs(said + " Nothing is held out.", *found)
    lowest = int(np.nanargmin(test))
    return paragraphs(
        f"{said} On the {run.test.values.size} held-out ratings {number(test[0])} → "
        f"**{number(test[-1])}**, lowest in epoch {lowest}: {number(test[lowest])}.",
        *found,
    )


def said_of_visits(eta: float, lam: float, k: int, seed: int, data: Dataset | None = None) -> str:
    """How often a visit shrank the residual it looked at, and the worst exception."""
    data = data or runs.built_in()
    found = grown(runs.by_visits(data, eta, lam, k, seed))
    if not found.finite:
        return "**Diverged**: the residuals grow from visit to visit."
    said = (
        f"In {found.visits} visits the visited residual became smaller "
        f"{found.visits - found.grew} times and larger **{found.grew}** times."
    )
    if not found.grew:
        return said
    user, item = (esc_md(name) for name in (data.user_names[found.u], data.item_titles[found.i]))
    return paragraphs(
        f"{said} Most in visit {found.visit}, {user} and *{item}*: from "
        f"{number(found.before, 3, sign=True)} to {number(found.after, 3, sign=True)}."
    )


RUN = LiveFigure(
    "toy_run", by_epochs, _SLIDERS, says=said_of_epochs, presets={
        label: {**values, "seed": runs.SEED} for label, values in runs.PRESETS.items()
    },
)  # fmt: skip
VISITS = LiveFigure("toy_visits", by_visits, _SLIDERS, says=said_of_visits)


def of_run(data: Dataset, run: ToyRun, knobs: Knobs) -> Picture:
    """The board of a recorded run, with its clock."""
    clock = "visit" if (run.visited >= 0).any() else "epoch"
    names, titles = list(data.user_names), list(data.item_titles)
    parts = (run.recording, run.train, run.test, names, titles, data.scale)
    return board(*parts, clock=clock, visited=run.visited, knobs=knobs)
