"""The outer loop: frames, divergence, live knobs, golden numbers from plain Python."""

from itertools import islice

import numpy as np
import pytest

from mf_core import objective
from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.model import split, take, triples
from mf_core.training import frames, recorded
from tests.planting import observed, planted_model


def run(name, ratings, knobs, setup=None, seed=0, test=None):
    algorithm = ALGORITHMS[name]
    rng = np.random.default_rng(seed)
    state = algorithm.start(ratings, setup or algorithm.setup, rng)
    nothing = take(ratings, np.zeros(ratings.values.size, dtype=bool))
    return frames(algorithm, ratings, nothing if test is None else test, state, knobs, rng)


@pytest.fixture
def ratings():
    return observed(np.random.default_rng(5))


def test_a_frame_reports_what_the_objective_says_of_its_model(ratings):
    train, test = split(ratings, 0.3, np.random.default_rng(0))
    for frame in islice(run("sgd", train, Knobs(lam=0.2), test=test), 4):
        assert frame.loss == pytest.approx(
            objective.loss(train, frame.model.factors, 0.2, frame.model.baseline)
        )
        assert frame.train_rmse == pytest.approx(objective.rmse(train, *frame.model))
        assert frame.test_rmse == pytest.approx(objective.rmse(test, *frame.model))


def test_the_first_frame_is_the_start_and_steps_count_from_there(ratings):
    ticks = [frame.t for frame in islice(run("sgd", ratings, Knobs()), 4)]
    assert ticks == [0, 1, 2, 3]


def test_without_held_out_ratings_there_is_no_held_out_rmse(ratings):
    assert np.isnan(next(run("sgd", ratings, Knobs())).test_rmse)


def test_knobs_that_are_sent_count_from_the_next_step(ratings):
    steady = run("sgd", ratings, Knobs(eta=0.01), seed=3)
    turned = run("sgd", ratings, Knobs(eta=0.01), seed=3)
    for _ in range(3):
        before, same = next(steady), next(turned)
        assert np.array_equal(before.model.factors.P, same.model.factors.P)
    still = turned.send(Knobs(eta=1e-300))
    assert not np.array_equal(next(steady).model.factors.P, before.model.factors.P)
    np.testing.assert_allclose(still.model.factors.P, before.model.factors.P, atol=1e-250)


def test_going_on_from_a_frame_is_going_on(ratings):
    whole = list(islice(run("batch", ratings, Knobs(eta=0.01)), 6))
    algorithm = ALGORITHMS["batch"]
    rest = frames(algorithm, ratings, ratings, whole[2].state, Knobs(eta=0.01), None)
    again = list(islice(rest, 4))
    assert again[-1].t == 5
    np.testing.assert_array_equal(again[-1].model.factors.Q, whole[5].model.factors.Q)


def test_the_decaying_rate_shrinks_the_step(ratings):
    # One batch step is −η·gradient, so the first two steps at η and η·½ tell the rates.
    first, second, third = islice(run("batch", ratings, Knobs(eta=0.01, lam=0.0, decay=0.5)), 3)
    for before, after, eta in ((first, second, 0.01), (second, third, 0.005)):
        left = ratings._replace(
            values=objective.residuals(ratings, before.model.factors, before.model.baseline)
            + objective.predict(ratings.users, ratings.items, before.model.factors)
        )
        slope = objective.gradient(left, before.model.factors, 0.0)
        np.testing.assert_allclose(
            after.model.factors.P, before.model.factors.P - eta * slope.P, atol=1e-12
        )


def test_a_recording_stops_at_the_first_frame_that_diverged(ratings):
    wild = recorded(run("sgd", ratings, Knobs(eta=50.0)), 500)
    assert wild[-1].diverged
    assert not any(frame.diverged for frame in wild[:-1])
    assert len(wild) < 501
    assert len(recorded(run("sgd", ratings, Knobs()), 7)) == 8


def test_funk_trains_one_feature_after_the_other(ratings):
    setup = Setup(k=3, init="constant", scale=0.1)
    kept = recorded(run("funk", ratings, Knobs(feature_epochs=2), setup), 7)
    for t, feature in ((1, 0), (3, 1), (5, 2)):
        before, after = kept[t - 1].model.factors.P, kept[t].model.factors.P
        moved = [f for f in range(3) if not np.array_equal(before[:, f], after[:, f])]
        assert moved == [feature]
    assert np.array_equal(kept[6].model.factors.P, kept[7].model.factors.P)  # all are done
    assert not kept[1].model.factors.P[:, 1:].any()  # the others wait outside the model


def test_als_says_that_it_needs_lambda(ratings):
    with pytest.raises(ValueError, match="λ > 0"):
        recorded(run("als", ratings, Knobs(lam=0.0)), 1)


def plain_python_sgd(triples_, P, Q, order, eta, lam):
    """Five lines of somebody who never heard of arrays."""
    for n in order:
        u, i, r = triples_[n]
        e = r - sum(p * q for p, q in zip(P[u], Q[i], strict=True))
        old_p, old_q = list(P[u]), list(Q[i])
        P[u] = [p + eta * (e * q - lam * p) for p, q in zip(old_p, old_q, strict=True)]
        Q[i] = [q + eta * (e * p - lam * q) for p, q in zip(old_p, old_q, strict=True)]


def test_golden_six_by_five_against_plain_python():
    rng = np.random.default_rng(1)
    users, items = np.nonzero(rng.random((6, 5)) < 0.7)
    ratings = triples(users, items, rng.integers(1, 6, users.size), 6, 5)
    setup, knobs = Setup(k=2, baseline="none", scale=0.5), Knobs(eta=0.05, lam=0.02)
    kept = recorded(run("sgd", ratings, knobs, setup, seed=9), 5)

    P, Q = (part.tolist() for part in kept[0].model.factors)
    rng = np.random.default_rng(9)
    rng.normal(size=(6, 2)), rng.normal(size=(5, 2))  # the start drew these before any order
    listed = list(zip(users.tolist(), items.tolist(), ratings.values.tolist(), strict=True))
    # The ratings are shuffled once, by a stream of their own, users anew in each epoch.
    seed = int(rng.spawn(1)[0].integers(2**63))
    shuffled = np.random.default_rng(seed).permutation(len(listed)).tolist()
    for frame in kept[1:]:
        order = [n for user in rng.permutation(6) for n in shuffled if listed[n][0] == user]
        plain_python_sgd(listed, P, Q, order, 0.05, 0.02)
        np.testing.assert_allclose(frame.model.factors.P, P, atol=1e-12)
        np.testing.assert_allclose(frame.model.factors.Q, Q, atol=1e-12)


def test_zeros_are_a_saddle_and_a_constant_start_stays_rank_one():
    ratings = observed(np.random.default_rng(2), planted_model(np.random.default_rng(3), 2))
    zeros = Setup(k=2, init="constant", scale=0.0, baseline="mean")
    stuck = recorded(run("sgd", ratings, Knobs(eta=0.05), zeros), 20)
    assert not stuck[-1].model.factors.P.any()
    alike = Setup(k=2, init="constant", scale=0.1, baseline="mean")
    twins = recorded(run("sgd", ratings, Knobs(eta=0.02), alike), 20)[-1].model.factors
    np.testing.assert_array_equal(twins.P[:, 0], twins.P[:, 1])
