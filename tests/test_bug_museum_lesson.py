"""The lesson `bug_museum`: what its labels say is what its runs do; its game can be won."""

import numpy as np
import pytest

from mf_core.museum import CLEAR, EXHIBITS, STARTS, Setting, band, loudness, run
from mf_core.museum.planes import agreement, in_one_plane, in_two_planes
from mf_core.museum.program import PLAN, SHARE
from mf_core.reading import source
from pages._kit.parts.bug_museum import code, curves, guessing, maps, prose
from pages._kit.parts.bug_museum.words import HIDES, LABELS, ROOMS
from tests.browser import open_lesson, wait_until_still

each = pytest.mark.parametrize("name", EXHIBITS)


def made(name, *, shows=True):
    return curves.wrong_run(name, shows=shows)


def right(name, sign):
    return band(EXHIBITS[name].right, EXHIBITS[name].setting)[sign]


def test_every_exhibit_has_a_label_and_hangs_in_one_room():
    hung = [name for room in ROOMS.values() for name in room]
    assert sorted(hung) == sorted(LABELS) == sorted(EXHIBITS)
    assert {name for name, one in EXHIBITS.items() if one.hides} == set(HIDES)
    assert len({label.title for label in LABELS.values()}) == len(LABELS)


# --- every mistake shows in what is drawn of it


@each
def test_what_is_drawn_is_distinguishable_from_the_right_run(name):
    """The curve that is drawn is the run that is judged, and no start of the right program."""
    one = EXHIBITS[name]
    assert np.isfinite(right(name, "held_out")).all()
    heard = loudness(one.right, one.setting, made(name))
    sign = max(heard, key=heard.get)
    assert heard[sign] > CLEAR
    drawn = dict(zip(curves.TITLES, curves.pictures(name), strict=True))[sign]
    curve = drawn.data[2]  # above the band and its middle
    values = getattr(made(name), sign)[int(curve["x"][0]) :]
    alive = values <= drawn.layout["yaxis"]["range"][1]
    assert alive.any() or made(name).diverged
    np.testing.assert_array_equal(np.asarray(curve["y"])[alive], values[alive])
    assert "**It shows**" in curves.verdict(name)


@pytest.mark.parametrize("name", HIDES)
def test_where_it_hides_the_page_says_so(name):
    assert "**It hides**" in curves.verdict(name, shows=False)


@pytest.mark.parametrize("name", LABELS)
def test_the_code_differs_in_few_lines_and_the_marks_lead_from_one_to_the_other(name):
    ours, theirs = (source(function) for function in EXHIBITS[name].code)
    lines = code.correction(ours, theirs)
    assert "\n".join(line[2:] for line in lines if not line.startswith("- ")) == ours
    assert "\n".join(line[2:] for line in lines if not line.startswith("+ ")) == theirs
    assert sum(line.startswith("- ") for line in lines) <= 4  # one of them is the signature


# --- what the labels say


def test_the_numbers_in_the_prose_are_those_of_the_runs():
    assert len(STARTS) == 12
    assert "twelve others" in prose.FOUR
    assert "for 60 steps. Four programs" in prose.MASK
    assert {EXHIBITS[name].setting.epochs for name in ROOMS["mask"]} == {60}
    assert len(ROOMS["mask"]) == 4
    for name in ("unshuffled", "positive"):  # the same rate on both kinds of ratings
        assert EXHIBITS[name].hides.eta == EXHIBITS[name].setting.eta
    assert 2 * PLAN.n_ratings < PLAN.n_users * PLAN.n_items  # most cells are empty


def test_b_prints_the_smaller_error_and_is_the_wrong_one():
    printed = curves.two_programs()
    assert (printed[curves.B] < printed[curves.A])[1:].all()
    assert f"after {curves.ahead()} of 40 epochs" in prose.opened()
    assert 1.0 < curves.apart() < CLEAR


def test_uphill_the_error_rises_at_once_and_leaves_every_bound():
    wrong = made("uphill")
    assert wrong.held_out[1] > 2 * wrong.held_out[0]
    assert np.isfinite(wrong.held_out).sum() <= 5


def test_the_undivided_step_is_as_much_too_long_as_is_said_and_a_smaller_rate_heals_it():
    one = EXHIBITS["undivided"]
    n_ratings = round(PLAN.n_ratings * (1 - SHARE))
    assert f"n/2 times too long, {n_ratings // 2} times here" in LABELS["undivided"].why
    assert made("undivided").diverged
    smaller = one.setting._replace(eta=one.setting.eta * 2 / n_ratings)
    assert run(one.wrong, smaller, 0).printed[-1] < 0.5
    assert run(EXHIBITS["uphill"].wrong, Setting(eta=0.0005), 0).held_out[-1] > 3.5


def test_the_sequential_run_learns_before_it_explodes():
    wrong = made("sequential")
    alive = wrong.held_out[np.isfinite(wrong.held_out)]
    assert alive.min() < 0.5 * alive[0]
    assert wrong.diverged
    assert LABELS["borrowed"].known_by.startswith("It is the sequential update in disguise")


def test_the_wrong_masks_do_what_their_labels_say():
    level = made("unrated")
    assert np.ptp(level.printed[1:]) < 0.02
    assert np.abs(level.empty).max() < 0.02
    assert level.second[-1] - level.second[0] > 0.1
    for name in ("shifted", "filled"):
        wrong = made(name)
        assert wrong.printed[-1] < 0.7 * wrong.printed[1]
        assert wrong.printed[-1] > 2 * right(name, "printed")[:, -1].max()
        assert wrong.empty[-1] < 0.5 * right(name, "empty")[:, -1].min()
    praised = made("positive")
    assert praised.printed[-1] > 0.9 * praised.printed[1]
    assert praised.empty[-1] > right("positive", "empty")[:, -1].max()


def test_from_zeros_nothing_moves_and_from_tenths_there_is_no_second_taste():
    still, fast = made("zeros"), made("tenths")
    assert max(np.ptp(curve[1:]) for curve in still[:4]) == 0.0
    assert fast.printed[1] < right("tenths", "printed")[:, 1].min()
    assert fast.printed[-1] > 2 * right("tenths", "printed")[:, -1].max()
    assert fast.second.max() < 1e-9
    np.testing.assert_allclose(fast.factors.P, fast.factors.P[:, :1].repeat(3, axis=1))


def test_without_shuffling_a_file_by_stars_ends_every_epoch_with_praise():
    wrong = made("unshuffled")
    assert (wrong.printed[1:] > right("unshuffled", "printed")[:, 1:].min(axis=0)).all()
    assert (wrong.empty[2:] > right("unshuffled", "empty")[:, 2:].max(axis=0)).all()


def test_the_wrong_reports_lie_and_the_other_three_curves_do_not():
    for name in ROOMS["report"]:
        one = EXHIBITS[name]
        heard = loudness(one.right, one.setting, made(name))
        assert max(loud for sign, loud in heard.items() if sign != "printed") < CLEAR
    rising = made("every_cell")
    assert rising.printed[-1] > rising.printed[1]
    assert rising.held_out[-1] < 0.5 * rising.held_out[0]
    assert made("no_mean").printed[1:].min() > 5
    one = EXHIBITS["on_the_way"]
    late = made("on_the_way").printed[1:] - run(one.right, one.setting, curves.SEED).printed[1:]
    assert (late > 0).mean() > 0.9
    assert late.argmax() == 0


def test_one_plane_tells_the_truth_from_every_start_and_two_planes_sometimes_the_opposite():
    told = np.array([maps.agreements(seed) for seed in range(maps.N_STARTS)])
    assert told[:, 0].min() > 0.999
    assert told[:, 1].min() < 0 < np.median(told[:, 1])
    P, Q = maps.trained(maps.worst())
    assert agreement(*in_two_planes(P, Q), P, Q) == told[:, 1].min()
    users, items = in_one_plane(P, Q)
    np.testing.assert_allclose(users @ items.T, P @ Q.T, atol=1e-9)


# --- the game


def test_an_order_is_drawn_from_its_number_and_shows_every_case_once():
    seen = [guessing.cases(order) for order in guessing.ORDERS]
    assert guessing.cases(3) == guessing.cases(3)
    assert len({tuple(case.answer for case in order) for order in seen}) == len(seen)
    for order in seen:
        assert sorted(case.answer for case in order) == sorted(guessing.CASES)
        for case in order:
            assert len(set(case.options)) == guessing.N_OPTIONS
            assert case.answer in case.options
            assert not any(alike <= set(case.options) for alike in guessing.ALIKE)


def test_the_answer_stands_in_every_place_and_each_option_has_its_reason():
    places = [
        case.options.index(case.answer) for n in guessing.ORDERS for case in guessing.cases(n)
    ]
    assert np.bincount(places).min() > len(places) / 8
    case = guessing.cases(1)[0]
    said = guessing.reasons(case)
    assert len(set(said.values())) == len(said)
    assert said[LABELS[case.answer].title] == LABELS[case.answer].known_by


# --- in a browser


@pytest.mark.browser
def test_a_wrong_name_is_drawn_beside_the_run_and_the_right_one_counts(page):
    case = guessing.cases(1)[0]
    wrong = next(name for name in case.options if name != case.answer)
    open_lesson(page, "bug_museum", "section=8")
    box = page.locator(".st-key-quiz_bug_museum_case_1_1")
    box.get_by_text(LABELS[wrong].title, exact=True).click()
    box.get_by_text("Not quite").wait_for()
    wait_until_still(page)
    page.locator(".st-key-bug_museum_case_curves_errors").get_by_text("named").first.wait_for()
    box.get_by_text(LABELS[case.answer].title, exact=True).click()
    box.get_by_text("Right.").wait_for()
    page.get_by_text("Now 1; wanted at least 12.").wait_for()
    page.get_by_role("button", name="Next case").click()
    page.wait_for_function("() => location.search.includes('bug_museum_case=2')")


@pytest.mark.browser
def test_a_setting_in_the_address_brings_the_sequential_update_out(page):
    open_lesson(page, "bug_museum", "bug_museum_step=first+p%2C+then+q")
    page.get_by_text("It hides").first.wait_for()
    page.get_by_text("η = 0.1", exact=True).first.click()
    epochs = np.isfinite(made("sequential").held_out).sum()
    page.get_by_text(f"in epoch {epochs} the numbers run out").wait_for()
