"""Live figures: pictures, and sentences about them, that follow the hand.

A live figure is a value made of pure functions of plain numbers. They have two callers: the page,
at every run of the script, and the route (`routes.py`), many times a second while the reader
drags. A lesson declares its own (`pages/_kit/parts/<lesson>`); nothing here knows any of them.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, Literal, NamedTuple
from urllib.parse import urlencode

import streamlit as st

from mf_core.figures.picture import Picture
from mf_core.saying import brief
from pages._kit import lesson, memory
from pages._kit.stage import Pick, Shown, Slider, stage
from pages._kit.stage.address import move, settle
from pages._kit.stage.scene import Words, scene
from pages._kit.task import Task

Pictures = Picture | Sequence[Picture]
Settings = Mapping[str, float | str]


class LiveFigure(NamedTuple):
    """A figure the reader may drag.

    All functions take the slider values and the choices by name, are pure and quick: a few
    milliseconds, for they are called at every move.

    Parameters
    ----------
    name : str
        In the address of the route; one of its kind in the course.
    draw : function → a picture or several
        What is seen.
    sliders : tuple of Slider
        Each at its first value; its range is what the route accepts.
    choices : mapping from name to the texts that are allowed, the first one the default
        What the page fixes in words, such as the surface.
    pick : Pick or None
        Where a click or a drag on the picture moves two of the sliders.
    labels : function → one text for each step
        What the player says beside the number of the step.
    says : function → str
        What stands under the figure: Markdown with TeX, with the numbers of this very picture.
    task : function → Task
        What the reader is to bring about with these sliders.
    presets : mapping from a label to slider values
        Buttons under the figure; each sets every slider it depends on.
    """

    name: str
    draw: Callable[..., Pictures]
    sliders: tuple[Slider, ...]
    choices: Mapping[str, tuple[str, ...]] = {}
    pick: Pick | None = None
    labels: Callable[..., Sequence[str]] | None = None
    says: Callable[..., str] | None = None
    task: Callable[..., Task] | None = None
    presets: Mapping[str, Mapping[str, float]] = {}

    def pictures(self, settings: Settings) -> list[Picture]:
        """What is drawn under these settings, always as a list."""
        drawn = self.draw(**settings)
        return [drawn] if isinstance(drawn, Picture) else list(drawn)

    def words(self, settings: Settings) -> Words:
        """What is said under these settings."""
        return Words(
            self.labels(**settings) if self.labels else None,
            self.says(**settings) if self.says else "",
            self.task(**settings) if self.task else None,
        )

    def scene(self, settings: Settings) -> dict[str, object]:
        """Pictures and words under these settings, as the route sends them."""
        return scene(self.pictures(settings), self.words(settings))


class SettingError(ValueError):
    """A request for a picture that does not exist, said in a sentence for its sender."""


def settings_of(figure: LiveFigure, texts: Mapping[str, str]) -> dict[str, float | str]:
    """The arguments of a live figure from the texts of an address; none may be wrong.

    Raises
    ------
    SettingError
        If a setting is missing, unknown, no number, or out of its range.
    """
    sliders = {slider.name: slider for slider in figure.sliders}
    if unknown := sorted(texts.keys() - sliders.keys() - figure.choices.keys()):
        raise SettingError(f"There is no setting {unknown[0][:40]!r} here.")
    settings: dict[str, float | str] = {
        name: _number(slider, texts.get(name)) for name, slider in sliders.items()
    }
    return settings | {
        name: _choice(name, allowed, texts.get(name, allowed[0]))
        for name, allowed in figure.choices.items()
    }


def _number(slider: Slider, text: str | None) -> float:
    if text is None:
        raise SettingError(f"The setting {slider.name!r} is missing.")
    value = slider.read(text)
    if value is None:
        raise SettingError(
            f"{slider.name} is a number from {brief(slider.low)} to {brief(slider.high)}."
        )
    return value


def _choice(name: str, allowed: tuple[str, ...], text: str) -> str:
    if text not in allowed:
        raise SettingError(f"{name} is one of: {', '.join(allowed)}.")
    return text


@lru_cache(maxsize=256)
def _once(function: Callable[..., Any], /, **settings: float | str) -> Any:  # noqa: ANN401
    return function(**settings)


def remembering(figure: LiveFigure) -> LiveFigure:
    """The same figure, asked once for all readers whose sliders stand alike.

    Most have not touched a figure when the lesson runs again, for a gate or for another figure.
    """
    return figure._replace(
        draw=partial(_once, figure.draw),
        labels=figure.labels and partial(_once, figure.labels),
        says=figure.says and partial(_once, figure.says),
        task=figure.task and partial(_once, figure.task),
    )


@st.fragment
def lab(
    figure: LiveFigure,
    *,
    key: str,
    height: int = 420,
    columns: int = 1,
    clock: str = "Step",
    autoplay: bool = False,
    start: Literal["first", "last"] = "last",
    fps: int = 30,
    pinned: Sequence[Sequence[Picture]] = (),
    by_route: bool = True,
    **fixed: float | str,
) -> Shown:
    """Draw a live figure with its sliders; a change reruns this fragment only.

    The values live in the session state and in the address as `<key>_<name>`. A button of
    the page moves them by `on_click=move, args=(key, {"eta": 0.3})`.

    Parameters
    ----------
    figure : LiveFigure
        One of those `app.py` hands to the route.
    autoplay : bool
        Whether it plays once, from its first step, when it comes into view.
    by_route : bool
        Whether the picture follows the hand. Else it comes when a slider is let go: for a figure
        that takes long, or that the route does not know because it speaks of the reader's data.
    fixed : numbers and texts by name
        Settings that get no slider here; choices that differ from their default.
    """
    first = [slider for slider in figure.sliders if slider.name not in fixed]
    sliders, address = settle(key, [_noted(key, slider) for slider in first])
    choices = {choice: allowed[0] for choice, allowed in figure.choices.items()}
    settings = choices | fixed | {slider.name: slider.value for slider in sliders}
    away = {slider.name for slider in first if lesson.is_hidden(f"{key}_{slider.name}")}
    asked = remembering(figure) if by_route else figure
    words = asked.words(settings)
    if words.task and words.task.reached:
        memory.remember(f"{key}_reached", 1)
        memory.keep(f"{key}_memory")  # a drag ends in this fragment, without the frame
    return stage(
        asked.pictures(settings),
        key=key,
        height=height,
        columns=columns,
        words=words,
        clock=clock,
        pick=None if figure.pick and away & {figure.pick.x, figure.pick.y} else figure.pick,
        sliders=sliders,
        presets={name: put for name, put in figure.presets.items() if not away & put.keys()},
        live=f"downhill/picture/{figure.name}{_query(choices | fixed)}" if by_route else None,
        pinned=pinned,
        autoplay=autoplay,
        start="first" if autoplay else start,
        fps=fps,
        follow=False,
        address=address,
        on_change=lambda: _adopt(key, sliders),
    )


def _noted(key: str, slider: Slider) -> Slider:
    """A slider as a control of the lesson, which a link can leave out."""
    name = f"{key}_{slider.name}"
    lesson.note_control(name, f"{slider.symbol} {slider.label}")
    return slider._replace(hidden=slider.hidden or lesson.is_hidden(name))


def _query(settings: Settings) -> str:
    return "?" + urlencode(settings) if settings else ""


def _adopt(key: str, sliders: Sequence[Slider]) -> None:
    """What the reader has set, kept; anything else in the report is left alone."""
    told = st.session_state[key].get("seen") or {}
    values = told.get("values", {})
    by_name = {slider.name: slider for slider in sliders}
    move(
        key, {name: by_name[name].clamp(value) for name, value in values.items() if name in by_name}
    )
