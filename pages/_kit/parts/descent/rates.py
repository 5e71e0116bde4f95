"""The lesson on descent: the edge of stability, six ways down, and the Goldilocks rate."""

from functools import lru_cache, partial

import numpy as np

from mf_core.figures.descent_map import descent_map
from mf_core.figures.height_curve import height_curve
from mf_core.figures.picture import Picture
from mf_core.figures.rate_ruler import rate_ruler
from mf_core.figures.walks_map import walks_map
from mf_core.slopes.curves import SURFACES
from mf_core.slopes.descent import (
    OPTIMIZERS,
    Goldilocks,
    Path,
    descend,
    fewest_steps,
    largest_stable_rate,
    steps_to_reach,
)
from pages._kit.stage import Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.text import short, table

STRETCHED = SURFACES["stretched bowl"]
PLAIN = OPTIMIZERS["plain"]
TARGET = 0.01  # the height f that counts as arrived
PATIENCE = 1000  # steps after which nobody waits any longer

# --- the edge


def edge() -> float:
    """2/c of the largest curvature c of the stretched bowl."""
    return largest_stable_rate(STRETCHED, *STRETCHED.minima[0])


def factors_in_tex() -> str:
    """By what one step multiplies the distance to the minimum: just below, at, above the edge."""
    along_x, along_y = STRETCHED.curvatures(*STRETCHED.minima[0])
    rates = (0.9 * edge(), edge(), 1.1 * edge())
    factors = [(eta, 1 - eta * along_x, 1 - eta * along_y) for eta in rates]
    head = rf"\eta & 1 - {short(along_x)}\eta \ (x) & 1 - {short(along_y)}\eta \ (y)"
    rows = r" \\ ".join(" & ".join(short(round(part, 9)) for part in row) for row in factors)
    return rf"\begin{{array}}{{c|c|c}} {head} \\ \hline {rows} \end{{array}}"


def ruler(guess: float | None) -> Picture:
    """Draw the steps each rate takes on the stretched bowl, the edge, and the guess."""
    rates, steps = _measured()
    return rate_ruler(np.array(rates), np.array(steps), edge(), guess)


@lru_cache(maxsize=1)
def _measured() -> tuple[tuple[float, ...], tuple[float, ...]]:
    rates = np.geomspace(0.002, 1.0, 301)
    counted = (steps(descended("stretched bowl", "plain", float(eta))) for eta in rates)
    return tuple(rates.tolist()), tuple(counted)


def steps(path: Path) -> float:
    """Count the steps to the target; NaN if it is never reached."""
    reached = steps_to_reach(path, TARGET)
    return float("nan") if reached is None else float(reached)


def descended(surface: str, optimizer: str, eta: float, n_steps: int = PATIENCE) -> Path:
    """Walk down from the start of the surface."""
    landscape = SURFACES[surface]
    return descend(landscape, landscape.start, OPTIMIZERS[optimizer], eta, n_steps)


@lru_cache(maxsize=64)
def best(surface: str, optimizer: str, low: float, high: float) -> Goldilocks | None:
    """The rate with the fewest steps to the target, searched for once."""
    landscape = SURFACES[surface]
    return fewest_steps(
        landscape, landscape.start, TARGET, OPTIMIZERS[optimizer], (low, high), PATIENCE
    )


# --- six ways down

# Where the race is run: frames on the clock, and the range and first value of the one rate.
ARENAS: dict[str, tuple[int, float, float, float]] = {
    "stretched bowl": (100, 0.001, 1.0, 0.02),
    "banana valley": (200, 0.0001, 1.0, 0.001),
    "plateau and ravine": (200, 0.001, 1.0, 0.01),
    "four valleys": (100, 0.001, 1.0, 0.01),
}


def race_key(surface: str) -> str:
    """Name the stage of a race, and its figure."""
    return "descent_six_" + surface.replace(" ", "_")


def race_pictures(surface: str, eta: float) -> list[Picture]:
    """Draw six optimisers from one start with one rate on one map, and their heights."""
    paths = _paths(surface, eta)
    return [walks_map(SURFACES[surface], paths), height_curve(paths, target=TARGET)]


def _paths(surface: str, eta: float) -> dict[str, Path]:
    n_steps = ARENAS[surface][0]
    return {
        optimizer.title: descended(surface, name, eta, n_steps)
        for name, optimizer in OPTIMIZERS.items()
    }


def first_there(surface: str, eta: float) -> str:
    """The optimiser that reaches the target first under one rate."""
    counted = {o.title: steps(descended(surface, n, eta)) for n, o in OPTIMIZERS.items()}
    return min(counted, key=lambda name: np.nan_to_num(counted[name], nan=np.inf))


def race_result(surface: str, eta: float) -> str:
    """The steps each took, and could have taken with the best rate of the slider."""
    _, low, high, _ = ARENAS[surface]
    rows = []
    for name, optimizer in OPTIMIZERS.items():
        own = best(surface, name, low, high)
        at_best = (
            f"none in {PATIENCE}" if own is None else f"{own.n_steps} (η ≈ {short(own.eta, 2)})"
        )
        rows.append((f"**{optimizer.title}**", _arrival(surface, name, eta), at_best))
    aim = f"steps to f ≤ {short(TARGET)} at η = {short(eta)}"
    return table(("", aim, "at the slider’s best η"), rows)


def _arrival(surface: str, optimizer: str, eta: float) -> str:
    path = descended(surface, optimizer, eta)
    count = steps(path)
    if not np.isnan(count):
        return f"{count:.0f}"
    return "diverges" if path.diverged_at is not None else f"not in {PATIENCE}"


# One live figure for each arena, each with a range of rates of its own.
RACES: dict[str, LiveFigure] = {
    surface: LiveFigure(
        race_key(surface),
        partial(race_pictures, surface),
        (Slider("eta", "η", "one rate for all", low, high, 0.02, eta, log=True, digits=3),),
        says=partial(race_result, surface),
    )
    for surface, (_, low, high, eta) in ARENAS.items()
}

# --- Goldilocks

_ETA = Slider("eta", "η", "learning rate", 0.001, 1.0, 0.005, 0.01, log=True, digits=3)


def goldilocks_pictures(eta: float) -> list[Picture]:
    """Draw the walk whose rate is to be tuned, and its height against the target."""
    path = descended("stretched bowl", "plain", eta, 60)
    return [descent_map(STRETCHED, path), height_curve({"f": path}, target=TARGET, n_steps=60)]


def goldilocks(eta: float) -> Task:
    """The task: as few steps as the best rate that a search finds, and how far one is off."""
    optimum = best("stretched bowl", "plain", _ETA.low, _ETA.high)
    assert optimum is not None  # noqa: S101 (some rate of the slider arrives)
    taken = steps(descended("stretched bowl", "plain", eta))
    task = Task(
        f"Reach f ≤ {short(TARGET)} in as few steps as possible. The course has just tried more "
        "than six hundred rates between the ends of your slider to find the fewest.",
        taken,
        optimum.n_steps,
        unit="steps",
    )
    return task._replace(remark=verdict(eta, taken, optimum, reached=task.reached))


GOLDILOCKS = LiveFigure("goldilocks", goldilocks_pictures, (_ETA,), task=goldilocks)


def verdict(eta: float, taken: float, optimum: Goldilocks, *, reached: bool) -> str:
    """How far off a rate is, in a sentence; the best rate itself only once it is met.

    Examples
    --------
    >>> verdict(0.01, 176.0, Goldilocks(0.088, 19), reached=False)
    'Too timid: 157 steps more than the best. A larger rate gets there sooner.'
    >>> verdict(0.2, float("nan"), Goldilocks(0.088, 19), reached=False)
    'Too bold: with this rate the walk never arrives.'
    >>> verdict(0.001, float("nan"), Goldilocks(0.088, 19), reached=False)
    'Too timid: it is not there after 1,000 steps. A larger rate gets there sooner.'
    """
    if reached:
        return (
            f"The search found η ≈ {short(optimum.eta, 3)}, yours is {short(eta)}: "
            f"{abs(eta / optimum.eta - 1):.1%} beside it, and no step slower."
        )
    late, more = np.isnan(taken), f"{taken - optimum.n_steps:.0f} steps more than the best."
    if eta < optimum.eta:
        how = f"it is not there after {PATIENCE:,} steps." if late else more
        return f"Too timid: {how} A larger rate gets there sooner."
    if late:
        return "Too bold: with this rate the walk never arrives."
    return f"Too bold: {more} It overshoots the floor at every step."
