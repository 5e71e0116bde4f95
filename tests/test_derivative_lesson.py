"""The lesson on the derivative: its numbers as values, then everything as a visitor."""

import json
import re
from urllib.parse import urlencode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from playwright.sync_api import expect

from mf_core.figures.slope_below import slope_below
from mf_core.slopes.curves import power
from mf_core.slopes.formula import parse
from pages._kit.parts.derivative import own, quizzes, secant
from pages._kit.stage.live import SettingError, settings_of
from tests.browser import open_lesson, wait_until_still
from tests.said import number_said

# --- as values


def trace(picture, name):
    return next(each for each in picture.data if each.get("name", "").startswith(name))


@given(x=some.floats(-2, 2), delta=some.floats(0.001, 1))
def test_the_secant_of_3x2_is_too_steep_by_3_delta_at_every_x(x, delta):
    picture = secant.secant_picture(delta, x)
    secants, slopes = trace(picture, "slope of the secant")["y"], trace(picture, "f′")["y"]
    np.testing.assert_allclose(secants - slopes, 3 * delta, atol=1e-9)
    below, above = trace(picture, "error")["y"]
    assert above - below == pytest.approx(3 * delta, abs=1e-9)


@pytest.mark.parametrize("n", range(-4, 6))
def test_the_picture_of_the_rule_draws_the_measured_slope(n):
    curve = trace(secant.power_picture(n, 1.0), "f′")
    x, drawn = curve["x"], curve["y"]
    here = np.abs(x) > 0.5
    measured = (power(3, n).f(x + 1e-6) - power(3, n).f(x - 1e-6)) / 2e-6
    np.testing.assert_allclose(drawn[here], measured[here], rtol=1e-5, atol=1e-5)
    assert secant.special_exponent(n)


def test_the_four_answers_give_four_different_lines_and_the_right_one_is_the_tangent():
    slopes = {
        option: float(power(*claim).f(quizzes.QUIZ_AT)) for option, claim in quizzes.CLAIMS.items()
    }
    assert len({round(slope, 1) for slope in slopes.values()}) == 4
    assert slopes[quizzes.TRUE_CLAIM] == pytest.approx(float(power(5, -3).df(quizzes.QUIZ_AT)))
    assert quizzes.CLAIMS.keys() == quizzes.CLAIM_REASONS.keys()


@pytest.mark.parametrize("option", [None, *quizzes.CLAIMS])
def test_no_tangent_before_an_answer_and_afterwards_the_one_that_was_claimed(option):
    lines = quizzes.claims_picture(option).data[1:-1]
    expected = 0 if option is None else 1 if option == quizzes.TRUE_CLAIM else 2
    assert len(lines) == expected
    if expected == 2:
        rise = np.diff(lines[1]["y"]) / np.diff(lines[1]["x"])
        assert rise == pytest.approx(power(*quizzes.CLAIMS[option]).f(quizzes.QUIZ_AT))


def test_a_pole_leaves_a_gap_and_not_a_vertical_line():
    reading = parse("1/x")
    curve = trace(slope_below(reading.value, reading.slope, (-5.0, 5.0), 1.0), "f")
    x, y = curve["x"], curve["y"]
    across = (y[:-1] < -1) & (y[1:] > 1)
    assert not across.any()
    assert np.isnan(y[np.abs(x) < 1e-9]).all()


@pytest.mark.parametrize(
    ("text", "miss"), [("(x-1)^2", 0.0), ("x^2 - 2x + 7", 0.0), ("x^2", 2.0), ("4x", 4.0)]
)
def test_the_task_measures_the_larger_miss(text, miss):
    assert own.target_miss(parse(text)) == pytest.approx(miss)


def test_a_function_without_a_slope_there_reaches_no_target():
    assert np.isnan(own.target_miss(parse("|x-1|")))


@pytest.mark.parametrize("text", ["sin(x) + x/2", "exp(-x^2)", "x^3 - 3x", "ln(x)"])
def test_the_check_agrees_where_the_function_is_smooth(text):
    worst = re.search(r"at most (\S+) of", own.checked(parse(text)))
    assert number_said(worst[1]) < 1e-6


def test_the_check_says_when_there_is_nothing_to_check():
    assert own.checked(parse("ln(-x^2-1)")).startswith("Nowhere")


def test_any_formula_may_be_asked_for_but_nothing_else():
    figure = own.OWN
    asked = {"delta": "0.5", "x": "1", "formula": "x^2"}
    assert settings_of(figure, asked) == {"delta": 0.5, "x": 1.0, "formula": "x^2"}
    for wrong in ("__import__('os')", "x^", "", "y"):
        with pytest.raises(SettingError):
            settings_of(figure, asked | {"formula": wrong})


# --- as a visitor


DRAWN = """() => {
    const stages = [...document.querySelectorAll('.dh-stage')]
    return stages.length && stages.every(stage => stage.matches('[data-step]'))
}"""


def opened(page, slug, query=""):
    """The lesson, with all of its figures drawn."""
    open_lesson(page, slug, query)
    page.wait_for_function(DRAWN)


def tex(page, key=""):
    """Every formula on the page, or in one part of it, as TeX without its colours."""
    scope = page.locator(f".st-key-{key}") if key else page
    formulas = scope.locator("annotation").all_text_contents()
    return [re.sub(r"\\textcolor\{#\w+\}", "", formula) for formula in formulas]


def answer(page, key, text):
    field = page.locator(f".st-key-quiz_{key} input")
    field.fill(text)
    field.press("Enter")
    wait_until_still(page)
    return page.locator(f".st-key-quiz_{key}")


def commit(page, option):
    page.get_by_text(option, exact=True).click()
    page.get_by_role("button", name="That is my guess").click()
    expect(page.get_by_text(f"You said “{option}")).to_be_visible()
    wait_until_still(page)


@pytest.mark.browser
def test_after_the_guess_every_line_of_the_algebra_has_its_numbers(page):
    opened(page, "derivative", "derivative_secant_delta=0.5")
    assert (
        page.get_by_role("slider", name="distance of the two points").count() == 1
    )  # own function
    commit(page, "by half as much, 1.5")
    algebra = tex(page, "wide_derivative_algebra")[0]
    for numbers in (
        r"\frac{6.75 - 3}{0.5}", r"\frac{3 + 3 + 0.75 - 3}{0.5}", r"\frac{3 + 0.75}{0.5}",
        "{6} + {1.5} = {7.5}",
    ):  # fmt: skip
        assert numbers in algebra
    assert any("{7.5} - {6} = {1.5} = {3" in formula for formula in tex(page))


@pytest.mark.browser
def test_the_figure_follows_while_delta_is_dragged(page):
    """Only `input` events, as while the mouse is down: no script of Streamlit's runs."""
    opened(page, "derivative")
    commit(page, "still by 3")
    stage = page.locator(".st-key-derivative_secant")
    legend = stage.locator(".legendtext").filter(has_text="secant")
    expect(legend).to_have_text("secant, slope 9")
    slider = stage.get_by_role("slider", name="distance of the two points")
    slider.evaluate("s => { s.value = 0; s.dispatchEvent(new Event('input', { bubbles: true })) }")
    expect(legend).to_have_text("secant, slope 6.003")
    assert "6.003" not in str(tex(page))  # the formulas follow when it is let go
    slider.evaluate("s => s.dispatchEvent(new Event('change', { bubbles: true }))")
    expect(page.locator(".st-key-wide_derivative_algebra")).to_contain_text("6.003")
    assert "derivative_secant_delta=0.001" in page.url


@pytest.mark.browser
def test_42_is_the_slope_at_7_and_each_wrong_number_has_its_reason(page):
    opened(page, "derivative")
    for wrong, reason in {
        "147": "height of the curve", "21": "has not come down", "6": "depends on where you are",
        "14": "factor 3 got lost", "50": "put 7 in the place of x",
    }.items():  # fmt: skip
        expect(answer(page, "derivative_at_7", wrong)).to_contain_text(reason)
    expect(answer(page, "derivative_at_7", "42")).to_contain_text("Right.")
    expect(answer(page, "derivative_where_0", "6")).to_contain_text("36")
    expect(answer(page, "derivative_where_0", "0")).to_contain_text("Right.")


QUIZZES = {
    "derivative_brackets": (quizzes.FIRST_LINE, quizzes.FIRST_LINE_ANSWER),
    "derivative_limit": (quizzes.SECOND_LINE, quizzes.SECOND_LINE_ANSWER),
    "derivative_except": (quizzes.EXCEPT, quizzes.EXCEPT_ANSWER),
    "derivative_negative": (quizzes.CLAIM_REASONS, quizzes.TRUE_CLAIM),
    "derivative_zero": (quizzes.WHY_ZERO, quizzes.WHY_ZERO_ANSWER),
}


@pytest.mark.browser
def test_every_answer_of_every_quiz_has_its_own_reason(page):
    opened(page, "derivative")
    for key, (options, right) in QUIZZES.items():
        quiz = page.locator(f".st-key-quiz_{key}")
        for option, reason in options.items():
            quiz.get_by_text(option, exact=True).click()
            expect(quiz).to_contain_text(reason.replace("*", ""))
            expect(quiz).to_contain_text("Right." if option == right else "Not quite.")
        assert len(set(options.values())) == len(options)
    legend = page.locator(".st-key-derivative_negative_picture .legendtext")
    expect(legend.filter(has_text="the true tangent")).to_have_count(1)


@pytest.mark.browser
def test_the_readers_own_function(page):
    opened(page, "derivative", urlencode({"derivative_f": "x^3 - 3x"}))
    assert any("3 x^{2} - 3" in formula for formula in tex(page))
    field = page.get_by_label("f(x) =")
    field.fill("x^2 +* 1")
    field.press("Enter")
    wait_until_still(page)
    expect(page.locator("code").filter(has_text="x^2 +* 1")).to_have_text("x^2 +* 1\n     ^")
    assert any("3 x^{2} - 3" in formula for formula in tex(page))  # the last good one stays
    field.fill("x^2 - 2x")
    field.press("Enter")
    expect(page.get_by_text("Reached")).to_be_visible()
    assert "derivative_f=x%5E2" in page.url
    legend = page.locator(".st-key-derivative_own .legendtext").filter(has_text="tangent")
    expect(legend).to_have_text("tangent, slope 0")
    page.reload()
    wait_until_still(page)
    page.wait_for_function(DRAWN)
    expect(page.get_by_label("f(x) =")).to_have_value("x^2 - 2x")


@pytest.mark.browser
def test_the_route_draws_what_a_hand_drags(server):
    for name, query in {
        "secant": {"delta": "0.01", "x": "1.5"},
        "power": {"n": "-3", "x": "1.5"},
        "own_function": {"delta": "0.01", "x": "1.5", "formula": "sin(x^2)/(1+x^2)"},
        "slope_line": {"m": "3", "b": "2"},
    }.items():
        status, body = server.get(f"/downhill/picture/{name}?{urlencode(query)}")
        assert status == 200, name
        assert all(figure["data"] for figure in json.loads(body)["figures"]), name
