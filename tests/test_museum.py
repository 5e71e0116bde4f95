"""The bug museum: every mistake shows, and the right program is never taken for one."""

import numpy as np
import pytest

from mf_core.kernels.bugs.masks import masked_step, mean_step
from mf_core.kernels.bugs.visits import borrowed_visit, copied_visit
from mf_core.kernels.sequential import sequential_visit
from mf_core.kernels.sgd import sgd_visit
from mf_core.model import random_factors
from mf_core.museum import (
    CLEAR,
    EXHIBITS,
    SIGNS,
    STARTS,
    Setting,
    band,
    curves_of,
    distance,
    loudness,
    run,
)
from mf_core.museum.parts import visits
from mf_core.museum.program import Program
from mf_core.notation import MISPRINTS

each = pytest.mark.parametrize("name", EXHIBITS)


@each
@pytest.mark.parametrize("seed", range(3))
def test_a_mistake_is_louder_than_any_start_of_the_right_program(name, seed):
    one = EXHIBITS[name]
    assert max(loudness(one.right, one.setting, run(one.wrong, one.setting, seed)).values()) > CLEAR


SETTINGS = list({(one.right, one.setting): None for one in EXHIBITS.values()})


@pytest.mark.parametrize(("program", "setting"), SETTINGS)
@pytest.mark.parametrize("seed", range(6))
def test_the_right_program_is_never_that_loud(program, setting, seed):
    heard = loudness(program, setting, run(program, setting, seed))
    assert set(heard) == set(SIGNS)
    assert max(heard.values()) < CLEAR


HIDDEN = [name for name, one in EXHIBITS.items() if one.hides is not None]


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("seed", range(3))
def test_where_a_mistake_hides_it_is_no_louder_than_a_start(name, seed):
    one = EXHIBITS[name]
    assert max(loudness(one.right, one.hides, run(one.wrong, one.hides, seed)).values()) < CLEAR


@each
def test_a_mistake_changes_one_part_of_the_program_and_no_setting_favours_it(name):
    one = EXHIBITS[name]
    same = [a == b for a, b in zip(one.right, one.wrong, strict=True)]
    assert same.count(False) == 1
    assert one.code[0] is not one.code[1]


def test_a_printed_slip_is_one_of_the_misprints_of_the_sources():
    names = {slip.name for slip in MISPRINTS}
    printed = [one.misprint for one in EXHIBITS.values() if one.misprint]
    assert len(printed) == 4
    assert set(printed) <= names


# --- what the exhibits say of each other


def test_the_visit_with_a_copy_is_that_of_the_course_and_with_a_slice_the_sequential_one():
    setting = Setting(epochs=5)
    by = {
        visit: run(Program(step=visits(visit)), setting, 0).factors
        for visit in (sgd_visit, copied_visit, sequential_visit, borrowed_visit)
    }
    for one, other in ((copied_visit, sgd_visit), (borrowed_visit, sequential_visit)):
        np.testing.assert_allclose(by[one].P, by[other].P, rtol=1e-9)
        np.testing.assert_allclose(by[one].Q, by[other].Q, rtol=1e-9)
    assert np.abs(by[sgd_visit].Q - by[sequential_visit].Q).max() > 0.01


def test_visiting_by_a_loop_in_python_is_the_epoch_of_the_course():
    looped, compiled = (
        run(program, Setting(epochs=3), 4)
        for program in (Program(step=visits(sgd_visit)), Program())
    )
    np.testing.assert_array_equal(looped.factors.P, compiled.factors.P)


def test_without_its_share_a_step_on_the_mean_is_half_the_number_of_ratings_too_long():
    """On two ratings, where 2/n is 1, nobody would notice."""
    rng = np.random.default_rng(0)
    for n in (2, 6):
        M = (np.arange(12).reshape(3, 4) < n).astype(float)
        R = rng.uniform(1, 5, (3, 4)) * M
        by = {}
        for step, eta in ((mean_step, 0.1), (masked_step, 0.1 * 2 / n)):
            by[step] = random_factors(3, 4, 2, 0.5, np.random.default_rng(1))
            step(R, M, by[step], eta)
        np.testing.assert_allclose(by[mean_step].P, by[masked_step].P, rtol=1e-12)


def test_ratings_above_zero_are_a_mask_until_the_mean_is_taken_off():
    one = EXHIBITS["positive"]
    right, wrong = (run(program, one.hides, 0) for program in (one.right, one.wrong))
    np.testing.assert_array_equal(right.factors.P, wrong.factors.P)


@pytest.mark.parametrize("name", ["every_cell", "no_mean", "on_the_way"])
def test_a_wrong_report_leaves_the_factors_as_they_are(name):
    one = EXHIBITS[name]
    right, wrong = (run(program, one.setting, 0) for program in (one.right, one.wrong))
    np.testing.assert_array_equal(right.factors.P, wrong.factors.P)
    assert np.abs(right.printed - wrong.printed)[1:].mean() > 0.05


def test_all_starts_of_the_right_programs_survive_where_the_sequential_ones_do_not():
    one = EXHIBITS["sequential"]
    assert np.isfinite(band(one.right, one.setting)["held_out"]).all()
    gone = [run(one.wrong, one.setting, seed).diverged for seed in STARTS]
    assert sum(gone) > len(STARTS) / 2


# --- the measure


def test_the_distance_is_the_mean_gap_to_the_middle_of_the_right_curves():
    right = np.array([[9.0, 1.0, 2.0], [9.0, 2.0, 4.0], [9.0, 6.0, 9.0]])
    assert distance(right, np.array([0.0, 3.0, 1.0])) == pytest.approx((1 + 3) / 2)
    assert distance(right, np.array([0.0, 3.0, np.nan])) == np.inf


def test_a_run_is_drawn_from_its_seed_alone_and_ends_where_it_diverges():
    one = EXHIBITS["uphill"]
    first, again = (run(one.wrong, one.setting, 0) for _ in range(2))
    for sign in SIGNS:
        np.testing.assert_array_equal(curves_of(first)[sign], curves_of(again)[sign])
    ends = int(np.flatnonzero(np.isnan(first.held_out))[0])
    assert first.diverged
    assert np.isnan(first.printed[ends:]).all()
    assert np.isnan(first.printed[0])  # no program prints before its first epoch
