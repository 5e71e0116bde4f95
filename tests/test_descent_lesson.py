"""The lesson on descent: its walks, its edge and its race as values, then as a visitor."""

import re
from itertools import product

import numpy as np
import pytest
from playwright.sync_api import expect

from mf_core.figures.descent_map import descent_map
from mf_core.figures.height_curve import height_curve
from mf_core.figures.hill import hill
from mf_core.slopes.curves import SURFACES
from mf_core.slopes.descent import OPTIMIZERS, descend, fewest_steps, steps_to_reach
from pages._kit.parts.descent import asked, rates, walks
from tests.browser import open_lesson

PLAIN, STRETCHED = OPTIMIZERS["plain"], SURFACES["stretched bowl"]

# --- as values


def walk(eta, n_steps=60):
    return descend(STRETCHED, STRETCHED.start, PLAIN, eta, n_steps)


def test_every_surface_can_be_walked_and_has_a_live_figure():
    assert list(walks.GROUNDS) == list(SURFACES)
    for surface in SURFACES:
        first = {slider.name: slider.value for slider in walks.WALKS[surface].sliders}
        for view in walks.VIEWS:
            pictures = walks.WALKS[surface].pictures(first | {"view": view})
            assert len({picture.n_steps for picture in pictures}) == 1
        assert len(walks.heights(surface, **first, view=view)) == pictures[0].n_steps


def test_what_stands_below_a_walk_can_be_written_in_every_corner():
    for surface in walks.GROUNDS:
        eta, x, y = walks.WALKS[surface].sliders
        for corner in product((eta.low, eta.high), (x.low, x.high), (y.low, y.high)):
            path = walks.walked(surface, *corner)
            said = walks.ending(surface, path)
            assert ("diverges" in said) == (path.diverged_at is not None)
            assert len(walks.heights(surface, *corner, view="map")) == path.x.size


def test_the_four_presets_do_what_they_are_called():
    crawls, good, oscillates, diverges = (walk(eta) for eta in (0.002, 0.08, 0.098, 0.105))
    assert crawls.value[-1] > 5
    assert good.value[-1] < 1e-6
    assert (np.sign(oscillates.y[1:]) != np.sign(oscillates.y[:-1])).all()
    assert oscillates.value[-1] < oscillates.value[0]
    assert diverges.value[-1] > 1e3 * diverges.value[0]


def test_a_walk_that_leaves_the_numbers_is_said_to_diverge():
    path = walk(0.15)
    assert path.diverged_at is not None
    assert f"at step {path.diverged_at}" in walks.ending("stretched bowl", path)
    assert "come to rest" in walks.ending("stretched bowl", walk(0.09, 400))


def test_with_plus_the_walk_climbs_by_the_factor_the_lesson_names():
    minus, plus, _ = walks.signs()
    for picture, factor in ((minus, 0.8), (plus, 1.2)):
        x = picture.tracks[0].columns["x"]
        np.testing.assert_allclose(x[1:] / x[:-1], factor)


def test_the_edge_is_where_walks_stop_settling():
    edge = rates.edge()
    assert edge == pytest.approx(0.1)
    assert walk(0.995 * edge, 2000).value[-1] < 1e-3
    assert walk(1.005 * edge, 2000).value[-1] > 1e3


def test_the_ruler_counts_until_the_edge_and_nothing_beyond():
    curve = rates.ruler(0.3).data[0]
    arrived = np.isfinite(curve["y"])
    assert arrived[curve["x"] < 0.098].all()
    assert not arrived[curve["x"] >= 0.1].any()
    n = int(np.flatnonzero(arrived)[40])
    counted = steps_to_reach(walk(float(curve["x"][n]), 2000), rates.TARGET)
    assert curve["y"][n] == counted


def test_the_table_of_factors_holds_the_numbers_of_the_text():
    tex = rates.factors_in_tex()
    assert r"0.09 & 0.82 & −0.8" in tex
    assert r"0.1 & 0.8 & −1" in tex
    assert r"0.11 & 0.78 & −1.2" in tex


def test_the_winner_of_the_race_is_the_one_with_the_fewest_steps():
    winner = rates.first_there("stretched bowl", 0.02)
    counted = {
        o.title: steps_to_reach(descend(STRETCHED, STRETCHED.start, o, 0.02, 2000), 0.01)
        for o in OPTIMIZERS.values()
    }
    assert counted["AdaGrad"] is None
    assert winner == "Nesterov" == min((n for n in counted if counted[n]), key=counted.get)
    pictures = rates.race_pictures("stretched bowl", 0.02)
    assert len(pictures) == len(OPTIMIZERS) + 1  # and their heights
    assert {picture.n_steps for picture in pictures} == {101}
    assert len({tuple(picture.tracks[0].columns["x"][:1]) for picture in pictures[:-1]}) == 1


def test_the_best_rate_can_be_set_on_the_slider():
    slider = rates.GOLDILOCKS.sliders[0]
    positions = round(np.log10(slider.high / slider.low) / slider.step)
    etas = slider.low * (slider.high / slider.low) ** (np.arange(positions + 1) / positions)
    steps = [rates.steps(walk(float(f"{eta:.3g}"), 400)) for eta in etas]
    best = fewest_steps(STRETCHED, STRETCHED.start, 0.01, PLAIN, (slider.low, slider.high))
    assert np.nanmin(steps) == best.n_steps == 19


def test_a_diverged_walk_ends_in_a_gap_on_the_common_clock():
    away = descend(SURFACES["bowl"], (3.0, -2.0), PLAIN, 9.0, 12)
    x = descent_map(SURFACES["bowl"], away, n_steps=13).tracks[0].columns["x"]
    assert np.isfinite(x[: away.diverged_at]).all()
    assert np.isnan(x[away.diverged_at :]).all()
    assert "diverges" in height_curve({"away": away}).alt


def test_a_walk_in_three_dimensions_stays_on_the_ground_that_is_drawn():
    columns = hill(STRETCHED, walk(0.12)).tracks[0].columns
    (x_low, x_high), (y_low, y_high) = STRETCHED.x_range, STRETCHED.y_range
    assert (columns["x"] >= x_low).all()
    assert (columns["x"] <= x_high).all()
    assert (columns["y"] >= y_low).all()
    assert (columns["y"] <= y_high).all()


def test_every_question_has_its_answer_and_a_reason_for_each_option():
    assert asked.CLIMBS in asked.SIGNS
    for _, reasons, answer in (asked.ASCENT_QUIZ, asked.RATE_QUIZ):
        assert answer in reasons
        assert len(set(reasons.values())) == len(reasons)


# --- as a visitor; few visits, for opening a page is what takes long


def figure(page, key, number=0):
    return page.locator(f".st-key-{key} .dh-plot").nth(number)


def says(plot, words):
    expect(plot).to_have_attribute("aria-label", re.compile(words))


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def commit(page, key, option):
    gate = page.locator(f".st-key-predict_{key}")
    gate.get_by_text(option, exact=True).click()
    gate.get_by_role("button", name="That is my guess").click()


TRACES = "plot => plot.data?.length ?? 0"


@pytest.mark.browser
def test_walk_drag_pin_and_diverge(page):
    open_lesson(page, "descent")
    plot, height = figure(page, "descent_stretched_bowl"), figure(page, "descent_stretched_bowl", 1)
    says(plot, "A walk on Stretched bowl, 60 steps, from f = 26.65")
    expect(plot.locator(".nsewdrag").first).to_be_attached()
    alone = height.evaluate(TRACES)

    area = plot.locator(".nsewdrag").first.bounding_box()
    page.mouse.click(area["x"] + area["width"] * 0.75, area["y"] + area["height"] * 0.375)
    says(plot, "from f = 14 to")  # (2, 1): 4 + 10
    page.wait_for_url("**descent_stretched_bowl_x=2*")

    press(page, "Pin this walk")
    expect(page.get_by_text("Pinned: η = 0.08.")).to_be_visible()
    press(page, "Diverges")
    says(height, r"f comes from 14 to \d{3},\d{3}\.")
    assert "descent_stretched_bowl_eta=0.105" in page.url
    assert height.evaluate(TRACES) == alone + 1  # the ghost of the pinned walk
    press(page, "Crawls")
    says(height, r"f comes from 14 to [123]\.")

    page.get_by_text("landscape in 3-D").click()
    says(plot, "Stretched bowl as a landscape in three dimensions")


@pytest.mark.browser
def test_guess_the_sign_and_the_edge(page):
    open_lesson(page, "descent")
    assert figure(page, "descent_signs").count() == 0
    assert figure(page, "descent_ruler").count() == 0

    commit(page, "descent_sign", "it circles at the same height")
    expect(
        page.get_by_text("You said “it circles at the same height”. The answer is")
    ).to_be_visible()
    says(figure(page, "descent_signs", 1), "plus the gradient on Bowl, 14 steps, from f = 2.08 to")
    quiz = page.locator(".st-key-quiz_descent_ascent")
    for number, reason in enumerate(asked.ASCENT_QUIZ[1].values()):
        quiz.locator('[data-testid="stRadio"] label:has(input)').nth(number).click()
        expect(quiz.locator('[data-testid="stAlert"]')).to_contain_text(reason[-40:])

    gate = page.locator(".st-key-predict_descent_edge")
    gate.locator("input").fill("0.3")
    gate.get_by_role("button", name="That is my guess").click()
    expect(page.get_by_text("You said 0.3; it is 0.1. That is 0.2 too high.")).to_be_visible()
    says(figure(page, "descent_ruler"), "the edge at η = 0.1; beyond it no walk settles")


@pytest.mark.browser
def test_race_and_find_the_goldilocks_rate(page):
    open_lesson(page, "descent", "descent_task_eta=0.075")
    task = page.locator('[class*="st-key-task_"]')
    expect(task).to_contain_text("Now 22 steps; wanted at most 19 steps. 3 to go.")
    expect(page.get_by_text("Too timid: 3 steps more than the best.")).to_be_visible()
    slider = page.locator('.st-key-descent_task input[aria-label="learning rate"]')
    slider.focus()
    for _ in range(14):  # 200 positions to a decade: 0.075 · 10^(14/200) = 0.0881
        slider.press("ArrowRight")
    expect(task).to_contain_text("Reached: 19 steps")
    expect(page.get_by_text("The search found η ≈ 0.088")).to_be_visible()

    commit(page, "descent_six", "Adam")
    expect(page.get_by_text("You said “Adam”. The answer is “Nesterov”.")).to_be_visible()
    six = page.locator(".st-key-descent_six_stretched_bowl .dh-plot")
    expect(six).to_have_count(7)  # and their heights
    table = page.locator("table").first
    expect(table).to_contain_text("not in 1000")
    for number in ("88", "40", "25", "189", "340"):
        expect(table).to_contain_text(number)
    page.locator(".st-key-descent_six_stretched_bowl .dh-scrub").fill("25")
    expect(page.locator(".st-key-descent_six_stretched_bowl .dh-step")).to_have_text(
        "Step 25 of 100"
    )
