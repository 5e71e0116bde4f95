"""The stage: figures drawn in place, with a player, sliders and picking by click or drag.

Everything that moves, moves in the browser; Python hears of it when the reader stops somewhere.
The browser's half is `js/`, plain modules joined into one file by `script`, without a build
step: `main.js` begins it, and its head says what Python and browser tell each other.
The little JavaScript beside it is the frame's.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import streamlit as st

from mf_core.figures import style
from mf_core.figures.picture import Picture
from pages._kit.frame import embed, script
from pages._kit.frame.presenter import presenting
from pages._kit.stage import library
from pages._kit.stage.guess import Ask
from pages._kit.stage.scene import SILENT, Words, ghosts, scene
from pages._kit.stage.slider import Slider

__all__ = ["Ask", "Pick", "Shown", "Slider", "Words", "stage"]

_HERE = Path(__file__).parent
_draw = st.components.v2.component(
    "downhill_stage",
    html='<div class="dh-stage"></div>',
    js=script.fetched("stage", _HERE / "js", _HERE / "stage.css"),
    isolate_styles=False,  # plotly.js puts its own styles into the page
)


class Pick(NamedTuple):
    """Where the reader may pick a point, and what the point moves.

    Parameters
    ----------
    figure : int
        The number of the picture (from 0) in which a click or a drag picks.
    x, y : str
        Names of the sliders that the point moves; empty if it is only reported.
    """

    figure: int = 0
    x: str = ""
    y: str = ""


class Opened(NamedTuple):
    """The number of a board that the reader has opened."""

    figure: int  # the number of the picture
    area: Literal["R", "P", "Q"]
    row: int  # u, u or i
    column: int  # i, f or f


class Shown(NamedTuple):
    """What the reader sees and has chosen, as far as Python knows."""

    step: int  # where the player stands, 0 … n_steps - 1
    picked: tuple[int, float, float] | None  # (number of the picture, x, y)
    values: dict[str, float]  # name of each slider → where it was left
    finished: bool  # whether the stream has come to its end
    opened: Opened | None = None  # the number that is open on a board


def stage(
    pictures: Picture | Sequence[Picture],
    *,
    key: str,
    height: int = 420,
    columns: int = 1,
    words: Words = SILENT,
    clock: str = "Step",
    start: Literal["first", "last"] = "last",
    pick: Pick | None = None,
    guess: Ask | None = None,
    sliders: Sequence[Slider] = (),
    presets: Mapping[str, Mapping[str, float]] | None = None,
    live: str | None = None,
    pinned: Sequence[Sequence[Picture]] = (),
    stream: str | None = None,
    autoplay: bool = False,
    fps: int = 30,
    follow: bool = True,
    address: Mapping[str, str] | None = None,
    on_change: Callable[[], None] | None = None,
) -> Shown:
    """Draw pictures in place; play, step and scrub what was recorded in them.

    Zoom, camera and the position of the player stay when the pictures change.

    Parameters
    ----------
    pictures : Picture or several
        All on one clock; a picture without tracks stands still.
    key : str
        `<lesson>_<figure>`, one of its kind in the course.
    height : int
        Of each picture, in pixels.
    columns : int
        Pictures side by side; one below the other on a phone.
    words : Words
        What is said beside the steps and under the figure.
    clock : str
        What a step is called: "Step", "Visit", "Epoch".
    start : "first" or "last"
        Where the player stands before anyone has touched it.
    pick : Pick or None
        Where a click or a drag picks a point.
    guess : Ask or None
        What the reader is to draw before the outcome is shown.
    sliders : sequence of Slider
        Drawn below; each stands at its `value`.
    presets : mapping from a label to slider values
        Buttons below the sliders.
    live : str or None
        Address that answers with the picture of the slider values while one is dragged.
    pinned : sequence of runs, each a sequence of Picture
        Earlier runs that stay visible in grey, whatever the sliders do.
    stream : str or None
        Address of server-sent events that bring new pictures while a run is trained.
    autoplay : bool
        Whether it plays once when it comes into view (never against the reader's wish
        for less motion).
    fps : int
        Steps per second at normal speed.
    follow : bool
        Whether Python is told each step the reader stops at.
    address : mapping from parameter to text
        What the address bar shall say of this stage; an empty text takes it out.
    on_change : function without arguments
        Called before the script runs again because of this stage.

    Returns
    -------
    Shown
    """
    embed.note(key)
    shown = [pictures] if isinstance(pictures, Picture) else list(pictures)
    drawn = scene(shown, words)
    told = _draw(
        key=key,
        data={
            "scene": drawn,
            "ghosts": ghosts(pinned, len(shown)),
            "sliders": [slider._asdict() for slider in sliders],
            "presets": {label: dict(values) for label, values in (presets or {}).items()},
            "options": {
                "key": key,
                "height": height,
                "text_size": 15,
                "projected": presenting(),
                "columns": max(columns, min(len(shown), 2)) if presenting() else columns,
                "clock": clock,
                "start": start,
                "pick": pick._asdict() if pick else None,
                "guess": guess.sent(_told(key)) if guess else None,
                "live": live,
                "stream": stream,
                "autoplay": autoplay,
                "fps": fps,
                "follow": follow,
                "heard": _heard(key),
                "address": dict(address or {}),
                "library": library.addresses(),
                "typesetter": library.typesetter(),
                "land": {page: land._asdict() for page, land in style.LAND.items()},
            },
        },
        on_seen_change=on_change or _nothing,
    )
    return _read(told.get("seen"), drawn["n_steps"], start, sliders, stream)


def _heard(key: str) -> int:
    """The last report of values that what is drawn now takes account of, by its number.

    The browser keeps what the reader has set until an answer knows of it; an older answer, to
    a click before, must not take a slider back.
    """
    return int(_told(key).get("report", 0))


def _told(key: str) -> Mapping[str, Any]:
    """All the browser has said of this stage so far."""
    told = st.session_state.get(key) or {}
    return told.get("seen") or {}


def _read(
    seen: Mapping[str, Any] | None,
    n_steps: int,
    start: str,
    sliders: Sequence[Slider],
    stream: str | None,
) -> Shown:
    """What the browser told, where it fits what is drawn now."""
    said = seen or {}
    last = n_steps - 1
    step = said.get("step")
    values = {slider.name: slider.value for slider in sliders}
    picked = said.get("picked")
    return Shown(
        step=min(max(int(step), 0), last) if step is not None else (last if start == "last" else 0),
        picked=(int(picked[0]), float(picked[1]), float(picked[2])) if picked else None,
        values=values | {k: v for k, v in said.get("values", {}).items() if k in values},
        finished=stream is not None and said.get("finished") == stream,
        opened=_opened(said.get("opened") or {}),
    )


def _opened(cell: Mapping[str, Any]) -> Opened | None:
    """A cell as the browser tells it: its area, and its indices by their letters."""
    letters = {"R": "ui", "P": "uf", "Q": "if"}.get(cell.get("area", ""))
    if letters is None:  # none is open, or one of a curve
        return None
    row, column = (int(cell[letter]) for letter in letters)
    return Opened(int(cell["figure"]), cell["area"], row, column)


def _nothing() -> None:
    """Streamlit only reports a state that has somebody to call."""
