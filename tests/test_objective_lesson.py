"""The lesson on the objective: rates translated and run, symbols lit, steps compared."""

import numpy as np
import pytest

from mf_core.notation import DIALECTS, rate_in
from mf_core.objective import loss
from pages._kit.parts.objective import errors, rate_translator, symbols
from tests.browser import axe, open_lesson, wait_until_still


@pytest.mark.parametrize("eta", [0.003, 0.02, 0.05])
def test_translated_rates_take_every_source_along_one_path(eta):
    assert rate_translator.largest_difference(eta) < 1e-12


@pytest.mark.parametrize("source", DIALECTS)
def test_a_rate_survives_the_way_to_the_course_and_back(source):
    n = rate_translator.n_ratings()
    assert rate_translator.in_course(source, rate_in(source, 0.02, n)) == pytest.approx(0.02)


def test_the_same_number_for_all_is_three_different_runs():
    shown = rate_translator.six_rates(0.02, "course", rate_translator.WAYS[1])
    ends = {round(float(trace["y"][-1]), 6) for trace in shown.data}
    assert len(ends) == 3  # half, one, and the two means


def test_a_rate_that_is_too_large_leaves_the_picture_without_a_warning():
    shown = rate_translator.six_rates(1.0, "TR", rate_translator.WAYS[0])
    assert all("leaves the picture" in trace["name"] for trace in shown.data)


@pytest.mark.parametrize("way", rate_translator.WAYS)
def test_the_table_lists_the_rates_that_were_run(way):
    rate, n = 0.05, rate_translator.n_ratings()
    drawn = rate_translator.six_rates(rate, "AR", way).data
    rows = rate_translator.rate_table(rate, "AR", way).splitlines()[2:8]
    for source, row, trace in zip(DIALECTS, rows, drawn, strict=True):
        name, own, printed = (cell.strip() for cell in row.strip("|").split("|"))
        assert trace["name"].startswith(name)
        for said, step in (
            (own, rate_translator.on_own_loss),
            (printed, rate_translator.as_printed),
        ):
            run = rate_translator.walk(step(source, float(said))).rmse
            end = np.asarray(trace["y"], float)
            assert end[-1] == pytest.approx(run[-1], abs=2e-3), (source, said)
        if way == rate_translator.WAYS[1]:
            assert float(own) == rate
    assert n == 39


@pytest.mark.parametrize(
    ("source", "reference", "factor"),
    [("course", "TR", 2), ("NO", "TR", 39), ("NO", "course", 19.5)],
)
def test_the_factors_between_the_rates_are_those_of_the_text(source, reference, factor):
    n = rate_translator.n_ratings()
    assert rate_in(source, 0.02, n) / rate_in(reference, 0.02, n) == pytest.approx(factor)


def test_residuals_may_add_up_to_nothing_while_none_of_them_is_nothing():
    q, r = errors.FILM_FACTORS, errors.tastes.hers().values
    p = r.sum() / q.sum()
    assert (r - p * q).sum() == pytest.approx(0.0, abs=1e-12)
    assert "They add up to 0.00" in errors.cancelled()
    assert f"{np.abs(r - p * q).max():.2f} stars" in errors.cancelled()
    assert f"p = {(r @ q) / (q @ q):.2f} is better" in errors.cancelled()


def test_the_three_lowest_points_are_one_without_a_price_and_three_with_it():
    def lowest(lam):
        return [at for curve in errors._measures(lam).values() for at in [errors.lowest(curve)]]

    np.testing.assert_allclose(lowest(0.0), lowest(0.0)[0], atol=1e-4)
    sse, mse, rmse = lowest(0.5)
    assert rmse < mse < sse


def test_the_lowest_point_moves_further_the_more_gently_a_measure_rises():
    measures, priced = errors._measures(), errors._measures(0.5)
    at = errors.lowest(measures["SSE"])
    rises = [float(measure.d2f(at)) for measure in measures.values()]
    moved = [at - errors.lowest(measure) for measure in priced.values()]
    assert list(np.argsort(rises)) == list(np.argsort(moved)[::-1])
    # not the smaller one: below 1 the root of MSE is larger than MSE
    assert measures["MSE"].f(at) < measures["RMSE"].f(at)
    assert list(measures) == list(priced)


def test_at_some_rate_the_sum_jumps_while_the_mean_walks():
    shown = {trace["name"].split(":")[0]: trace["y"] for trace in errors.steps(0.1).data}
    end = errors.lowest(errors._measures()["SSE"])
    jumping = np.asarray(shown["SSE"])[:5] > end
    assert set(jumping) == {True, False}
    walking = np.asarray(shown["MSE"])
    assert (walking <= end + 1e-9).all()
    assert (np.diff(walking) >= 0).all()


def test_only_the_right_rate_solves_the_task():
    course = rate_translator.walk(0.02)
    steps = [rate_translator.as_printed("NO", rate) for rate in (0.39, 0.38, 0.4, 0.02, 0.01)]
    apart = [rate_translator.difference(course, rate_translator.walk(step)) for step in steps]
    assert apart[0] < 1e-12
    assert min(apart[1:]) > 0.01


@pytest.fixture
def ada():
    return symbols.place("Ada", "Titanic")


LIT = {  # cells of P, of Q, of the matrix
    "J": (16, 16, 39), "½": (0, 0, 0), "Σ over Ω": (0, 0, 39), "u": (2, 0, 8), "i": (0, 2, 8),
    "r": (0, 0, 1), "e": (2, 2, 1), "p": (2, 0, 0), "q": (0, 2, 0), "λ": (2, 2, 0),
}  # fmt: skip


@pytest.mark.parametrize("name", symbols.PARTS)
def test_each_symbol_lights_what_it_stands_for(name, ada):
    lit = symbols.PARTS[name].lit(ada)
    assert tuple(int(mask.sum()) for mask in lit) == LIT[name]


def test_what_a_symbol_says_is_counted_on_the_toy(ada):
    says = {name: part.says(ada) for name, part in symbols.PARTS.items()}
    assert "**rating**: 39 of them. Not the number of items (8)" in says["Σ over Ω"]
    assert "**3 stars**" in says["r"]
    assert "pays **6 times**" in says["λ"]
    above = ada.data.ratings._replace(values=ada.data.ratings.values - ada.mu)
    value = loss(above, symbols.Factors(ada.P, ada.Q), symbols.toy_runs.KNOBS.lam)
    assert f"**{value:.1f} star²**" in says["J"]


def test_users_and_items_are_counted_from_one(ada):
    for name, counted in (("u", "users"), ("i", "items")):
        assert f"Counts **{counted}**, from 1 to 8" in symbols.PARTS[name].says(ada)


def test_the_tile_says_the_residual_as_the_sentence_does(ada):
    drawn = symbols.picture("e", ada).data[1]
    (tile,) = [text for text in np.ravel(drawn["text"]) if text]
    assert f"**{tile} stars**" in symbols.says("e", ada)


def test_an_unobserved_pair_is_no_term():
    nowhere = symbols.place("Ada", "Notting Hill")
    assert "not in Ω" in symbols.PARTS["r"].says(nowhere)
    assert "No rating, no residual" in symbols.PARTS["e"].says(nowhere)


def test_the_squares_and_the_curves_tell_the_same_sum():
    areas, curves = errors.squares(2.0)
    corners = np.column_stack([areas.data[0]["x"], areas.data[0]["y"]]).reshape(4, 6, 2)
    sides = np.abs(corners[:, 1, 1] - corners[:, 0, 1])
    widths = corners[:, 2, 0] - corners[:, 1, 0]
    np.testing.assert_allclose(sides, widths)  # squares, not rectangles
    now = next(trace for trace in reversed(curves.data) if trace["mode"] == "markers")
    assert now["y"][0] == pytest.approx(np.sqrt(np.sum(sides**2) / 4))  # RMSE is the last


# --- in a browser


@pytest.mark.browser
def test_the_gate_opens_on_the_three_steps(page):
    open_lesson(page, "objective")
    assert page.get_by_text("The difference quotient of RMSE").count() == 0
    page.get_by_text("one and the same step, because the minimum is the same").click()
    gate = page.locator(".st-key-predict_objective_steps")
    gate.get_by_role("button", name="That is my guess").click()
    page.get_by_text("steps in one direction, but of different lengths").first.wait_for()
    page.get_by_text("Away from it they differ, and a step is as long as the slope.").wait_for()
    page.get_by_text("with h = 10⁻⁶ says −1.404; the slope of SSE is −24.020").wait_for()
    for answer, reason in (
        ("That gradient descent takes the same path.", "A path depends on slopes"),
        ("That λ‖p‖² may be added to either.", "The price does not pass through the root"),
        ("That the minimiser is the same.", "Right. Exactly that"),
    ):
        page.get_by_text(answer).click()
        page.get_by_text(reason).wait_for()


@pytest.mark.browser
def test_a_symbol_is_chosen_and_a_rate_translated(page):
    open_lesson(page, "objective", "objective_source=Lecture+notes&objective_rates_rate=0.39")
    row = page.locator("tr").filter(has_text="Transcript")
    row.wait_for()  # words come after the typesetter
    assert row.locator("td").all_inner_texts()[-2:] == ["0.01", "0.02"]
    assert page.get_by_text("Largest difference between any two ends").count() == 1
    page.locator(".st-key-objective_symbol button").nth(2).click()
    page.get_by_text("Not the number of items (8)").wait_for()
    for said, told in (("0.02", "to go."), ("0.39", "Reached: 0 √star")):
        field = page.get_by_label("The notes’ rate")
        field.fill(said)
        field.press("Enter")
        page.locator("[class*=st-key-task_]").get_by_text(told).wait_for()
    wait_until_still(page)
    assert axe(page) == []
