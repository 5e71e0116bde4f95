"""The lesson `one_rating`: its numbers, computed and on the page; its gates, quizzes, task."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect

from mf_core import objective
from mf_core.figures.visit_ledger import visit_ledger
from mf_core.figures.visit_valley import visit_valley
from mf_core.kernels.sequential import sequential_visit
from mf_core.kernels.sgd import sgd_visit
from mf_core.model import Factors, random_factors, triples
from pages._kit.parts.one_rating import visit as one_visit
from pages._kit.parts.one_rating import words
from tests.browser import open_lesson, wait_until_still

numbers = st.floats(-3.0, 3.0)
rates = st.floats(0.005, 0.5)


def test_the_two_orders_of_the_lesson():
    """e = 5 − 1·2 = 3. p = 1 + 0.1·3·2 = 1.6; q = 2 + 0.1·3·1 = 2.3, or with the new p 2.48."""
    right, wrong = one_visit.visit_both_orders(0.1)
    assert (right.new_p, right.new_q) == pytest.approx((1.6, 2.3), abs=1e-12)
    assert (wrong.new_p, wrong.new_q) == pytest.approx((1.6, 2.48), abs=1e-12)
    assert words.sequential_q(0.1) == 2.48


@given(numbers, numbers, st.floats(1.0, 5.0), rates)
def test_the_wrong_order_is_off_by_eta_squared_e_squared_q(p, q, r, eta):
    right = one_visit.visit(p, q, r, eta)
    wrong = one_visit.visit(p, q, r, eta, sequential_visit)
    assert wrong.new_p == right.new_p
    assert wrong.new_q - right.new_q == pytest.approx(eta**2 * right.e**2 * q, abs=1e-9)


def test_the_wrong_order_moves_the_same_rows_and_measures_the_same_residual():
    rng = np.random.default_rng(0)
    one, other = (random_factors(3, 4, 2, 1.0, np.random.default_rng(1)) for _ in range(2))
    r = rng.uniform(1, 5)
    assert sequential_visit(one, 1, 2, r, 0.1, 0.02) == sgd_visit(other, 1, 2, r, 0.1, 0.02)
    np.testing.assert_array_equal(one.P, other.P)  # p moves first, so it moves alike
    assert np.abs(one.Q[2] - other.Q[2]).min() > 1e-6
    np.testing.assert_array_equal(np.delete(one.Q, 2, axis=0), np.delete(other.Q, 2, axis=0))


@given(numbers, numbers, st.floats(1.0, 5.0), rates)
def test_only_the_right_order_follows_the_measured_slope(p, q, r, eta):
    made = one_visit.visit(p, q, r, eta)
    slopes = words.measured_slopes(p, q, r)
    exact = objective.gradient(triples([0], [0], [r]), Factors(*np.array([[[p]], [[q]]])), 0.0)
    assert slopes == pytest.approx((exact.P.item(), exact.Q.item()), abs=1e-6)
    moved = ((p - made.new_p) / eta, (q - made.new_q) / eta)
    assert moved == pytest.approx(slopes, abs=1e-6)


@pytest.mark.parametrize(("q", "said"), [(-0.5, "negative"), (0.0, "zero"), (0.5, "positive")])
def test_a_liked_film_moves_p_in_the_direction_of_q(q, said):
    assert words.direction(q) == said


def test_the_liked_film_of_the_lesson():
    """e = 4 − 1·(−0.5) = 4.5; Δp = 0.1 · 4.5 · (−0.5) = −0.225."""
    made = one_visit.visit_liked(-0.5)
    assert made.e == 4.5
    assert made.new_p - made.p == pytest.approx(-0.225, abs=1e-12)


def test_the_task_can_be_solved_with_a_position_of_the_slider():
    """(2 + 3η)(1.5 + 4η) = 5 at η = (−12.5 + √252.25) / 24 = 0.1409."""
    (slider,) = one_visit.SLIDERS_TASK
    positions = slider.low * 10 ** (slider.step * np.arange(200))
    left = [abs(one_visit.visit_task(float(eta)).left) for eta in np.round(positions, 3)]
    assert min(left) < 0.05
    assert one_visit.visit_task((-12.5 + 252.25**0.5) / 24).left == pytest.approx(0, abs=1e-12)
    assert abs(one_visit.visit_task(slider.value).left) > 0.5


def test_the_valley_is_zero_along_its_floor_and_the_visit_starts_and_ends_where_it_says():
    drawn = visit_valley(5.0, ((1.0, 2.0), (1.6, 2.3)))
    land, floor = drawn.land, drawn.data[1]
    i, j = np.argmin(np.abs(land.x - 2.0)), np.argmin(np.abs(land.y - 1.0))
    assert land.z[j, i] == pytest.approx((5.0 - land.x[i] * land.y[j]) ** 2 / 2)
    np.testing.assert_allclose(np.sqrt(2 * land.levels), np.arange(1, 13), rtol=1e-6)
    np.testing.assert_allclose(np.asarray(floor["x"]) * floor["y"], 5.0)
    assert "From (1, 2) one visit leads to (1.6, 2.3)." in drawn.alt
    assert "The model stands at (1, 2)." in visit_valley(5.0, ((1.0, 2.0),)).alt


def test_a_visit_goes_on_from_where_the_last_one_has_led():
    made = one_visit.visits(4, 1.0, 2.0, 5.0, 0.1)
    for before, after in pairwise(made):
        assert (after.p, after.q) == (before.new_p, before.new_q)
    assert words.n_to_the_curve() == 3
    assert abs(made[1].left) > words.TENTH > abs(made[2].left)
    assert one_visit.visits(0, 1.0, 2.0, 5.0, 0.1) == []


@given(st.integers(0, 12), numbers, numbers, rates)
def test_however_far_a_walk_goes_it_is_drawn_and_put_into_words(t, p, q, eta):
    for one in one_visit.visits(t, p, q, one_visit.RATING, eta):
        assert np.isfinite([one.new_p, one.new_q]).all()
    said = words.in_numbers(t, p, q, eta, "course")
    assert "undefined" not in said
    assert "∞" not in said


@given(numbers, numbers, st.floats(1.0, 5.0), rates)
def test_a_visit_brings_what_its_slope_promised_and_the_product_of_both_moves(p, q, r, eta):
    made = one_visit.visit(p, q, r, eta)
    promised = eta * made.e * (p**2 + q**2)
    product = (made.new_p - p) * (made.new_q - q)
    assert made.prediction - p * q == pytest.approx(promised + product, abs=1e-9)


def test_what_is_said_of_the_first_visits():
    """0.1 · 3 · (1 + 4) = 1.5 promised; 0.6 · 0.3 = 0.18 on top; with η = 0.4, 5 − 3.4 · 3.2."""
    first = words.FIRST
    said = words.in_numbers(**first, dialect="course")
    assert "moves the prediction by 1.68 stars. Its slope promised 1.5; the rest, 0.18," in said
    assert words.too_far() == ("3", "−5.88")
    assert "**Too far.** 3 stars were off" in words.in_numbers(
        **words.PRESETS["Too far"], dialect="course"
    )
    assert "nothing moves" in words.in_numbers(**words.PRESETS["On the saddle"], dialect="course")
    assert "promises 1.5 stars" in words.in_numbers(**first | {"t": 0}, dialect="course")
    right, wrong = one_visit.visit_both_orders(0.1)
    assert (round(right.prediction, 2), round(wrong.prediction, 2)) == (3.68, 3.97)
    larger, _ = one_visit.visit_both_orders(0.116)  # "a slightly larger η does as much"
    assert larger.prediction > wrong.prediction


def test_a_visit_too_far_says_on_which_side_it_ends():
    """−1 · 1 with η = 0.4: e = 6, both factors change sign, and −1.4 · 1.4 lies lower still."""
    said = words.in_numbers(1, -1.0, 1.0, 0.4, "course")
    assert "6 stars were off before the visit, 6.96 after it: it is off on the same side" in said
    over = words.in_numbers(**words.PRESETS["Too far"], dialect="course")
    assert over.endswith("it has stepped over the valley.")


def test_a_tenth_of_the_rate_is_a_hundredth_of_the_gap():
    """The right answer of the quiz, measured."""
    gaps = [b.new_q - a.new_q for a, b in map(one_visit.visit_both_orders, (0.1, 0.01))]
    assert gaps[0] / gaps[1] == pytest.approx(100)


def test_nothing_of_an_outcome_is_shown_before_the_guess():
    assert "−0.225" not in words.nudge(-0.5, one_visit.BEFORE)
    assert "2.48" not in words.orders_in_numbers(0.1, one_visit.BEFORE)
    before, after = (
        one_visit.drawn_orders(0.1, when) for when in (one_visit.BEFORE, one_visit.AFTER)
    )
    assert len(before.data) < len(after.data)
    assert "2.48" not in before.alt
    (liked,) = one_visit.drawn_liked(-0.5, one_visit.BEFORE)
    assert "The model stands at (1, −0.5)." in liked.alt


def test_nothing_leaves_the_ledger_however_far_the_visit_goes():
    drawn = visit_ledger(5.0, (-20.0, 2.0), (9.0, -30.0))
    low, high = drawn.layout["xaxis"]["range"]
    for trace in drawn.data:
        assert low <= np.min(trace["x"]) <= np.max(trace["x"]) <= high
    assert drawn.data[-2]["marker"]["symbol"] == "triangle-left"


def test_the_ledger_says_what_is_left_of_the_residual():
    said = visit_ledger(5.0, (1.0, 2.0), (1.6, 2.3)).alt
    assert "from 2 to 3.68 stars" in said
    assert "the residual from 3 to 1.32 stars" in said


# --- in a browser


def text_of(page, key):
    return page.locator(f".st-key-{key}").inner_text()


def guess(page, key, choose):
    box = page.locator(f".st-key-predict_{key}")
    choose(box)
    wait_until_still(page)
    box.get_by_role("button", name="That is my guess").click()
    wait_until_still(page)
    return box


@pytest.mark.browser
def test_the_microscope_shows_the_visit_in_numbers(page):
    open_lesson(page, "one_rating")
    rows = page.locator(".st-key-one_rating_visit tbody tr")
    rows.first.wait_for()
    numbers = [row.locator("td").all_inner_texts() for row in rows.all()]
    assert [(row[1], row[3]) for row in numbers] == [
        ("1", "1.6"), ("2", "2.3"), ("2", "3.68"), ("3", "1.32"),
    ]  # fmt: skip
    for row, end in zip(numbers, ("= −6", "= −3", "", ""), strict=True):
        assert row[2].endswith(end)
    page.get_by_role("button", name="On the saddle").click()
    page.wait_for_function("() => location.search.includes('one_rating_visit_q=0')")
    page.get_by_text("nothing moves, though 5 stars are missing").wait_for()


@pytest.mark.browser
def test_the_liked_film_waits_for_a_guess_and_then_p_goes_down(page):
    open_lesson(page, "one_rating")
    page.locator(".st-key-one_rating_liked").get_by_text("e = 4.5 stars").wait_for()
    assert "−0.225" not in page.locator(".st-key-one_rating_liked").inner_text()
    guess(page, "one_rating_liked", lambda box: box.get_by_text("positive", exact=True).click())
    page.get_by_text("You said “positive”. The answer is “negative”.").wait_for()
    formula = page.locator(".st-key-one_rating_liked annotation")
    formula.first.wait_for(state="attached")
    assert "−0.225" in formula.first.text_content()
    assert "p goes down" in text_of(page, "one_rating_liked")


@pytest.mark.browser
def test_the_two_orders_wait_for_a_guess_and_show_both_results(page):
    open_lesson(page, "one_rating")
    assert page.locator(".st-key-one_rating_orders tbody").count() == 0

    def type_it(box):
        box.locator("input").fill("2,3")

    guess(page, "one_rating_order", type_it)
    page.get_by_text("You said 2.3 √star; it is 2.48 √star. That is 0.18 too low.").wait_for()
    rows = page.locator(".st-key-one_rating_orders tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["both at once", "1.6", "2.3", "−6", "−3"],
        ["first p, then q", "1.6", "2.48", "−6", "−4.8"],
        ["slope of ½ e², measured", "", "", "−6", "−3"],
    ]


@pytest.mark.browser
def test_each_answer_has_its_own_reason(page):
    open_lesson(page, "one_rating")
    box = page.locator(".st-key-quiz_one_rating_nudge")
    reasons, said = set(), ""
    for answer in ("Always.", "When p is positive.", "When η is small enough."):
        box.get_by_text(answer).click()
        wait_until_still(page)
        alert = box.get_by_role("alert")
        alert.get_by_text("Not quite").wait_for()
        # the alert of the answer before stands until this one's is written
        expect(alert).not_to_have_text(said, use_inner_text=True)
        said = alert.inner_text()
        reasons.add(said)
    assert len(reasons) == 3
    box.get_by_text("When q is positive.").click()
    box.get_by_text("Right.").wait_for()


@pytest.mark.browser
def test_the_task_is_checked_by_the_kernel(page):
    open_lesson(page, "one_rating", "one_rating_task_eta=0.141")
    page.get_by_text("Reached: ").wait_for()
    open_lesson(page, "one_rating", "one_rating_task_eta=0.3")
    page.get_by_text("to go.").wait_for()
