"""The lesson on the derivative: its numbers as values, then everything as a visitor."""

import json
import re
from functools import partial
from itertools import pairwise
from urllib.parse import urlencode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from numpy.polynomial import Polynomial
from playwright.sync_api import expect

from mf_core.derivation import SQUARE_IN_P, one_rating, with_gap
from mf_core.figures.slope_below import slope_below
from mf_core.slopes.calculus import difference_quotient
from mf_core.slopes.curves import CURVES, power
from mf_core.slopes.formula import parse
from pages._kit.parts.derivative import (
    bend,
    cube,
    microscope,
    own,
    prose,
    quizzes,
    secant,
    squared_miss,
)
from pages._kit.stage.live import SettingError, settings_of
from tests.browser import open_lesson, wait_until_still
from tests.said import number_said
from tests.tex import value
from tests.tex.places import Place

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


# --- the opening: by hand, and through the microscope


def test_the_numbers_worked_by_hand_are_the_slopes_of_the_secants():
    f = secant.PARABOLA.f
    for delta, slope in ((1.0, "9"), (0.5, "7.5"), (0.1, "6.3"), (0.01, "6.03")):
        assert float(difference_quotient(f, 1.0, delta)) == pytest.approx(float(slope))
        assert slope in prose.TWO_POINTS
    assert float(f(1.0)) == 3
    assert float(f(2.0)) == 12
    assert float(f(1.5)) == 6.75


@given(x=some.floats(-2, 2), delta=some.floats(0.001, 1))
def test_the_bend_leaves_the_picture_in_step_with_delta(x, delta):
    """Enlarged as it is, the gap is 3Δ²/4 in a window of 15.5 Δ."""
    assert microscope.bend_seen(delta, x) == pytest.approx(0.75 * delta / 15.5, rel=1e-4)


def test_the_tangent_is_not_used_before_it_is_found():
    assert "tangent" not in str(microscope.enlarged(1.0, 1.0)).lower()
    assert "slope of f" not in str(cube.before()).lower()


@pytest.mark.parametrize("h", [1e-1, 1e-3, 1e-6, 1e-9])
def test_a_corner_stays_a_corner(h):
    assert difference_quotient(abs, 0.0, h) == 1
    assert difference_quotient(abs, 0.0, -h) == -1


@given(x=some.floats(-2, 2), delta=some.floats(0.001, 1))
def test_from_the_left_the_secants_of_3x2_are_too_flat(x, delta):
    assert difference_quotient(secant.PARABOLA.f, x, -delta) < secant.PARABOLA.df(x)


# --- the lines for x³


@given(x=some.floats(-2, 2), delta=some.floats(0.01, 1))
def test_the_secant_of_x3_is_off_by_what_the_text_says(x, delta):
    quotient = difference_quotient(CURVES["cubic"].f, x, delta)
    assert quotient - 3 * x**2 == pytest.approx(3 * x * delta + delta**2, abs=1e-9)


def test_every_line_of_the_cube_has_its_numbers():
    said = re.sub(r"\\textcolor\{#\w+\}", "", cube.cube_algebra(0.5, 1.0))
    for numbers in (
        r"\frac{3.375 - 1}{0.5}", r"\frac{1.5 + 0.75 + 0.125}{0.5}", "{3} + {1.75} = {4.75}",
    ):  # fmt: skip
        assert numbers in said


@pytest.mark.parametrize("n", range(2, 7))
def test_a_single_delta_can_be_taken_from_each_of_n_brackets(n):
    """The coefficient of xⁿ⁻¹Δ, by multiplying the brackets out."""
    product = Polynomial([1.0])
    for _ in range(n):
        product = product * Polynomial([1.0, 1.0])  # x + Δ, with x = 1
    assert product.coef[1] == n


# --- the square of a miss


PART = SQUARE_IN_P.parts[0]
each_line = pytest.mark.parametrize("step", PART.steps, ids=lambda step: step.name)


def miss(r, p):
    return one_rating(r, np.array([p]), np.array([2.0]), 0, eta=0.1, lam=0.0)


def letters(p, r):
    return {"p": p, "r": np.array(r)}


def place(r, p):
    known = np.array(p)
    make = partial(letters, r=r)
    return Place(make(known), {}, {}, moving=("p",), make=make)


@given(r=some.floats(1, 5), p=some.floats(-3, 3))
def test_every_line_of_the_squared_miss_is_what_it_says_and_what_is_measured(r, p):
    numbers = miss(r, p)
    measured = PART.measured(numbers)
    assert measured == pytest.approx(-4 * (r - 2 * p), rel=1e-6, abs=1e-6)
    for step in PART.steps:
        for side in (step.left, step.right):
            assert side.value(numbers) == pytest.approx(measured, rel=1e-6, abs=1e-6)
            assert value(side.tex, place(r, p)) == pytest.approx(measured, rel=1e-6, abs=1e-6)


@each_line
def test_a_wrong_choice_is_worth_what_is_said_of_it_and_not_the_right_number(step):
    numbers = miss(4.5, 0.7)
    assert step.right.tex.count(step.gap.hidden) == 1
    assert 2 <= len(step.gap.wrong) <= 4
    for wrong in step.gap.wrong:
        printed = value(with_gap(step, wrong.tex), place(4.5, 0.7))
        assert printed == pytest.approx(wrong.value(numbers), rel=1e-9)
        assert abs(printed - step.right.value(numbers)) > 1e-3
        assert wrong.reason.endswith(".")


def test_each_line_of_the_squared_miss_goes_on_where_the_last_one_stopped():
    for before, after in pairwise(PART.steps):
        assert after.left == before.right
    for step in PART.steps:
        assert all(step.left.tex.count(dead) == 1 for dead in step.dies)
        assert step.says.endswith(".")


def test_the_miss_worked_by_hand():
    before, after = miss(squared_miss.R, 1.0), miss(squared_miss.R, 1.01)
    fall = before.e**2 - after.e**2
    numbers = {"3": before.e, "9": before.e**2, "2.98": after.e, "8.8804": after.e**2}
    for printed, worth in (numbers | {"0.1196": fall, "11.96": fall / 0.01}).items():
        assert worth == pytest.approx(float(printed))
        assert printed in prose.SQUARED_MISS
    assert PART.steps[-1].right.value(squared_miss.numbers()) == -12


# --- flat places and how they bend


def test_the_three_flat_curves_are_convex_concave_and_neither():
    x = np.linspace(-1.6, 1.6, 65)
    for curve, sides in zip(
        (power(3, 2), power(-3, 2), power(3, 3)), ("+", "-", "+-"), strict=True
    ):
        above = curve.f(x)[None, :] - (curve.f(x) + curve.df(x) * (x[None, :] - x[:, None]).T).T
        assert (above > 1e-9).any() == ("+" in sides)
        assert (above < -1e-9).any() == ("-" in sides)
        assert curve.df(0.0) == 0


def test_on_3x3_a_step_to_the_left_does_lead_down_and_no_reason_denies_it():
    assert power(3, 3).f(-0.01) < power(3, 3).f(0.0)
    assert "no small step" not in str(quizzes.WHY_ZERO)


@pytest.mark.parametrize("name", bend.NAMES)
def test_the_verdict_on_a_flat_place_is_what_its_neighbours_say(name):
    f, seen = CURVES[name].f, set()
    for x in np.linspace(-3, 3, 61):
        said = bend.bend_in_words(float(x), name)
        around = f(x + np.array([-0.3, 0.3])) - f(x)
        if "a minimum" in said:
            assert (around > 0).all()
        elif "a maximum" in said:
            assert (around < 0).all()
        elif "does not decide" in said:
            assert around[0] * around[1] < 0
        else:
            assert CURVES[name].df(x) != 0
            continue
        seen.add(said.split("**")[-2] if "**" in said else "neither")
    expected = {"sine": {"a minimum", "a maximum"}, "parabola": {"a minimum"}, "cubic": {"neither"}}
    assert seen == expected[name]


def test_the_curvature_of_3x2_is_6_everywhere():
    f = secant.PARABOLA.df
    np.testing.assert_allclose(difference_quotient(f, np.linspace(-3, 3, 9), 0.5), 6.0)


# --- a function of one’s own


def test_a_refused_formula_leaves_a_word_on_whose_figure_is_shown():
    read = parse("x^2")
    assert own.still_shown("x^2", read) == ""
    assert "still shows $f(x) = x^{2}$" in own.still_shown("x^2 +* 1", read)


@pytest.mark.parametrize(
    ("text", "x", "said"),
    [
        ("sqrt(-x)", 1.0, "nothing to measure"),
        ("|x-1|", 1.0, "There is no slope here"),
        ("sin(x) + x/2", 1.0, "measure 1.0403."),
        ("cos(x)", 0.0, "measure 0."),
    ],
)
def test_what_is_measured_is_said_in_numbers_one_can_read(text, x, said):
    check = own.own_check(0.5, x, text)
    assert said in check
    assert not re.search(r"nan|e-\d|inf\b", check)


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        (quizzes.HALVED, quizzes.HALVED_TRUE),
        (quizzes.MEETS, quizzes.MEETS_ANSWER),
        (cube.LEFT_OVER, cube.LEFT),
        (bend.TURNS, bend.TURNS_ANSWER),
    ],
)
def test_every_guess_has_a_reason_of_its_own(options, answer):
    assert answer in options
    assert len(set(options.values())) == len(options) == 3
    assert all(reason[-1] in ".?" for reason in options.values())


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
    gate = page.locator(".st-key-predict_derivative_half")
    gate.get_by_text(option, exact=True).click()
    gate.get_by_role("button", name="That is my guess").click()
    expect(page.get_by_text(f"You said “{option}")).to_be_visible()
    wait_until_still(page)


@pytest.mark.browser
def test_after_the_guess_every_line_of_the_algebra_has_its_numbers(page):
    opened(page, "derivative", "derivative_secant_delta=0.5")
    scene = page.locator(".st-key-scene_secant")
    assert scene.get_by_role("slider", name="distance of the two points").count() == 0
    commit(page, "by half as much, 1.5")
    expect(scene.locator("annotation").first).to_be_attached()
    algebra = tex(page, "scene_secant")[0]
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
    expect(stage.locator(".dh-words")).to_contain_text("6.003")  # at once, too
    slider.evaluate("s => s.dispatchEvent(new Event('change', { bubbles: true }))")
    wait_until_still(page)
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
    expect(page.locator("code").filter(has_text="return (f(x + h) - f(x)) / h")).to_be_visible()


QUIZZES = {
    "derivative_brackets": (quizzes.FIRST_LINE, quizzes.FIRST_LINE_ANSWER),
    "derivative_limit": (quizzes.SECOND_LINE, quizzes.SECOND_LINE_ANSWER),
    "derivative_turns": (bend.TURNS, bend.TURNS_ANSWER),
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
    expect(page.get_by_text("Until it can be read, the figure still shows")).to_be_visible()
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
