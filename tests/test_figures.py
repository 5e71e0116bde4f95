"""Laws every figure of the folder obeys; a new one needs a call in SAMPLES and a check in SHOWS."""

import copy
import importlib
import inspect
import itertools
import json
import pkgutil
import re
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest

from mf_core import figures
from mf_core.figures import style
from mf_core.figures.declutter import PLACES, box, over_time, places
from mf_core.figures.picture import Picture
from mf_core.figures.traces import arrow
from mf_core.slopes.curves import SURFACES
from pages._kit.stage.scene import scene
from tests.figure_meanings import SHOWS, shows
from tests.figure_samples import SAMPLES, TITLES

SUPPORT = {"blocks", "declutter", "ground", "picture", "runaway", "style", "traces"}
MODULES = {m.name for m in pkgutil.iter_modules(figures.__path__)} - SUPPORT

every_figure = pytest.mark.parametrize("name", sorted(MODULES))


def draw(name, arguments):
    return getattr(importlib.import_module(f"mf_core.figures.{name}"), name)(**arguments)


def pictures(name, arguments=None):
    drawn = draw(name, copy.deepcopy(SAMPLES[name]) if arguments is None else arguments)
    return [drawn] if isinstance(drawn, Picture) else list(drawn)


def as_json(drawn):
    """What a picture weighs, without the names its parts get on the wire."""
    return json.dumps(unnamed(scene(drawn)), allow_nan=False)


def unnamed(value):
    if isinstance(value, dict):
        return unnamed(value["is"]) if "is" in value else {k: unnamed(v) for k, v in value.items()}
    return [unnamed(part) for part in value] if isinstance(value, list) else value


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


def drawn_at(name):
    """Every array of numbers that says where something is drawn: traces, recordings, land."""
    for number, drawn in enumerate(pictures(name)):
        parts = [("data", t, trace) for t, trace in enumerate(drawn.data)]
        parts += [("tracks", t, track.columns) for t, track in enumerate(drawn.tracks)]
        yield from ((number, "own", None, key) for key in own_arrays(drawn))
        for part, t, values in parts:
            if values.get("mode") != "text":  # words stand where there is room
                for key in "xyz":
                    if moved(values.get(key)) is not None:
                        yield number, part, t, key
        if drawn.land is not None:
            yield from ((number, "land", key, key) for key in ("x", "y", "z", "levels"))


def own_arrays(drawn):
    """What a painter of our own draws at places."""
    arrays = [key for key, value in drawn.own.items() if isinstance(value, np.ndarray)]
    return [key for key in arrays if moved(drawn.own[key]) is not None]


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
    unnoticed, drawn_places = [], list(drawn_at(name))
    assert drawn_places
    for number, part, t, key in drawn_places:
        drawn = pictures(name)
        if part == "land":
            land = drawn[number].land
            shifted = land._replace(**{key: moved(getattr(land, key))})
            drawn[number] = drawn[number]._replace(land=shifted)
        else:
            changed = getattr(drawn[number], part)
            changed = changed if part == "own" else changed[t]
            target = changed.columns if part == "tracks" else changed
            target[key] = moved(target[key])
        try:
            shows(name, drawn, SAMPLES[name])
        except AssertionError:
            continue
        unnoticed.append((number, part, t, key))
    assert not unnoticed


# ---------------------------------------------------------------- numbers and type


def strings(value):
    if isinstance(value, str) and not re.fullmatch("#[0-9a-f]{6}", value):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, np.ndarray) and value.dtype.kind == "U":
        yield from value.ravel().tolist()


UNCLEAN = {
    "a hyphen for a minus": r"(?:^|[\s(=,:])-\d",
    "an exponent of a computer": r"\d[eE][+-]?\d",
    "a zero with a sign": r"[-−+]0(?:[.,]0*)?(?![.,\d])",
    "a number that the browser formats, with a hyphen": r"%\{[^}]*:[^}]*\}",
}


def unclean(text):
    return [what for what, pattern in UNCLEAN.items() if re.search(pattern, text)]


@every_figure
def test_its_numbers_are_clean(name):
    for drawn in pictures(name):
        moving = [dict(track.columns) for track in drawn.tracks]
        for text in strings([drawn.data, drawn.layout, drawn.alt, moving]):
            assert not unclean(text), text


@pytest.mark.parametrize("text", ["slope -12", "off by 1e-02", "−0", "(0, −0.00)", "%{z:.1f}"])
def test_what_is_not_clean_is_noticed(text):
    assert len(unclean(text)) == 1


def sizes(value):
    """The sizes of type in a layout, a trace: every `size` of a font."""
    if isinstance(value, dict):
        for key, part in value.items():
            if "font" in key and isinstance(part, dict):
                yield part["size"]
            yield from sizes(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from sizes(part)


@every_figure
def test_no_type_is_smaller_than_11_px(name):
    for drawn in pictures(name):
        assert min(sizes([drawn.data, drawn.layout]), default=11) >= 11
        for trace in drawn.data:  # plotly.js shrinks the numbers of a tile unless told a size
            assert "texttemplate" not in trace or trace["textfont"]["size"] >= 11


@pytest.mark.parametrize("low, high", [(1e-13, 30), (0.001, 1), (0.4, 1.1), (1, 2e4), (1e-8, 1e6)])  # noqa: PT006 (ends)
def test_a_logarithmic_axis_has_few_round_ticks_inside(low, high):
    axis = style.log_axis("f", low, high)
    ticks = np.array(axis["tickvals"])
    assert 2 <= ticks.size <= 8
    assert (ticks >= low * 0.999).all()
    assert (ticks <= high * 1.001).all()
    leading = ticks / 10.0 ** np.floor(np.log10(ticks) + 1e-9)
    assert {round(digit, 6) for digit in leading.tolist()} <= {1.0, 2.0, 5.0}
    assert not any(unclean(text) for text in axis["ticktext"])


# ---------------------------------------------------------------- runs that leave every bound


def diverging():
    """Five frames: tame twice, large, huge, and beyond the numbers of a computer."""
    growth = np.array([1.0, 2.0, 400.0, 1e9, np.inf])[:, None, None]
    P, Q = (growth * np.array(shape) for shape in ([[0.5, -1.0]], [[1.0, 0.3], [-0.2, 0.8]]))
    with np.errstate(invalid="ignore", over="ignore"):
        return P, Q, np.einsum("tuf,tif->tui", P, Q)


def test_a_table_that_explodes_shows_it_and_keeps_its_colours():
    P, Q, prediction = diverging()
    factors = {"P": P, "Q": Q, "prediction": prediction}
    drawn = draw("factor_tiles", factors | {"user_names": ["Ada"], "item_titles": TITLES})
    for track in drawn.tracks:
        z, text = track.columns["z"], track.columns["text"]
        assert np.isfinite(z).all()  # no blank tile
        assert (text != "").all()
    factors = drawn.data[1]
    assert (factors["zmin"], factors["zmax"]) == (-2.0, 2.0)  # as before the explosion
    assert drawn.tracks[1].columns["text"].tolist() == [
        [["0.5", "−1.0"]], [["1.0", "−2.0"]], [["200", "−400"]], [["10⁸", "−10⁹"]], [["∞", "−∞"]],
    ]  # fmt: skip
    z = drawn.tracks[1].columns["z"]
    assert (np.abs(z[2:]) >= factors["zmax"]).all()
    np.testing.assert_array_equal(np.sign(z[-1]), [[1, -1]])


def test_a_hole_in_a_table_stays_a_hole_while_its_ratings_explode():
    cells = np.array([[[1.0, np.nan]], [[np.nan, np.nan]], [[-np.inf, np.nan]]])
    table = {"user_names": ["Ada"], "item_titles": TITLES, "kind": "residual"}
    drawn = draw("rating_tiles", table | {"cells": cells, "held_out": np.zeros((1, 2))})
    assert drawn.tracks[0].columns["text"].tolist() == [[["+1.0", ""]], [["∞", ""]], [["−∞", ""]]]
    assert np.isnan(drawn.tracks[0].columns["z"][..., 1]).all()


@pytest.mark.parametrize("tail", [[2e3, 2e27, np.inf], [np.inf], [2e27], [np.nan, np.nan]])
def test_a_curve_that_diverges_leaves_through_the_ceiling_and_the_axis_stays(tail):
    train = np.array([1.5, 1.4, *tail])
    drawn = draw("rmse_curve", {"train": train, "test": np.full(train.size, np.nan)})
    _, top = drawn.layout["yaxis"]["range"]
    assert 1.5 < top < 6.0
    y = drawn.tracks[0].columns["y"]
    np.testing.assert_array_equal(y[:2], train[:2])
    assert top < y[2] < 1e9  # the line to this point crosses the ceiling
    assert np.isnan(y[3:]).all()


def test_a_peak_within_bounds_is_drawn_whole():
    train = np.array([1.5, 2.5, 1.0])
    drawn = draw("rmse_curve", {"train": train, "test": train + 0.1})
    np.testing.assert_array_equal(drawn.data[0]["y"], train)
    assert drawn.layout["yaxis"]["range"][1] > 2.6


def test_of_several_runs_one_that_explodes_does_not_flatten_the_others():
    runs = {"tame": np.array([1.0, 0.5]), "wild": np.array([1.0, 30.0, 1e200, np.inf])}
    drawn = draw("compare_curves", {"runs": runs})
    assert drawn.layout["yaxis"]["range"][1] < 4
    assert drawn.data[1]["name"] == "wild: leaves the picture"
    runs["wild"] = np.array([1.0, 30.0, 1e80])  # finite to its end, and far beyond the picture
    drawn = draw("compare_curves", {"runs": runs})
    assert [trace["name"] for trace in drawn.data] == ["tame: 0.50", "wild: leaves the picture"]


def test_a_step_far_too_long_is_left_out_and_counted():
    sample = {**SAMPLES["step_check"], "made_p": np.array([np.nan, 1e9, -1.01])}
    drawn = draw("step_check", sample)
    assert drawn.layout["yaxis"]["range"][1] == pytest.approx(1.15 * 2.5 * 0.4)
    assert "3 of 5 dots lie outside" in drawn.layout["annotations"][0]["text"]


# ---------------------------------------------------------------- maps and arrows


def test_where_the_gradient_is_zero_there_is_no_arrow_and_no_head():
    drawn = draw("gradient_map", {"surface": SURFACES["saddle"], "x": 0.0, "y": 0.0})
    field = drawn.data[2]  # after the saddle and the rim
    assert len(field["x"]) == 3 * (9 * 9 - 1)
    (arrow,) = (trace for trace in drawn.data if trace.get("name") == "∇f ÷ 10")
    assert len(arrow["x"]) == len(arrow["marker"]["size"]) == 0
    assert not ((np.abs(field["x"]) < 1e-9) & (np.abs(field["y"]) < 1e-9)).any()
    assert drawn.alt.endswith("the gradient is (0, 0); there is no arrow.")


def test_the_head_of_an_arrow_is_at_its_tip_and_smaller_on_a_short_one():
    drawn = arrow([[0, 0], [1, 1], [2, 2]], [[0, 4], [1, 2], [2, 2]], "gradient", head=20)
    np.testing.assert_array_equal(drawn["x"], [0, 0, np.nan, 1, 1, np.nan])
    np.testing.assert_array_equal(drawn["y"], [0, 4, np.nan, 1, 2, np.nan])
    np.testing.assert_allclose(drawn["marker"]["size"], [0, 20, 0, 0, 10, 0])


# ---------------------------------------------------------------- names on maps


def crossings(points, names, placed, size=13.0):
    """Pairs of names that write over each other, and names that leave a plot of 330 px."""
    boxes = [box(*each, size) for each in zip(points, names, placed, strict=False) if each[2]]
    out = sum(a < 0 or c < 0 or b > 330 or d > 330 for a, b, c, d in boxes)
    pairs = itertools.combinations(boxes, 2)
    return out + sum(
        left[0] < right[1] and right[0] < left[1] and left[2] < right[3] and right[2] < left[3]
        for left, right in pairs
    )


@pytest.mark.parametrize("spread", [1.0, 5.0, 40.0, 160.0])
def test_names_on_a_map_never_write_over_one_another(spread):
    points = 165 + spread * np.random.default_rng(3).uniform(-1, 1, (16, 2))
    names = [f"Film number {n}" for n in range(16)]
    placed = places(points, names, (330, 330))
    assert crossings(points, names, placed) == 0
    assert crossings(points, names, ["top center"] * 16) > 0
    assert placed[0]  # the first name has the first choice
    assert sum(map(bool, placed)) >= (1 if spread < 10 else 4 if spread < 100 else 9)


def test_a_name_is_dropped_only_where_none_of_the_eight_places_is_free():
    points = np.array([[165.0, 165.0], [165.0, 165.0], [20.0, 165.0], [400.0, 10.0], [np.nan, 0]])
    placed = places(points, ["Ada", "Ben", "Elizabeth", "Outside", "Nowhere"], (330, 330))
    assert placed == ["top center", "bottom center", "middle right", "", ""]
    crowd, names = np.tile([165.0, 165.0], (9, 1)), ["Ada"] * 9
    placed = places(crowd, names, (330, 330))
    assert 1 < sum(map(bool, placed)) < 9
    for place in PLACES:  # a fifth fits nowhere
        assert crossings(crowd, names, [place, *filter(None, placed), *[""] * 9]) > 0


def test_a_name_stays_where_it_was_while_there_is_room():
    frames = np.array([[[0.0, 0.0], [0.02, 0.0]], [[-0.5, 0.0], [0.5, 0.0]]])
    columns = over_time(frames, ["Ada", "Ben"], 1.0)
    assert columns["textposition"].tolist() == [["top center", "bottom center"]] * 2
    assert columns["text"].tolist() == [["Ada", "Ben"]] * 2


@pytest.mark.parametrize("name", ["taste_map", "item_map", "taste_arrows"])
def test_the_maps_place_their_names_without_overlap(name):
    for drawn in pictures(name):
        reach = drawn.layout["xaxis"]["range"][1]
        texts = [trace for trace in drawn.data if "textposition" in trace]
        points = np.concatenate([np.column_stack([t["x"], t["y"]]) for t in texts])
        words = [word for t in texts for word in t["text"]]
        where = [at if word else "" for t in texts
                 for at, word in zip(t["textposition"], t["text"], strict=True)]  # fmt: skip
        assert crossings((points / reach + 1) * 165, words, where) == 0
        assert any(words)


# ---------------------------------------------------------------- colours


def luminance(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(color, page):
    light, dark = sorted([luminance(color), luminance(page)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAGES = {"light": "#fdfcf9", "dark": "#16191c"}
COLORS = [*(role.color for role in style.DRAWN.values()), *style.SERIES]
SCALES = [color for scale in (style.STARS, style.SIGNED, style.SEEN) for _, color in scale]


@pytest.mark.parametrize("color", COLORS)
@pytest.mark.parametrize("page", PAGES)
def test_every_colour_stands_out_from_the_light_and_the_dark_page(color, page):
    assert contrast(color, PAGES[page]) >= 3.0
    assert contrast(style.ink(color, page), PAGES[page]) >= 4.5


def test_no_two_roles_look_alike():
    looks = [(role.color, role.marker, role.dash) for role in style.DRAWN.values()]
    assert len({color for color, _, _ in looks}) == len(looks)
    assert len({role.marker for role in style.ROLES.values()}) == len(style.ROLES)


def test_a_series_and_the_sign_of_a_number_have_no_colour_of_a_letter():
    letters = {role.color for role in style.ROLES.values()}
    assert not letters & {*style.SERIES, *SCALES}
    assert style.SIGNED[1][1] == style.PALE  # zero is neither
    assert len({*style.SERIES}) == len(style.DASHES) == len(style.MARKERS) == 6
