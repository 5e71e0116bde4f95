"""The lesson on ratings and tastes: its numbers, and what a reader meets."""

import numpy as np
import pytest

from mf_core import objective
from mf_core.datasets import DATASETS
from mf_core.figures import style
from mf_core.model import Factors, no_factors, split
from mf_core.objective import bias_baseline, mean_baseline, predict, rmse
from mf_core.saying import number
from pages._kit.parts.ratings import asked, expected, missing, tastes
from tests.browser import axe, open_lesson


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


def beside_the_films(figure):
    """The numbers written beside the four films."""
    names = next(t["customdata"] for t in figure.data if len(t.get("customdata", ())) == 4)
    for name, film in zip(names, tastes.FILMS, strict=True):
        assert name.startswith(film)
    return [name.removeprefix(film).split() for name, film in zip(names, tastes.FILMS, strict=True)]


def test_beside_each_film_stands_the_prediction_of_the_model():
    factors = Factors(np.array([[2.3, 0.4]]), tastes.Q)
    made = [number(x, 1) for x in predict(np.zeros(4, int), np.arange(4), factors)]
    assert beside_the_films(tastes.taste(2.3, 0.4)) == [[x] for x in made]
    targets = [[x, "→", r] for x, r in zip(made, "5431", strict=True)]
    assert beside_the_films(tastes.towards(2.3, 0.4)) == targets


def test_twice_as_long_is_twice_each_prediction_and_nothing_is_capped():
    twice = tastes.TASTE.presets["Twice as long"]
    assert tuple(twice.values()) == (2 * tastes.START[0], 2 * tastes.START[1])
    assert all(
        abs(value) < 3 for values in tastes.TASTE.presets.values() for value in values.values()
    )
    assert set(asked.DOUBLED) >= {asked.TWICE}


def test_a_name_at_the_rim_has_room():
    arrows = tastes.taste(3.0, 3.0)
    assert arrows.data[-1]["text"] == ["Ada"]
    assert arrows.layout["xaxis"]["range"][1] > 3.3


@pytest.mark.parametrize("user", tastes.PEOPLE)
def test_a_row_is_filled_product_by_product(user):
    walk, said = tastes.row_walk(user), tastes.row_terms(user)
    u, (n_items, k) = tastes.PEOPLE.index(user), tastes.Q.shape
    assert walk.n_steps == len(said) == n_items * k + 1
    sums = walk.tracks[0].columns["z"][:, u]
    assert np.isnan(sums[0]).all()
    for step in range(1, walk.n_steps):
        i, f = divmod(step - 1, k)
        assert sums[step, i] == pytest.approx(tastes.P[u, : f + 1] @ tastes.Q[i, : f + 1])
        assert np.isfinite(sums[step]).sum() == i + 1
        assert said[step].endswith(number(sums[step, i]))


def test_the_mask_has_its_own_colours():
    R, M = (tastes.whole_table(view).data[0] for view in tastes.VIEWS)
    assert (M["colorscale"], R["colorscale"]) == (style.SEEN, style.STARS)
    np.testing.assert_array_equal(M["z"], np.isfinite(R["z"]))
    assert set(M["text"].ravel()) == {"0", "1"}


# --- what to expect before any taste


def test_the_three_expectations_by_hand():
    """By sums over the written-down table, without the core."""
    cells = objective.cells_of(expected.toy())
    mu = np.nanmean(cells)
    b_item = np.nanmean(cells - mu, axis=0)
    b_user = np.nanmean(cells - mu - b_item, axis=1)
    left = {
        expected.LEVELS[0]: cells - mu,
        expected.LEVELS[1]: cells - mu - b_item,
        expected.LEVELS[2]: cells - mu - b_item - b_user[:, None],
    }
    for level, residuals in left.items():
        assert expected.worth(level, 0.0).seen == pytest.approx(np.sqrt(np.nanmean(residuals**2)))
        drawn = expected.picture(0.0, level, "").data[0]["z"]
        np.testing.assert_allclose(drawn, residuals, atol=1e-12)
    said = expected.by_hand()
    assert b_user[0] < min(0.0, np.median(b_user))  # "harder to please than most"
    for told in (mu, b_item[0], b_user[0], mu + b_item[5] + b_user[0]):
        assert number(told) in said
    assert [expected.worth(level, 0.0).n_numbers for level in expected.LEVELS] == [1, 9, 17]


def test_biases_help_where_they_were_made_and_harm_elsewhere_at_any_damping():
    mean = expected.worth(expected.LEVELS[0], 0.0)
    for beta in (0.0, 5.0, 10.0):
        films, whole = (expected.worth(level, beta) for level in expected.LEVELS[1:])
        assert whole.seen < films.seen < mean.seen
        assert whole.unseen > films.unseen > mean.unseen
    assert (
        expected.worth(expected.LEVELS[2], 10.0).unseen
        < expected.worth(expected.LEVELS[2], 0.0).unseen
    )
    assert expected.outcome() == asked.LARGER


def test_where_films_have_many_ratings_the_biases_are_worth_their_price():
    ratings = DATASETS["planted"].load(0).ratings
    train, test = split(ratings, 0.1, np.random.default_rng(0))
    nobody = no_factors(ratings.n_users, ratings.n_items)
    mean, biases = (rmse(test, nobody, of(train)) for of in (mean_baseline, bias_baseline))
    assert biases < 0.98 * mean


def test_the_tables_last_column_waits_for_the_guess():
    before, after = (expected.told(0.0, expected.LEVELS[2], when) for when in expected.TESTED)
    unseen = number(expected.worth(expected.LEVELS[2], 0.0).unseen)
    assert unseen not in before
    assert unseen in after


def test_what_is_left_after_the_biases_is_two_camps():
    drawn = expected.picture(0.0, expected.LEVELS[2], "")
    historical = drawn.data[0]["z"][:, :4]
    people = drawn.layout["yaxis2"]["ticktext"]
    for names, sign in (("Ada", "Ben", "Dev"), 1), (("Elif", "Finn", "Grace"), -1):
        rows = historical[[people.index(name) for name in names]]
        assert (sign * rows[np.isfinite(rows)] > 0).all()


def test_a_film_has_four_to_six_ratings():
    counts = np.bincount(expected.toy().items)
    assert (counts.min(), counts.max()) == (4, 6)


def test_with_zeros_training_has_long_arrived():
    errors = missing.exact(zeros=True).run.train_rmse
    assert errors[50] == pytest.approx(errors[-1], abs=1e-3)


def test_ada_gave_the_four_ratings_of_the_toy_and_can_be_fitted_within_the_task():
    assert tastes.hers().values.tolist() == [5, 4, 3, 1]
    assert (
        tastes.best_fit() < 0.45 < rmse(tastes.hers(), Factors(np.array([tastes.START]), tastes.Q))
    )


def test_rows_and_columns_give_one_product():
    assert tastes.largest_gap() < 1e-12


# --- in a browser


@pytest.mark.browser
def test_the_errors_of_both_trainings_come_out_on_the_page(page):
    open_lesson(page, "ratings")
    page.get_by_text("whose ratings it never saw: 0.00 stars.").wait_for()
    assert page.get_by_text("Fill the empty cells").count() == 0  # behind the gate
    gate = page.locator(".st-key-predict_ratings_zeros")
    gate.get_by_role("textbox").fill("1")
    gate.get_by_role("button", name="That is my guess").click()
    page.get_by_text("whose ratings it never saw: 2.67 stars.").wait_for()
    assert (
        page.get_by_text("You said 1 stars; it is 2.67 stars. That is 1.67 too low.").count() == 1
    )
    page.get_by_text("Fill the empty cells with 0").click()
    page.get_by_text("whose ratings it never saw: 0.00 stars.").wait_for()


@pytest.mark.browser
def test_adas_row_follows_her_arrow(page):
    open_lesson(page, "ratings")
    page.get_by_text("twice each prediction").click()
    page.locator(".st-key-predict_ratings_doubled").get_by_role(
        "button", name="That is my guess"
    ).click()
    page.get_by_text("You said “twice each prediction”, and that is right.").wait_for()
    page.get_by_text("Every product in the sum is doubled").wait_for()
    table = page.locator("table").filter(has_text="cosine")
    before = table.locator("tr").nth(1).inner_text().split()[-1]
    page.get_by_role("button", name="Twice as long").click()
    page.wait_for_function(
        "before => ![...document.querySelectorAll('td')].some(td => td.innerText === before)",
        arg=before,
    )
    after = table.locator("tr").nth(1).inner_text().split()[-1]
    assert float(after) == pytest.approx(2 * float(before), abs=0.02)


@pytest.mark.browser
def test_the_biases_are_tested_once_the_reader_has_guessed(page):
    open_lesson(page, "ratings")
    table = page.locator("table").filter(has_text="of these 39")
    table.wait_for()
    assert page.get_by_text("of one left out").count() == 0
    page.get_by_text("smaller than that of the mean alone").click()
    page.locator(".st-key-predict_ratings_worth").get_by_role(
        "button", name="That is my guess"
    ).click()
    page.get_by_text("But a bias that four ratings made knows these four").wait_for()
    page.get_by_role("columnheader", name="of one left out").wait_for()
    assert table.locator("tr").last.locator("td").all_inner_texts()[1:] == ["17", "1.44", "2.18"]


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
