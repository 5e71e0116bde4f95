"""The lesson on ratings and tastes: its numbers, and what a reader meets."""

import numpy as np
import pytest

from mf_core.model import Factors
from mf_core.notation import MISPRINTS
from mf_core.objective import predict, rmse
from pages._kit.misprint import near
from pages._kit.parts.ratings import missing, tastes
from tests.browser import axe, open_lesson, wait_until_still


def test_missing_is_not_zero():
    """The empty cells of the exact toy are found again; as zeros they are missed by 2.67."""
    left_out, as_zeros = (missing.exact(zeros=zeros) for zeros in (False, True))
    assert left_out.run.test_rmse[-1] == pytest.approx(0.0, abs=0.005)
    assert as_zeros.run.test_rmse[-1] == pytest.approx(2.67, abs=0.005)
    assert missing.held_out_with_zeros() == 2.67
    assert left_out.hidden.sum() == 5


def test_the_best_rank_one_matrix_with_zeros_misses_as_much_as_training_says():
    """By another road: the singular value decomposition of the filled table."""
    shown = missing.exact(zeros=True)
    filled = np.where(shown.hidden == 1, 0.0, shown.truth)
    left, sizes, right = np.linalg.svd(filled)
    best = sizes[0] * np.outer(left[:, 0], right[0])
    error = (best - shown.truth)[shown.hidden == 1]
    assert np.sqrt(np.mean(error**2)) == pytest.approx(shown.run.test_rmse[-1], abs=1e-4)


def test_the_tiles_of_ada_show_the_predictions_of_the_model():
    tiles = tastes.taste(2.3, 0.4)[1]
    factors = Factors(np.array([[2.3, 0.4]]), tastes.Q)
    expected = predict(np.zeros(4, int), np.arange(4), factors)
    np.testing.assert_allclose(tiles.data[1]["z"][0], expected)
    assert np.isnan(tiles.data[1]["z"][1:]).all()  # only her row is lit


def test_ada_gave_the_four_ratings_of_the_toy_and_can_be_fitted_within_the_task():
    assert tastes.hers().values.tolist() == [5, 4, 3, 1]
    assert (
        tastes.best_fit() < 0.45 < rmse(tastes.hers(), Factors(np.array([tastes.START]), tastes.Q))
    )


def test_rows_and_columns_give_one_product():
    assert tastes.largest_gap() < 1e-12


@pytest.mark.parametrize(
    "name", ["the mask as a sum", "rows and columns exchanged", "a set that was never defined"]
)
def test_the_misprints_of_the_page_are_decided_by_their_number(name):
    check = next(slip.check for slip in MISPRINTS if slip.name == name)
    assert near(round(check.right(), 2), check.measured())
    assert not near(check.printed(), check.measured())


# --- in a browser


def typed(page, key, text):
    field = page.locator(f".st-key-quiz_{key} input")
    field.fill(text)
    field.press("Enter")
    wait_until_still(page)


@pytest.mark.browser
def test_the_errors_of_both_trainings_come_out_on_the_page(page):
    open_lesson(page, "ratings")
    assert page.get_by_text("which it never saw: 0.00 stars.").count() == 1
    assert page.get_by_text("Fill the empty cells").count() == 0  # behind the gate
    gate = page.locator(".st-key-predict_ratings_zeros")
    gate.get_by_role("textbox").fill("1")
    gate.get_by_role("button", name="That is my guess").click()
    page.get_by_text("which it never saw: 2.67 stars.").wait_for()
    assert (
        page.get_by_text("You said 1 stars; it is 2.67 stars. That is 1.67 too low.").count() == 1
    )
    page.get_by_text("Fill the empty cells with 0").click()
    page.get_by_text("which it never saw: 0.00 stars.").wait_for()


@pytest.mark.browser
def test_adas_row_follows_her_arrow_and_the_misprint_is_judged(page):
    open_lesson(page, "ratings")
    page.get_by_text("twice each prediction").click()
    page.locator(".st-key-predict_ratings_doubled").get_by_role("button").click()
    page.get_by_text("You said “twice each prediction”, and that is right.").wait_for()
    table = page.locator("table").filter(has_text="cosine")
    before = table.locator("tr").nth(1).inner_text().split()[-1]
    page.get_by_role("button", name="Twice as long").click()
    page.wait_for_function(
        "before => ![...document.querySelectorAll('td')].some(td => td.innerText === before)",
        arg=before,
    )
    after = table.locator("tr").nth(1).inner_text().split()[-1]
    assert float(after) == pytest.approx(2 * float(before), abs=0.02)
    typed(page, "ratings_mask", "15")
    assert page.get_by_text("15 is what the formula gives as it stands").count() == 1
    typed(page, "ratings_mask", "1")
    assert page.get_by_text("by the printed one it would be: 15.").count() == 1
    typed(page, "ratings_mask", "((")
    assert page.locator(".st-key-quiz_ratings_mask [data-testid=stAlert]").count() == 1


@pytest.mark.browser
def test_too_many_parameters_are_said_and_the_task_can_be_reached(page):
    open_lesson(
        page, "ratings", "ratings_count_k=3&ratings_fit_history=2.3&ratings_fit_romance=0.4"
    )
    page.get_by_text("48 numbers to learn from 39 ratings: 1.23 for each.").wait_for()
    page.get_by_text("Reached: 0.4056 stars").wait_for()
    page.get_by_text("She would give it 0 stars.").click()
    page.get_by_text("The scale begins at 1, so nobody can give 0.").wait_for()
    page.get_by_text("She dislikes the film.").click()
    page.get_by_text("People who dislike a film can say so").wait_for()
    page.get_by_text("Nothing about her taste: it was not observed.").click()
    page.get_by_text("Right. Perhaps she never saw it.").wait_for()
    assert axe(page) == []
