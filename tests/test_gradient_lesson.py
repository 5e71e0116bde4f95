"""The lesson on gradients: its numbers as values, then its gates, quizzes and task in a browser."""

import re
from itertools import product

import numpy as np
import pytest
from playwright.sync_api import expect

from mf_core.figures.contour_map import contour_map
from mf_core.figures.direction_dial import direction_dial
from mf_core.figures.gradient_map import gradient_map
from mf_core.figures.slice_curve import slice_curve
from mf_core.slopes.calculus import central_difference
from mf_core.slopes.curves import SURFACES
from pages._kit.parts.gradient import asked, of_four, point
from tests.browser import open_lesson

SADDLE = SURFACES["saddle"]

# --- as values


@pytest.mark.parametrize(
    ("typed", "part_of_reason"),
    [
        ([1, 1, 1, 4], "values of the terms"),
        ([1, 1, 1, 2], "the point itself"),
        ([2, 2, 2, 2], "stands at 2"),
        ([-2, -2, -2, -4], "every slope is positive"),
        ([2, 2, 3, 4], "x₃"),
        ([10], "a vector"),
        ([2, 2, 4], "3 numbers"),
    ],
)
def test_each_wrong_gradient_has_its_own_reason(typed, part_of_reason):
    assert part_of_reason in of_four.fault([float(number) for number in typed])


def test_the_right_gradient_has_no_fault_and_is_measured():
    assert of_four.answer_of_four() == [2.0, 2.0, 2.0, 4.0]
    assert of_four.fault([2.0, 2.0, 2.0, 4.0]) == ""


@pytest.mark.parametrize("text", ["two", "1e999, 0, 0, 0", "nan", "()", "<b>", "1,,2x"])
def test_what_is_no_list_of_numbers_is_not_read_as_one(text):
    assert of_four.read_numbers(text) is None


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_exactly_the_terms_without_the_variable_are_greyed_out(n):
    tex = of_four.grey_out(n)
    assert tex.count(r"\cancel{0}") == 3
    dead = [m for m in (1, 2, 3, 4) if rf"\cancel{{x_{m}^2}}" in tex]
    assert dead == [m for m in (1, 2, 3, 4) if m != n]


@pytest.mark.parametrize("x, y", [(1.0, 1.0), (-2.0, 0.5), (0.0, 0.0)])  # noqa: PT006 (a point)
def test_the_tangent_of_a_slice_has_the_measured_slope(x, y):
    along_x = slice_curve(SADDLE, x, y, "y").data[1]
    along_y = slice_curve(SADDLE, x, y, "x").data[1]
    assert rise(along_x) == pytest.approx(central_difference(lambda v: SADDLE.f(v, y), x), abs=1e-6)
    assert rise(along_y) == pytest.approx(central_difference(lambda v: SADDLE.f(x, v), y), abs=1e-6)


def rise(line):
    return (line["y"][1] - line["y"][0]) / (line["x"][1] - line["x"][0])


@pytest.mark.parametrize("x, y", [(1.0, 1.0), (-1.0, 1.5), (2.0, -0.5)])  # noqa: PT006 (a point)
def test_the_dial_is_highest_along_the_gradient(x, y):
    slopes = direction_dial(SADDLE, x, y, 0.0, 0.01)[1].data[0]
    gx, gy = SADDLE.gradient(x, y)
    steepest = slopes["x"][np.argmax(slopes["y"])]
    assert steepest == pytest.approx(np.degrees(np.arctan2(gy, gx)), abs=1.5)  # 3° apart
    assert slopes["y"].max() == pytest.approx(np.hypot(gx, gy), rel=1e-3)


def test_a_short_step_rises_like_the_slope_and_a_long_one_elsewhere():
    def peak(h):
        slope, real = direction_dial(SADDLE, 1.0, 1.0, 0.0, h)[1].data[:2]
        return slope["x"][np.argmax(slope["y"])], real["x"][np.argmax(real["y"])]

    assert np.subtract(*peak(0.01)) == 0.0
    assert abs(np.subtract(*peak(2.0))) > 5.0


def test_a_hidden_dial_gives_nothing_away():
    map_, dial = direction_dial(SADDLE, 1.0, 1.0, 30.0, 0.3, revealed=False)
    assert len(dial.data) == 1
    assert "gradient" not in dial.alt
    assert not any("∇f" in str(trace.get("name")) for trace in map_.data)


def test_the_arrow_stands_at_a_right_angle_to_its_contour():
    arrow = next(t for t in gradient_map(SADDLE, 1.0, 1.0).data if t.get("name") == "∇f ÷ 10")
    step = np.array([np.diff(arrow["x"])[0], np.diff(arrow["y"])[0]])
    np.testing.assert_allclose(step, [0.6, -0.4])
    along = np.array([step[1], -step[0]]) * 1e-4
    assert abs(SADDLE.f(1.0 + along[0], 1.0 + along[1]) - SADDLE.f(1.0, 1.0)) < 1e-7


@pytest.mark.parametrize("name", sorted(SURFACES))
def test_a_map_is_square_and_shows_every_landmark(name):
    surface, drawn = SURFACES[name], contour_map(SURFACES[name])
    (x_low, x_high), (y_low, y_high) = (drawn.layout[a]["range"] for a in ("xaxis", "yaxis"))
    assert x_high - x_low == pytest.approx(y_high - y_low)
    shown = sum(len(t["x"]) for t in drawn.data if t["type"] == "scatter")
    assert shown == len(surface.minima) + len(surface.saddles)
    assert (drawn.land.x[0], drawn.land.x[-1]) == pytest.approx((x_low, x_high))
    assert (drawn.land.y[0], drawn.land.y[-1]) == pytest.approx((y_low, y_high))


def test_point_and_arrow_stay_on_the_map():
    """A15: at (3, 3) both used to leave it."""
    x, y = point.ARROWS.sliders
    for corner in product((x.low, x.high), (y.low, y.high)):
        drawn = gradient_map(SADDLE, *corner)
        arrow = next(t for t in drawn.data if t.get("name") == "∇f ÷ 10")
        for axis, name in (("x", "xaxis"), ("y", "yaxis")):
            low, high = drawn.layout[name]["range"]
            ends = np.asarray(arrow[axis][:2])
            assert (ends > low).all()
            assert (ends < high).all()


@pytest.mark.parametrize("figure", [point.ARROWS, point.SLICES, point.LEGS, point.DIAL])
def test_no_formula_says_minus_zero_or_rounding_dust(figure):
    """A15, A16: −0 at the saddle, 6.661e-16 where the slope is 0."""
    choices = {name: allowed[0] for name, allowed in figure.choices.items()}
    for x, y, angle in product((-0.0, 0.0, 1.0), (-0.0, 0.0, 1.0), (-90.0, 0.0, 90.0, 180.0)):
        at = {"x": x, "y": y, "angle": angle, "h": 0.3}
        named = {slider.name: at[slider.name] for slider in figure.sliders}
        said = figure.words(named | choices).text
        assert not re.search(r"e-\d|[-−]0(?![.\d])", said), said


def test_the_task_counts_no_rounding_dust():
    level = np.degrees(np.arctan2(1.0, -1.0))  # at right angles to the gradient (−6, −6)
    assert point.steepest_task(float(level)).value == 0.0
    assert "e-" not in point.steepest_task(float(level)).standing


def test_what_is_said_of_a_cut_follows_the_variable_that_stands_still():
    assert "y = 2" in point.partial_in_words(1.0, 2.0, "y")
    assert "-2y^2 = −8" in point.partial_in_words(1.0, 2.0, "y")
    assert "x = 1" in point.partial_in_words(1.0, 2.0, "x")
    assert "3x^2 = 3" in point.partial_in_words(1.0, 2.0, "x")


@pytest.mark.parametrize("angle", [0.0, 30.0, 56.0, -120.0])
def test_two_short_legs_rise_as_the_dot_product_says(angle):
    """The two lines of the lesson, walked for real: the error shrinks with the step."""
    d = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    slope = 6 * d[0] - 4 * d[1]
    off = [
        abs((SADDLE.f(1 + h * d[0], 1 + h * d[1]) - SADDLE.f(1, 1)) / h - slope)
        for h in (1e-1, 1e-2, 1e-3)
    ]
    assert off[2] < 0.011 * off[0] + 1e-9
    words = point.legs_in_words(angle, 1.0, 1.0)
    assert words.rstrip("$\n").endswith(f"= {float(f'{slope:.4g}'):g}")


def test_the_level_direction_is_nearly_level_and_the_others_are_the_axes():
    rates = [
        6 * np.cos(np.radians(values["angle"])) - 4 * np.sin(np.radians(values["angle"]))
        for values in point.LEGS.presets.values()
    ]
    assert rates == pytest.approx([6.0, -4.0, 0.0], abs=0.05)


def test_every_gate_offers_its_truth_and_a_reason_for_each_option():
    assert asked.ALONG in asked.STEEPEST
    assert asked.SADDLE_PLACE in asked.PLACES
    quizzes = (asked.SIGN_QUIZ, asked.LIFTED_QUIZ, asked.RIGHT_ANGLE_QUIZ)
    for question in (*quizzes, asked.PARTIAL_QUIZ, asked.CURLY_QUIZ):
        _, reasons, answer = question
        assert answer in reasons
        assert len(set(reasons.values())) == len(reasons)


def test_the_task_asks_for_minus_the_gradient():
    gx, gy = SADDLE.gradient(*point.TASK_AT)
    assert np.degrees(np.arctan2(-gy, -gx)) == pytest.approx(45.0)


# --- as a visitor; few visits, for opening a page is what takes long


def figure(page, key, number=0):
    return page.locator(f".st-key-{key} .dh-plot").nth(number)


def says(plot, words):
    expect(plot).to_have_attribute("aria-label", re.compile(words))


def commit(page, key, option):
    gate = page.locator(f".st-key-predict_{key}")
    gate.get_by_text(option, exact=True).click()
    gate.get_by_role("button", name="That is my guess").click()


@pytest.mark.browser
def test_freeze_drag_guess_and_see(page):
    open_lesson(page, "gradient")

    cut = figure(page, "gradient_slices", 1)
    says(cut, "with y frozen at 1. At x = 1 it has the slope 6.")
    page.get_by_text("x stands still").click()
    says(cut, "with x frozen at 1. At y = 1 it has the slope −4.")

    arrows = figure(page, "gradient_arrows")
    expect(arrows.locator(".nsewdrag").first).to_be_attached()
    arrows.scroll_into_view_if_needed()
    area = arrows.locator(".nsewdrag").first.bounding_box()
    page.mouse.click(area["x"] + area["width"] / 4, area["y"] + area["height"] / 3)
    says(arrows, r"At \(−1\.5, 1\) the gradient is \(−9, −4\)")
    page.wait_for_url("**gradient_arrows_x=-1.5*")

    dial = figure(page, "gradient_dial", 1)
    says(dial, "In the direction of 60° f rises by −0.4641 per unit of length.$")
    commit(page, "gradient_dial", "straight along x, since 6 is more than 4")
    says(dial, r"fastest at −33\.7°, .* by 7\.211\.")
    expect(page.get_by_text("the best mixture gives 7.21")).to_be_visible()

    assert figure(page, "gradient_saddle").count() == 0
    commit(page, "gradient_saddle", asked.SADDLE_PLACE)
    says(figure(page, "gradient_saddle", 1), "zero: no direction rises or falls at first")
    expect(page.get_by_text("raises f by −2 per unit")).to_be_visible()


@pytest.mark.browser
def test_answer_type_and_turn(page):
    open_lesson(page, "gradient", "gradient_turn_angle=40")

    quiz = page.locator(".st-key-quiz_gradient_partial")
    options = quiz.locator('[data-testid="stRadio"] label:has(input)')
    for number, reason in enumerate(asked.PARTIAL_QUIZ[1].values()):
        options.nth(number).click()
        expect(quiz.locator('[data-testid="stAlert"]')).to_contain_text(reason.split("$")[-1])

    typed = page.locator(".st-key-quiz_gradient_typed")
    for text, reason in (
        ("1, 1, 1, 4", "values of the terms"),
        ("two", "I cannot read “two”"),
        ("(2, 2, 2, 4)", "Right."),
    ):
        typed.locator("input").fill(text)
        typed.locator("input").press("Enter")
        expect(typed).to_contain_text(reason)

    task = page.locator(".st-key-gradient_turn .dh-task")
    expect(task).to_contain_text("to go")
    slider = page.locator('.st-key-gradient_turn input[aria-label="direction"]')
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    expect(task).to_contain_text("Reached")
    expect(task).to_contain_text("8.485")
