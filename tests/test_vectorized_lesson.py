"""The lesson `vectorized`: its matrices, the three slips of the notes, the four ways."""

from functools import partial
from itertools import chain, repeat

import numpy as np
import pytest

from mf_core import objective
from mf_core.datasets.planted import Plan, plant
from mf_core.derivation import BATCH
from mf_core.figures.matrix_tiles import Block, matrix_tiles
from mf_core.figures.tiles_in_a_row import tiles_in_a_row
from mf_core.kernels.batch import batch_gradient
from mf_core.model import Factors, Model, random_factors
from pages._kit.misprint import decided, near, reason
from pages._kit.parts.vectorized import cells, reach, ways
from tests.browser import open_lesson, screenshot, wait_until_still
from tests.clock import Clock

GRADIENT = cells.mean_gradient()


def tables(picture):
    """The matrices of a row of tiles."""
    return [trace for trace in picture.data if trace["type"] == "heatmap"]


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
            result = tables(cells.user_cell(u, f))[2]["z"]
            np.testing.assert_allclose(result, cells.delta() @ cells.FACTORS.Q)


def test_a_cell_grows_term_by_term():
    """Row 0 of Δ times column 1 of Q: 3.13·0.3, then + 1.86·0.8, then + 0·1.5."""
    track = cells.user_cell(0, 1).tracks[-2]
    np.testing.assert_allclose(track.columns["z"][:, 0, 1], [0, 0.939, 2.427, 2.427])
    assert cells.user_terms(0, 1)[-1] == "0 × 1.5, so far 2.43"


def test_the_mask_is_filled_cell_by_cell_and_says_how():
    picture = cells.masked()
    assert picture.n_steps == 7
    (filled,) = (track.columns["z"] for track in picture.tracks if "z" in track.columns)
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


def test_a_reader_counts_from_one():
    axes = [item for drawn in cells.given() for item in drawn.layout.items()]
    names = [part["ticktext"] for axis, part in axes if "axis" in axis]
    assert {name for each in names for name in each} == {
        "u=1", "u=2", "i=1", "i=2", "i=3", "f=1", "f=2",
    }  # fmt: skip
    assert "p_{1,2}" in cells.user_slope(0, 1)
    assert "q_{3,1}" in cells.item_slope(2, 0)


def test_the_slope_under_a_cell_is_the_one_a_nudge_measures():
    """Row 1 of Δ times column 2 of Q is 2.427; −2/5 of it is −0.9708."""
    said = cells.user_slope(0, 1)
    assert "2.427" in said
    assert said.count("−0.9708") == 2


def test_what_the_first_words_say_of_the_empty_cell():
    assert cells.M[0, 2] == 0
    assert cells.R[0, 2] == 0
    assert tables(cells.masked())[0]["z"][0, 2] == pytest.approx(-0.03)


@pytest.mark.parametrize(
    ("line", "framed"), [(3, [6, 0, 0]), (4, [3, 0, 0]), (5, [3, 3, 0]), (8, [3, 3, 1])]
)
def test_the_tables_beside_the_proof_show_what_a_line_still_speaks_of(line, framed):
    part = BATCH.parts[0]
    assert [part.steps[n - 1].name for n in (4, 5, 8)] == [
        "Only this user matters", "Only this factor matters", "Row times column",
    ]  # fmt: skip

    def inside(frame):
        corners = np.array([frame["x"], frame["y"]])
        sides = np.ptp(corners, axis=1)
        return 0 if np.isnan(sides).any() else round(float(np.prod(sides)))

    assert [inside(frame) for frame in cells.lit(0, 1, line).data[1::3]] == framed


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
        assert ways.outcome(made) == list(ways.OUTCOMES)[said]


def test_dense_numpy_computes_every_cell_and_the_list_only_the_known_ones():
    """No number in an empty cell: the mask multiplies it by 0, and it still comes through."""
    R, M = objective.dense(cells.RATINGS)
    spoilt = np.where(M > 0, R, np.nan)
    dense = objective.masked_gradient(spoilt, M, cells.FACTORS, 0.0)
    assert np.isnan(dense.P[0]).all()
    listed = objective.gradient(cells.RATINGS, cells.FACTORS, 0.0)
    np.testing.assert_allclose(listed.P, GRADIENT.P * cells.N / 2, atol=1e-12)


def test_matrices_that_move_differently_share_no_clock():
    still, moving = (
        matrix_tiles(np.zeros((1, 1)), "A", "mask", "a", "b", visited=[None] * n) for n in (2, 3)
    )
    with pytest.raises(ValueError, match="one clock"):
        tiles_in_a_row([still, moving])


# --- how far the loop goes


SMALL = Plan(n_users=300, n_items=400, n_ratings=20_000)


def test_every_way_to_go_far_is_the_same_step():
    rng = np.random.default_rng(0)
    ratings = plant(SMALL, rng).ratings
    factors = random_factors(300, 400, reach.K, 0.3, rng)
    model = Model(factors, objective.mean_baseline(ratings))
    ways_there = reach.ways(ratings, model)
    exact = batch_gradient(ratings, factors, 0.0)
    for name in (reach.NUMPY, reach.COMPILED):
        n_ratings, way = ways_there[name]
        assert n_ratings == 20_000
        np.testing.assert_allclose(way().P, exact.P, atol=1e-9)
    stepped = ways_there[reach.FAST][1]().factors
    np.testing.assert_allclose(stepped.P, factors.P - 1e-4 * exact.P, atol=1e-5)
    few = ratings._replace(
        **{name: getattr(ratings, name)[: reach.SAMPLE] for name in ("users", "items", "values")}
    )
    n_few, python = ways_there[reach.PYTHON]
    assert n_few == reach.SAMPLE
    np.testing.assert_allclose(python().P, batch_gradient(few, factors, 0.0).P, atol=1e-9)


def test_the_bars_and_the_sentence_are_what_was_just_measured():
    timed = reach.measure(SMALL)
    assert list(timed) == [reach.PYTHON, reach.NUMPY, reach.COMPILED, reach.FAST]
    np.testing.assert_allclose(
        reach.chart(timed).data[0]["x"], [t.nanoseconds for t in timed.values()]
    )
    assert timed[reach.PYTHON].nanoseconds > 20 * timed[reach.COMPILED].nanoseconds
    told = reach.in_words({"slow": reach.Timed(10, 50_000.0), "quick": reach.Timed(10, 20.0)})
    assert "slow needs 50,000 ns" in told
    assert "**2,500 times** less" in told
    assert "slow 83.3 minutes, quick 2 s." in told


# --- in a browser


@pytest.mark.browser
def test_choosing_a_cell_moves_the_tiles_the_slope_and_the_proof(page):
    open_lesson(page, "vectorized")
    assert page.locator(".st-key-vectorized_user").count() == 0  # the gate
    box = page.locator(".st-key-predict_vectorized_cell")
    box.get_by_text("all of Δ").click()
    box.get_by_role("button", name="That is my guess").click()
    page.get_by_text("You said “all of Δ”. The answer is “row 1 of Δ").wait_for()
    formulas = page.locator(".st-key-vectorized_user annotation")
    formulas.first.wait_for(state="attached")
    assert any("−0.9708" in text for text in formulas.all_text_contents())
    page.get_by_text("Checked now: left −2.427000").wait_for()
    page.locator(".st-key-vectorized_user_f").get_by_text("1", exact=True).click()
    page.get_by_text("Checked now: left −2.327000").wait_for()
    wait_until_still(page)
    assert any("−0.9308" in text for text in formulas.all_text_contents())
    assert "vectorized_user_f=1" in page.url
    next_line = page.locator(".st-key-vectorized_batch_next button")
    for _ in range(3):
        next_line.click()
        wait_until_still(page)
    page.get_by_role("heading", name="line 4 of 11").wait_for()
    assert page.locator(".st-key-vectorized_lit .dh-plot").count() == 1


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
    page.get_by_text("by the right formula").nth(1).wait_for()
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
