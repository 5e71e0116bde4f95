"""What is said of a finding: with its numbers, by whom they were measured, and with its figure."""

import re

import numpy as np
import pytest

from benchmarks import planted_runs
from mf_core import objective
from mf_core.algorithms import ALGORITHMS
from mf_core.doctor import Case, examine
from mf_core.figures.picture import Picture
from mf_core.model import split
from mf_core.saying import number
from mf_core.training import frames, recorded
from pages._kit import diagnosis
from pages._kit.parts.full_data import runs as full_runs
from pages._kit.parts.full_data import views
from pages._kit.stage.scene import scene
from pages._kit.toy import boards, runs
from tests.test_jobs import until


@pytest.fixture(scope="module")
def cases():
    """A run with each of the faults that can be planted."""
    made = {}
    for n, (fault, makers) in enumerate(planted_runs.FAULTS.items()):
        for maker in makers:
            made[fault] = maker(np.random.default_rng([4, n])).case
    return made


def test_every_finding_has_a_sentence_with_its_numbers_and_a_figure_that_can_be_drawn(cases):
    told = set()
    for case in cases.values():
        findings = examine(case)
        for finding, said in zip(findings, diagnosis.sentences(findings, "step"), strict=True):
            told.add(finding.name)
            assert said.startswith("**")
            assert not re.search(r"nan|inf|\{|\d[eE]-", said)
            assert re.search(r"\d", said) or finding.name == "sequential"
            picture = diagnosis.proof(finding, case)
            assert picture is None or scene([picture])["n_steps"] == 1
    assert told == set(diagnosis.SAID) == planted_runs.FAULTS.keys() - {"healthy"}


def test_the_numbers_said_are_those_of_the_curves():
    falls, turns = np.array([1.0, 0.8, 0.7, 0.6]), np.array([1.0, 0.9, 0.95, 1.2])
    (finding,) = examine(Case(falls, turns))
    (said,) = diagnosis.sentences([finding], "pair of half-steps")
    assert "since pair of half-steps 1" in said
    for value in (0.9, 1.2, 0.6):
        assert number(value, 3) in said
    proof = diagnosis.proof(finding, Case(falls, turns))
    assert isinstance(proof, Picture)
    assert proof.layout["shapes"][0]["x0"] == 1


def test_the_proof_of_idle_factors_is_the_singular_values_of_their_product(cases):
    case = cases["idle factors"]
    (finding,) = (each for each in examine(case) if each.name == "idle factors")
    P, Q = case.model.factors
    worth = np.linalg.svd(P @ Q.T, compute_uv=False)[: P.shape[1]]
    np.testing.assert_allclose(diagnosis.proof(finding, case).data[0]["y"], worth, atol=1e-9)


@pytest.mark.parametrize("name", ALGORITHMS)
def test_what_an_algorithm_of_the_course_reports_is_never_called_a_slip(name):
    """What their own frames say of them: no scale, no clip, no leak, no zeros."""
    algorithm, rng = ALGORITHMS[name], np.random.default_rng(2)
    at = planted_runs.world(rng)
    start = algorithm.start(at.train, algorithm.setup, np.random.default_rng(0))
    run = recorded(frames(algorithm, at.train, at.test, start, algorithm.knobs, rng), 12)
    rmse = np.array([(frame.train_rmse, frame.test_rmse) for frame in run]).T
    case = Case(*rmse, run[-1].model, at.train, at.test, planted_runs.SCALE, start.model)
    slips = {"wrong scale", "clipped", "zero-filled", "leaked", "stuck", "rank one", "diverged"}
    assert not slips & {finding.name for finding in examine(case)}


def test_the_toy_is_told_what_its_settings_do():
    assert "**Crawling**" in boards.said_of_epochs(0.001, 0.2, 2, 3)
    assert "**More numbers than ratings**" in boards.said_of_epochs(0.1, 0.2, 4, 3)
    assert "**k without effect**" in boards.said_of_epochs(0.1, 1.0, 2, 3)
    first = boards.said_of_epochs(0.1, 0.2, 2, 3)
    assert not any(name in first for name in ("Crawling", "Overfitted", "effect", "numbers than"))


def test_a_toy_run_is_told_to_the_doctor_as_it_was_recorded():
    run = runs.by_epochs(runs.built_in(), 0.1, 0.2, 2, 3)
    case = runs.case_of(run, (1.0, 5.0))
    np.testing.assert_array_equal(case.model.factors.P, run.recording.P[-1])
    np.testing.assert_array_equal(case.start.factors.Q, run.recording.Q[0])
    predicted = case.model.factors.P @ case.model.factors.Q.T + case.model.baseline.mu
    np.testing.assert_allclose(predicted, run.recording.prediction[-1])
    train, test = split(runs.built_in().ratings, runs.SHARE, np.random.default_rng(3))
    np.testing.assert_array_equal(case.train.values, train.values)
    np.testing.assert_array_equal(case.test.values, test.values)


def test_the_run_full_data_opens_with_is_told_as_it_ended_and_found_sound():
    job = full_runs.opening()
    until(lambda: job.over)
    seen = job.snapshot()
    case = views.case_of(seen, job.frame.model)
    assert case.train_rmse.size == case.test_rmse.size == len(seen.points)
    assert objective.rmse(case.train, *case.model) == pytest.approx(case.train_rmse[-1])
    assert objective.rmse(case.test, *case.model) == pytest.approx(case.test_rmse[-1])
    assert examine(case) == []
