"""Links are exact: what an address says of a lesson is what a fresh visitor finds there."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from mf_core.datasets import DATASETS
from mf_core.objective import cells_of
from pages._kit import linked
from pages._kit.toy import views
from tests.browser import open_lesson, stand, visiting, wait_for
from tests.test_lecture import SEEN
from tests.test_pages import SHELL, errors

TOY = DATASETS["history_romance"].load(0)

# A lesson, what its address says, and what then stands in the session.
STATES = [
    ("start", "start_land_n=3", {"start_land_n": 3}),
    ("start", "start_land_x=1.25&start_land_y=-2", {"start_land_x": 1.25, "start_land_y": -2.0}),
    ("slope", "slope_line_m=3.5", {"slope_line_m": 3.5}),
    ("slope", "slope_line_m=-1&slope_line_b=-4", {"slope_line_m": -1.0, "slope_line_b": -4.0}),
    ("slope", "slope_target_m=1.5", {"slope_target_m": 1.5}),
    ("derivative", "derivative_f=x^3 - 2x", {"derivative_f": "x^3 - 2x"}),
    ("derivative", "derivative_power_n=3", {"derivative_power_n": 3}),
    ("derivative", "derivative_microscope_delta=0.01", {"derivative_microscope_delta": 0.01}),
    ("derivative", "derivative_miss_line=4", {"derivative_miss_line": 4}),
    ("gradient", "gradient_arrows_x=-0.5&gradient_arrows_y=1.5",
        {"gradient_arrows_x": -0.5, "gradient_arrows_y": 1.5}),
    ("gradient", "gradient_frozen=x stands still", {"gradient_frozen": "x"}),
    ("gradient", "gradient_legs_angle=75", {"gradient_legs_angle": 75.0}),
    ("descent", "descent_surface=Saddle", {"descent_surface": "saddle"}),
    ("descent", "descent_view=landscape in 3-D", {"descent_view": "hill"}),
    ("descent", "descent_stretched_bowl_eta=0.105", {"descent_stretched_bowl_eta": 0.105}),
    ("descent", "descent_stretched_bowl_x=2&descent_stretched_bowl_y=1",
        {"descent_stretched_bowl_x": 2.0, "descent_stretched_bowl_y": 1.0}),
    ("descent", "descent_f=x^2 + |y|", {"descent_f": "x^2 + |y|"}),
    ("descent", "descent_divided=a mean that forgets (RMSProp)", {"descent_divided": "rmsprop"}),
    ("ratings", "ratings_view=M: where something was given",
        {"ratings_view": "M: where something was given"}),
    ("ratings", "ratings_expected_beta=4", {"ratings_expected_beta": 4.0}),
    ("ratings", "ratings_user=Ben&ratings_film=Lincoln",
        {"ratings_user": "Ben", "ratings_film": "Lincoln"}),
    ("objective", "objective_source=Lecture notes", {"objective_source": "NO"}),
    ("objective", "objective_symbol=λ", {"objective_symbol": "λ"}),
    ("loss_surface", "loss_surface_a=Dev, f = 1&loss_surface_b=Titanic, f = 2",
        {"loss_surface_a": "Dev, f = 1", "loss_surface_b": "Titanic, f = 2"}),
    ("update_rule", "update_rule_rating=Ada · Titanic · 3 stars&update_rule_factor=2",
        {"update_rule_rating": "Ada · Titanic · 3 stars", "update_rule_factor": "2"}),
    ("update_rule", "update_rule_chain_line=5", {"update_rule_chain_line": 5}),
    ("update_rule", "update_rule_expand_mode=Fill the gaps",
        {"update_rule_expand_mode": "Fill the gaps"}),
    ("update_rule", "notation=TR", {"notation": "TR"}),
    ("one_rating", "one_rating_visit_t=3&one_rating_visit_eta=0.4",
        {"one_rating_visit_t": 3, "one_rating_visit_eta": 0.4}),
    ("vectorized", "vectorized_user_u=2&vectorized_batch_line=6",
        {"vectorized_user_u": 2, "vectorized_batch_line": 6}),
    ("factorize", "factorize_run_eta=0.5&factorize_run_seed=7",
        {"factorize_run_eta": 0.5, "factorize_run_seed": 7}),
    ("factorize", "factorize_cells=0.3~4.5_2.1~", {"factorize_cells": "0.3~4.5_2.1~"}),
    ("full_data", "full_data_algorithm=Alternating least squares", {"full_data_algorithm": "als"}),
]  # fmt: skip


def said(query):
    """What an address says, as a dictionary; here it is written as a reader sees it."""
    return dict(part.split("=", 1) for part in query.split("&"))


def opened(slug, query):
    """A fresh session that opens this address."""
    app = AppTest.from_file(SHELL, default_timeout=120)
    for name, value in said(query).items():
        app.query_params[name] = value
    app.switch_page(f"../../{slug}.py").run()
    assert errors(app) == []
    return app


@pytest.mark.parametrize(
    ("slug", "query", "stands"), STATES, ids=[f"{s}?{q}" for s, q, _ in STATES]
)
def test_a_link_opens_what_it_says(slug, query, stands):
    app = opened(slug, query)
    assert {key: app.session_state[key] for key in stands} == stands
    assert dict(app.query_params.items()) == said(query)


def sent(app, key):
    """What the browser is told of a stage."""
    told = [each.proto for each in app.main if each.type == "bidi_component"]
    return next(json.loads(proto.json) for proto in told if proto.id.endswith(f"-{key}"))


@pytest.mark.parametrize(
    ("hidden", "presets", "picked"),
    [
        ("", 4, True),
        ("descent_stretched_bowl_eta", 0, True),
        ("descent_stretched_bowl_x", 0, False),
    ],
)
def test_a_control_that_is_left_out_is_moved_by_no_button_and_on_no_picture(
    hidden, presets, picked
):
    figure = sent(opened("descent", f"hide={hidden}"), "descent_stretched_bowl")
    gone = [slider["name"] for slider in figure["sliders"] if slider["hidden"]]
    assert gone == [hidden.rpartition("_")[2]][: bool(hidden)]
    assert len(figure["presets"]) == presets
    assert (figure["options"]["pick"] is not None) == picked


# --- the short texts beside the controls


@given(some.data())
def test_an_edited_table_survives_the_address(data):
    cells = cells_of(TOY.ratings)
    stars = some.floats(*TOY.scale).map(lambda value: round(value, 3)) | some.just(np.nan)
    places = some.tuples(some.integers(0, 7), some.integers(0, 7))
    for place, value in data.draw(some.dictionaries(places, stars, max_size=64)).items():
        cells[place] = value
    read = views.read(TOY, views.written(TOY, cells))
    trainable = np.isfinite(cells).sum() >= views.LEAST
    expected = cells if trainable else cells_of(TOY.ratings)
    found = cells_of(TOY.ratings) if read is None else read
    np.testing.assert_array_equal(found, expected)


def test_a_table_whose_every_cell_is_changed_still_fits_into_a_link():
    assert len(views.written(TOY, np.full((8, 8), 3.123))) <= linked.LONGEST / 2


@pytest.mark.parametrize(
    "text", ["", "x", "0.3", "0.3~9", "8.0~3", "0.8~3", "-1.0~3", "0.3~nan", "0.3~1e3", "٣.3~2"]
)
def test_an_address_with_an_impossible_table_changes_nothing(text):
    assert views.read(TOY, text) is None


def test_what_no_cell_can_be_is_left_out_and_the_rest_is_taken():
    cells = views.read(TOY, "0.3~4.5_99.1~3_2.1~_0.0~7")
    changed = cells_of(TOY.ratings)
    changed[0, 3], changed[2, 1] = 4.5, np.nan
    np.testing.assert_array_equal(cells, changed)


def page_with_a_text():
    import streamlit as st  # noqa: PLC0415 (AppTest takes the body alone)

    from pages._kit import lesson, linked  # noqa: PLC0415

    lesson.begin(st.session_state.get("slug", "slope"))
    st.button("Pin", on_click=linked.put, args=("a_pin", "1~2"))
    st.text(linked.text("a_pin"))
    st.button("Unpin", on_click=linked.put, args=("a_pin", ""))


def linked_app(**query):
    app = AppTest.from_function(page_with_a_text, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_a_text_goes_into_the_address_and_comes_from_it():
    app = linked_app(a_pin="7")
    assert app.text[0].value == "7"
    app.button[0].click().run()
    assert (app.text[0].value, app.query_params["a_pin"]) == ("1~2", "1~2")
    app.button[1].click().run()
    assert (app.text[0].value, "a_pin" in app.query_params) == ("", False)


def test_back_takes_a_text_out_and_leaving_the_page_does_not():
    app = linked_app()
    app.button[0].click().run()
    del app.query_params["a_pin"]  # Back
    assert app.run().text[0].value == ""
    app.button[0].click().run()
    del app.query_params["a_pin"]  # Streamlit, on the way to another lesson and back
    app.session_state["slug"] = "descent"
    assert app.run().text[0].value == "1~2"
    assert app.query_params["a_pin"] == "1~2"


# --- what the browser alone knows

SHOWN = [
    ("descent?descent_stretched_bowl_step=18", {"descent_stretched_bowl at": "18"}, ""),
    (
        "factorize?factorize_run_step=7&factorize_run_eta=0.05",
        {"factorize_run at": "7", "factorize_run learning rate": "0.05 per star"},
        "",
    ),
    ("start?present=1&section=4", {}, "start 4 1/"),
    ("descent?present=1&at=descent_stretched_bowl", {}, "descent 1 2/"),
]


@pytest.mark.browser
def test_players_and_steps_of_the_show_stand_where_the_link_says(browser, server):
    for address, values, step in SHOWN:
        slug, _, query = address.partition("?")
        with visiting(browser, server, 1024, 768) as visit:
            open_lesson(visit.page, slug, query)
            page = visit.page
            wait_for(page, lambda page=page, v=values: v.items() <= page.evaluate(SEEN).items())
            wait_for(page, lambda page=page, step=step: stand(page).startswith(step))
