"""Live figures: pictures that follow a slider while it is dragged.

A live figure is one pure function of plain numbers with two callers: the page draws it at
every run of the script, the route (`routes.py`) while the reader drags.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from mf_core.figures.picture import Picture
from mf_core.figures.slope_line import slope_line
from pages._kit.parts import loss_surface, slope
from pages._kit.parts.derivative import own, secant
from pages._kit.parts.descent import rates, walks
from pages._kit.parts.gradient import point
from pages._kit.parts.objective import errors, rate_translator
from pages._kit.parts.one_rating import visit as one_visit
from pages._kit.parts.ratings import tastes
from pages._kit.parts.update_rule import gradient_check, rating
from pages._kit.stage import Pick, Shown, Slider, stage
from pages._kit.stage.address import move, settle
from pages._kit.toy import runs as toy_runs

Pictures = Picture | Sequence[Picture]


class LiveFigure(NamedTuple):
    """A figure the reader may drag.

    Parameters
    ----------
    draw : function of the slider values and the choices, by name
        Pure and quick: a few milliseconds, for it is called at every move.
    sliders : tuple of Slider
        Each at its first value; its range is what the route accepts.
    choices : mapping from name to the texts that are allowed, the first one the default
        What the page fixes in words, such as the surface.
    pick : Pick or None
        Where a click or a drag on the picture moves two of the sliders.
    """

    draw: Callable[..., Pictures]
    sliders: tuple[Slider, ...]
    choices: Mapping[str, tuple[str, ...]] = {}
    pick: Pick | None = None

    def pictures(self, settings: Mapping[str, float | str]) -> list[Picture]:
        """What is drawn under these settings, always as a list."""
        drawn = self.draw(**settings)
        return [drawn] if isinstance(drawn, Picture) else list(drawn)


# Every live figure of the course: name in the address of the route → figure.
LIVE: dict[str, LiveFigure] = {
    "slope_line": LiveFigure(slope_line, slope.LINE),
    "slope_target": LiveFigure(slope.line_to_hit, slope.LINE),
    "secant": LiveFigure(secant.secant_picture, secant.SECANT, pick=secant.ALONG),
    "power": LiveFigure(secant.power_picture, secant.POWER, pick=secant.ALONG),
    "own_function": LiveFigure(
        own.own_picture,
        own.SLIDERS,
        own.FORMULAS,
        secant.ALONG,
    ),
    "turned": LiveFigure(toy_runs.turned, toy_runs.TURNS),
    "visit": LiveFigure(one_visit.drawn, one_visit.SLIDERS, pick=one_visit.PICK),
    "visit_liked": LiveFigure(one_visit.drawn_liked, one_visit.SLIDERS_LIKED),
    "visit_to_hit": LiveFigure(one_visit.drawn_task, one_visit.SLIDERS_TASK),
    "gradient_slices": LiveFigure(point.slices_picture, point.POINT, point.FROZEN),
    "gradient_arrows": LiveFigure(point.arrows_picture, point.POINT, pick=point.PICK),
    "gradient_dial": LiveFigure(point.dial_picture, point.DIAL, point.VIEW),
    "gradient_flat": LiveFigure(point.flat_picture, point.FLAT),
    "gradient_turn": LiveFigure(point.task_picture, point.TURN),
    **{name: LiveFigure(*parts) for name, parts in (walks.WALKS | rates.RACES).items()},
    "goldilocks": LiveFigure(rates.goldilocks_pictures, rates.GOLDILOCKS),
    "two_orders": LiveFigure(one_visit.drawn_orders, one_visit.SLIDERS_ORDERS),
    "pulls": LiveFigure(rating.pulls, rating.PULLS, rating.CHARGED),
    "nudge": LiveFigure(gradient_check.nudge, gradient_check.NUDGE, gradient_check.SIDES),
    "taste": LiveFigure(tastes.taste, tastes.MOVED, pick=tastes.PICK),
    "parameters": LiveFigure(tastes.parameters, tastes.FACTORS, {"data": tastes.SETS}),
    "error_squares": LiveFigure(errors.squares, errors.ONE_FACTOR),
    "three_steps": LiveFigure(errors.steps, errors.RATE),
    "penalised": LiveFigure(errors.penalised, errors.PRICE),
    "six_rates": LiveFigure(
        rate_translator.six_rates,
        rate_translator.RATE,
        {"source": rate_translator.SOURCES, "way": rate_translator.WAYS},
    ),
    "valley": LiveFigure(loss_surface.valley, loss_surface.VALLEY, pick=loss_surface.PICK),
    "two_entries": LiveFigure(
        loss_surface.two_entries,
        loss_surface.TWO,
        {"a": loss_surface.entries(), "b": loss_surface.entries()},
        loss_surface.PICK_TWO,
    ),
}


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
        raise SettingError(f"{slider.name} is a number from {slider.low:g} to {slider.high:g}.")
    return value


def _choice(name: str, allowed: tuple[str, ...], text: str) -> str:
    if text not in allowed:
        raise SettingError(f"{name} is one of: {', '.join(allowed)}.")
    return text


@st.fragment
def lab(
    name: str,
    *,
    key: str,
    height: int = 420,
    columns: int = 1,
    labels: Callable[..., Sequence[str]] | None = None,
    clock: str = "Step",
    pinned: Sequence[Sequence[Picture]] = (),
    follow: bool = False,
    below: Callable[..., None] | None = None,
    **fixed: float | str,
) -> Shown:
    """Draw a live figure with its sliders; a change reruns this fragment only.

    The values live in the session state and in the address as `<key>_<name>`. A button of
    the page moves them by `on_click=move, args=(key, {"eta": 0.3})`.

    Parameters
    ----------
    name : str
        In the registry `LIVE`.
    labels : function of the settings → one text for each step
        What the player says beside the number of the step.
    below : function of the settings and `shown`
        Draws what follows the values: a formula with its numbers, a verdict.
    fixed : numbers and texts by name
        Settings that get no slider here; choices that differ from their default.
    """
    figure = LIVE[name]
    first = [slider for slider in figure.sliders if slider.name not in fixed]
    sliders, address = settle(key, first)
    choices = {choice: allowed[0] for choice, allowed in figure.choices.items()}
    settings = choices | fixed | {slider.name: slider.value for slider in sliders}
    shown = stage(
        figure.pictures(settings),
        key=key,
        height=height,
        columns=columns,
        labels=labels(**settings) if labels else None,
        clock=clock,
        pick=figure.pick,
        sliders=sliders,
        live=f"downhill/picture/{name}{_query(choices | fixed)}",
        pinned=pinned,
        follow=follow,
        address=address,
        on_change=lambda: _adopt(key, sliders),
    )
    if below:
        below(shown=shown, **settings)
    return shown


def _query(settings: Mapping[str, float | str]) -> str:
    return "?" + urlencode(settings) if settings else ""


def _adopt(key: str, sliders: Sequence[Slider]) -> None:
    """What the reader has set, kept; anything else in the report is left alone."""
    told = st.session_state[key].get("seen") or {}
    values = told.get("values", {})
    by_name = {slider.name: slider for slider in sliders}
    move(
        key, {name: by_name[name].clamp(value) for name, value in values.items() if name in by_name}
    )
