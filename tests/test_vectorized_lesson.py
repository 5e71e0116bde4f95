"""The lesson `vectorized`: its matrices, the three slips of the notes, the four ways."""

from functools import partial
from itertools import chain, repeat

import numpy as np
import pytest

from mf_core import objective
from mf_core.figures.matrix_tiles import Block, matrix_tiles
from mf_core.kernels.batch import batch_gradient
from mf_core.model import Factors
from pages._kit.misprint import decided, near, reason
from pages._kit.parts.vectorized import cells, ways
from tests.browser import open_lesson, screenshot, wait_until_still
from tests.clock import Clock

GRADIENT = cells.mean_gradient()


def test_delta_is_the_masked_difference():
    """By hand: 4 − (0.9·1.1 − 0.4·0.3) = 3.13; the cell nobody has rated is 0."""
    exact = [[3.13, 1.86, 0.0], [1.09, 4.34, 0.85]]
    np.testing.assert_allclose(cells.delta(), exact, atol=1e-12)
    by_mask = (cells.R - cells.FACTORS.P @ cells.FACTORS.Q.T) * cells.M
    np.testing.assert_allclose(cells.delta(), by_mask, atol=1e-12)


@pytest.mark.parametrize("side", [0, 1])
def test_every_entry_of_both_gradients_is_the_slope_of_the_mean(side):
    for (row, f), slope in np.ndenumerate(GRADIENT[side]):
        assert cells.measured(side, row, f) == pytest.approx(slope, abs=1e-8)


def test_the_gradient_is_minus_two_over_n_times_the_products_on_the_page():
    delta, (P, Q) = cells.delta(), cells.FACTORS
    assert cells.N == 5
    np.testing.assert_allclose(GRADIENT.P, -2 / 5 * delta @ Q, atol=1e-12)
    np.testing.assert_allclose(GRADIENT.Q, -2 / 5 * delta.T @ P, atol=1e-12)


def test_the_last_frame_of_a_cell_is_the_whole_product():
    for u in (0, 1):
        for f in (0, 1):
            result = cells.user_cell(u, f)[2].data[0]["z"]
            np.testing.assert_allclose(result, cells.delta() @ cells.FACTORS.Q)


def test_a_cell_grows_term_by_term():
    """Row 0 of Δ times column 1 of Q: 3.13·0.3, then + 1.86·0.8, then + 0·1.5."""
    (track, _) = cells.user_cell(0, 1)[2].tracks
    np.testing.assert_allclose(track.columns["z"][:, 0, 1], [0, 0.939, 2.427, 2.427])
    assert cells.user_terms(0, 1)[-1] == "0 × 1.5, so far 2.43"


def test_the_mask_is_filled_cell_by_cell_and_says_how():
    pictures = cells.masked()
    assert [p.n_steps for p in pictures] == [7] * 5
    filled = pictures[-1].tracks[0].columns["z"]
    assert np.isfinite(filled).sum(axis=(1, 2)).tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert cells.cell_labels()[3] == "(0 − 0.03) × 0 = 0"


def test_a_frame_goes_once_round_its_tiles():
    drawn = matrix_tiles(
        np.zeros((2, 3)), "Δ", "residual", "ab", "cde", visited=[None, Block(1, 1, 0, 2)]
    )
    (track,) = drawn.tracks
    assert np.isnan(track.columns["x"][0]).all()
    assert track.columns["x"][1].tolist() == [-0.5, 2.5, 2.5, -0.5, -0.5]
    assert track.columns["y"][1].tolist() == [0.5, 0.5, 1.5, 1.5, 0.5]


# --- the slips of the notes


@pytest.mark.parametrize(
    ("name", "right", "printed"),
    [
        # −2/5 · (3.13 · 1.1 − 1.86 · 0.6) = −0.9308; and −2/5 · (−0.03 · 0.7) from the empty cell.
        ("the sign of the elementwise product", 6.0, 36.0),
        ("the mask subtracted", -0.9708, -0.5128),
        ("the sum over what was not rated", -0.9308, 0.0084),
    ],
)
def test_each_slip_is_decided_by_its_number(name, right, printed):
    _, check = decided(name)
    assert near(right, check.measured())
    assert near(round(right, 2), check.measured())
    assert not near(printed, check.measured())
    assert "is what the formula gives as it stands" in reason(check, printed)


def test_each_wrong_answer_has_its_own_reason():
    """0.9708: sign; −2.427: 2/N missing; 2.427: the entry of ΔV; −0.9308: factor 1."""
    _, check = decided("the mask subtracted")
    reasons = [reason(check, x) for x in (-0.5128, 0.9708, -2.427, 2.427, -0.9308, 7.0)]
    assert len(set(reasons)) == 6
    _, count = decided("the sign of the elementwise product")
    assert "Count the cells" in reason(count, 9.0)


def test_a_slip_that_is_not_there_is_refused():
    with pytest.raises(LookupError, match="no number decides"):
        decided("a spelling mistake")
    with pytest.raises(LookupError, match="no number decides"):
        decided("the name Funk SVD")


# --- the four ways


def test_the_four_ways_agree_and_are_timed():
    made = ways.measure((30, 40), n_ratings=200)
    assert made.n_cells == 1200
    assert list(made.milliseconds) == [
        ways.LOOP, ways.TABLE, ways.LIST, ways.COMPILED,
    ]  # fmt: skip
    # Each entry is a sum of at most 200 terms, in another order each time.
    assert made.difference / made.largest < 200 * np.finfo(float).eps
    assert all(time > 0 for time in made.milliseconds.values())
    assert min(made.repeats.values()) >= 3


def test_the_time_of_a_way_is_the_median_without_its_first_run(monkeypatch):
    """The first run compiles: 60 s; then 5, 4, 9 ms and 5 ms for ever."""
    clock = Clock()
    lasts = {
        "slow": iter([60.0, 0.5, 0.4, 0.9]),
        "quick": chain([60, 5e-3, 4e-3, 9e-3], repeat(5e-3)),
    }

    def timed(ratings, factors):
        exact = batch_gradient(ratings, factors, 0.0)

        def way(name):
            clock.now += next(lasts[name])
            return exact

        return {name: partial(way, name) for name in lasts}

    monkeypatch.setattr(ways, "ways", timed)
    monkeypatch.setattr(ways, "time", clock)
    made = ways.measure((30, 40), n_ratings=200)
    assert made.milliseconds == pytest.approx({"slow": 500.0, "quick": 5.0})
    assert made.repeats == {"slow": 3, "quick": 25}


def test_a_difference_would_be_noticed(monkeypatch):
    def off_by_a_little(ratings, factors):
        good = batch_gradient(ratings, factors, 0.0)
        return {"wrong": lambda: Factors(good.P + 1e-6, good.Q)}

    monkeypatch.setattr(ways, "ways", off_by_a_little)
    assert ways.measure((30, 40), n_ratings=200).difference == pytest.approx(1e-6, rel=1e-3)


def test_the_outcome_is_read_from_the_times():
    def timed(cells, **milliseconds):
        return ways.Measured(cells, milliseconds, dict.fromkeys(milliseconds, 3), 0.0, 1.0)

    names = dict(zip("abcd", (ways.LOOP, ways.TABLE, ways.LIST, "e"), strict=True))
    small = {names[letter]: 1.0 for letter in "abcd"}
    for grown, said in ((["b"], 1), (["a", "b", "c", "d"], 0), ([], 2)):
        large = small | {names[letter]: 10.0 for letter in grown}
        made = {1: timed(1, **small), 2: timed(2, **large)}
        assert ways.outcome(made) == ways.OUTCOMES[said]


def test_dense_numpy_computes_every_cell_and_the_list_only_the_known_ones():
    """No number in an empty cell: the mask multiplies it by 0, and it still comes through."""
    R, M = objective.dense(cells.RATINGS)
    spoilt = np.where(M > 0, R, np.nan)
    dense = objective.masked_gradient(spoilt, M, cells.FACTORS, 0.0)
    assert np.isnan(dense.P[0]).all()
    listed = objective.gradient(cells.RATINGS, cells.FACTORS, 0.0)
    np.testing.assert_allclose(listed.P, GRADIENT.P * cells.N / 2, atol=1e-12)


# --- in a browser


@pytest.mark.browser
def test_choosing_a_cell_moves_the_tiles_the_slope_and_the_proof(page):
    open_lesson(page, "vectorized")
    assert page.locator(".st-key-vectorized_user").count() == 0  # the gate
    box = page.locator(".st-key-predict_vectorized_cell")
    box.get_by_text("all of Δ").click()
    box.get_by_role("button", name="That is my guess").click()
    page.get_by_text("You said “all of Δ”. The answer is “row 0 of Δ").wait_for()
    formulas = page.locator("annotation")
    page.get_by_text("For user 0 and factor 1 the first line is worth −2.427").wait_for()
    assert any("−0.9708" in text for text in formulas.all_text_contents())
    page.locator(".st-key-vectorized_user_f").get_by_text("0", exact=True).click()
    page.get_by_text("For user 0 and factor 0 the first line is worth −2.327").wait_for()
    wait_until_still(page)
    assert any("−0.9308" in text for text in formulas.all_text_contents())
    assert "vectorized_user_f=0" in page.url


@pytest.mark.browser
def test_the_slips_and_the_task_answer_at_once(page):
    open_lesson(page, "vectorized")

    def answer(key, number):
        field = page.locator(f".st-key-{key} input")
        field.fill(number)
        field.press("Enter")

    answer("vectorized_slip_0_typed", "36")
    page.get_by_text("36 is what the formula gives as it stands").wait_for()
    answer("vectorized_slip_0_typed", "6")
    answer("vectorized_slip_1_typed", "-0.97")
    answer("vectorized_slip_2_typed", "0.93")
    page.get_by_text("the sign is not").wait_for()
    assert page.get_by_text("by the right formula").count() == 2
    answer("vectorized_by_hand", "-0.6")
    page.get_by_text("to go.").wait_for()
    answer("vectorized_by_hand", "0.17")  # −0.6 + 0.5 · 1.5376 = 0.1688
    page.get_by_text("Reached: ").wait_for()


@pytest.mark.browser
def test_the_times_are_measured_on_the_spot(page):
    open_lesson(page, "vectorized")
    box = page.locator(".st-key-predict_vectorized_times")
    box.get_by_text("only NumPy on the whole table").click()
    box.get_by_role("button", name="That is my guess").click()
    wait_until_still(page)
    page.get_by_role("button", name="Measure on this machine").click()
    page.get_by_text("20,000 cells; 50.0% hold a rating").wait_for()
    rows = page.locator("tbody tr").all_inner_texts()
    assert len(rows) == 4
    assert all(float(row.split("\t")[2].replace(",", "")) > 0 for row in rows)
    screenshot(page, "vectorized_times")
