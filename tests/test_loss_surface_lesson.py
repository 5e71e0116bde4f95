"""The lesson on the loss surface: where walks end, and what two numbers have to do."""

import re

import numpy as np
import pytest

from mf_core.model import Factors
from mf_core.objective import gradient
from pages._kit.parts import loss_surface
from tests.browser import open_lesson


@pytest.mark.parametrize(
    ("p", "q", "sign"), [(1.5, -1.5, 0), (1.5, -1.49, 1), (1.49, -1.5, -1), (-1.0, -0.5, -1)]
)
def test_a_walk_ends_in_the_saddle_or_in_one_of_the_branches(p, q, sign):
    x, y = loss_surface.end_of(p, q)
    assert (np.sign([x, y]) == sign).all() or (sign == 0 and abs(x) + abs(y) < 0.1)
    assert x * y == pytest.approx(4.0 * sign**2, abs=0.01)


def test_a_walk_on_the_ridge_stays_on_it_to_the_last_digit():
    path = loss_surface.walked(1.5, -1.5, 0.02)
    assert (path.x == -path.y).all()
    assert path.value[-1] == pytest.approx(16.0)


def test_small_steps_keep_the_difference_of_the_squares():
    path = loss_surface.walked(3.8, 0.2, 0.002)
    kept = path.x**2 - path.y**2
    assert kept[-1] == pytest.approx(kept[0], rel=0.02)


def test_a_large_rate_cannot_rest_at_a_steep_minimum():
    slow, quick = (loss_surface.walked(3.8, 0.2, eta) for eta in (0.02, 0.1))
    assert slow.x[-1] / slow.y[-1] > 3
    assert (quick.x[-1], quick.y[-1]) == pytest.approx((-2.0, -2.0), abs=0.1)
    assert loss_surface.walked(**loss_surface.STARTS["Too fast"]).diverged_at is not None


@pytest.mark.parametrize(("p", "q"), [(0.02, 0.02), (0.0, 0.05)])
def test_a_walk_that_creeps_away_from_the_saddle_does_not_rest_there(p, q):
    assert loss_surface.story(p, q, 0.002).endswith("still beside the saddle, and leaving.")
    assert loss_surface.story(1.5, -1.5, 0.02).endswith("has come to rest in the saddle.")


def test_a_walk_that_still_rises_at_its_end_is_said_to_diverge():
    path = loss_surface.walked(-1.5, -2.75, 0.17)
    assert path.diverged_at is None
    assert path.value[-1] > path.value[0]
    said = loss_surface.story(-1.5, -2.75, 0.17)
    assert said.endswith("higher than at the start, and still rising: it diverges.")


def test_the_walk_in_two_entries_says_where_the_loss_went_with_its_unit():
    said = loss_surface.kinship(-1.2, 1.0, 0.05, *loss_surface.entries()[:2])
    assert re.search(r"J went from [0-9.]+ to [0-9.]+ star²\.$", said)


def test_the_walk_that_is_shown_is_the_one_that_was_asked_for():
    first = {slider.name: slider.value for slider in loss_surface.VALLEY.sliders}
    assert (first["p"], first["q"]) == loss_surface.ASKED
    shown = loss_surface.valley(**first)[0].tracks[0].columns
    assert (shown["x"][0], shown["y"][0]) == loss_surface.ASKED
    assert (shown["x"][-1], shown["y"][-1]) == loss_surface.end_of(*loss_surface.ASKED)


def test_the_task_is_solved_by_many_starts_well_inside_the_map():
    inside = np.linspace(0.2, 3.4, 9)
    solved = [loss_surface.unbalanced(p, q, 0.02).reached for p in inside for q in inside]
    assert sum(solved) >= 10
    assert loss_surface.unbalanced(3.2, 0.8, 0.02).reached
    assert not loss_surface.unbalanced(2.0, 1.5, 0.02).reached


@pytest.mark.parametrize(("p", "q"), [(2.0, 2.0), (4.0, 1.0), (-1.0, -4.0)])
def test_across_the_valley_the_ground_bends_by_twice_the_squared_lengths(p, q):
    surface = loss_surface.factorization(loss_surface.R)
    xx, xy, yy = surface.hessian(p, q)
    along, across = np.linalg.eigvalsh([[xx, xy], [xy, yy]])
    assert (along, across) == pytest.approx((0.0, 2 * (p * p + q * q)), abs=1e-9)


@pytest.mark.parametrize("pair", loss_surface.PAIRS.values(), ids=list(loss_surface.PAIRS))
def test_the_marked_point_is_the_lowest_and_well_inside(pair):
    surface, (x, y) = loss_surface.slice_of(*pair), loss_surface.lowest(*pair)
    assert surface.minima == ((x, y),)
    assert surface.gradient(x, y) == pytest.approx((0.0, 0.0), abs=1e-8)
    sides = np.linspace(*surface.x_range, 61)
    assert surface.f(x, y) <= surface.f(*np.meshgrid(sides, sides)).min() + 1e-9
    assert max(abs(x), abs(y)) < 0.75 * surface.x_range[1]


@pytest.mark.parametrize("pair", loss_surface.PAIRS.values(), ids=list(loss_surface.PAIRS))
def test_training_stopped_nearer_to_zero_than_the_lowest_point(pair):
    trained = [loss_surface.trained_at(name) for name in pair]
    assert np.hypot(*trained) < np.hypot(*loss_surface.lowest(*pair))


@pytest.mark.parametrize(
    ("a", "b"), list(loss_surface.PAIRS.values()), ids=list(loss_surface.PAIRS)
)
def test_the_slice_has_the_gradient_of_the_objective(a, b):
    ratings, factors = loss_surface.above_mean()
    slopes = gradient(ratings, factors, loss_surface.LAM)
    surface = loss_surface.slice_of(a, b)
    found = surface.gradient(loss_surface.trained_at(a), loss_surface.trained_at(b))
    places = [loss_surface.entry(name) for name in (a, b)]
    expected = [slopes[at.side][at.row, at.f] for at in places]
    assert found == pytest.approx(expected, abs=1e-9)
    assert isinstance(slopes, Factors)


@pytest.mark.parametrize(
    ("pair", "feel"),
    list(zip(loss_surface.PAIRS.values(), [True, True, False, False], strict=True)),
    ids=list(loss_surface.PAIRS),
)
def test_only_numbers_that_share_a_rating_feel_each_other(pair, feel):
    x, y = (loss_surface.trained_at(name) for name in pair)
    assert (abs(loss_surface.slice_of(*pair).hessian(x, y)[1]) > 1e-9) == feel


def test_every_entry_has_one_name():
    names = loss_surface.entries()
    assert len(set(names)) == len(names) == 32
    _, factors = loss_surface.above_mean()
    values = [loss_surface.trained_at(name) for name in names]
    np.testing.assert_array_equal(values, np.concatenate([factors.P.ravel(), factors.Q.ravel()]))


# --- in a browser


@pytest.mark.browser
def test_the_ridge_is_predicted_walked_and_left(page):
    open_lesson(page, "loss_surface")
    assert page.get_by_text("After 80 steps").count() == 0
    gate = page.locator(".st-key-predict_loss_surface_ridge")
    gate.locator(".dh-pad").click(position={"x": 40, "y": 40})
    gate.get_by_role("button", name="That is my guess").click()
    gate.get_by_text("√star away").wait_for()
    page.get_by_role("button", name="On the ridge").click()
    page.get_by_text("pq = 0.000, loss 16.0000 star²").wait_for()
    page.get_by_role("button", name="A hair beside it").click()
    page.get_by_text("pq = 4.000, loss 0.0000 star²").wait_for()
    page.get_by_role("button", name="Too fast").click()
    page.get_by_text("It diverges at step 7").wait_for()


@pytest.mark.browser
def test_a_start_is_chosen_on_the_map_and_pairs_by_button(page):
    query = "loss_surface_task_p=3.2&loss_surface_task_q=0.8"
    open_lesson(page, "loss_surface", query)
    page.get_by_text("Reached: 2.7").wait_for()
    page.get_by_role("button", name="A pair that never met").click()
    page.get_by_text("they never met, so no rating feels both.").wait_for()
    page.get_by_text("The mixed curvature is 0 stars").wait_for()
    plot = page.locator("[class*=st-key-scene_task] .dh-pickable").first
    plot.scroll_into_view_if_needed()
    plot.locator(".main-svg").first.wait_for()
    box = plot.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.3)
    page.get_by_text("Reached: 2.7").wait_for(state="detached")
    assert "loss_surface_task_p=3.2" not in page.url
