"""The lesson `overfitting`: every claim held against the runs it speaks of, and the map as used."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from mf_core import objective
from mf_core.algorithms import Knobs
from mf_core.algorithms.left_out import left_out, orders_without
from mf_core.datasets import DATASETS
from mf_core.doctor.factors import strengths
from mf_core.grid import Setting, fit
from mf_core.kernels.sgd import sgd_visit
from mf_core.model import Factors, triples
from mf_core.saying import number
from pages._kit.parts import news
from pages._kit.parts.full_data import runs as full_runs
from pages._kit.parts.overfitting import asked, edge, held_back, searches, stop, toy_map, trap
from pages._kit.toy import runs
from tests.browser import open_lesson, screenshot
from tests.test_jobs import until

# --- three parts


def test_the_three_parts_share_no_rating_and_are_all_of_them():
    train, valid, test, noise = stop.parts()
    whole = DATASETS["planted"].load(0)
    cells = [
        each.users.astype(np.int64) * whole.ratings.n_items + each.items
        for each in (train, valid, test)
    ]
    assert np.unique(np.concatenate(cells)).size == sum(map(len, cells)) == 100_000
    assert [len(each) for each in cells] == [80_000, 10_000, 10_000]
    assert noise == objective.rmse(valid, *whole.truth)


def test_the_opening_says_what_its_curves_do():
    (train, valid), (at_stop, at_end) = stop.run(*stop.FIRST)
    turn = int(np.argmin(valid))
    assert 0 < turn < 15
    assert (np.diff(train) < 0).all()  # “falls, and falls, and falls”
    assert valid[-1] > valid[turn] + 0.05
    said = stop.opened_in_words()
    for value in (train[0], train[-1], valid[turn], valid[-1], at_stop, at_end):
        assert number(value, 3) in said
    assert train[0] < valid[0]  # before anything was trained
    assert number(valid[0], 3) in stop.before_training()


def test_the_three_handles_each_hold_it_back():
    free, held, too_far, three = (
        stop.run(int(values["k"]), values["lam"]).curves.valid_rmse
        for values in stop.STOP.presets.values()
    )
    assert free.min() < free[-1] - 0.2  # by stopping
    assert held[-1] < free.min()  # by λ
    assert three[-1] < held.min()  # by fewer factors
    assert too_far.min() > held[-1] + 0.05
    assert np.argmin(held) > np.argmin(free)  # “the turn comes later”
    assert "hardly a difference" in stop.said(1, 0.2)
    assert "costs" in stop.said(32, 0.0)


def test_the_harm_begins_with_the_fourth_factor_and_grows():
    ends = [stop.run(k, 0.0).curves.valid_rmse[-1] for k in (1, 2, 3, 4, 8, 16, 32)]
    assert np.argmin(ends) == 2
    assert (np.diff(ends[2:]) > 0).all()
    said = stop.counted_in_words(32)
    assert number(ends[-1], 3) in said
    assert "1.05 numbers for each rating" in said


def test_held_back_three_tastes_are_strong_and_the_others_small():
    train, valid, *_ = stop.parts()
    worth = strengths(fit(train, valid, Setting(32, stop.ETA, 0.1), stop.N_EPOCHS, 0).last.factors)
    assert worth[2] > 5 * worth[3]


def test_the_task_is_reached_with_three_factors_and_not_with_sixteen_under_any_price():
    assert not stop.task(*stop.FIRST).reached
    reached = stop.task(3, 0.05)
    assert reached.reached
    assert number(stop.run(3, 0.05).test[1], 3) in reached.remark
    assert not any(stop.task(16, lam).reached for lam in (0.05, 0.08, 0.1, 0.12, 0.15))


# --- the map of the toy


def test_a_cell_of_the_toys_map_is_the_run_of_that_setting():
    found = toy_map.errors(0.1, 3)
    assert found.shape == (61, 6, 6)
    ratings = runs.built_in().ratings
    orders = orders_without(ratings, 60, 3)
    for row, column in ((0, 3), (3, 0), (5, 5)):
        knobs = Knobs(eta=0.1, lam=toy_map.LAM_OF[row])
        alone = left_out(ratings, runs.setup(toy_map.K_OF[column]), knobs, orders, 3)
        np.testing.assert_array_equal(found[:, row, column], alone.left_rmse)


def test_the_lower_right_learns_by_heart_and_its_numbers_are_a_matter_of_luck():
    ends = np.stack([toy_map.errors(0.1, seed)[-1] for seed in range(6)])
    worse = ends[:, :4, 1:] > ends[:, :4, :1]  # up to λ = 0.3, against one factor
    assert worse[3].all()  # the page's own seed; of the others, all but a few lucky cells
    assert worse.mean() > 0.95
    assert np.ptp(ends[:, 0, 1]) > 0.2
    every = toy_map.errors(0.1, 3)
    assert (every[3] > every[60].min()).all()  # early on, every column is still learning
    labels = toy_map.labels(0.1, 3)
    assert labels[-1] in toy_map.said(0.1, 3)
    assert len(labels) == toy_map.drawn(0.1, 3).n_steps


def test_a_map_on_which_all_has_diverged_says_so():
    assert toy_map.labels(1.0, 0)[0].startswith("1.")
    assert toy_map._lowest(np.full((6, 6), np.inf)) == "every run has diverged"


# --- the map of the planted set


@pytest.fixture(scope="module")
def searched():
    """A search through the first map, to its end."""
    job = searches.QUEUE.submit(searches.ordered(next(iter(searches.PLANS.values()))), "a test")
    until(lambda: job.over)
    return job


def test_the_map_is_that_of_the_settings_in_its_order(searched):
    seen = searched.snapshot()
    assert seen.status == "done"
    plan, found = seen.order.watch.plan, searches.errors(seen)
    assert np.isfinite(found).all()
    assert len(set(plan.order)) == len(plan.columns) * len(plan.rows) == 36
    curves = searches.tried(seen)[plan.order.index((2, 2))]
    np.testing.assert_array_equal(found[:, 2, 2], curves.valid_rmse)
    assert plan.setting(2, 2) == Setting(3, stop.ETA, 0.05)
    assert searches.pictures(seen)[0].n_steps == searches.N_EPOCHS + 1


def test_the_answer_of_the_gate_is_the_lowest_cell_of_the_real_map(searched):
    seen = searched.snapshot()
    k, _, lam = seen.order.watch.plan.setting(*searches.best_cell(seen))
    assert asked.LITTLE.startswith(f"k = {k} and λ = {lam}:")
    assert asked.LITTLE in asked.PLACES
    assert asked.is_first(searched)
    assert number(seen.points[-1].test_rmse, 4) in searches.verdict(seen)
    assert "All 36 of 36 runs" in searches.sentence(seen)


def test_a_picked_point_is_the_cell_below_it_and_outside_the_nearest(searched):
    seen = searched.snapshot()
    assert searches.chosen(seen, None) == searches.best_cell(seen)
    assert searches.chosen(seen, (0, 3.4, 1.6)) == (3, 2)
    assert searches.chosen(seen, (0, -2.0, 9.0)) == (0, 5)


def test_a_search_that_has_begun_shows_the_cells_it_has(searched):
    seen = searched.snapshot()._replace(status="running")
    seen = seen._replace(points=seen.points[:8])
    (picture,) = searches.pictures(seen)
    assert picture.n_steps == 1
    assert "7 of 36 cells" in picture.alt
    last = seen.order.watch.plan.order[-1]
    assert searches.curve_of(seen, last) is None
    assert searches.sentence(seen) == "Trained 7 of 36 runs."


def test_the_route_knows_searches_and_runs_by_their_ids(searched):
    told = news.latest(searched.id)
    assert told.done
    assert len(news.pictures(told.message)) == 1
    opening = full_runs.opening()
    assert len(news.pictures(news.latest(opening.id).message)) == 2
    assert news.latest("nobody") is None


def test_of_rates_the_good_one_wanders_down_from_epoch_to_epoch():
    train, valid, *_ = stop.parts()
    rates = (0.01, 0.02, 0.05, 0.5)
    found = [fit(train, valid, Setting(16, eta, 0.02), 20, 0).curves.valid_rmse for eta in rates]
    best = [rates[int(np.argmin([curve[t] for curve in found]))] for t in (4, 20)]
    assert best[0] > best[1]
    assert np.isinf(found[-1][-1])


# --- where a rate breaks


@pytest.mark.parametrize("seed", range(5))
def test_a_visit_multiplies_its_residual_as_the_formula_says(seed):
    rng = np.random.default_rng(seed)
    factors, eta = Factors(rng.normal(size=(1, 3)), rng.normal(size=(1, 3))), 0.3
    p, q = factors.P[0].copy(), factors.Q[0].copy()
    e = sgd_visit(factors, 0, 0, 4.0, eta, 0.0)
    after = 4.0 - factors.P[0] @ factors.Q[0]
    assert after == pytest.approx(e * (1 - eta * (p @ p + q @ q) - eta**2 * e * (p @ q)))


def test_beyond_two_the_residual_nearly_always_grows_and_below_it_hardly_ever():
    for eta in (0.5, 0.55, 0.7):
        found = edge.walk(eta)
        beyond = found.step > edge.EDGE_AT
        assert found.grew[beyond].mean() > 0.8
        assert found.grew[~beyond].mean() < 0.05
        assert not np.isfinite(found.rmse[-1])
        assert f"{int(found.grew[beyond].sum())} of {int(beyond.sum())}" in edge.said(eta)
    assert "largest share was 1.16" in edge.said(0.2)
    assert "survived" in edge.said(0.4)


# --- held back


def test_holding_back_helps_the_few_hardly_touches_the_many_and_can_go_too_far():
    found = held_back.errors(5.0)
    assert found[held_back.HELD][0] < found[held_back.NOBODY][0] < found[held_back.RAW][0]
    assert abs(found[held_back.HELD][-1] - found[held_back.RAW][-1]) < 0.005
    assert held_back.errors(60.0)[held_back.HELD][3] > found[held_back.RAW][3] + 0.05
    assert number(found[held_back.HELD][0]) in held_back.said(5.0)


def test_a_bias_charged_for_each_rating_rests_at_one_share_however_many_there_are():
    lam, shares = 0.5, []
    for n in (1, 40):
        ratings = triples(np.zeros(n), np.arange(n), np.full(n, 4.0), 1, n)
        nothing = Factors(np.zeros((1, 1)), np.zeros((n, 1)))
        b = 1.0 / (1 + lam)  # of a mean of 1 above μ = 3
        rest = objective.mean_baseline(ratings)._replace(mu=3.0, b_user=np.array([b]))
        slope = objective.bias_gradient(ratings, nothing, lam, rest)
        shares.append(slope.b_user.item())
    assert shares == pytest.approx([0.0, 0.0])


# --- the trap


def test_the_winner_is_lucky_on_few_ratings_and_ordinary_on_fresh_ones():
    found = trap.judged(trap.N_FIRST)
    assert found.best < found.test.mean() - 0.02
    assert abs(found.truth - found.fresh.mean()) < 0.005
    assert trap.answer() == round(found.truth, 3)
    assert number(found.best, 3) in trap.question()
    assert 0.5 < trap.answer() < 1.5
    many = trap.judged(10_000)
    assert many.test.mean() - many.best < 0.2 * (found.test.mean() - found.best)
    winners = [found.test[: tried + 1].min() for tried in range(trap.N_MODELS)]
    np.testing.assert_array_equal(found.test[found.winner], winners)


def test_the_forty_differ_in_their_seed_alone_and_fresh_means_never_chosen_by():
    on_pool, on_fresh = trap.squares()
    assert on_pool.shape == on_fresh.shape == (40, 10_000)
    train, valid, test, _ = stop.parts()
    model = fit(train, valid, Setting(*(stop.FIRST[0], stop.ETA, stop.FIRST[1])), 8, 7).last
    np.testing.assert_allclose(on_fresh[7], objective.residuals(test, *model) ** 2, atol=1e-5)


# --- as a reader does it

PATIENCE = 30_000  # ms: a search shares its cores with whoever else is at work


@pytest.mark.browser
def test_a_map_is_trained_while_one_looks_and_a_cell_opens(page):
    plan = "overfitting_plan=η+and+λ,+with+k+%3D+16:+400+runs"
    open_lesson(page, "overfitting", plan)
    page.get_by_role("button", name="Train all 400").click()
    scene = page.locator(".st-key-overfitting_map")
    expect(scene).to_contain_text(re.compile(r"Trained \d+ of 400 runs"), timeout=PATIENCE)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text(re.compile(r"Stopped after \d+ of 400 runs"))).to_be_visible(
        timeout=PATIENCE
    )
    page.get_by_text("k and λ: 36 runs").click()
    page.get_by_role("button", name="Train all 36").click()
    expect(page.get_by_text(re.compile(r"All 36 of 36 runs.*k = 3"))).to_be_visible(
        timeout=PATIENCE
    )
    expect(page.get_by_text("k = 3, η = 0.02, λ = 0.05 (click", exact=False)).to_be_visible(
        timeout=PATIENCE
    )
    box = scene.locator(".dh-plot .nsewdrag").first.bounding_box()
    page.mouse.click(box["x"] + 0.92 * box["width"], box["y"] + 0.92 * box["height"])
    expect(page.get_by_text("k = 16, η = 0.02, λ = 0 (click", exact=False)).to_be_visible(
        timeout=PATIENCE
    )
    screenshot(page, "overfitting-map")


@pytest.mark.browser
def test_who_trusts_the_best_of_forty_is_told_what_fresh_ratings_say(page):
    open_lesson(page, "overfitting")
    field = page.locator(".st-key-predict_overfitting_trap input")
    field.fill(number(trap.judged(trap.N_FIRST).best, 3))
    page.locator(".st-key-overfitting_trap_commit button").click()
    expect(page.get_by_text(f"{trap.answer()}", exact=False).first).to_be_visible()
    expect(page.locator(".st-key-overfitting_trap_lab")).to_contain_text("winner")
