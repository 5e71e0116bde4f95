"""Laws every algorithm of the registry obeys."""

import copy
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.algorithms.funk import trail
from mf_core.algorithms.sgd import VISITS
from mf_core.model import take, triples
from mf_core.objective import predict
from mf_core.training import frames, recorded
from tests.planting import observed, planted_model
from tests.test_kernels import arrays

every_algorithm = pytest.mark.parametrize("algorithm", ALGORITHMS.values(), ids=ALGORITHMS)


@pytest.fixture
def ratings():
    rng = np.random.default_rng(11)
    return observed(rng, planted_model(rng, 2), share=0.8)


def begun(algorithm, ratings, setup, seed=0):
    rng = np.random.default_rng(seed)
    return algorithm.start(ratings, setup, rng), rng


@every_algorithm
@pytest.mark.parametrize("baseline", ["none", "mean", "biases"])
def test_start_and_step_leave_their_input_untouched(algorithm, ratings, baseline):
    before = copy.deepcopy(ratings)
    state, rng = begun(algorithm, ratings, Setup(k=3, baseline=baseline))
    for _ in range(3):
        kept = copy.deepcopy(state)
        after = algorithm.step(ratings, state, Knobs(feature_epochs=1), rng)
        for now, then in zip(arrays(state[:2]), arrays(kept[:2]), strict=True):
            np.testing.assert_array_equal(now, then)
        state = after
    for now, then in zip(arrays(ratings), arrays(before), strict=True):
        np.testing.assert_array_equal(now, then)


@every_algorithm
@pytest.mark.parametrize("k", [1, 2, 5])
def test_shapes_are_kept_and_time_is_counted(algorithm, ratings, k):
    state, rng = begun(algorithm, ratings, Setup(k=k))
    for t in range(3):
        assert state.t == t
        assert state.model.factors.P.shape == (ratings.n_users, k)
        assert state.model.factors.Q.shape == (ratings.n_items, k)
        state = algorithm.step(ratings, state, Knobs(), rng)


@every_algorithm
def test_the_same_seed_is_the_same_run_bit_for_bit(algorithm, ratings):
    def last(seed):
        state, rng = begun(algorithm, ratings, Setup(k=3), seed)
        run = frames(algorithm, ratings, ratings, state, algorithm.knobs, rng)
        return recorded(run, 5)[-1].model

    for one, two in zip(arrays(last(4)), arrays(last(4)), strict=True):
        np.testing.assert_array_equal(one, two)
    assert not np.array_equal(last(4).factors.P, last(5).factors.P)


def goes_downhill(algorithm, ratings):
    state, rng = begun(algorithm, ratings, Setup(k=2, scale=0.5))
    run = frames(algorithm, ratings, ratings, state, Knobs(eta=1e-4, lam=0.01), rng)
    losses = [frame.loss for frame in recorded(run, 5)]
    return all(later < sooner for sooner, later in pairwise(losses))


@every_algorithm
def test_a_small_step_goes_downhill_where_it_says_so(algorithm, ratings):
    """And does not where it does not say so, else its record excuses what needs no excuse."""
    assert goes_downhill(algorithm, ratings) == algorithm.descends


@every_algorithm
def test_it_recovers_a_planted_rank_two_matrix(algorithm):
    rng = np.random.default_rng(21)
    P, Q = rng.normal(size=(12, 2)), rng.normal(size=(10, 2))
    users, items = (index.ravel() for index in np.indices((12, 10)))
    truth = triples(users, items, (P @ Q.T).ravel())
    hidden = rng.random(users.size) < 0.1
    train, test = take(truth, ~hidden), take(truth, hidden)
    recovers = told(algorithm)
    state, rng = begun(algorithm, train, Setup(k=2, scale=0.3, baseline="none"))
    run = frames(algorithm, train, test, state, recovers.knobs, rng)
    last = recorded(run, recovers.n_steps)[-1]
    spread = float(np.std(truth.values))
    assert last.train_rmse < recovers.train * spread
    assert last.test_rmse < recovers.test * spread


def told(algorithm):
    """The recovery an algorithm promises, or what its author has to add."""
    if algorithm.recovers is None:
        pytest.fail(
            f"{algorithm.name}: its record says no `recovers`. Add the knobs and the number of "
            "steps with which it finds a rank-2 matrix without noise: Recovery(Knobs(…), 800)."
        )
    return algorithm.recovers


def test_an_algorithm_without_recovery_is_told_what_to_add():
    with pytest.raises(pytest.fail.Exception, match=r"^sgd_visits: .* Add the knobs"):
        told(VISITS)


@every_algorithm
@pytest.mark.parametrize("eta", [0.1, 10.0, 1e9])
def test_an_absurd_rate_ends_in_a_frame_never_in_an_exception(algorithm, ratings, eta):
    state, rng = begun(algorithm, ratings, Setup(k=3))
    run = frames(algorithm, ratings, ratings, state, Knobs(eta=eta), rng)
    kept = recorded(run, 300)
    assert kept[-1].diverged or len(kept) == 301
    if eta == 1e9 and algorithm.has_rate:
        assert kept[-1].diverged


@every_algorithm
@pytest.mark.parametrize(
    "few",
    [
        triples([0], [0], [3.0]),  # one rating
        triples([0, 0, 0], [0, 1, 2], [1, 2, 3]),  # one user
        triples([0, 1, 2], [0, 0, 0], [1, 2, 3]),  # one item
        triples([0, 0, 1, 1], [0, 1, 0, 1], [3, 3, 3, 3]),  # all equal
        triples([0, 3], [0, 4], [1, 5]),  # users and items nobody rated
    ],
    ids=["one rating", "one user", "one item", "all equal", "gaps"],
)
def test_the_smallest_sets_run(algorithm, few):
    nothing = take(few, np.zeros(few.values.size, dtype=bool))
    state, rng = begun(algorithm, few, Setup(k=2))
    last = recorded(frames(algorithm, few, nothing, state, algorithm.knobs, rng), 5)[-1]
    assert np.isfinite(last.train_rmse)
    assert np.isnan(last.test_rmse)
    users, items = np.arange(few.n_users), np.zeros(few.n_users, dtype=int)
    assert np.isfinite(predict(users, items, *last.model)).all()


SAME_ON_ONE_RATING = [
    *(ALGORITHMS[name] for name in ("sgd", "funk", "minibatch", "batch")),
    VISITS,
]


@pytest.mark.parametrize("algorithm", SAME_ON_ONE_RATING, ids=lambda algorithm: algorithm.name)
def test_the_rate_decays_from_the_second_epoch_on_by_hand(algorithm):
    # One rating of 3 stars, p = q = 1, λ = 0. First epoch, η = 0.1: e = 3 − 1 = 2, so that
    # p = q = 1 + 0.1 · 2 · 1 = 1.2. Second, η = 0.05: e = 3 − 1.44 = 1.56, and
    # p = q = 1.2 + 0.05 · 1.56 · 1.2 = 1.2936. Third, η = 0.025: e = 3 − 1.2936².
    one = triples([0], [0], [3.0])
    state, rng = begun(algorithm, one, Setup(1, "constant", 1.0, "none"))
    for p in (1.2, 1.2936, 1.2936 + 0.025 * (3 - 1.2936**2) * 1.2936):
        state = algorithm.step(one, state, Knobs(eta=0.1, lam=0.0, decay=0.5), rng)
        assert state.model.factors.P.item() == pytest.approx(p, abs=1e-12)
        assert state.model.factors.Q.item() == pytest.approx(p, abs=1e-12)


def test_every_feature_of_funk_begins_with_the_full_rate_by_hand():
    # As above, one epoch for each feature: the first leaves 3 − 1.44 = 1.56. The second begins at
    # p = q = 1 and at η = 0.1 again: e = 0.56, p = q = 1 + 0.1 · 0.56 = 1.056.
    one, funk = triples([0], [0], [3.0]), ALGORITHMS["funk"]
    state, rng = begun(funk, one, Setup(2, "constant", 1.0, "none"))
    for _ in range(2):
        knobs = Knobs(eta=0.1, lam=0.0, decay=0.5, feature_epochs=1)
        state = funk.step(one, state, knobs, rng)
    np.testing.assert_allclose(state.model.factors.P, [[1.2, 1.056]])


FUNK = ALGORITHMS["funk"]


def test_waiting_features_are_counted_at_their_start_by_hand():
    # Three features start at 0.5: τ = 2 · 0.25 for the first, so e = 3 − 0.25 − 0.5 = 2.25 and
    # p = 0.5 + 0.1 · 2.25 · 0.5 = 0.6125. What it leaves is 3 − 0.6125², without the waiting ones.
    one = triples([0], [0], [3.0])
    state, rng = begun(FUNK, one, Setup(3, "constant", 0.5, "none"))
    knobs = Knobs(eta=0.1, lam=0.0, feature_epochs=1, trailing=True)
    moved = FUNK.step(one, state, knobs, rng)
    np.testing.assert_allclose(moved.model.factors.P, [[0.6125, 0.5, 0.0]])
    np.testing.assert_allclose(moved.memory.residuals, [3 - 0.6125**2])
    assert trail(moved.memory) == pytest.approx(0.25)


def test_a_clipped_prediction_leaves_the_error_beyond_the_scale_alone_by_hand():
    # p q = 4 is clipped to 3.5: e = 3 − 3.5 and p = 2 − 0.1 · 0.5 · 2 = 1.9. It explains
    # 1.9² = 3.61, clipped to 3.5 again; the residual is −0.5.
    one = triples([0], [0], [3.0])
    state, rng = begun(FUNK, one, Setup(1, "constant", 2.0, "none"))
    knobs = Knobs(eta=0.1, lam=0.0, feature_epochs=1, clip=(0.5, 3.5))
    moved = FUNK.step(one, state, knobs, rng)
    np.testing.assert_allclose(moved.model.factors.P, [[1.9]])
    np.testing.assert_allclose(moved.memory.residuals, [-0.5])


@pytest.mark.parametrize("step", [FUNK.step, FUNK.fast.step], ids=["paper", "fast"])
def test_a_scale_nothing_leaves_changes_nothing_but_rounding(step, ratings):
    """The fast step has no clip: asked for one, it takes the step on paper."""
    setup, moved = Setup(2, "random", 0.1), []
    for clip in (None, (-100.0, 100.0)):
        state, rng = begun(FUNK, ratings, setup)
        knobs = Knobs(eta=0.05, feature_epochs=2, clip=clip)
        for _ in range(4):
            state = (FUNK.step if clip is None else step)(ratings, state, knobs, rng)
        moved.append(state.model.factors)
    np.testing.assert_allclose(moved[1].P, moved[0].P, atol=1e-12)
    np.testing.assert_allclose(moved[1].Q, moved[0].Q, atol=1e-12)


@every_algorithm
def test_decay_is_a_smaller_rate_in_each_later_epoch(algorithm, ratings):
    setup, (knobs, *turned) = Setup(k=2, scale=0.5), [Knobs(eta=0.08 / 2**t) for t in range(4)]
    decayed, rng = begun(algorithm, ratings, setup)
    by_hand, other_rng = begun(algorithm, ratings, setup)
    for turn in (knobs, *turned):
        decayed = algorithm.step(ratings, decayed, Knobs(eta=0.08, decay=0.5), rng)
        by_hand = algorithm.step(ratings, by_hand, turn, other_rng)
        np.testing.assert_array_equal(decayed.model.factors.P, by_hand.model.factors.P)


@every_algorithm
@pytest.mark.parametrize(("knob", "follows"), [("eta", "has_rate"), ("lam", "has_lam")])
def test_an_algorithm_follows_the_knobs_it_says(algorithm, knob, follows, ratings):
    def moved(value):
        state, rng = begun(algorithm, ratings, Setup(k=2, scale=0.5))
        return algorithm.step(ratings, state, replace(Knobs(), **{knob: value}), rng).model

    alike = all(map(np.array_equal, arrays(moved(0.01)), arrays(moved(0.02))))
    assert alike != getattr(algorithm, follows)


def test_the_registry_names_are_the_records_names():
    assert [algorithm.name for algorithm in ALGORITHMS.values()] == list(ALGORITHMS)


@pytest.mark.parametrize("baseline", ["mean", "biases"])
def test_n_visits_are_one_epoch_bit_for_bit(ratings, baseline):
    setup, knobs, n = Setup(k=2, baseline=baseline), Knobs(eta=0.02, decay=0.9), ratings.values.size
    runs = []
    for algorithm in (ALGORITHMS["sgd"], VISITS):
        state, rng = begun(algorithm, ratings, setup, seed=8)
        runs.append(frames(algorithm, ratings, ratings, state, knobs, rng))
    epochs, visits = recorded(runs[0], 3), recorded(runs[1], 3 * n)
    for t in range(4):
        for one, two in zip(arrays(epochs[t].model), arrays(visits[t * n].model), strict=True):
            np.testing.assert_array_equal(one, two)
    seen = [frame.state.memory.visited for frame in visits[1 : n + 1]]
    assert sorted(seen) == list(range(n))
