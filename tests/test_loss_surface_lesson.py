"""The lesson on the loss surface: where walks end, and what two numbers have to do."""

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


def test_the_task_can_be_solved():
    path = loss_surface.walked(3.95, 0.1, 0.02)
    assert path.value[-1] < 1e-4
    assert path.x[-1] / path.y[-1] >= 4


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
    query = "loss_surface_task_p=3.95&loss_surface_task_q=0.1"
    open_lesson(page, "loss_surface", query)
    page.get_by_text("Reached: 4.051").wait_for()
    page.get_by_role("button", name="A pair that never met").click()
    page.get_by_text("they never met, so no rating feels both.").wait_for()
    page.get_by_text("The mixed curvature is 0 stars").wait_for()
    plot = page.locator("[class*=st-key-wide_task] .dh-pickable").first
    plot.scroll_into_view_if_needed()
    plot.locator(".main-svg").first.wait_for()
    box = plot.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.3)
    page.get_by_text("Reached: 4.051").wait_for(state="detached")
    assert "loss_surface_task_p=3.95" not in page.url
