"""The lesson on descent: walks on a surface of one's choice, and the two signs."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from mf_core.figures.descent_map import descent_map
from mf_core.figures.height_curve import height_curve
from mf_core.figures.hill import hill
from mf_core.figures.picture import Picture
from mf_core.figures.walks_map import walks_map
from mf_core.slopes.curves import SURFACES
from mf_core.slopes.descent import OPTIMIZERS, Path, descend, growing_since
from pages._kit.stage import Pick, Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.text import inline, short

PLAIN = OPTIMIZERS["plain"]
VIEWS = {"map": "map", "hill": "landscape in 3-D"}
N_SIGNS = 14  # steps of the two walks that differ in a sign


class Ground(NamedTuple):
    """How a surface is walked on: the number of steps, and the rates worth trying."""

    n_steps: int
    low: float
    high: float
    eta: float


GROUNDS: dict[str, Ground] = {
    "bowl": Ground(40, 0.001, 2.0, 0.1),
    "stretched bowl": Ground(60, 0.001, 0.2, 0.08),
    "saddle": Ground(60, 0.001, 0.5, 0.04),
    "banana valley": Ground(500, 1e-5, 0.01, 0.001),
    "four valleys": Ground(60, 1e-4, 0.1, 0.01),
    "plateau and ravine": Ground(300, 1e-4, 0.2, 0.02),
    "one rating": Ground(60, 0.001, 0.5, 0.05),
}

# Name, rate, and how far beside the usual start.
TELLING: dict[str, tuple[tuple[str, float, float], ...]] = {
    "stretched bowl": (
        ("Crawls", 0.002, 0.0),
        ("Good", 0.08, 0.0),
        ("Oscillates", 0.098, 0.0),
        ("Diverges", 0.105, 0.0),
    ),
    "saddle": (("Beside the ridge", 0.04, 0.0), ("On the ridge", 0.04, -0.01)),
}


def key(surface: str) -> str:
    """Name the stage of a surface, and its figure: each keeps its own rate and start."""
    return "descent_" + surface.replace(" ", "_")


def title(surface: str) -> str:
    """Name a surface in a menu."""
    return SURFACES[surface].title


def view_title(view: str) -> str:
    """Name a view in a menu."""
    return VIEWS[view]


def optimizer_title(name: str) -> str:
    """Name an optimiser in a menu."""
    return OPTIMIZERS[name].title


def walked(surface: str, eta: float, x: float, y: float) -> Path:
    """Walk down from (x, y) with plain gradient descent."""
    return descend(SURFACES[surface], (x, y), PLAIN, eta, GROUNDS[surface].n_steps)


def walk_pictures(surface: str, eta: float, x: float, y: float, view: str) -> list[Picture]:
    """Draw the walk from above or as a landscape, and its height per step."""
    path = walked(surface, eta, x, y)
    seen = hill(SURFACES[surface], path) if view == "hill" else descent_map(SURFACES[surface], path)
    return [seen, height_curve({"f": path}, n_steps=GROUNDS[surface].n_steps)]


def _sliders(surface: str) -> tuple[Slider, ...]:
    ground, landscape = GROUNDS[surface], SURFACES[surface]
    x, y = landscape.axes
    eta = ground.low, ground.high, 0.02, ground.eta
    return (
        Slider("eta", "η", "learning rate", *eta, log=True, digits=3),
        Slider("x", x, "start", *landscape.square[0], 0.01, landscape.start[0]),
        Slider("y", y, "start", *landscape.square[1], 0.01, landscape.start[1]),
    )


def heights(surface: str, eta: float, x: float, y: float, view: str) -> list[str]:  # noqa: ARG001
    """Say the height beside each step of the player."""
    return [f"f = {short(value, 4)}" for value in walked(surface, eta, x, y).value]


def first_step(surface: str, eta: float, x: float, y: float, view: str) -> str:  # noqa: ARG001
    """Write the first step with its numbers, and how the walk ends."""
    landscape, path = SURFACES[surface], walked(surface, eta, x, y)
    gradient = landscape.gradient(x, y)
    after = x - eta * gradient[0], y - eta * gradient[1]
    return f"{step_in_numbers((x, y), after, eta, gradient)} {ending(surface, path)}"


def step_in_numbers(
    start: Sequence[float], after: Sequence[float], eta: float, gradient: Sequence[float]
) -> str:
    """Write the first step on one line."""
    step = rf"{_vector(start)} - {short(eta)} \cdot \gradient{{{_vector(gradient)}}}"
    return f"First step: {inline(f'{step} = {_vector(after)}')}."


def _presets(surface: str) -> dict[str, dict[str, float]]:
    """Buttons that set the rate and the start, so that each shows what it is called."""
    x, y = SURFACES[surface].start
    return {
        name: {"eta": eta, "x": x, "y": y + aside} for name, eta, aside in TELLING.get(surface, ())
    }


# One live figure for each surface, each with sliders of its own.
WALKS: dict[str, LiveFigure] = {
    surface: LiveFigure(
        key(surface),
        partial(walk_pictures, surface),
        _sliders(surface),
        {"view": tuple(VIEWS)},
        Pick(0, "x", "y"),
        labels=partial(heights, surface),
        says=partial(first_step, surface),
        presets=_presets(surface),
    )
    for surface in GROUNDS
}


def ending(surface: str, path: Path) -> str:
    """How a walk ends, in a sentence."""
    return ended(path, SURFACES[surface].gradient(float(path.x[-1]), float(path.y[-1])))


def ended(path: Path, slope: tuple[float, float]) -> str:
    """How a walk ends, in a sentence; `slope` is the gradient at its last point."""
    first, last = (short(float(path.value[n]), 4) for n in (0, -1))
    since = growing_since(path)
    if path.diverged_at is not None and path.value[-1] < path.value[0]:
        return (
            f"This ground has no floor: at step {path.diverged_at} the walk is more than a million "
            "away, and still going down."
        )
    if path.diverged_at is not None:
        return (
            f"The walk **diverges**: at step {path.diverged_at} it is more than a million away. "
            "That is a result, not a mishap: each step lands further off than the last."
        )
    if since is not None:
        return (
            f"The walk **diverges**: from step {since} on, every step ends higher than the one "
            f"before. In {path.x.size - 1} steps f has grown from {first} to {last}."
        )
    arrived = " It has come to rest." if max(abs(slope[0]), abs(slope[1])) < 1e-3 else ""
    height = "0 to nine decimals" if abs(path.value[-1]) < 5e-10 else last
    x, y = (_rounded(float(part[-1])) for part in (path.x, path.y))
    return (
        f"After {path.x.size - 1} steps the walk stands at ({x}, {y}), where f is {height}."
        f"{arrived}"
    )


def _rounded(value: float) -> str:
    return short(round(value, 3), 6)


def _vector(parts: Sequence[float]) -> str:
    inside = r",\ ".join(short(round(float(part), 9)) for part in parts)
    return f"({inside})"


# --- minus or plus


def signs() -> list[Picture]:
    """Draw two walks on the bowl from one start, against the gradient and along it."""
    bowl, start = SURFACES["bowl"], (-1.2, 0.8)
    walks = {
        "minus the gradient": descend(bowl, start, PLAIN, 0.1, N_SIGNS),
        "plus the gradient": descend(bowl, start, PLAIN, 0.1, N_SIGNS, direction=1),
    }
    return [walks_map(bowl, walks), height_curve(walks)]
