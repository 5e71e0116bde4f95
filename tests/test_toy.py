"""What the toy lessons say and draw of a run, by hand and by the recording itself."""

import gzip
import json
import re

import numpy as np
import pytest

from mf_core import objective
from mf_core.algorithms import ALGORITHMS, Knobs
from mf_core.datasets import DATASETS
from mf_core.model import take, triples
from mf_core.training import Recording
from pages._kit import cached, toy
from pages._kit.cached import ToyRun, edited
from pages._kit.toy import boards, facts, runs, svd, telling, trust, turned
from tests.said import number_said

TOY = DATASETS["history_romance"].load(0)
FIRST = {"eta": runs.KNOBS.eta, "lam": runs.KNOBS.lam, "k": runs.SETUP.k, "seed": runs.SEED}
NUMBER = re.compile(r"[+−]?\d[\d,]*(?:\.\d+)?")


def numbers(words):
    """All numbers of a text, as floats."""
    return [number_said(text.rstrip(",")) for text in NUMBER.findall(words)]


def said_in(words, values, digits=2):
    """Whether a text says each of these values, rounded."""
    found = numbers(words)
    return all(min(abs(np.array(found) - v)) <= 0.51 * 10.0**-digits for v in values)


# --- the run under the hand


@pytest.mark.parametrize("label", [*boards.RUN.presets, "first"])
def test_the_sentence_under_the_run_is_the_run(label):
    settings = FIRST if label == "first" else dict(boards.RUN.presets[label])
    run = runs.by_epochs(TOY, **settings).recording
    said = boards.said_of_epochs(**settings)
    if not np.isfinite(run.train_rmse[-1]):
        assert "Diverged" in said
        assert str(run.train_rmse.size - 1) in said
        return
    lowest = int(np.argmin(run.test_rmse))
    ends = [run.train_rmse[0], run.train_rmse[-1], run.test_rmse[0], run.test_rmse[-1]]
    assert said_in(said, [*ends, run.test_rmse[lowest]])
    assert f"lowest in epoch {lowest}:" in said
    rose = sum(b > a for a, b in zip(run.train_rmse, run.train_rmse[1:], strict=False))
    assert f"in {rose} of 60 epochs" in said


def test_each_preset_does_what_its_name_says():
    def left(label):
        values = {n: v for n, v in boards.RUN.presets[label].items() if n != "seed"}
        return facts.left_out(TOY, **values)

    crawls = runs.by_epochs(TOY, **boards.RUN.presets["Crawls"]).recording.train_rmse
    assert crawls[-1] > 0.9 * crawls[0]
    over = left("Overlearns")
    assert over.left_rmse.min() < 0.75 * over.mean_rmse
    assert over.left_rmse[-1] > 1.3 * over.left_rmse.min()
    heart = left("Learns by heart")
    assert heart.train_rmse[-1] < 0.05
    assert heart.left_rmse[-1] > heart.mean_rmse  # worse than knowing nothing of taste
    good = left("Generalises")
    assert good.left_rmse[-1] < 1.02 * good.left_rmse.min() < 0.7 * good.mean_rmse
    dead = runs.by_epochs(TOY, **boards.RUN.presets["Diverges"]).recording
    assert not np.isfinite(dead.loss[-1])
    assert all(values.keys() == FIRST.keys() for values in boards.RUN.presets.values())


def test_a_run_that_dies_at_once_is_watched_visit_by_visit():
    settings = dict(boards.RUN.presets["Diverges"])
    run = runs.by_epochs(TOY, **settings)
    assert not np.isfinite(run.recording.loss[-1])
    seen = runs.watchable(TOY, **settings)
    np.testing.assert_array_equal(seen.recording.P[0], run.recording.P[0])
    n_train = run.train.values.size
    np.testing.assert_array_equal(seen.recording.P[n_train], run.recording.P[1])
    sizes = np.abs(seen.recording.prediction).max(axis=(1, 2))
    assert ((sizes > 10) & (sizes < 1e6)).sum() > 5  # there is something between calm and the end
    assert runs.watchable(TOY, **FIRST) is runs.by_epochs(TOY, **FIRST)


def test_the_visits_are_the_beginning_of_the_run_with_the_same_settings():
    for settings in (FIRST, {"eta": 0.05, "lam": 0.4, "k": 3, "seed": 11}):
        walk, run = runs.by_visits(TOY, **settings), runs.by_epochs(TOY, **settings)
        n = run.train.values.size
        for epoch in range(4):
            np.testing.assert_array_equal(walk.recording.P[epoch * n], run.recording.P[epoch])


def test_an_edited_table_is_what_the_figures_draw():
    cells = objective.cells_of(TOY.ratings)
    cells[0, 3] = 1.0
    changed = edited(TOY, cells)
    assert boards.is_built_in(TOY)
    assert not boards.is_built_in(changed)
    drawn = boards.following(boards.RUN, changed).pictures(FIRST)[0]
    assert drawn.own["ratings"][0, 3] == 1.0
    tiles = boards.following(turned.TURNED, changed).pictures({"angle": 0.0, "stretch": 1.0})[1]
    trained = runs.by_epochs(changed, **FIRST).recording.prediction[-1]
    np.testing.assert_allclose(tiles.data[0]["z"], trained, atol=1e-12)


def test_a_live_answer_of_the_board_stays_small():

    sent = json.dumps(boards.RUN.scene(FIRST)).encode()
    assert len(gzip.compress(sent)) < 32_000  # a board of 60 epochs: 5 × 10³ numbers


# --- what grows although one walks downhill


def toy_run(before, after, values=(3.0, 4.0)):
    """Two visits of two ratings, predicted as given before and after each."""
    train = triples([0, 1], [0, 1], list(values))
    prediction = np.zeros((3, 2, 2))
    prediction[0, 0, 0], prediction[1, 0, 0] = before[0], after[0]
    prediction[1, 1, 1], prediction[2, 1, 1] = before[1], after[1]
    still = Recording(
        np.zeros((3, 2, 1)), np.zeros((3, 2, 1)), prediction, *np.zeros((4, 3)),
        np.zeros((3, 2)), np.zeros((3, 2)),
    )  # fmt: skip
    return ToyRun(train, train, still, np.array([-1, 0, 1]))


def test_a_visit_that_enlarges_its_residual_is_counted_and_named():
    found = facts.grown(toy_run(before=(2.0, 3.9), after=(2.5, 3.5)))
    assert (found.visits, found.grew, found.visit, found.u, found.i) == (2, 1, 2, 1, 1)
    assert (found.before, found.after) == (pytest.approx(0.1), pytest.approx(0.5))
    assert facts.grown(toy_run(before=(2.0, 3.0), after=(2.5, 3.5))).grew == 0


def test_the_text_counts_the_setbacks_of_its_run():
    walk, n = runs.by_visits(TOY, **FIRST, n_epochs=12), 0
    for t, rating in enumerate(walk.visited[1:]):
        u, i = walk.train.users[rating], walk.train.items[rating]
        e = walk.train.values[rating] - walk.recording.prediction[t : t + 2, u, i]
        n += abs(e[1]) > abs(e[0])
    said = telling.setbacks(TOY)
    assert f"{walk.visited.size - 1} visits" in said
    assert f"**{n}** of them make it larger" in said
    assert n > 0
    rmse = runs.by_epochs(TOY, **FIRST).recording.train_rmse
    assert f"rose in **{int((np.diff(rmse) > 0).sum())}**" in said
    assert (np.diff(rmse) > 0).any()
    found = facts.early_walk(TOY)
    assert abs(found.before) < 0.1  # "almost zero": λ alone pulls
    assert abs(found.after) > abs(found.before)


def test_the_exceptions_come_from_lambda():
    eta, k, seed = FIRST["eta"], FIRST["k"], FIRST["seed"]
    with_it = facts.grown(runs.by_visits(TOY, eta, 0.2, k, seed, 12))
    without = facts.grown(runs.by_visits(TOY, eta, 0.0, k, seed, 12))
    assert with_it.grew > 0 == without.grew


# --- what a run is worth


def test_leaving_out_is_what_it_says_by_an_own_loop():
    data, sgd, missed = DATASETS["tiny"].load(0), ALGORITHMS["sgd"], []
    setup, knobs, n = runs.setup(2), Knobs(eta=0.05, lam=0.1), data.ratings.values.size
    for left in range(n):
        train = take(data.ratings, np.delete(np.arange(n), left))
        state, rng = (
            sgd.start(train, setup, np.random.default_rng(3)),
            np.random.default_rng([3, 1]),
        )
        for _ in range(5):
            state = sgd.step(train, state, knobs, rng)
        (P, Q), (mu, *_) = state.model
        u, i = data.ratings.users[left], data.ratings.items[left]
        missed.append(data.ratings.values[left] - mu - P[u] @ Q[i])
    found = cached.left_out(data, setup, knobs, 5, 3)
    assert found.left_rmse[-1] == pytest.approx(np.sqrt(np.mean(np.square(missed))))
    r = data.ratings.values
    others = [r[n] - np.delete(r, n).mean() for n in range(r.size)]
    assert found.mean_rmse == pytest.approx(np.sqrt(np.mean(np.square(others))))


def test_the_task_is_reached_by_fewer_factors_and_not_by_a_larger_rate_or_by_the_first_settings():
    assert not trust.task(**trust.whole(FIRST)).reached
    assert trust.task(**trust.whole(runs.GENERALISES)).reached
    for eta in (0.05, 0.1, 0.2, 0.4):
        assert not trust.task(eta, 0.2, 2).reached
        assert not trust.task(eta, 0.0, 4).reached


@pytest.mark.parametrize("lam", [0.2, 0.25, 0.3, 0.35])
def test_two_factors_come_near_the_target_at_slow_rates_and_do_not_reach_it(lam):
    for eta in np.geomspace(0.014, 0.028, 6):
        assert not trust.task(float(eta), lam, 2).reached


def half_of_the_toy():
    """The toy after every second rating was cleared, as the page invites one to do."""
    cells = np.full((TOY.ratings.n_users, TOY.ratings.n_items), np.nan)
    cells[TOY.ratings.users, TOY.ratings.items] = TOY.ratings.values
    known = np.argwhere(np.isfinite(cells))[1::2]
    cells[tuple(known.T)] = np.nan
    return edited(TOY, cells)


def test_the_sentences_count_the_ratings_as_they_were_edited():
    half = half_of_the_toy()
    assert half.ratings.values.size == 20
    assert "64 numbers for 19 ratings" in trust.reasons(half)[next(iter(trust.OPTIONS))]
    found = facts.left_out(half, **trust.whole(runs.OVERLEARNS))
    rises = found.left_rmse[-1] > found.left_rmse.min()
    assert ("That is **overfitting**" in telling.overfitting(half)) == rises
    held_out = runs.by_epochs(half, **FIRST).test.values.size
    assert f"On the {held_out} of the first figure" in telling.overfitting(half)
    one, two = (
        facts.left_out(half, **trust.whole(preset)).left_rmse[-1]
        for preset in (runs.GENERALISES, runs.OVERLEARNS)
    )
    assert trust.helped(half).startswith("The number of factors.") == (one < two)
    assert trust.helped(TOY).startswith("The number of factors. With k = 1 there are 16 numbers")


def test_the_gate_tells_for_each_setting_what_it_reached():
    for option, said in trust.reasons(TOY).items():
        found = facts.left_out(TOY, **trust.whole(trust.OPTIONS[option]))
        assert said_in(said, [found.left_rmse[-1], found.train_rmse[-1]])
    ends = {o: facts.left_out(TOY, **trust.whole(v)) for o, v in trust.OPTIONS.items()}
    assert trust.best_option(TOY) == min(ends, key=lambda o: ends[o].left_rmse[-1])
    by_training = sorted(ends, key=lambda o: ends[o].train_rmse[-1])
    assert by_training == list(trust.OPTIONS)  # "fits best" … "fits worst"


def test_the_text_on_overfitting_is_the_run():
    said, found = telling.overfitting(TOY), facts.left_out(TOY, **trust.whole(runs.OVERLEARNS))
    lowest = int(np.argmin(found.left_rmse))
    assert f"in epoch {lowest} " in said
    assert said_in(said, [found.left_rmse[lowest], found.left_rmse[-1], found.mean_rmse])
    assert found.left_rmse[-1] > found.left_rmse[lowest]
    assert found.train_rmse[-1] < found.train_rmse[lowest]
    low, high, n = facts.spread_of_luck(TOY)
    ends = [runs.by_epochs(TOY, **{**FIRST, "seed": s}).recording.test_rmse[-1] for s in range(n)]
    assert (low, high) == (min(ends), max(ends))
    assert said_in(said, [low, high])
    assert high > 2 * low


# --- starts


def test_all_starts_meet_the_same_order_of_visits():
    walks = {
        name: cached.toy_run(TOY, "sgd_visits", start, Knobs(eta=0.001), 70, runs.SHARE, runs.SEED)
        for name, start in runs.STARTS.items()
    }
    first = next(iter(walks.values())).visited
    assert first.size == 71
    for walk in walks.values():
        np.testing.assert_array_equal(walk.visited, first)


def test_the_text_on_the_starts_is_the_runs():
    found = {name: run.recording for name, run in runs.started(TOY).items()}
    said = telling.other_starts(TOY)
    tiny, huge = found["tiny, σ = 0.001"], found["huge, σ = 3"]
    equal, random = found["all 0.1"], found["random, σ = 0.3"]
    assert said_in(said, [tiny.train_rmse[-1], huge.train_rmse[0], equal.train_rmse[-1]])
    assert equal.train_rmse[-1] > random.train_rmse[-1]
    np.testing.assert_array_equal(equal.P[:, :, 0], equal.P[:, :, 1])  # equal for ever: rank 1
    assert np.linalg.matrix_rank(equal.P[-1] @ equal.Q[-1].T) == 1
    waits = int(re.search(r"for (\d+) epochs nothing", said)[1])
    assert tiny.train_rmse[waits - 1] > 0.99 * tiny.train_rmse[0] > tiny.train_rmse[waits]
    sizes = np.linalg.norm(tiny.P[5:waits].reshape(waits - 5, -1), axis=1)
    growth = sizes[1:] / sizes[:-1]
    assert growth.min() > 1.1  # "larger by about the same share"
    assert growth.max() / growth.min() < 1.5
    assert tiny.train_rmse[-1] < equal.train_rmse[-1]  # it is not rank 1: both columns learn
    dies = int(re.search(r"diverges within (\d+) epochs", said)[1])
    assert dies == huge.train_rmse.size
    assert not np.isfinite(huge.train_rmse[-1])
    zero = found["all zero"].train_rmse
    assert (zero == zero[0]).all()


# --- no names


def test_turned_factors_predict_the_same_and_have_moved():
    _, tiles = turned.turned(40.0, 2.0)
    _, untouched = turned.turned(0.0, 1.0)
    for number in (1, 2):  # P and Qᵀ have moved …
        assert np.abs(tiles.data[number]["z"] - untouched.data[number]["z"]).max() > 0.1
    np.testing.assert_allclose(tiles.data[0]["z"], untouched.data[0]["z"], atol=1e-12)  # … R̂ not


@pytest.mark.parametrize(("angle", "stretch"), [(0.0, 1.0), (75.0, 1.0), (0.0, 2.0), (30.0, 0.5)])
def test_a_turn_costs_nothing_and_a_stretch_costs_length(angle, stretch):
    factors, predicted = turned.trained(TOY)
    after = turned.moved(factors, angle, stretch)
    before, now = facts.loss_of(TOY, factors), facts.loss_of(TOY, after)
    assert before == pytest.approx(runs.by_epochs(TOY, **FIRST).recording.loss[-1])
    said = turned.said(angle, stretch)
    assert said_in(said, [before, now])
    if stretch == 1.0:
        assert now == pytest.approx(before)
    else:
        assert now > before + 1
    misled = [
        name for u, name in enumerate(TOY.user_names)
        if np.argmin(((after.P[u] - after.Q) ** 2).sum(axis=1)) != np.argmax(predicted[u])
    ]  # fmt: skip
    assert misled
    assert said.endswith(f"for: {', '.join(misled)}.")


def test_training_has_found_the_cheapest_stretch():
    factors, _ = turned.trained(TOY)
    costs = {
        s: facts.loss_of(TOY, turned.moved(factors, 0.0, s)) for s in (0.9, 0.95, 1, 1.05, 1.1)
    }
    assert min(costs, key=costs.get) == 1


# --- SVD


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_gradient_descent_arrives_where_the_svd_stands(k):
    full = svd.full_table()
    assert np.isfinite(full).all()
    known = np.isfinite(objective.cells_of(TOY.ratings))
    np.testing.assert_array_equal(full[known], objective.cells_of(TOY.ratings)[known])
    assert (full * 2 == np.round(full * 2)).all()
    found = svd.descended(k, 0.08, 0)
    left = np.linalg.svd(full - full.mean(), compute_uv=False)[k:]  # Eckart & Young
    assert found.best == pytest.approx(np.sqrt((left**2).sum() / full.size))
    assert found.best - 1e-12 <= found.rmse[-1] < found.best + 0.001
    assert said_in(svd.said(k, 0.08, 0), [found.best, found.rmse[-1], found.apart], 3)
    centred = svd.best_of_rank(full - full.mean(), k)
    assert np.linalg.matrix_rank(centred) == k


# --- other sentences with a number


def test_what_stands_open_on_the_page_counts_right():
    n = TOY.ratings.values.size
    assert (n, TOY.ratings.n_users, TOY.ratings.n_items) == (39, 8, 8)  # "Eight people … 39"
    assert telling.counted(TOY).startswith(f"{n} of 64 cells are known.")
    assert "32 numbers" in telling.counted(TOY)
    assert "64 numbers for 38 ratings" in next(iter(trust.reasons(TOY).values()))
    run = runs.by_epochs(TOY, **FIRST).recording
    sizes = np.linalg.norm(run.Q, axis=2).mean(axis=1)
    assert said_in(telling.on_the_map(TOY), [sizes[0], sizes[-1]])
    assert sizes[-1] > 2 * sizes[0]


def test_most_begin_near_the_middle_and_most_users_end_pointing_to_what_they_like():
    run = runs.by_epochs(TOY, **FIRST)
    P, Q = run.recording.P, run.recording.Q
    films = np.linalg.norm(Q, axis=2)
    began = np.concatenate([np.linalg.norm(P[0], axis=1), films[0]])
    assert (began < 0.5 * films[-1].mean()).mean() > 0.6
    ratings = TOY.ratings
    dots = np.sum(P[-1][ratings.users] * Q[-1][ratings.items], axis=1)
    liked = ratings.values >= 4
    towards = [(dots[liked & (ratings.users == u)] > 0).mean() > 0.5 for u in range(P.shape[1])]
    assert np.mean(towards) > 0.5


def test_a_smaller_rate_makes_the_quarrel_smaller_and_slower():
    small, usual, large = (
        runs.by_epochs(TOY, **{**FIRST, "eta": eta}).recording.train_rmse
        for eta in (0.05, 0.1, 0.2)
    )
    assert facts.risen(small) < facts.risen(usual) < facts.risen(large)
    assert small[-1] > usual[-1]


def test_most_visits_bring_the_prediction_closer_and_seldom_past_the_rating():
    walk = runs.by_visits(TOY, **FIRST, n_epochs=3)
    n = walk.visited[1:]
    u, i, r = walk.train.users[n], walk.train.items[n], walk.train.values[n]
    t = np.arange(n.size)
    before, after = (r - walk.recording.prediction[at, u, i] for at in (t, t + 1))
    assert (np.abs(after) < np.abs(before)).mean() > 0.9
    assert (before * after < 0).mean() < 0.05


def test_the_live_figures_of_the_toy_are_one_of_their_kind():
    assert len({figure.name for figure in toy.LIVE}) == len(toy.LIVE)
