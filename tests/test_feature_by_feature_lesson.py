"""The lesson `feature_by_feature`: every claim of the page, held against the run it speaks of."""

import math

import numpy as np
import pytest

from mf_core import objective
from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.kernels.funk import explain_away, funk_epoch
from mf_core.model import triples
from mf_core.projection import singular_values_of
from mf_core.training import frames, recorded, standing
from pages._kit.parts.feature_by_feature import habits, residual, runs, stairs, together
from pages._kit.toy.svd import best_of_rank, full_table
from tests.browser import open_lesson, wait_until_still

EPOCHS, K = runs.KNOBS.feature_epochs, runs.SETUP.k


# --- the staircase


def test_the_staircase_ends_where_its_model_predicts():
    run = runs.funk()
    for ratings, errors in zip(runs.parts(), (run.train_rmse, run.test_rmse), strict=True):
        assert errors.size == K * EPOCHS + 1
        assert errors[-1] == pytest.approx(objective.rmse(ratings, *run.model))


def test_it_begins_at_the_baseline_with_the_first_feature_at_its_start():
    """0.1 · 0.1 for everybody on top of mean and biases moves the RMSE by less than 0.01."""
    (_, mean), (train, biases) = runs.levels().values()
    assert mean > biases
    assert runs.funk().train_rmse[0] == pytest.approx(train, abs=0.01)
    data, _ = runs.parts()
    alone = np.sqrt(np.mean((data.values - data.values.mean()) ** 2))
    assert runs.levels()["mean"][0] == pytest.approx(alone)


def test_six_features_begin_as_one_does():
    one = runs.funk(Setup(1, runs.SETUP.init, runs.SETUP.scale))
    # With its last epoch the next feature enters at 0.1 · 0.1, so that frame differs already.
    np.testing.assert_array_equal(one.train_rmse[:EPOCHS], runs.funk().train_rmse[:EPOCHS])


def test_the_steps_are_large_for_the_planted_tastes_and_small_beyond():
    run = runs.funk()
    steps = stairs.steps_down(run.test_rmse, EPOCHS)
    assert len(steps) == K
    assert sum(steps) == pytest.approx(run.test_rmse[0] - run.test_rmse[-1])
    assert stairs.outcome() == stairs.LITTLE
    assert min(steps[:4]) > 5 * max(steps[4:])
    assert min(stairs.steps_down(run.train_rmse, EPOCHS)) > 0  # "still take off"
    for f in range(4):  # "level at first, then a fall, and a floor"
        tread = run.train_rmse[f * EPOCHS : (f + 1) * EPOCHS + 1]
        falls = -np.diff(tread)
        assert falls.argmax() not in {0, 1, EPOCHS - 2, EPOCHS - 1}
        assert falls[0] < falls.max() / 4
        assert falls[-1] < falls.max() / 4


def test_no_answer_of_the_gate_is_without_a_reason():
    assert set(stairs.OPTIONS) == set(stairs.REASONS)
    assert stairs.outcome() in stairs.OPTIONS
    assert together.lower() in together.LOWER
    assert together.rank_at_once() in together.RANKS
    assert residual.NONE in residual.CHANGES


# --- the cached residual


class Counted(float):
    """A number that notes each product of a p and a q."""

    made = 0

    def __mul__(self, other):
        Counted.made += isinstance(other, Counted)
        return float(self) * float(other)


def test_the_products_are_those_the_kernels_make():
    """Three features, two epochs each, on ratings that each have a row of their own."""
    n, k, epochs = 5, 3, 2
    ratings = triples(range(n), range(n), [3.0] * n)
    left, Counted.made = ratings.values.copy(), 0
    for _ in range(k):
        for _ in range(epochs):
            p, q = (np.array([Counted(0.5)] * n, dtype=object) for _ in range(2))
            funk_epoch.py_func(ratings, left, p, q, np.arange(n), 0.0, 0.0)
        p, q = (np.array([Counted(0.5)] * n, dtype=object) for _ in range(2))
        explain_away.py_func(ratings, left, p, q)
    assert Counted.made == residual.products(k, epochs, n)[residual.CACHED] == 45
    Counted.made = 0
    for f in range(k):
        for _ in range(epochs):
            left = ratings.values.copy()
            p, q = (np.array([Counted(0.5)] * n, dtype=object) for _ in range(2))
            for _ in range(f):
                explain_away.py_func(ratings, left, p, q)
            funk_epoch.py_func(ratings, left, p, q, np.arange(n), 0.0, 0.0)
    assert Counted.made == residual.products(k, epochs, n)[residual.ANEW] == 60


def test_the_cache_is_not_written_while_a_feature_is_trained():
    train, _ = runs.parts()
    funk, rng = ALGORITHMS["funk"], np.random.default_rng(0)
    state = funk.start(train, runs.SETUP, rng)
    run = recorded(frames(funk, train, train, state, runs.KNOBS, rng), EPOCHS)
    residuals = [frame.state.memory.residuals for frame in run]
    assert all(np.array_equal(residuals[0], later) for later in residuals[1:EPOCHS])
    assert not np.array_equal(residuals[0], residuals[EPOCHS])


def test_making_the_cache_anew_takes_longer():
    cached, anew = residual.milliseconds()
    assert 0 < cached < anew


# --- against all at once


def test_both_runs_have_the_same_start_and_move_a_factor_equally_often():
    funk, joint = runs.funk(together.RANDOM), runs.at_once(together.RANDOM)
    assert (funk.train_rmse.size - 1) / K == joint.train_rmse.size - 1 == EPOCHS
    starts = [
        ALGORITHMS[name].start(runs.parts()[0], together.RANDOM, np.random.default_rng(runs.SEED))
        for name in ("funk", "sgd")
    ]
    np.testing.assert_array_equal(starts[0].memory.waiting.P, starts[1].model.factors.P)
    assert objective.rmse(runs.parts()[1], *joint.model) == pytest.approx(joint.test_rmse[-1])


def test_all_at_once_is_lower_on_the_training_ratings_from_other_seeds_too(monkeypatch):
    assert together.lower() == together.AT_ONCE
    for seed in (1, 2):
        monkeypatch.setattr(runs, "SEED", seed)
        ends = [
            make.__wrapped__(together.RANDOM).train_rmse[-1] for make in (runs.at_once, runs.funk)
        ]
        assert ends[0] < ends[1] - 0.005


def test_on_a_full_table_greed_costs_nothing():
    """Feature by feature arrives at the best table of rank 2, where the SVD stands."""
    full = full_table() - full_table().mean()
    users, items = np.indices(full.shape).reshape(2, -1)
    ratings, rng = triples(users, items, full.ravel()), np.random.default_rng(0)
    funk, knobs = ALGORITHMS["funk"], Knobs(eta=0.01, lam=0.0, feature_epochs=2000)
    state = funk.start(ratings, Setup(2, "random", 0.3, "none"), rng)
    reached = recorded(frames(funk, ratings, ratings, state, knobs, rng), 4000)[-1].model.factors
    np.testing.assert_allclose(reached.P @ reached.Q.T, best_of_rank(full, 2), atol=0.02)


def test_a_constant_start_is_right_one_by_one_and_rank_one_all_at_once():
    joint, funk = runs.at_once().model.factors, runs.funk().model.factors
    for side in joint:
        np.testing.assert_array_equal(side, np.tile(side[:, :1], K))  # "for ever": bit by bit
    assert (runs.rank(joint), runs.rank(funk)) == (1, K)
    assert together.rank_at_once() == together.ONE
    assert singular_values_of(*funk)[:4].min() > 3 * singular_values_of(*funk)[4:].max()
    assert runs.rank(runs.at_once(together.RANDOM).model.factors) == K


def test_singular_values_by_hand():
    """P = (3, 0; 0, 1) and Q = (0, 2; 1, 0): the products are 3·1 and 1·2, so 3 and 2."""
    factors = together.runs.Factors(np.diag([3.0, 1.0]), np.array([[0.0, 2.0], [1.0, 0.0]]))
    np.testing.assert_allclose(singular_values_of(*factors), [3.0, 2.0])


def test_from_zero_neither_moves():
    zero = Setup(2, "constant", 0.0)
    for run in (
        runs.funk(zero, Knobs(feature_epochs=3)),
        runs.at_once(zero, Knobs(feature_epochs=3)),
    ):
        assert not run.model.factors.P.any()


def test_a_run_stands_where_its_last_step_has_left_it():
    found = standing(np.array([1.0, 3.0]), np.array([9.0, 5.0]), np.arange(5.0))
    np.testing.assert_array_equal(found, [np.nan, 9.0, 9.0, 5.0, 5.0])


# --- the habits of LensKit


def test_a_habit_changes_the_third_decimal_and_the_page_says_so():
    ours = runs.funk().test_rmse[-1]
    for clip in habits.CLIPS:
        for waiting in (habits.UNSEEN, habits.COUNTED):
            theirs, said = habits.run(clip, waiting).test_rmse[-1], habits.difference(clip, waiting)
            if (clip, waiting) == (habits.LEFT, habits.UNSEEN):
                assert theirs == ours
                continue
            assert 0 < abs(theirs - ours) < 0.01  # "you have to search for it"
            assert ("lower" in said) == (theirs < ours)
            assert f"{theirs:.4f}" in said


def test_a_clip_afterwards_can_only_help():
    _, test = runs.parts()
    for clip in habits.CLIPS:
        run = habits.run(clip, habits.UNSEEN)
        assert habits.clipped_rmse(test, run.model) <= run.test_rmse[-1]
    predicted = objective.predict(test.users, test.items, *runs.funk().model)
    assert f"**{((predicted < 0.5) | (predicted > 5)).sum()}**" in habits.outside()


# --- the task


def test_the_task_can_be_solved_within_its_budget_and_not_as_the_page_opens():
    first = {slider.name: slider.value for slider in stairs.STAIRS.sliders}
    opened = stairs.task(**first)
    assert not opened.reached
    assert math.isnan(opened.value)
    assert "are 180. That is too many" in opened.standing
    assert stairs.task(0.03, 0.05, 4, 20).reached  # the planted number of features
    assert not stairs.task(0.02, 0.05, 4, 20).reached  # the same budget at the page's rate
    assert not stairs.task(0.03, 0.05, 3, 20).reached  # one taste too few


def test_a_rate_that_is_too_large_is_a_result():
    run = runs.funk(Setup(1, "constant", 0.1), Knobs(eta=5.0, lam=0.0, feature_epochs=30))
    assert np.isnan(run.train_rmse[-1])
    assert np.isfinite(run.train_rmse[0])


# --- as a reader does it


@pytest.mark.browser
def test_the_gates_open_and_the_habits_are_chosen(page):
    open_lesson(page, "feature_by_feature")
    box = page.locator(".st-key-predict_feature_by_feature_beyond")
    box.get_by_text(stairs.MUCH, exact=True).click()
    box.get_by_role("button", name="That is my guess").click()
    page.get_by_text(f"The answer is “{stairs.LITTLE}”").wait_for()
    box = page.locator(".st-key-predict_feature_by_feature_rank")
    box.get_by_text("six", exact=True).click()
    box.get_by_role("button", name="That is my guess").click()
    page.get_by_text("You said “six”. The answer is “one”.").wait_for()
    page.get_by_text("the staircase is the one you know").wait_for()
    page.locator(".st-key-feature_by_feature_clip").get_by_text(habits.CLIPPED).click()
    page.get_by_text("You have to search for it").wait_for()
    wait_until_still(page)
    assert "feature_by_feature_clip=" in page.url
    assert page.locator(".katex-error").count() == 0
    too_long = page.evaluate(
        "() => [...document.querySelectorAll('.stMarkdown .katex-display')]"
        ".map(each => each.scrollWidth - each.clientWidth).filter(Boolean)"
    )
    assert all(pixels > 8 for pixels in too_long)  # what is whole does not scroll, nor fade
