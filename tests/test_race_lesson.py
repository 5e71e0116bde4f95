"""The lesson `race`: one start and one J for all, what the clocks count, and the claims."""

import math
from dataclasses import replace

import numpy as np
import pytest

from mf_core import objective
from mf_core.algorithms import ALGORITHMS, Setup, is_fast
from mf_core.kernels import als
from mf_core.kernels.als import als_half, backwards, cholesky, solve
from mf_core.model import Factors
from pages._kit.parts.race import bowls, clocks, decays, gates, racers, telling
from pages._kit.parts.race.clocks import CLOCKS, EPOCHS, EVALUATIONS, WALL
from pages._kit.parts.race.racers import ALS, DECAYING, RACERS
from tests.browser import open_lesson, wait_until_still

GRID = (0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15)
LOW_GRID = (0.002, 0.003, 0.005, 0.007, 0.01, 0.015, 0.02)  # of the whole gradient


@pytest.fixture(scope="module")
def race():
    return racers.race()


def arrived(frames):
    """The first step at or below the finish; None for a run that never gets there or diverges."""
    loss = np.array([frame.loss for frame in frames])
    if not np.isfinite(loss[-1]) or not (loss <= racers.finish()).any():
        return None
    return int(np.argmax(loss <= racers.finish()))


# --- one start, one J


def test_all_start_at_the_same_factors_and_lower_the_same_objective():
    train, _ = racers.parts()
    runs = {name: racers.trained(racer, racers.K, 2) for name, racer in RACERS.items()}
    for name, frames in runs.items():
        for frame in frames:
            factors = frame.model.factors
            assert frame.loss == pytest.approx(objective.loss(train, factors, racers.LAM))
            assert not any(side.any() for side in frame.model.baseline[1:])
        P, Q = frames[0].model.factors
        first = runs["SGD"][0].model.factors
        features = 1 if name == "FunkSVD" else racers.K
        np.testing.assert_array_equal(P[:, :features], first.P[:, :features])
        np.testing.assert_array_equal(Q[:, :features], first.Q[:, :features])


def test_all_of_them_take_their_step_on_paper():
    """So the code the course prints is the code that races."""
    train, _ = racers.parts()
    for racer in RACERS.values():
        for k in gates.CHOICES:
            assert not is_fast(ALGORITHMS[racer.algorithm], train.values.size, k)


def test_nobody_gets_below_what_the_finish_calls_the_lowest(race):
    lowest = racers.finish() / racers.NEAR
    assert all(run.loss.min() > 0.9995 * lowest for run in race.values())


def test_each_rate_is_the_best_of_seven():
    for name, racer in RACERS.items():
        if name == ALS:
            continue
        grid = LOW_GRID if name == "batch" else GRID
        steps = min(racer.steps, 130)
        found = {
            eta: arrived(
                racers.trained(racer._replace(knobs=replace(racer.knobs, eta=eta)), racers.K, steps)
            )
            for eta in grid
        }
        there = {eta: when for eta, when in found.items() if when is not None}
        assert there[racer.knobs.eta] == min(there.values()), name


# --- the clocks


class Counted(float):
    """A number that notes each product of two of its kind, and stays one of them."""

    made = 0

    def __mul__(self, other):
        Counted.made += isinstance(other, Counted)
        return Counted(float(self) * float(other))

    def __sub__(self, other):
        return Counted(float(self) - float(other))

    def __truediv__(self, other):
        return Counted(float(self) / float(other))


def counted(values):
    return np.vectorize(Counted, otypes=[object])(values)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_the_products_of_a_solution_are_those_the_kernel_makes(k, monkeypatch):
    for kernel in (cholesky, backwards):  # as Python, so that they take numbers that count
        monkeypatch.setattr(als, kernel.__name__, kernel.py_func)
    A, Counted.made = np.random.default_rng(0).normal(size=(k, k)), 0
    solve.py_func(counted(A @ A.T + np.eye(k)), counted(np.ones(k)))
    assert Counted.made == clocks.products_to_solve(k)


def test_a_pair_of_half_steps_makes_the_products_it_is_charged():
    """Two ratings of one user, three factors: k (k + 3) / 2 = 9 products at each rating."""
    k, Counted.made = 3, 0
    fixed = counted(np.random.default_rng(0).normal(size=(2, k)))
    starts, columns = np.array([0, 2]), np.array([0, 1])
    als_half.py_func(starts, columns, counted([3.0, 4.0]), np.empty((1, k)), fixed, 0.1)
    assert Counted.made == 2 * k * (k + 3) // 2


def test_the_clocks_count_what_the_page_says():
    run = racers.Run(np.ones(3), np.ones(3), np.array([0.0, 2.0, 3.0]))
    spent = {name: [clock.spent(name, run, 16) for clock in CLOCKS] for name in RACERS}
    np.testing.assert_array_equal(spent["SGD"][0], [0, 1, 2])
    np.testing.assert_array_equal(spent[ALS][0], [0, 2, 4])  # a pair reads all ratings twice
    for name in ("SGD", DECAYING, "mini-batch", "batch"):
        np.testing.assert_array_equal(spent[name][1], [0, 32, 64])
    np.testing.assert_array_equal(spent["FunkSVD"][1], [0, 2, 4])
    train, _ = racers.parts()
    rows = train.n_users + train.n_items
    pair = 16 * 19 + rows * clocks.products_to_solve(16) / train.values.size
    np.testing.assert_allclose(spent[ALS][1], [0, pair, 2 * pair])
    assert all(times[2] is run.milliseconds for times in spent.values())


def test_of_each_step_the_quickest_of_its_repeats_counts():
    def frame(seconds, loss):
        made = racers.trained(RACERS["SGD"], 2, 0)[0]
        return made._replace(seconds=seconds, loss=loss)

    runs = [[frame(0.0, 9.0), frame(a, 5.0), frame(b, 4.0)] for a, b in ((0.3, 0.4), (0.1, 0.9))]
    np.testing.assert_allclose(racers.kept(runs).milliseconds, [0.0, 100.0, 200.0])
    np.testing.assert_array_equal(racers.kept(runs).loss, [9.0, 5.0, 4.0])


def test_the_times_are_those_of_these_very_steps(race):
    for run in race.values():
        assert run.milliseconds[0] == 0.0
        assert (np.diff(run.milliseconds) > 0).all()


def test_an_arrival_is_the_first_step_at_or_below_the_finish(monkeypatch):
    monkeypatch.setattr(racers, "finish", lambda _k: 5.0)
    made = {
        "SGD": racers.Run(np.array([9.0, 6.0, 5.0, 4.0]), np.ones(4), np.array([0.0, 1, 3, 4])),
        ALS: racers.Run(np.array([9.0, 4.0]), np.ones(2), np.array([0.0, 7.0])),
        "batch": racers.Run(np.array([9.0, 8.0]), np.ones(2), np.array([0.0, 1.0])),
    }
    assert clocks.arrivals(EPOCHS, made) == {"SGD": 2.0, ALS: 2.0, "batch": math.inf}
    assert clocks.arrivals(WALL, made) == {"SGD": 3.0, ALS: 7.0, "batch": math.inf}
    assert clocks.first(WALL, made) == "SGD"
    assert clocks.told(WALL, made).endswith("then ALS 7, batch never.")
    assert "| batch | never | never | never | 1 |" in clocks.table(made)


def test_each_clock_is_drawn_with_everybody_on_it(race):
    for clock in CLOCKS:
        picture = clocks.drawn(clock, race)
        names = [trace["name"] for trace in picture.data]
        assert [name.split(":")[0] for name in names[:6]] == list(RACERS)
        labels = clocks.moments(picture, clock)
        assert len(labels) == picture.n_steps
        assert labels[0].endswith(clock.name)
        for trace, run in zip(picture.data, race.values(), strict=False):
            assert trace["y"][-1] == pytest.approx(run.loss[-1])  # it stays where it has stopped


# --- who is first, and what follows


def test_als_is_first_in_epochs_and_not_in_evaluations(race):
    assert clocks.first(EPOCHS, race) == ALS
    assert clocks.first(EVALUATIONS, race) == DECAYING
    assert "so ALS is ahead; in evaluations" in telling.verdict(race)
    assert "so batch is ahead; in milliseconds" in telling.verdict(race)


def test_the_claim_is_counted_clock_by_clock(monkeypatch):
    """Batch in 2 steps of 1 ms, ALS in 1 of 3 ms: ahead in milliseconds and in evaluations."""
    monkeypatch.setattr(racers, "finish", lambda _k: 5.0)
    made = {
        "batch": racers.Run(np.array([9.0, 6.0, 5.0]), np.ones(3), np.array([0.0, 1.0, 2.0])),
        ALS: racers.Run(np.array([9.0, 4.0]), np.ones(2), np.array([0.0, 3.0])),
    }
    monkeypatch.setattr(gates, "current", lambda: made)
    assert gates.ahead() == "on two"  # in epochs both have read everything twice
    made[ALS] = made[ALS]._replace(milliseconds=np.array([0.0, 1.5]))
    assert gates.ahead() == "on one"


def test_every_wrong_guess_is_told_its_own_arrival(race, monkeypatch):
    monkeypatch.setattr(gates, "current", lambda: race)
    for clock in CLOCKS:
        reasons = gates.reasons(clock)
        first = clocks.first(clock, race)
        assert set(reasons) == set(RACERS) - {first}
        assert all(
            said.lower().startswith(name.lower()) and f"; {first} " in said
            for name, said in reasons.items()
        )


def test_the_task_is_open_at_first_and_solved_by_another_k(race):
    assert not gates.task(race, racers.K).reached
    assert gates.task(race, racers.K).value == 1
    assert gates.task(racers.race(4), 4).reached


# --- ALS in three lines


def half(P, Q):
    """Solve for P with Q held, as the algorithm does, by the rows of the common start."""
    train, _ = racers.parts()
    state = ALGORITHMS["als"].start(
        train, Setup(racers.K, "random", 0.1, "none"), np.random.default_rng(0)
    )
    moved = P.copy()
    als_half(*state.memory[0], moved, Q, racers.LAM)
    return moved, state.memory[0]


def test_each_half_step_lowers_j_and_the_user_left_alone_is_at_the_bottom():
    train, _ = racers.parts()
    P, Q = racers.trained(RACERS[ALS], racers.K, 1)[-1].model.factors
    moved, _ = half(P, Q)
    before, after = (objective.loss(train, Factors(each, Q), racers.LAM) for each in (P, moved))
    assert after < before
    slope = objective.gradient(train, Factors(moved, Q), racers.LAM)
    assert np.abs(slope.P).max() < 1e-9 < np.abs(slope.Q).max()


def test_nobody_waits_the_rows_of_some_users_alone_are_the_same_to_the_last_bit():
    P, Q = racers.trained(RACERS[ALS], racers.K, 1)[-1].model.factors
    whole, (starts, columns, values) = half(P, Q)
    some = np.zeros((10, racers.K))
    als_half(starts[100:111], columns, values, some, Q, racers.LAM)
    np.testing.assert_array_equal(some, whole[100:110])


def test_together_there_is_a_hump_and_alone_there_is_a_parabola():
    t, both, alone = bowls.line()
    at = {place: int(np.argmin(np.abs(t - place))) for place in (-1, 0, 1)}
    assert t[list(at.values())] == pytest.approx([-1, 0, 1])
    assert both[at[1]] == pytest.approx(both[at[-1]])
    assert both[at[0]] > both[at[1]]  # above the middle of the chord: not convex
    bends = np.diff(alone, 2)
    np.testing.assert_allclose(bends, bends[0], rtol=1e-6)
    assert bends[0] > 0
    assert abs(t[alone.argmin()] - 1) < 0.05
    assert bowls.NO in bowls.EXACT


# --- the rate


def test_a_rate_that_stays_ends_higher_than_one_that_decays_and_a_quick_decay_never_arrives():
    ends = {name: run.loss[-1] for name, run in decays.ends().items()}
    assert ends[decays.SLOWLY] < ends[decays.STAYS] < ends[decays.QUICKLY]
    assert ends[decays.SLOWLY] < racers.finish() < ends[decays.QUICKLY]
    starts = {run.loss[0] for run in decays.ends().values()}
    assert len(starts) == 1
    dancing = decays.ends()[decays.STAYS].loss[-20:]
    assert (np.diff(dancing) > 0).any()
    assert (np.diff(racers.race()["batch"].loss) < 0).all()  # it "needs no decay"
    assert "0.14" in decays.told()  # 0.07 / (1 − 0.5)
    rates = [RACERS[DECAYING].knobs.rate(t) for t in range(400)]
    assert sum(rates) == pytest.approx(0.7)


# --- as a reader does it


@pytest.mark.browser
def test_a_guess_starts_the_race_and_another_k_turns_it(page):
    open_lesson(page, "race")
    assert page.get_by_text("mini-batch: ").count() == 0  # SGD runs alone before the guess
    box = page.locator(".st-key-predict_race_epochs")
    box.get_by_text(DECAYING, exact=True).click()
    box.get_by_role("button", name="That is my guess").click()
    page.get_by_text("You said “SGD with decay”. The answer is “ALS”.").wait_for()
    assert page.locator(".st-key-race_k").count() == 0  # the table would tell the other winners
    page.locator(".st-key-race_claim_show button").click()
    page.get_by_text("That is the place of ALS at k = 16.").wait_for()
    page.locator(".st-key-race_k").get_by_text("4", exact=True).click()
    page.get_by_text("That is the place of ALS at k = 4.").wait_for()
    wait_until_still(page)
    assert "race_k=4" in page.url
    assert page.locator(".katex-error").count() == 0
