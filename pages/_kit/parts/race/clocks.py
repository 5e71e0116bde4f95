"""Three clocks for one race: what each counts, who arrives when, and how it is said."""

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.picture import Picture
from mf_core.saying import brief
from mf_core.training import standing
from pages._kit import text
from pages._kit.parts.race import racers
from pages._kit.parts.race.racers import ALS, RACERS, Run

_Floats = NDArray[np.float64]
NEVER = "never"
_MOMENTS = 120  # of a clock, in a figure
_READS_TWICE = 2  # a pair of half-steps reads every rating twice


class Clock(NamedTuple):
    """A way to count what a run has spent.

    `spent` says it of every step of a run: (name of the racer, its run, k) → (n_steps,).
    """

    name: str
    axis: str
    spent: Callable[[str, Run, int], _Floats]


def epochs(name: str, run: Run, _k: int) -> _Floats:
    """How often every rating has been read."""
    return _every(float(_READS_TWICE if name == ALS else 1), run)


def evaluations(name: str, run: Run, k: int) -> _Floats:
    """Slopes of single factors, for each rating; for ALS, which takes none, its products."""
    return _every(_in_a_step(name, k), run)


def milliseconds(_name: str, run: Run, _k: int) -> _Floats:
    """What the steps have taken, measured."""
    return run.milliseconds


EPOCHS = Clock("epochs", "epochs: times every rating was read", epochs)
EVALUATIONS = Clock("evaluations", "gradient evaluations for each rating", evaluations)
WALL = Clock("milliseconds", "milliseconds on this machine", milliseconds)
CLOCKS = (EPOCHS, EVALUATIONS, WALL)


def _every(cost: float, run: Run) -> _Floats:
    return cost * np.arange(run.loss.size, dtype=np.float64)


def _in_a_step(name: str, k: int) -> float:
    if RACERS[name].algorithm == "funk":
        return 2.0  # p_uf and q_if of one feature
    if name != ALS:
        return 2.0 * k
    train, _ = racers.parts()
    rows = train.n_users + train.n_items
    return k * (k + 3) + rows * products_to_solve(k) / train.values.size


def products_to_solve(k: int) -> int:
    """Multiplications in `kernels.als.solve`: the triangle of A, then forwards and backwards.

    Examples
    --------
    >>> products_to_solve(1), products_to_solve(2)
    (0, 3)
    """
    return 3 * k * (k - 1) // 2 + k * (k - 1) * (k - 2) // 6


def arrivals(clock: Clock, race: Mapping[str, Run], k: int = racers.K) -> dict[str, float]:
    """When each racer first stood at or below the finish; ∞ for one that never did."""
    found = {}
    for name, run in race.items():
        there = run.loss <= racers.finish(k)
        spent = clock.spent(name, run, k)
        found[name] = float(spent[np.argmax(there)]) if there.any() else math.inf
    return found


def first(clock: Clock, race: Mapping[str, Run], k: int = racers.K) -> str:
    """Who is first on a clock."""
    found = arrivals(clock, race, k)
    return min(found, key=lambda name: found[name])


def drawn(clock: Clock, race: Mapping[str, Run], k: int = racers.K) -> Picture:
    """J of every racer against the clock."""
    spent = {name: clock.spent(name, run, k) for name, run in race.items()}
    begins = min(times[1] for times in spent.values())
    ends = max(times[-1] for times in spent.values())
    moments = np.geomspace(begins, ends, _MOMENTS)
    curves = {name: standing(spent[name], run.loss, moments) for name, run in race.items()}
    return compare_curves(
        curves, clock.axis, "J (star²)", from_zero=False, times=moments, log_clock=True,
        references=[("finish", racers.finish(k))],
    )  # fmt: skip


def moments(picture: Picture, clock: Clock) -> list[str]:
    """What the player says at each moment of a clock."""
    times = picture.tracks[0].columns["x"]
    return [f"{brief(float(time), 2)} {clock.name}" for time in times]


def told(clock: Clock, race: Mapping[str, Run], k: int = racers.K) -> str:
    """Everybody's arrival, the first one first."""
    found = arrivals(clock, race, k)
    in_order = sorted(found, key=lambda name: found[name])
    others = ", ".join(f"{name} {said(found[name])}" for name in in_order[1:])
    return f"**{in_order[0]}** is first, at {said(found[in_order[0]])} {clock.name}; then {others}."


def table(race: Mapping[str, Run], k: int = racers.K) -> str:
    """A row for each racer: its arrival on the three clocks; the first of each in bold."""
    found = {clock.name: arrivals(clock, race, k) for clock in CLOCKS}
    rows = []
    for name, run in race.items():
        cells = []
        for times in found.values():
            when = said(times[name])
            cells.append(f"**{when}**" if times[name] == min(times.values()) else when)
        rows.append((name, *cells, brief(float(run.test_rmse[-1]))))
    return text.table(("", *found, "held-out RMSE at its end"), rows, "lrrrr")


def said(time: float) -> str:
    """An arrival as it is written.

    Examples
    --------
    >>> said(7.0), said(1.2345), said(math.inf)
    ('7', '1.23', 'never')
    """
    return brief(time) if math.isfinite(time) else NEVER
