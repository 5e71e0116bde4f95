"""What a run is worth on ratings it has never seen: each one left out in turn."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from mf_core.datasets import Dataset
from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.picture import Picture
from mf_core.figures.rmse_curve import rmse_curve
from mf_core.saying import number
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.toy import runs
from pages._kit.toy.facts import left_out

TARGET = 1.04  # stars; two factors do not reach it, one factor with some λ does

OPTIONS: Mapping[str, Mapping[str, float]] = {
    "k = 4, λ = 0: it fits the training ratings best": runs.BY_HEART,
    "k = 2, λ = 0.2: enough for two tastes": runs.OVERLEARNS,
    "k = 1, λ = 0.3: it fits them worst": runs.GENERALISES,
}


def whole(values: Mapping[str, float]) -> dict[str, Any]:
    """A preset as arguments: k is a count."""
    return {"eta": values["eta"], "lam": values["lam"], "k": int(values["k"])}


def reasons(data: Dataset) -> dict[str, str]:
    """For each option what it reaches on the ratings left out, and why."""
    n = data.ratings.values.size - 1  # that each of the runs has seen
    why = (
        f"With 64 numbers for {n} ratings the run can repeat what it has seen, noise included. "
        "Repeating is not predicting.",
        f"Two tastes are there, but 32 numbers for {n} ratings leave room to learn single ratings "
        "by heart; λ = 0.2 slows that down and does not prevent it.",
        "One factor has no room for single ratings. It keeps what many ratings agree on: who "
        "leans to history and who to romance.",
    )
    return {
        option: f"At the end {number(_end(data, values))} stars on ratings left out, "
        f"{number(left_out(data, **whole(values)).train_rmse[-1])} on the training ratings. {words}"
        for (option, values), words in zip(OPTIONS.items(), why, strict=True)
    }


def best_option(data: Dataset) -> str:
    """The option that ends lowest on the ratings left out."""
    return min(OPTIONS, key=lambda option: _end(data, OPTIONS[option]))


def helped(data: Dataset) -> str:
    """Which control helped most on these ratings, judged by the presets."""
    one, two = (_end(data, values) for values in (runs.GENERALISES, runs.OVERLEARNS))
    n_numbers, n = data.ratings.n_users + data.ratings.n_items, data.ratings.values.size - 1
    if one < two:
        return (
            f"The number of factors. With k = 1 there are {n_numbers} numbers for {n} ratings, and "
            "no room to store a single rating; λ helps against what room is left."
        )
    return (
        f"On the ratings as you have edited them, not the number of factors: k = 1 with λ = 0.3 "
        f"ends at {number(one)} stars, k = 2 with λ = 0.2 at {number(two)}. What is learnt by "
        "heart depends on the ratings, too."
    )


def compared(data: Dataset) -> Picture:
    """The error on ratings left out, epoch by epoch, under the three settings."""
    curves = {
        option.split(":")[0]: left_out(data, **whole(values)).left_rmse
        for option, values in OPTIONS.items()
    }
    return compare_curves(curves, title="RMSE on ratings left out (stars)", top=2.2)


def curves(eta: float, lam: float, k: int, data: Dataset | None = None) -> Picture:
    """Training error and error on the ratings left out, over the epochs."""
    found = left_out(data or runs.built_in(), eta, lam, k)
    return rmse_curve(found.train_rmse, found.left_rmse, references=[("mean", found.mean_rmse)])


def task(eta: float, lam: float, k: int, data: Dataset | None = None) -> Task:
    """Bring the error on ratings left out down, after the last epoch."""
    data = data or runs.built_in()
    return Task(
        f"Bring the RMSE on ratings left out to at most {number(TARGET)} stars **after the last "
        "epoch**. Each of the ratings is left out once.",
        float(left_out(data, eta, lam, k).left_rmse[-1]),
        TARGET,
        unit="stars",
    )


TRUST = LiveFigure("toy_trust", curves, (runs.ETA, runs.LAM, runs.K), task=task)


def for_data(data: Dataset) -> LiveFigure:
    """The figure and its task for these ratings."""
    return TRUST._replace(draw=partial(curves, data=data), task=partial(task, data=data))


def _end(data: Dataset, values: Mapping[str, float]) -> float:
    end = float(left_out(data, **whole(values)).left_rmse[-1])
    return end if np.isfinite(end) else float("inf")
