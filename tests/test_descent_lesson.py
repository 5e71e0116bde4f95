"""The lesson on descent: its walks, its edge and its race as values, then as a visitor."""

import re
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from mf_core.figures.descent_map import descent_map
from mf_core.figures.height_curve import height_curve
from mf_core.figures.hill import hill
from mf_core.figures.walks_map import walks_map
from mf_core.slopes.curves import SURFACES, power
from mf_core.slopes.curves.measures import slide
from mf_core.slopes.descent import (
    OPTIMIZERS,
    descend,
    fewest_steps,
    growing_since,
    steps_to_reach,
)
from mf_core.slopes.formula import parse_two
from pages._kit.parts.descent import asked, hops, own, pins, rates, relatives, walks
from tests.browser import open_lesson

PAGE = Path("pages/descent.py").read_text(encoding="utf-8")
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
            down = path.value[-1] < path.value[0]
            away = path.diverged_at is not None
            assert ("no floor" in said) == (away and down)
            grows = growing_since(path) is not None
            assert ("diverges" in said) == ((away or grows) and not (away and down))
            assert ("stands at" in said) == (not away and not grows)
            assert len(walks.heights(surface, *corner, view="map")) == path.x.size


def test_the_four_presets_do_what_they_are_called():
    crawls, good, oscillates, diverges = (walk(eta) for eta in (0.002, 0.08, 0.098, 0.105))
    assert crawls.value[-1] > 5
    assert good.value[-1] < 1e-6
    assert (np.sign(oscillates.y[1:]) != np.sign(oscillates.y[:-1])).all()
    assert oscillates.value[-1] < oscillates.value[0]
    assert diverges.value[-1] > 1e3 * diverges.value[0]


@pytest.mark.parametrize(
    ("surface", "eta"), [("stretched bowl", 0.105), ("bowl", 1.05), ("bowl", 1.1)]
)
def test_a_walk_that_grows_step_after_step_is_said_to_diverge_wherever_it_stands(surface, eta):
    """W13: these ended within a million and were said to stand somewhere."""
    ground = SURFACES[surface]
    path = descend(ground, ground.start, PLAIN, eta, walks.GROUNDS[surface].n_steps)
    assert path.diverged_at is None
    said = walks.ending(surface, path)
    assert "diverges" in said
    assert "stands" not in said


def test_presets_set_every_slider_and_do_what_they_are_called():
    crawls, good, oscillates, diverges = walks.WALKS["stretched bowl"].presets.values()
    said = [
        walks.ending("stretched bowl", walks.walked("stretched bowl", **each))
        for each in (crawls, good, oscillates, diverges)
    ]
    assert ["diverges" in each for each in said] == [False, False, False, True]
    assert ["come to rest" in each for each in said] == [False, True, False, False]
    for figure in (*walks.WALKS.values(), hops.HOPS):
        names = {slider.name for slider in figure.sliders}
        assert all(values.keys() == names for values in figure.presets.values())
    on, beside = (
        walks.walked("saddle", **walks.WALKS["saddle"].presets[name])
        for name in ("On the ridge", "Beside the ridge")
    )
    assert np.abs(on.y).max() < 1e-12
    assert abs(beside.y[-1]) > 1


@pytest.mark.parametrize("surface", SURFACES)
def test_the_whole_map_can_be_started_from(surface):
    """A17, A37: the dot used to stay behind the pointer."""
    drawn = descent_map(SURFACES[surface], walks.walked(surface, 1e-4, *SURFACES[surface].start))
    _, x, y = walks.WALKS[surface].sliders
    for slider, axis in ((x, "xaxis"), (y, "yaxis")):
        assert drawn.layout[axis]["range"] == [slider.low, slider.high]


def test_the_first_try_of_the_opening_is_this_run():
    assert STRETCHED.start == (-3.5, 1.2)
    assert STRETCHED.gradient(-3.5, 1.2) == (-7.0, 24.0)
    first = walk(1.0, 1)
    assert (first.x[1], first.y[1]) == pytest.approx((3.5, -22.8))
    assert round(float(first.value[1])) == 5211
    assert round(float(first.value[0])) == 27
    assert "5,211 high instead of 27" in " ".join(PAGE.split())
    assert "(−2.94,\\ −0.72)" in walks.first_step("stretched bowl", 0.08, -3.5, 1.2, "map")


@pytest.mark.parametrize("eta", [0.1, 0.5, 0.9, 1.0, 1.05])
def test_a_hop_multiplies_by_one_minus_eta_c(eta):
    x = slide(power(1.0, 2), 2.5, eta, 20)
    np.testing.assert_allclose(x, 2.5 * (1 - 2 * eta) ** np.arange(21), rtol=1e-9, atol=1e-12)
    assert re.search(rf"η = {eta:g}(?!\d)", " ".join(PAGE.split()))
    falls = bool(abs(x[-1]) < abs(x[0]))
    assert falls == (eta < 1.0)
    assert ("diverges" in hops.factor_in_words(eta, 2.0)) == (abs(x[-1]) > abs(x[0]))


def test_after_ten_steps_of_08_a_tenth_is_left():
    assert pytest.approx(0.1, abs=0.01) == 0.8**10


def test_pushes_agree_along_the_valley_and_alternate_across_it():
    """What is kept and what is new: the same sign along x until the floor, often not along y."""
    eta = relatives.MOMENTUM.sliders[0].value
    path = descend(STRETCHED, STRETCHED.start, OPTIMIZERS["momentum"], eta, relatives.N_STEPS)
    slope_x, slope_y = STRETCHED.gradient(path.x[1:-1], path.y[1:-1])
    to_floor = int(np.argmax(path.x > 0)) - 2
    agree = np.sign(np.diff(path.x)[:-1]) == np.sign(-slope_x)
    assert agree[:to_floor].all()
    across = np.sign(np.diff(path.y)[:-1]) == np.sign(-slope_y)
    assert 0.3 < across.mean() < 0.7
    plain = descend(STRETCHED, STRETCHED.start, PLAIN, eta, relatives.N_STEPS)
    assert np.abs(np.diff(path.x)).max() > 4 * np.abs(np.diff(plain.x)).max()
    assert path.x.max() > 0.5  # it runs past the floor
    assert relatives.gain() == pytest.approx(sum(0.9**n for n in range(400)))


def test_on_a_steady_slope_the_ball_becomes_ten_times_as_fast():
    step, memory, move = OPTIMIZERS["momentum"].step, (0.0,), 0.0
    for t in range(1, 200):
        move, memory = step(3.0, memory, 0.02, t)
    assert move == pytest.approx(-0.02 * 3.0 * relatives.gain())


def test_adagrad_tires_and_rmsprop_does_not():
    adagrad, rmsprop = (
        descend(STRETCHED, STRETCHED.start, OPTIMIZERS[name], 0.5, 300)
        for name in ("adagrad", "rmsprop")
    )
    for rate in relatives.own_rates(adagrad):
        assert (np.diff(rate[:60]) < 1e-9).all()
    x_rate, y_rate = (rate[0] for rate in relatives.own_rates(adagrad))
    assert (x_rate * 7, y_rate * 24) == pytest.approx((0.5, 0.5))  # the first step is η long
    assert relatives.own_rates(rmsprop)[0][1:200].max() > 2 * relatives.own_rates(rmsprop)[0][0]


def test_in_the_race_the_length_of_a_step_is_eta_for_adam_and_falls_for_adagrad():
    """W14: AdaGrad's steps shrink, which is why it is not there in a thousand."""
    lengths = {
        name: np.abs(np.diff(descend(STRETCHED, STRETCHED.start, OPTIMIZERS[name], 0.02, 40).x))
        for name in ("adagrad", "rmsprop", "adam")
    }
    assert lengths["adagrad"][0] == pytest.approx(0.02)
    assert lengths["adagrad"][-1] < 0.3 * 0.02
    assert lengths["adam"] == pytest.approx(0.02, rel=0.2)
    assert lengths["rmsprop"][-1] == pytest.approx(0.02, rel=0.2)
    assert "AdaGrad at its first step only" in asked.ADAM_ODD[1]


# --- pins


def test_pins_survive_the_address():
    kept = [(0.08, -3.5, 1.2), (0.105, 2.0, -4.0)]
    assert pins.read("stretched bowl", pins.written("stretched bowl", kept)) == kept
    assert len(pins.written("stretched bowl", kept)) < 40


@pytest.mark.parametrize(
    "text", ["", "_", "~~", "nan~0~0", "0.08~-3.5", "0.08~0~0~0", "9~0~0", "a~b~c", "1e999~0~0"]
)
def test_an_address_with_impossible_pins_pins_nothing(text):
    assert pins.read("stretched bowl", text) == []


def test_an_address_cannot_pin_more_than_a_reader():
    assert len(pins.read("stretched bowl", "_".join(["0.08~1~1"] * 500))) == pins.MAX_PINS


# --- a surface of one's own


@pytest.mark.parametrize(
    "text",
    [
        own.DEFAULT,
        "7",
        "ln(x)",
        "1/(x-y)",
        "exp(exp(xy))",
        "sqrt(-1-x^2)",
        "|x|+y^2",
        "x^3",
        "1e99xy",
        "x^2 + xy + y^2",
    ],
)
def test_any_surface_can_be_drawn_walked_and_spoken_of(text):
    assert text in own.OWN.choices["formula"]
    for eta, x, y in ((0.02, -3.0, 2.0), (1.0, 4.0, 4.0), (1e-4, 0.0, 0.0)):
        settings = {"eta": eta, "x": x, "y": y, "formula": text}
        sent = own.OWN.scene(settings)
        assert sent["text"]
        assert not re.search(r"\b(nan|inf)\b", sent["text"])
    own.task_of(parse_two(text))


def test_what_is_no_surface_is_no_choice():
    for text in ("x+", "z", "__import__('os')", "x=2", "", "f(x,y)"):
        assert text not in own.OWN.choices["formula"]


def test_the_walk_on_a_typed_bowl_is_the_walk_on_the_bowl_of_the_course():
    typed = own.own_walk(0.08, -3.5, 1.2, "x^2 + 10y^2")
    np.testing.assert_allclose(typed.x, walk(0.08).x)
    np.testing.assert_allclose(typed.value, walk(0.08).value)


def test_where_there_is_no_gradient_the_walk_is_said_to_end_there():
    assert "no gradient" in own.own_in_words(0.1, -1.0, 1.0, "ln(x)")
    off_the_edge = own.own_in_words(1.0, 0.5, 0.0, "sqrt(x)")
    assert "where f has no gradient" in off_the_edge
    _, heights = own.own_pictures(1.0, 0.5, 0.0, "sqrt(x)")
    drawn = np.asarray(heights.data[0]["y"])
    assert drawn[0] == pytest.approx(0.5**0.5)
    assert np.isnan(drawn[1:]).all()  # a gap, not a height of 0
    assert "diverges" not in off_the_edge
    assert "diverges" in own.own_in_words(1.0, 1.0, 1.0, "x^2 + 10y^2")
    assert "corner" in own.own_in_words(0.1, 1e-6, 1.0, "|x| + y^2")


def test_the_task_of_the_own_surface_asks_for_a_minimum_there_and_nowhere_else():
    assert own.task_of(parse_two("(x-1)^2 + (y+2)^2")).reached
    assert not own.task_of(parse_two(own.DEFAULT)).reached
    assert not own.task_of(parse_two("0")).reached
    assert not own.task_of(parse_two("-(x-1)^2")).reached


def test_a_walk_that_leaves_the_numbers_is_said_to_diverge():
    path = walk(0.15)
    assert path.diverged_at is not None
    assert f"at step {path.diverged_at}" in walks.ending("stretched bowl", path)
    assert "come to rest" in walks.ending("stretched bowl", walk(0.09, 400))


def test_with_plus_the_walk_climbs_by_the_factor_the_lesson_names():
    both, _ = walks.signs()
    for track, factor in ((both.tracks[0], 0.8), (both.tracks[2], 1.2)):
        x = track.columns["x"]
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
    race, heights = pictures
    assert [trace["name"] for trace in race.data if trace.get("name")] == list(counted)
    assert [name for name in counted if name in str(heights.alt)] == list(counted)
    assert {picture.n_steps for picture in pictures} == {101}
    assert len({tuple(track.columns["x"][:1]) for track in race.tracks}) == 1


def test_the_best_rate_can_be_set_on_the_slider():
    slider = rates.GOLDILOCKS.sliders[0]
    positions = round(np.log10(slider.high / slider.low) / slider.step)
    etas = slider.low * (slider.high / slider.low) ** (np.arange(positions + 1) / positions)
    steps = [rates.steps(walk(float(f"{eta:.3g}"), 400)) for eta in etas]
    best = fewest_steps(STRETCHED, STRETCHED.start, 0.01, PLAIN, (slider.low, slider.high))
    assert np.nanmin(steps) == best.n_steps == 19


def test_a_diverged_walk_ends_in_a_gap_on_the_common_clock():
    away = descend(SURFACES["bowl"], (3.0, -2.0), PLAIN, 9.0, 12)
    walks = {"away": away, "near": descend(SURFACES["bowl"], (3.0, -2.0), PLAIN, 0.1, 12)}
    x = walks_map(SURFACES["bowl"], walks).tracks[0].columns["x"]
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
    quizzes = (asked.ASCENT_QUIZ, asked.RATE_QUIZ, asked.ADDS_UP_QUIZ, asked.TIRES_QUIZ)
    for _, reasons, answer in quizzes:
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
    says(height, r"f comes from 26\.65 to 1\.335·10⁶\.")
    expect(page.get_by_text("every step ends higher than the one before")).to_be_visible()
    assert "descent_stretched_bowl_eta=0.105" in page.url
    assert height.evaluate(TRACES) == alone + 1  # the ghost of the pinned walk
    press(page, "Crawls")
    says(height, r"f comes from 26\.65 to \d+\.?\d*\.")  # a preset sets the start, too

    page.wait_for_url("**descent_stretched_bowl_pins=0.08~2~1*")
    page.goto(page.url)
    expect(page.get_by_text("Pinned: η = 0.08.")).to_be_visible(timeout=30_000)

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
    says(figure(page, "descent_signs"), r"minus the gradient ends at \(.*plus the gradient ends")
    says(figure(page, "descent_signs", 1), "plus the gradient comes from 2.08 to")
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
    task = page.locator(".st-key-descent_task .dh-task")
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
    expect(six).to_have_count(2)  # one map with six walks, and their heights
    says(six.first, "Nesterov ends at")
    table = page.locator("table").first
    expect(table).to_contain_text("not in 1000")
    for number in ("88", "40", "25", "189", "340"):
        expect(table).to_contain_text(number)
    page.locator(".st-key-descent_six_stretched_bowl .dh-scrub").fill("25")
    expect(page.locator(".st-key-descent_six_stretched_bowl .dh-step")).to_have_text(
        "Step 25 of 100"
    )


@pytest.mark.browser
def test_type_a_surface_and_walk_on_it(page):
    open_lesson(page, "descent")
    field = page.locator(".st-key-descent_f input")
    field.fill("x^2 + xy + y^2")
    field.press("Enter")
    plot = figure(page, "descent_own")
    says(plot, "A walk on Your surface, 60 steps, from f = 7 to")
    page.wait_for_url("**descent_f=*")
    field.fill("x^2 +")
    field.press("Enter")
    expect(page.get_by_text("The formula is not finished.")).to_be_visible()
    says(plot, "from f = 7 to")  # the last good one stays
    field.fill("(x-1)^2 + (y+2)^2")
    field.press("Enter")
    expect(page.locator('[class*="st-key-task_"]').first).to_contain_text("Reached")
