"""What is shown of a background run: its curve, its map, and where it stands in words."""

from collections.abc import Callable

import numpy as np

from mf_core import objective
from mf_core.datasets import Dataset
from mf_core.doctor import Case
from mf_core.figures.item_map import item_map
from mf_core.figures.picture import Picture
from mf_core.figures.rmse_curve import rmse_curve
from mf_core.model import Baseline, Model, Ratings, no_factors
from mf_core.saying import brief, number
from pages._kit.parts.full_data.watch import Point, Seen
from pages._kit.task import Task
from pages._kit.text import counted, esc_md

N_CURVE = 500  # points of a curve; a screen has no use for more
N_FRAMES = 120  # of the map


def pictures(seen: Seen, *, whole: bool) -> list[Picture]:
    """RMSE per step, and the map of the most rated items.

    Parameters
    ----------
    whole : bool
        Whether the run can be played back; else only where it stands is drawn.
    """
    points = list(seen.points)
    if not points:
        return []
    kept = points if whole else [points[-1]]
    kept = thinned(kept, N_FRAMES)
    curve = _curve(seen, kept if whole else thinned(points, N_CURVE))
    if not whole:
        curve = curve._replace(tracks=(), n_steps=1)
    data, watched = seen.order.watch.data, seen.order.watch.items
    positions = np.stack([point.positions for point in kept]).astype(np.float64)
    cloud = item_map(positions, list(data.item_titles[watched]), list(data.genres[watched]))
    return [curve, cloud]


def _curve(seen: Seen, points: list[Point]) -> Picture:
    order, watch = seen.order, seen.order.watch
    levels = [("baseline", watch.baseline_rmse)] if order.test.values.size else []
    if watch.floor is not None:
        levels.append(("planted noise", watch.floor))
    return rmse_curve(
        np.array([point.train_rmse for point in points]),
        np.array([point.test_rmse for point in points]),
        clock=order.algorithm.unit,
        references=levels,
        times=np.array([point.t for point in points]),
    )


def baseline_rmse(
    train: Ratings, test: Ratings, baseline: Callable[[Ratings], Baseline] = objective.bias_baseline
) -> float:
    """Held-out RMSE of mean + biases alone, in stars: what the factors have to beat."""
    return objective.rmse(test, no_factors(train.n_users, train.n_items), baseline(train))


def floor_of(data: Dataset, test: Ratings) -> float | None:
    """Held-out RMSE of the model the set was planted with, in stars; None where there is none.

    Of these very ratings: on a tenth of the set the noise is not what it is on all of them.
    """
    if data.truth is None or not test.values.size:
        return None
    return objective.rmse(test, *data.truth)


def caption(seen: Seen) -> str:
    """Which run this is: data, algorithm, its numbers, its start, its split."""
    order, algorithm = seen.order, seen.order.algorithm
    said = [esc_md(order.watch.data.title), algorithm.title, f"k = {order.setup.k}"]
    said += [f"η = {brief(seen.knobs.eta)}"] if algorithm.has_rate else []
    said += [f"λ = {brief(seen.knobs.lam)}"] if algorithm.has_lam else []
    n, n_test = order.train.values.size, order.test.values.size
    share = f"{n_test / (n + n_test):.0%} held out" if n_test else "nothing held out"
    return " · ".join([*said, f"seed {order.seed}", share])


def thinned(points: list[Point], most: int) -> list[Point]:
    """At most so many of the points, evenly spread, the first and the last among them."""
    if len(points) <= most:
        return points
    chosen = np.unique(np.linspace(0, len(points) - 1, most).round().astype(int))
    return [points[n] for n in chosen]


def step_labels(seen: Seen) -> list[str]:
    """What the player says beside each step."""
    return [
        f"held out {number(point.test_rmse, 4)} stars" if np.isfinite(point.test_rmse) else ""
        for point in thinned(list(seen.points), N_FRAMES)
    ]


def sentence(seen: Seen, ahead: int = 0) -> str:
    """Where a run stands, in a sentence; `ahead` jobs are before it in line."""
    done, unit = max(len(seen.points) - 1, 0), seen.order.algorithm.unit
    if seen.status == "waiting" or not seen.points:
        return f"In line: {ahead} before you." if ahead else "Starting."
    speed = done / seen.points[-1].seconds if seen.points[-1].seconds else 0.0
    said = {
        "running": f"Training: {unit} {done} of {seen.n_steps}",
        "paused": f"Paused after {unit} {done} of {seen.n_steps}",
        "done": f"Done: {counted(done, unit)}",
        "stopped": f"Stopped after {unit} {done} of {seen.n_steps}",
        "diverged": "Diverged",
        "failed": "Failed",
    }[seen.status]
    pace = f" · {counted(round(speed), unit)} per second of computing" if speed >= 1 else ""
    return f"{said}{pace}. {seen.reason}".strip()


def gain(seen: Seen | None) -> float:
    """How far a run came below the baseline on held-out ratings, in %.

    NaN without a run, and where the baseline misses nothing: there is nothing to gain.
    """
    if seen is None or not seen.points or seen.order.watch.baseline_rmse == 0.0:
        return float("nan")
    return 100.0 * (1.0 - best(seen) / seen.order.watch.baseline_rmse)


def best(seen: Seen) -> float:
    """The lowest held-out RMSE of a run, in stars; NaN if nothing was held out."""
    tests = [point.test_rmse for point in list(seen.points) if np.isfinite(point.test_rmse)]
    return min(tests, default=float("nan"))


def verdict(seen: Seen) -> str:
    """What the run has come to, in sentences."""
    if not seen.over or not seen.points:
        return ""
    said = sentence(seen)
    if seen.status == "diverged":
        return said + " The curve ends where it ends: each step overshot by more than the last."
    if not seen.order.test.values.size:
        return said + " Nothing was held out, so nobody knows what the factors are worth."
    watch, n = seen.order.watch, counted(seen.order.test.values.size, "held-out rating")
    found = (
        f"{said} On {n} the RMSE went from "
        f"{number(seen.points[0].test_rmse, 4)} to {number(seen.points[-1].test_rmse, 4)} stars, "
        f"lowest {number(best(seen), 4)}; mean and biases alone reach "
        f"{number(watch.baseline_rmse, 4)}."
    )
    if watch.floor:  # a set that is planted without noise has an exact answer, and no share of it
        found += (
            f" The model these ratings were planted with misses the same ratings by "
            f"{number(watch.floor, 4)} stars: that much is noise, which nobody can predict. "
            f"The best {seen.order.algorithm.unit} lies {above_floor(seen) / 100:.1%} above it."
        )
    return found


def case_of(seen: Seen, model: Model) -> Case:
    """A run that is over, as the run doctor is told of it.

    Parameters
    ----------
    model : Model
        That of its last frame.
    """
    order = seen.order
    train = np.array([point.train_rmse for point in seen.points])
    test = np.array([point.test_rmse for point in seen.points])
    return Case(train, test, model, order.train, order.test, order.watch.data.scale)


def above_floor(seen: Seen) -> float:
    """How far the best step of a run lies above the planted noise, in %; NaN where none is."""
    floor = seen.order.watch.floor
    return 100.0 * (best(seen) / floor - 1.0) if floor else float("nan")


def task(seen: Seen | None) -> Task:
    """What is to be reached on the data of this run: the first click does not reach it."""
    if seen is not None and seen.order.watch.floor:
        return Task(
            "Bring the held-out RMSE of a run to at most 7 % above the planted noise. The set was "
            "made from few tastes: how many factors does it take?",
            above_floor(seen),
            7.0,
            unit="%",
        )
    return Task(
        "Bring the held-out RMSE of a run at least 4 % below mean and biases. On MovieLens "
        "(latest-small) it can be done.",
        gain(seen),
        4.0,
        "at least",
        unit="%",
    )
