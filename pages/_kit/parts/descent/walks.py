"""The lesson on descent: walks on a surface of one's choice, pinned walks, the two signs."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st

from mf_core.figures.descent_map import descent_map
from mf_core.figures.height_curve import height_curve
from mf_core.figures.hill import hill
from mf_core.figures.picture import Picture
from mf_core.slopes.curves import SURFACES
from mf_core.slopes.descent import OPTIMIZERS, Path, descend
from pages._kit import controls
from pages._kit.stage import Pick, Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.text import display, paragraphs, short

PLAIN = OPTIMIZERS["plain"]
VIEWS = {"map": "contour map", "hill": "landscape in 3-D"}
MAX_PINS = 4
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
        Slider("x", x, "start", *landscape.x_range, 0.01, landscape.start[0]),
        Slider("y", y, "start", *landscape.y_range, 0.01, landscape.start[1]),
    )


def heights(surface: str, eta: float, x: float, y: float, view: str) -> list[str]:  # noqa: ARG001
    """Say the height beside each step of the player."""
    return [f"f = {short(value)}" for value in walked(surface, eta, x, y).value]


def first_step(surface: str, eta: float, x: float, y: float, view: str) -> str:  # noqa: ARG001
    """Write the first step with its numbers, and how the walk ends."""
    landscape, path = SURFACES[surface], walked(surface, eta, x, y)
    gradient = landscape.gradient(x, y)
    after = x - eta * gradient[0], y - eta * gradient[1]
    return paragraphs(
        display(
            rf"{_vector(after)} = {_vector((x, y))} - {short(eta)} \cdot "
            rf"\gradient{{{_vector(gradient)}}}"
        ),
        f"The first step, in numbers. {ending(surface, path)}",
    )


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
    )
    for surface in GROUNDS
}


def ending(surface: str, path: Path) -> str:
    """How a walk ends, in a sentence."""
    if path.diverged_at is not None:
        return (
            f"The walk **diverges**: at step {path.diverged_at} it is more than a million away. "
            "That is a result, not a mishap: each step lands further off than the last."
        )
    x, y, f = float(path.x[-1]), float(path.y[-1]), float(path.value[-1])
    slope = SURFACES[surface].gradient(x, y)
    arrived = " It has come to rest." if max(abs(slope[0]), abs(slope[1])) < 1e-3 else ""
    height = "0 to nine decimals" if abs(f) < 5e-10 else short(f)
    return (
        f"After {path.x.size - 1} steps the walk stands at ({_rounded(x)}, {_rounded(y)}), where "
        f"f is {height}.{arrived}"
    )


def _rounded(value: float) -> str:
    return short(round(value, 3), 6)


def _vector(parts: Sequence[float]) -> str:
    inside = r" \\ ".join(short(round(float(part), 9)) for part in parts)
    return rf"\begin{{pmatrix}} {inside} \end{{pmatrix}}"


# --- pinned walks


def pinned(surface: str, view: str) -> list[list[Picture]]:
    """Draw the walks that were pinned on this surface, for the grey lines behind the new one."""
    return [walk_pictures(surface, eta, x, y, view) for eta, x, y in _pins(surface)]


def pin_buttons(surface: str) -> None:
    """Offer to pin the present walk, and to take the pins out; say what is pinned."""
    pins = _pins(surface)
    full = len(pins) >= MAX_PINS
    st.button("Pin this walk", key="descent_pin", on_click=_pin, args=(surface,), disabled=full)
    if pins:
        st.button("Unpin", key="descent_unpin", on_click=_unpin, args=(surface,))
        st.caption("Pinned: " + "; ".join(f"η = {short(eta)}" for eta, _x, _y in pins) + ".")


def _pins(surface: str) -> list[tuple[float, float, float]]:
    """η and the start of each pinned walk."""
    pins: list[tuple[float, float, float]] = st.session_state.get(f"{key(surface)}_pins", [])
    return pins


def _pin(surface: str) -> None:
    page, sliders = key(surface), WALKS[surface].sliders
    at = {slider.name: controls.value(page, slider.name, slider.value) for slider in sliders}
    pins, pin = _pins(surface), (at["eta"], at["x"], at["y"])
    if pin not in pins:
        st.session_state[f"{key(surface)}_pins"] = [*pins, pin]


def _unpin(surface: str) -> None:
    st.session_state.pop(f"{key(surface)}_pins", None)


# --- minus or plus


def signs() -> list[Picture]:
    """Draw two walks on the bowl from one start, against the gradient and along it."""
    bowl, start = SURFACES["bowl"], (-1.2, 0.8)
    minus = descend(bowl, start, PLAIN, 0.1, N_SIGNS)
    plus = descend(bowl, start, PLAIN, 0.1, N_SIGNS, direction=1)
    return [
        descent_map(bowl, minus, "minus the gradient", 0),
        descent_map(bowl, plus, "plus the gradient", 1),
        height_curve({"minus": minus, "plus": plus}),
    ]
