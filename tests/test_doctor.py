"""The run doctor: planted faults by their names, and silence where nothing is wrong."""

import numpy as np
import pytest

from benchmarks import doctor, planted_runs
from mf_core import objective
from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.doctor import Case, examine
from mf_core.doctor.factors import strengths
from mf_core.model import Factors, Model, no_baseline, triples
from mf_core.training import frames, recorded

N_RUNS = 156  # a quarter of them healthy, and nine or ten of each fault


@pytest.fixture(scope="module")
def asked():
    """Planted runs, and what the doctor says of each."""
    runs = planted_runs.runs(N_RUNS, seed=7)
    return runs, [doctor.said(run) for run in runs]


def test_he_is_right_on_planted_runs_and_raises_few_false_alarms(asked):
    found = doctor.score(*asked)
    assert found.right >= 0.95
    assert found.alarms <= 0.02


def test_every_fault_is_planted_and_mostly_found(asked):
    for fault in planted_runs.FAULTS.keys() - {"healthy"}:
        told = [names for run, names in zip(*asked, strict=True) if run.fault == fault]
        assert len(told) >= 9
        assert sum(fault in names for names in told) >= 0.8 * len(told), fault


def test_the_table_counts_every_run_once(asked):
    rows = [row.split("|")[1:3] for row in doctor.table(*asked).splitlines()[2:]]
    assert [name.strip() for name, _ in rows] == list(planted_runs.FAULTS)
    assert sum(int(n) for _, n in rows) == N_RUNS


def test_the_score_notices_a_doctor_who_is_silent_or_says_everything(asked):
    runs, _ = asked
    silent = doctor.score(runs, [frozenset()] * N_RUNS)
    assert (silent.right, silent.alarms) == (pytest.approx(0.25), 0.0)
    every = frozenset(planted_runs.FAULTS) - {"healthy"}
    assert doctor.score(runs, [every] * N_RUNS).alarms == 1.0


def names_of(case):
    return [found.name for found in examine(case)]


def falling(*values):
    return np.array(values, dtype=float)


def test_curves_alone_are_enough_where_they_tell():
    none = np.full(3, np.nan)
    assert names_of(Case(falling(1.0, 2.0, np.inf), none)) == ["diverged"]
    assert names_of(Case(falling(1.0, 0.6, 0.5), none)) == []
    slow = np.linspace(1.0, 0.99, 21)
    assert names_of(Case(slow, slow)) == ["crawling"]
    assert names_of(Case(1.0 - 0.5 * (1 - 0.8 ** np.arange(21)), np.full(21, np.nan))) == []


def test_a_rise_that_a_few_ratings_can_make_by_chance_is_not_overfitting():
    few, many = (triples(range(n), range(n), np.ones(n)) for n in (4, 4000))
    falls, turns = falling(1.0, 0.8, 0.7), falling(1.0, 0.9, 1.0)
    assert names_of(Case(falls, turns, test=few)) == []
    (found,) = examine(Case(falls, turns, test=many))
    assert found.numbers == {"epoch": 1.0, "lowest": 0.9, "end": 1.0, "train": 0.7}


def test_a_held_out_rating_that_is_trained_on_is_counted():
    train, test = triples([0, 1, 1], [0, 0, 1], [3, 4, 5]), triples([1, 0], [1, 1], [5, 2])
    model = Model(Factors(np.ones((2, 1)), np.ones((2, 1))), no_baseline(2, 2))
    rmse = objective.rmse(train, *model)
    case = Case(falling(rmse, rmse), falling(3, 3), model, train, test)
    leaked = {found.name: found.numbers for found in examine(case)}["leaked"]
    assert leaked == {"both": 1.0, "held_out": 2.0}


def test_strengths_are_the_singular_values_of_the_product_in_stars():
    rng = np.random.default_rng(0)
    for shape in ((7, 5, 3), (3, 9, 4)):
        factors = Factors(rng.normal(size=(shape[0], shape[2])), rng.normal(size=shape[1:]))
        found, cells = strengths(factors), factors.P @ factors.Q.T
        assert found.shape == (shape[2],)
        assert np.sqrt(np.sum(found**2)) == pytest.approx(np.sqrt(np.mean(cells**2)))


def test_what_still_grows_is_not_idle_and_what_has_died_is():
    """Both ends of λ from one tiny start: beside the saddle, and shrunk for good."""
    rng = np.random.default_rng(3)
    at = planted_runs.world(rng)
    sgd = ALGORITHMS["sgd"]
    for lam, eta, expected in ((0.0, 0.001, []), (3.0, 0.05, ["idle factors"])):
        start = sgd.start(at.train, Setup(k=2, scale=0.01), np.random.default_rng(0))
        run = recorded(frames(sgd, at.train, at.test, start, Knobs(eta, lam), rng), 40)
        rmse = np.array([(frame.train_rmse, frame.test_rmse) for frame in run]).T
        case = Case(*rmse, run[-1].model, at.train, at.test, start=start.model)
        assert [name for name in names_of(case) if name == "idle factors"] == expected


def test_a_run_that_has_left_all_numbers_is_diverged_and_nothing_else():
    broken = Model(Factors(np.full((2, 2), np.nan), np.ones((2, 2))), no_baseline(2, 2))
    train = triples([0, 1], [0, 1], [3.0, 4.0])
    case = Case(falling(1.0, np.inf), falling(1.0, np.inf), broken, train, train)
    assert names_of(case) == ["diverged", "too many parameters"]
