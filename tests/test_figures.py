"""Laws every figure of the folder obeys; a new one needs a call in SAMPLES and a check in SHOWS."""

import copy
import importlib
import inspect
import json
import pkgutil
import re
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest

from mf_core import figures
from mf_core.figures import style
from mf_core.figures.picture import Picture
from pages._kit.stage.scene import scene
from tests.figure_meanings import SHOWS, shows
from tests.figure_samples import SAMPLES

SUPPORT = {"blocks", "declutter", "picture", "runaway", "style", "traces"}
MODULES = {m.name for m in pkgutil.iter_modules(figures.__path__)} - SUPPORT

every_figure = pytest.mark.parametrize("name", sorted(MODULES))


def draw(name, arguments):
    return getattr(importlib.import_module(f"mf_core.figures.{name}"), name)(**arguments)


def pictures(name, arguments=None):
    drawn = draw(name, copy.deepcopy(SAMPLES[name]) if arguments is None else arguments)
    return [drawn] if isinstance(drawn, Picture) else list(drawn)


def as_json(drawn):
    return json.dumps(scene(drawn), allow_nan=False)


@every_figure
def test_a_module_has_one_public_function_of_its_own_name(name):
    module = importlib.import_module(f"mf_core.figures.{name}")
    public = [
        key for key, thing in vars(module).items()
        if inspect.isfunction(thing) and thing.__module__ == module.__name__ and key[0] != "_"
    ]  # fmt: skip
    assert public == [name]


@every_figure
def test_it_is_pure(name):
    arguments = copy.deepcopy(SAMPLES[name])
    first = as_json(pictures(name, arguments))
    assert as_json(pictures(name, arguments)) == first
    for key, value in SAMPLES[name].items():
        np.testing.assert_equal(arguments[key], value)


@every_figure
def test_plotly_accepts_it(name):
    for drawn in pictures(name):
        figure = go.Figure(data=drawn.data, layout=drawn.layout)
        assert len(figure.data) == len(drawn.data)
        for track in drawn.tracks:  # what a track moves is an attribute of its trace
            assert set(track.columns) <= set(figure.data[track.trace]) | {"x", "y", "z", "text"}


@every_figure
def test_axes_have_titles_and_units(name):
    for drawn in pictures(name):
        if all(trace["type"] == "heatmap" for trace in drawn.data) or "tiles" in name:
            continue  # tiles name their rows and columns instead
        in_space = "scene" in drawn.layout
        axes = drawn.layout["scene"] if in_space else drawn.layout
        for axis in ("xaxis", "yaxis", "zaxis")[: 3 if in_space else 2]:
            assert axes[axis]["title"]["text"], f"{name} has no title on {axis}"


@every_figure
def test_colours_come_from_style_alone(name):
    source = Path(figures.__file__).with_name(f"{name}.py").read_text("utf-8")
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(", source)


@every_figure
def test_what_is_not_finite_leaves_a_gap_and_valid_json(name):
    def spoilt(value):
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            value = value.copy()
            value.flat[-1] = np.inf
            value.flat[0] = np.nan
            return value
        return {k: spoilt(v) for k, v in value.items()} if isinstance(value, dict) else value

    drawn = pictures(name, {key: spoilt(value) for key, value in SAMPLES[name].items()})
    assert "Infinity" not in as_json(drawn)


@every_figure
def test_it_is_small_and_said_in_words(name):
    drawn = pictures(name)
    assert len(as_json(drawn)) < 30_000
    for each in drawn:
        assert len(each.alt.split()) >= 6
        assert each.alt.endswith(".")


def test_every_figure_has_a_sample_and_a_meaning():
    assert set(SAMPLES) == set(SHOWS) == MODULES


@every_figure
def test_it_shows_what_its_arguments_mean(name):
    shows(name, pictures(name), SAMPLES[name])


def places(name):
    """Every array of numbers that says where something is drawn: traces and recordings."""
    for number, drawn in enumerate(pictures(name)):
        parts = [("data", t, trace) for t, trace in enumerate(drawn.data)]
        parts += [("tracks", t, track.columns) for t, track in enumerate(drawn.tracks)]
        for part, t, values in parts:
            if values.get("mode") != "text":  # words stand where there is room
                for key in "xyz":
                    if moved(values.get(key)) is not None:
                        yield number, part, t, key


def moved(values):
    """The same places, somewhere else; None where there are none."""
    if isinstance(values, list) and any(isinstance(each, str) for each in values):
        return None
    array = np.array([] if values is None else values, dtype=float)
    if array.size == 0 or not np.isfinite(array).any():
        return None
    return (array if array.ndim == 1 else np.roll(array, 1, axis=0)) + 7.3


@every_figure
def test_the_check_of_its_meaning_notices_whatever_is_drawn_elsewhere(name):
    unnoticed, drawn_places = [], list(places(name))
    assert drawn_places
    for number, part, t, key in drawn_places:
        drawn = pictures(name)
        changed = getattr(drawn[number], part)[t]
        target = changed if part == "data" else changed.columns
        target[key] = moved(target[key])
        try:
            shows(name, drawn, SAMPLES[name])
        except AssertionError:
            continue
        unnoticed.append((number, part, t, key))
    assert not unnoticed


def luminance(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("color", [role.color for role in style.ROLES.values()] + [*style.SERIES])
@pytest.mark.parametrize("page", ["#ffffff", "#14161a"])
def test_every_colour_stands_out_from_the_light_and_the_dark_page(color, page):
    light, dark = sorted([luminance(color), luminance(page)], reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3.0


def test_no_two_roles_look_alike():
    looks = [(role.color, role.marker) for role in style.ROLES.values()]
    assert len(set(looks)) == len({color for color, _ in looks}) == len(looks)
