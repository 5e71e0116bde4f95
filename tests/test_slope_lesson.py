"""The lesson on slopes: its questions, its walk, its task; first as values, then as a visitor."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from mf_core.figures.slope_line import slope_line
from mf_core.figures.style import look
from mf_core.slopes.curves import CURVES, line
from mf_core.slopes.formula import FormulaError
from pages._kit.parts import slope
from pages._kit.typed import caret, number_in
from tests.browser import axe, open_lesson, wait_until_still

# --- as values


@pytest.mark.parametrize(
    ("text", "number"),
    [("5", 5.0), (" −5 ", -5.0), ("10/2", 5.0), ("5x", None), ("x/x*5", 5.0), ("0.5", 0.5)],
)
def test_a_typed_answer_is_read_as_a_number_unless_it_depends_on_x(text, number):
    assert number_in(text) == number


def test_an_undefined_answer_is_no_number():
    assert np.isnan(number_in("1/0"))


@pytest.mark.parametrize(("text", "position"), [("5 + ", 4), ("5$", 1), ("0,5", 1)])
def test_the_caret_points_at_the_character_the_error_is_about(text, position):
    with pytest.raises(FormulaError) as refused:
        number_in(text)
    assert refused.value.position == position
    shown, pointer = caret(text, refused.value.position).split("\n")
    assert shown == text
    assert pointer == " " * position + "^"


@pytest.mark.parametrize("name", slope.WALKS)
def test_the_walk_traces_the_slope_of_its_curve(name):
    picture, labels = slope.walk(name)
    x = picture.tracks[2].columns["x"]
    traced = picture.tracks[2].columns["y"]
    f, h = CURVES[name].f, 1e-5
    np.testing.assert_allclose(traced, (f(x + h) - f(x - h)) / (2 * h), rtol=1e-6, atol=1e-7)
    assert len(labels) == picture.n_steps == slope.N_STOPS


@pytest.mark.parametrize("name", slope.WALKS)
def test_the_tangent_of_each_stop_touches_the_curve_there(name):
    picture, _ = slope.walk(name)
    span, tangents = (picture.tracks[0].columns[part] for part in ("x", "y"))
    stops, heights = (picture.tracks[1].columns[part] for part in ("x", "y"))
    share = (stops - span[:, 0]) / (span[:, 1] - span[:, 0])
    touched = tangents[:, 0] + share * (tangents[:, 1] - tangents[:, 0])
    np.testing.assert_allclose(touched, heights, atol=1e-9)


def test_before_the_guess_only_one_point_of_the_second_curve_is_drawn():
    picture = slope.before_the_walk("parabola")
    assert picture.n_steps == 1
    assert [len(trace["x"]) for trace in picture.data if trace.get("yaxis") == "y2"] == [1, 1]


def test_the_slope_that_is_asked_for_is_nowhere_in_the_picture():
    asked, told = slope_line(-5.0, -10.0, asked=True), slope_line(-5.0, -10.0)
    texts = [[note["text"] for note in each.layout["annotations"]] for each in (asked, told)]
    assert texts == [["1", "<b>?</b>"], ["1", "<b>−5</b>"]]
    assert "−5 up" not in asked.alt


@pytest.mark.parametrize("m", np.arange(-4, 4.5, 0.5))
def test_the_cooling_is_the_same_in_every_unit(m):
    said = slope.cooling_in_words(m, 5.0)
    minute, fahrenheit = (
        float(number.replace("−", "-")) for number in re.findall(r"\*\*([^*]+) °[CF] per", said)
    )
    assert minute * 60 == pytest.approx(m, rel=5e-3)
    assert fahrenheit == pytest.approx(m * 9 / 5, rel=5e-3)
    slider = slope.COOLING.sliders[0]
    assert (slider.low, slider.high, slider.step) == (-4, 4, 0.5)


@pytest.mark.parametrize("wrong", [None, 10.0, -5.0, 1e9])
def test_the_three_lines_are_told_apart_by_what_was_said(wrong):
    picture = slope.three_lines([5.0, wrong, None])
    rises = [note["text"] for note in picture.layout["annotations"]]
    assert rises == ["<b>5</b>", "<b>?</b>", "<b>?</b>"]
    claims = [each for each in picture.data if each["line"]["color"] == look("guess").color]
    drawn = wrong is not None and abs(wrong) < 1e6  # beyond that, a line is off the plot at once
    assert len(claims) == drawn
    for claim in claims:
        assert np.diff(claim["y"]) / np.diff(claim["x"]) == pytest.approx(wrong)


def test_the_first_step_of_the_walk_leads_down_and_the_last_one_up():
    heights = slope.walk("parabola")[0].tracks[1].columns["y"]
    assert heights[1] < heights[0]
    assert heights[-1] > heights[-2]


def test_a_lifted_parabola_is_lowest_at_the_same_place():
    """What the wrong answers of the last question are told."""
    f, x = CURVES["parabola"].f, np.linspace(-3, 3, 121)
    assert f(0.0) == 0
    assert x[np.argmin(f(x))] == x[np.argmin(f(x) + 10)] == 0


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        (slope.LIFTED, slope.LIFTED_ANSWER),
        (slope.LOWEST, slope.LOWEST_ANSWER),
        (slope.TWO_VARIABLES, slope.TWO_VARIABLES_ANSWER),
    ],
)
def test_every_answer_has_a_reason_of_its_own(options, answer):
    assert answer in options
    assert len(set(options.values())) == len(options) >= 3
    assert all(reason.rstrip("*")[-1] in ".?" for reason in options.values())


def test_the_task_has_a_solution_on_the_sliders():
    (x1, y1), (x2, y2) = slope.TARGETS
    m = (y2 - y1) / (x2 - x1)
    b = y1 - m * x1
    for slider, value in zip(slope.LINE.sliders, (m, b), strict=True):
        assert slider.low <= value <= slider.high
        assert (value - slider.low) % slider.step == 0
    assert [float(line(m, b).f(x)) for x, _ in slope.TARGETS] == [y1, y2]


# --- as a visitor


DRAWN = """() => {
    const stages = [...document.querySelectorAll('.dh-stage')]
    return stages.length && stages.every(stage => stage.matches('[data-step]'))
}"""


def opened(page, slug, query=""):
    """The lesson, with all of its figures drawn."""
    open_lesson(page, slug, query)
    page.wait_for_function(DRAWN)


def answer(page, key, text):
    field = page.locator(f".st-key-quiz_{key} input")
    field.fill(text)
    field.press("Enter")
    wait_until_still(page)
    return page.locator(f".st-key-quiz_{key}")


@pytest.mark.browser
def test_the_three_slopes_are_accepted_and_each_wrong_one_has_its_reason(page):
    opened(page, "slope")
    for key, right in (("rising", "5"), ("shifted", "5"), ("falling", "−5")):
        expect(answer(page, f"slope_{key}", right)).to_contain_text("Right.")
    for wrong, reason in {
        "10": "A height is not a slope",
        "15": "its height at x = 1",
        "-5": "this line rises",
        "7": "How far up is that",
        "5x": "still depends on x",
        "five": "five",
    }.items():
        box = answer(page, "slope_shifted", wrong)
        expect(box).to_contain_text(reason)
        expect(box).not_to_contain_text("Right.")
    answer(page, "slope_shifted", "7")
    legend = page.locator(".st-key-slope_three .legendtext")
    expect(legend.filter(has_text="slope 7 from 10")).to_have_count(1)
    assert axe(page) == []


@pytest.mark.browser
def test_the_walk_waits_for_the_guess(page):
    opened(page, "slope")
    assert page.get_by_role("group", name="Player").locator("visible=true").count() == 0
    gate = page.locator(".st-key-predict_slope_shape")
    gate.locator(".dh-pad").focus()
    for _ in range(16):
        page.keyboard.press("ArrowRight")
    gate.get_by_role("button", name="That is my guess").click()
    assert gate.locator(".dh-stage").get_attribute("data-guess") == "open"  # before any answer
    expect(gate).to_contain_text("On average your curve is 9.1 away")
    player = page.get_by_role("group", name="Player").locator("visible=true")
    player.get_by_role("slider").fill("80")  # x = 1
    expect(player).to_contain_text("x = 1.00, slope 6.00")


@pytest.mark.browser
def test_two_variables_have_no_single_slope(page):
    opened(page, "slope")
    quiz = page.locator(".st-key-quiz_slope_two_variables")
    rises = page.locator(".st-key-slope_two_variables_picture .annotation-text")
    expect(rises.filter(has_text="?")).to_have_count(2)
    for option, reason in {
        "5": "only x moves",
        "6": "only y moves",
        "11": "each take one step",
        "The question is not complete.": "in which direction?",
    }.items():
        quiz.locator("label").filter(has_text=re.compile(f"^{option}$")).click()
        expect(quiz).to_contain_text(reason)
    expect(quiz).to_contain_text("Right.")
    expect(rises.filter(has_text="6")).to_have_count(1)
    expect(page.locator("code").filter(has_text="return (f(x + h) - f(x)) / h")).to_be_visible()


@pytest.mark.browser
def test_the_task_is_checked_by_the_line_itself(page):
    opened(page, "slope", "slope_target_m=-3.5&slope_target_b=3.5")
    task = page.locator(".st-key-slope_target .dh-task")
    expect(task).to_contain_text("0.5 to go")
    intercept = page.locator(".st-key-slope_target").get_by_role("slider", name="intercept")
    intercept.press("ArrowRight")
    expect(task).to_contain_text("Reached")
