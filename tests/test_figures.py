"""Laws every figure of the folder obeys; a new figure needs one call in SAMPLES."""

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
from mf_core.figures.lit_tiles import Lit
from mf_core.figures.picture import Picture
from mf_core.slopes.curves import CURVES, SURFACES
from mf_core.slopes.descent import OPTIMIZERS, descend
from pages._kit.stage.scene import scene

SUPPORT = {"blocks", "declutter", "picture", "runaway", "style", "traces"}
MODULES = {m.name for m in pkgutil.iter_modules(figures.__path__)} - SUPPORT
rng = np.random.default_rng(0)
WALK = descend(SURFACES["bowl"], (3.0, -2.0), OPTIMIZERS["plain"], 0.1, 12)
AWAY = descend(SURFACES["bowl"], (3.0, -2.0), OPTIMIZERS["plain"], 9.0, 12)
NAMES, TITLES = ["Ada", "Ben", "Cleo"], ["Lincoln", "Titanic"]

# One call of each figure: its arguments, and what of them may be NaN.
SAMPLES: dict[str, dict[str, object]] = {
    "slope_line": {"m": -5.0, "b": -10.0, "claimed": 5.0, "points": [(1.0, 2.0)]},
    "slope_walk": {"curve": CURVES["sine"], "walk": [-1.0, -0.5, 0.0, 0.5, 1.0]},
    "slope_below": {
        "f": CURVES["parabola"].f, "df": CURVES["parabola"].df, "domain": (-3.0, 3.0),
        "x": 1.0, "delta": 0.5,
    },
    "tangent_lines": {
        "f": CURVES["sine"].f, "domain": (-2.0, 2.0), "heights": (-1.0, 1.0), "x": 0.5,
        "claims": {"true": 0.9, "claimed": -0.9},
    },
    "rmse_curve": {
        "train": np.array([1.2, 0.9, 0.8]), "test": np.array([1.3, 1.1, 1.2]),
        "references": [("baseline", 1.0)],
    },
    "compare_curves": {
        "log": True, "runs": {"one": np.array([1.0, 0.5]), "two": np.array([1.0, 0.9, 0.8])},
    },
    "factor_tiles": {
        "P": rng.normal(size=(4, 3, 2)), "Q": rng.normal(size=(4, 2, 2)),
        "prediction": rng.normal(3, 1, size=(4, 3, 2)), "user_names": NAMES, "item_titles": TITLES,
    },
    "rating_tiles": {
        "cells": np.array([[[1.0, np.nan], [2.0, 3.0], [4.0, 5.0]]] * 2),
        "held_out": np.array([[1, 0], [0, 0], [0, 0]]), "user_names": NAMES, "item_titles": TITLES,
        "visited": np.array([[-1, -1], [2, 1]]),
    },
    "loss_slice": {
        "x": np.linspace(-1, 1, 5), "loss": np.linspace(-1, 1, 5) ** 2, "at": (0.5, 0.25),
        "entry": "p_uf", "slope": 1.0, "ends": (0.25, 0.0625, 0.5625),
    },
    "difference_error": {
        "h": np.logspace(-9, 0, 4), "one_sided": np.array([1e-7, 1e-9, 1e-6, 1.0]),
        "two_sided": np.array([1e-7, 1e-10, 1e-12, 0.0]), "now": 1e-3,
    },
    "row_sum": {
        "residuals": np.array([[1.0, np.nan], [-0.5, 0.5], [0.3, 1.2]]),
        "terms": np.array([0.2, -0.4]), "charge": 0.1, "u": 1,
        "user_names": NAMES, "item_titles": TITLES,
    },
    "two_pulls": {
        "p": np.linspace(0, 2, 5), "data": np.linspace(2, 0, 5), "shrink": np.linspace(0, 1, 5),
        "now": 0.5, "rest": 1.33, "top": 4.0,
    },
    "taste_arrows": {
        "users": rng.normal(size=(3, 2)), "items": rng.normal(size=(2, 2)),
        "user_names": NAMES, "item_titles": TITLES,
    },
    "lit_tiles": {
        "P": rng.normal(size=(3, 2)), "Q": rng.normal(size=(2, 2)),
        "cells": np.array([[1.0, np.nan], [2.0, 3.0], [4.0, 5.0]]), "user_names": NAMES,
        "item_titles": TITLES,
        "lit": Lit(np.eye(3, 2) > 0, np.eye(2) > 0, np.eye(3, 2) > 0),
    },
    "matrix_product": {
        "P": rng.normal(size=(3, 2)), "Q": rng.normal(size=(2, 2)),
        "user_names": NAMES, "item_titles": TITLES, "u": 2, "i": 1,
    },
    "parameter_count": {"n_users": 8, "n_items": 8, "k": 3, "n_ratings": 39},
    "error_squares": {
        "ratings": np.array([5.0, 4.0, 1.0]), "predictions": np.array([4.0, 4.5, 2.0]),
        "titles": ["Lincoln", "Titanic", "Amélie"],
    },
    "error_curves": {
        "p": np.linspace(0, 4, 5), "curves": {"SSE": np.arange(5.0), "MSE": np.arange(5.0) / 2},
        "now": (1.0, {"SSE": 1.0, "MSE": 0.5}), "lowest": {"SSE": (0.0, 0.0), "MSE": (0.0, 0.0)},
    },
    "loss_valley": {
        "surface": SURFACES["one rating"], "r": 4.0,
        "path": descend(SURFACES["one rating"], (0.5, 1.5), OPTIMIZERS["plain"], 0.02, 5),
    },
    "taste_map": {
        "users": rng.normal(size=(4, 3, 2)), "items": rng.normal(size=(4, 2, 2)),
        "user_names": NAMES, "item_titles": TITLES,
    },
    "item_map": {
        "positions": rng.normal(size=(4, 2, 2)), "titles": TITLES,
        "genres": ["Drama|History", ""],
    },
    "visit_valley": {
        "r": 5.0,
        "moves": {
            "both": ((1.0, 2.0), (1.6, 2.3)), "one by one": ((1.0, 2.0), (1.6, 2.0), (1.6, 2.48)),
        },
    },
    "visit_ledger": {"r": 5.0, "before": (1.0, 2.0), "after": (1.6, 2.3)},
    "matrix_tiles": {
        "cells": rng.normal(size=(2, 2, 3)), "name": "Δ", "kind": "residual",
        "row_names": ["u=0", "u=1"], "column_names": ["i=0", "i=1", "i=2"],
        "framed": (0, 0, 0, 2), "visited": [None, None],
    },
    "time_per_size": {
        "cells": np.array([2e4, 2e5]),
        "milliseconds": {"loop": np.array([90.0, 91.0]), "table": np.array([0.5, 5.0])},
    },
    "contour_map": {"surface": SURFACES["banana valley"]},
    "gradient_map": {"surface": SURFACES["saddle"], "x": 1.0, "y": -0.5},
    "slice_curve": {"surface": SURFACES["saddle"], "x": 1.0, "y": -0.5, "frozen": "y"},
    "hill": {"surface": SURFACES["bowl"], "path": WALK, "point": (1.0, 2.0), "frozen": "x"},
    "direction_dial": {"surface": SURFACES["saddle"], "x": 1.0, "y": 1.0, "angle": 30.0, "h": 0.5},
    "descent_map": {"surface": SURFACES["bowl"], "path": WALK, "name": "walk", "number": 1},
    "height_curve": {"paths": {"one": WALK, "two": AWAY}, "target": 0.01, "step": 3},
    "rate_ruler": {
        "rates": np.geomspace(0.001, 1.0, 4), "steps": np.array([900.0, 90.0, 9.0, np.nan]),
        "edge": 0.1, "guess": 0.5,
    },
}  # fmt: skip

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


def test_every_figure_has_a_sample():
    assert set(SAMPLES) == MODULES


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
