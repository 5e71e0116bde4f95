"""The lesson `update_rule`: the derivation filled and ordered to its end, and every formula held
against the objective and the kernel that train."""

import re

import numpy as np
import pytest

from mf_core import objective
from mf_core.derivation import ROUTES
from mf_core.kernels.sgd import sgd_visit
from mf_core.model import Factors, triples
from mf_core.notation import DIALECTS, FORMULAS, MISPRINTS
from mf_core.saying import number
from pages._kit import cached, lens, misprints
from pages._kit.derivation import lines
from pages._kit.parts.update_rule import gradient_check, rating
from pages._kit.parts.update_rule.where_the_two_went import WHERE_THE_TWO_WENT
from pages._kit.toy import runs as toy_runs
from tests.browser import axe, open_lesson, wait_until_still, write_as

ANY = [(2, 0), (2, 1), (7, 0), (20, 1), (38, 0)]  # some ratings of the toy, with a factor
each_place = pytest.mark.parametrize(("n", "f"), ANY)
each_route = pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)


# --- no formula of the page contradicts the objective or the kernel


def test_the_place_predicts_what_the_recorded_run_predicted_last():
    """Factors *and* baseline: what page and oracle both read is held against the run itself."""
    (factors, baseline), data = rating.trained(), toy_runs.built_in()
    run = cached.toy_run(
        data, "sgd", toy_runs.SETUP, toy_runs.KNOBS, rating.N_EPOCHS, 0.0, toy_runs.SEED
    )
    cells = np.indices((data.ratings.n_users, data.ratings.n_items)).reshape(2, -1)
    predicted = objective.predict(*cells, factors, baseline).reshape(
        run.recording.prediction[-1].shape
    )
    np.testing.assert_allclose(predicted, run.recording.prediction[-1], atol=1e-12)
    for n, f in ANY:
        at = rating.numbers_at(n, f)
        assert float(at.rhat) == pytest.approx(run.recording.prediction[-1][at.u, at.i], abs=1e-12)


@each_place
@pytest.mark.parametrize("name", ["chain", "expand"])
def test_a_route_for_one_rating_ends_in_the_kernel(name, n, f):
    at = rating.numbers_at(n, f)
    factors = Factors(at.P.copy(), at.Q.copy())
    sgd_visit(factors, at.u, at.i, float(at.r - at.b), at.eta, at.lam)
    *_, user, item = ROUTES[name].parts
    assert user.steps[-1].right.value(at) == pytest.approx(factors.P[at.u, f], abs=1e-12)
    assert item.steps[-1].right.value(at) == pytest.approx(factors.Q[at.i, f], abs=1e-12)


@each_place
def test_every_line_of_a_slope_is_the_gradient_of_the_objective(n, f):
    at = rating.numbers_at(n, f)
    ratings, (factors, baseline) = toy_runs.built_in().ratings, rating.trained()
    alone = triples([at.u], [at.i], [at.r], *at.R.shape)
    bare, charged = (objective.gradient(alone, factors, lam, baseline) for lam in (0.0, at.lam))
    every = objective.gradient(ratings, factors, 0.0, baseline)
    every_charged = objective.gradient(ratings, factors, at.lam, baseline)
    expected = {
        "chain": [bare.P[at.u, f], bare.Q[at.i, f], charged.P[at.u, f]],
        "expand": [bare.P[at.u, f], bare.Q[at.i, f], charged.P[at.u, f]],
        "batch": [every.P[at.u, f], every.Q[at.i, f], every_charged.P[at.u, f]],
    }
    for name, slopes in expected.items():
        for part, slope in zip(ROUTES[name].parts, slopes, strict=False):
            for step in part.steps:
                assert step.right.value(at) == pytest.approx(slope, abs=1e-12), step.name


@each_place
def test_the_bars_of_the_row_add_up_to_the_gradient(n, f):
    at = rating.numbers_at(n, f)
    pictures, said = rating.shares(at)
    shown = pictures[1].data[0]["y"].sum()
    assert shown == pytest.approx(rating.slope_of_all(at), abs=1e-12)
    assert pictures[1].data[1]["y"][-1] == pytest.approx(shown)
    assert len(said) == pictures[0].n_steps == pictures[1].n_steps
    assert said[-1].endswith(number(shown))


@pytest.mark.parametrize("charged", [rating.PER_RATING, rating.ONCE])
def test_the_pulls_are_equal_at_rest_and_more_ratings_move_it_only_if_charged_once(charged):
    rests = []
    for n in (1, 4):
        data, shrink, rest = rating.pulls(n, 1.0, 0.5, charged).data
        p = rest["x"][0]
        assert np.interp(p, data["x"], data["y"]) == pytest.approx(
            np.interp(p, shrink["x"], shrink["y"])
        )
        rests.append(p)
    assert (rests[1] > rests[0]) == (charged == rating.ONCE)


@pytest.mark.parametrize("lam", [0.0, 1.0, 3.0])
@pytest.mark.parametrize("n", [1, 5])
def test_more_ratings_take_a_factor_to_the_same_rest_sooner(n, lam):
    """Visits one by one, with q held at 1, against what the lesson says of an epoch."""
    p, eta = 0.0, toy_runs.KNOBS.eta
    for _ in range(n):
        p += eta * ((2.0 - p) - lam * p)
    rest = 2.0 / (1 + lam)
    assert p / rest == pytest.approx(rating.share_after_an_epoch(n, lam))
    assert f"at rest p = **{number(rest)}**" in rating.pulls_in_numbers(
        n, lam, 0.5, rating.PER_RATING
    )
    assert "goes" not in rating.pulls_in_numbers(n, lam, 0.5, rating.ONCE)


def test_the_secant_that_is_drawn_is_the_one_that_is_printed():
    """W11: the audit's case, h = 1; drawn it was the one over both sides."""
    entry = gradient_check.Entry("P", 2, 0)
    drawn, _ = gradient_check.nudge(1.0, 2, 0, "P")
    (secant,) = (trace for trace in drawn.data if trace.get("name") == "secant, one side")
    (x0, x1), (y0, y1) = secant["x"], secant["y"]
    found = gradient_check.checked(gradient_check.place(entry), 1.0)
    assert (y1 - y0) / (x1 - x0) == pytest.approx(found.one_side)
    assert abs(found.one_side - found.both_sides) > 0.5
    assert number(found.one_side, 9) in gradient_check.readout(1.0, 2, 0, "P")


def test_the_error_of_one_side_is_half_the_curvature_times_h_and_of_both_none():
    at = gradient_check.place(gradient_check.Entry("P", 2, 0))
    off = [gradient_check.checked(at, h).off for h in (1e-3, 1e-2)]
    assert off[1] / off[0] == pytest.approx(10, rel=1e-3)
    assert abs(gradient_check.checked(at, 0.5).both_sides - at.formula) < 1e-12


def test_twice_the_error_is_twice_as_steep_at_every_rating():
    outcomes = {rating.steepened(rating.numbers_at(n, 0)) for n in range(39)}
    assert outcomes == {"twice as steep"}


def test_the_liked_film_pulls_the_factor_down_by_what_the_kernel_says():
    factors = Factors(np.array([[1.0]]), np.array([[-0.5]]))
    sgd_visit(factors, 0, 0, 4.0, 0.1, 0.0)
    assert factors.P.item() - 1.0 == pytest.approx(-0.225)
    assert "−0.225" in rating.liked_and_down()


# --- the gradient checker


@pytest.mark.parametrize("entry", gradient_check.entries(), ids=lambda one: one[0])
def test_formula_and_nudge_agree_at_every_entry(entry):
    found = gradient_check.checked(gradient_check.place(entry[1]), 1e-3)
    assert found.both_sides == pytest.approx(found.formula, abs=1e-9)
    # From one side the error is h/2 times the curvature, which is not 0 here.
    assert 1e-4 < found.off < 1e-2


def test_the_step_has_a_best_size_and_the_task_can_be_solved_but_not_by_any_step():
    at = gradient_check.place(gradient_check.Entry("P", 2, 0))
    digits = [gradient_check.checked(at, h).digits for h in (0.5, 1e-3, 1e-7, 1e-12)]
    assert max(digits) == digits[2] >= gradient_check.TARGET
    assert max(digits[0], digits[1], digits[3]) < gradient_check.TARGET


# --- the player


@each_route
def test_every_wrong_filling_has_its_reason_and_its_number(route):
    at = rating.numbers_at(2, 0)
    for place in lines.places(route):
        options = lines.choices(place)
        said = [lines.verdict(place, option, at) for option in options]
        assert [option for option, why in zip(options, said, strict=True) if not why] == [
            place.step.gap.hidden
        ]
        for why in filter(None, said):
            asked, got = re.findall(r"−?\d+\.\d{4}", why)
            assert asked == number(place.step.left.value(at), 4)
            assert len(set(said)) == len(said)
            assert got


@each_route
def test_the_next_line_is_among_the_cards_and_not_always_the_first(route):
    where = [lines.cards(route, line).index(line) for line in range(len(route.steps))]
    assert len(set(where)) > 1


@each_route
def test_what_has_changed_in_a_line_is_lit_and_nothing_else_of_it(route):
    at = rating.numbers_at(2, 0)
    for place in lines.places(route):
        shown = lines.chain(place.part, place.line + 1, at)
        assert shown.count(r"\colorbox{") == 1
        assert lines.lit(place.step).count(place.step.gap.hidden) >= 1


@each_route
@pytest.mark.parametrize("source", DIALECTS)
def test_the_chain_strikes_out_what_dies_and_closes_its_braces(route, source):
    at = rating.numbers_at(2, 0, source)
    for part in route.parts:
        for n_lines in range(1, len(part.steps) + 1):
            tex = lines.chain(part, n_lines, at)
            assert tex.count("{") == tex.count("}")
            assert tex.count(r"\cancel{") == sum(len(step.dies) for step in part.steps[:n_lines])


def test_the_slips_of_the_derivation_are_decided_by_numbers():
    found = misprints.named(misprints.OF_THE_DERIVATION)
    assert all(slip in MISPRINTS and slip.check for slip in found)
    assert "−1.19" in misprints.three_answers(found[0])
    assert "−0.6" in misprints.three_answers(found[1])


# --- the lens


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize("source", DIALECTS)
def test_a_mark_changes_nothing_but_the_look(name, source):
    marked = lens.tex(name, source=source)
    assert marked.count("{") == marked.count("}")
    assert r"\changed" not in marked
    assert not re.search(r"\\underline\{[^{}]*\\underline", marked)
    if source == "course":
        assert r"\underline" not in marked


def test_a_convention_that_differs_is_marked_even_where_no_letter_does():
    assert r"\mathbin{\underline{-}}" in lens.tex("step, user", source="AR")
    assert r"\underline{2}" in lens.tex("slope of one rating, user", source="TR")


# --- as a reader does it


def settle(page):
    page.wait_for_timeout(250)
    wait_until_still(page)


def of_route(page, mode):
    """Open the second sitting, in one of the player's modes."""
    open_lesson(page, "update_rule", "update_rule_expand_mode=" + mode.replace(" ", "+"))
    settle(page)


@pytest.mark.browser
def test_a_derivation_is_filled_to_its_end_and_a_wrong_gap_is_answered(page):
    of_route(page, "Fill the gaps")
    places = lines.places(ROUTES["expand"])
    for line, place in enumerate(places):
        options = lines.choices(place)
        radios = page.locator(
            f".st-key-update_rule_expand_gap_{line} [data-testid='stRadioOption']"
        )
        right = options.index(place.step.gap.hidden)
        if line in (0, len(places) - 1):
            wrong = place.step.gap.wrong[0]
            radios.nth(options.index(wrong.tex)).click()
            page.get_by_text(wrong.reason.split("*")[0].strip()).wait_for()
            assert page.locator(".st-key-update_rule_expand_next_gap").count() == 0
        radios.nth(right).click()
        page.locator(".st-key-update_rule_expand_next_gap button").click()
    page.get_by_text(f"All {len(places)} gaps are filled.").wait_for()


@pytest.mark.browser
def test_the_lines_are_ordered_to_the_end_and_a_wrong_one_is_named(page):
    of_route(page, "Order the lines")
    places = lines.places(ROUTES["expand"])
    early = page.locator(".st-key-update_rule_expand_card_0_1 button")
    early.focus()
    page.keyboard.press("Enter")
    page.get_by_text(f"“{places[1].step.name}” is true, but too early").wait_for()
    settle(page)
    assert axe(page) == []
    for line in range(len(places)):
        page.locator(f".st-key-update_rule_expand_card_{line}_{line} button").click()
    page.get_by_text(f"All {len(places)} lines stand in their order.").wait_for()


@pytest.mark.browser
def test_the_gate_the_keys_the_quiz_and_the_lens(page):
    open_lesson(page, "update_rule")
    assert page.get_by_text("twice the error (star²)").count() == 0
    page.get_by_text("four times as steep", exact=True).click()
    page.get_by_role("button", name="That is my guess").click()
    page.get_by_text("You said “four times as steep”. The answer is “twice as steep”.").wait_for()

    first = "The slope in the user’s factor · line {} of 16"
    page.get_by_role("heading", name=first.format(1)).first.wait_for()
    button = page.locator(".st-key-update_rule_chain_next button")
    before = button.bounding_box()
    for line in range(2, 7):
        page.keyboard.press("n")
        page.get_by_role("heading", name=first.format(line)).wait_for()
    assert button.bounding_box() == before  # the lines have grown, the button stays
    page.keyboard.press("b")
    page.get_by_role("heading", name=first.format(5)).wait_for()

    for option, reason in WHERE_THE_TWO_WENT.items():
        page.get_by_text(option, exact=True).click()
        page.get_by_text(reason).wait_for()

    write_as(page, "Article")
    page.get_by_text("The error is prediction minus rating, hence the minus").wait_for()
    assert "notation=AR" in page.url
