"""Every line of every derivation, in every notation: true, and provably not otherwise."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mf_core.derivation import (
    ROUTES,
    Numbers,
    by_p,
    line,
    numbers_below,
    one_rating,
    slope_in_p,
    struck,
    with_gap,
)
from mf_core.derivation.numbers import all_charged
from mf_core.notation import DIALECTS, render
from tests.derivations import each_dialect, each_step

PARTS = [
    pytest.param(part, id=f"{key}-{part.title}")
    for key, route in ROUTES.items()
    for part in route.parts
]


@st.composite
def generic_numbers(draw):
    """A small rating matrix with holes: user 1 rated items 0, 2 and 3, not 1; k is 2 or 3."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    k = draw(st.integers(2, 3))
    M = np.array([[1.0, 1, 0, 1], [1, 0, 1, 1], [0, 1, 1, 1]])

    def away_from_zero(*shape):
        return rng.uniform(0.3, 1.8, shape) * rng.choice([-1.0, 1.0], shape)

    return Numbers(
        R=rng.uniform(1, 5, M.shape),
        M=M,
        B=rng.normal(0, 0.5, M.shape),
        P=away_from_zero(3, k),
        Q=away_from_zero(4, k),
        u=1,
        i=draw(st.sampled_from([0, 2, 3])),
        f=draw(st.integers(0, k - 1)),
        eta=draw(st.floats(0.001, 0.2)),
        lam=draw(st.floats(0.01, 0.5)),
        dialect=draw(st.sampled_from(list(DIALECTS))),
    )


@settings(deadline=None)
@given(numbers=generic_numbers())
@pytest.mark.parametrize("part", PARTS)
def test_all_sides_are_the_same_number_and_the_measured_one(part, numbers):
    measured = part.measured(numbers)
    for step in part.steps:
        left, right = step.left.value(numbers), step.right.value(numbers)
        assert left == pytest.approx(right, rel=1e-9, abs=1e-9), step.name
        assert right == pytest.approx(measured, rel=1e-5, abs=1e-5), step.name


@each_step
@each_dialect
def test_every_wrong_choice_is_numerically_wrong(step, dialect):
    """At generic numbers: fixed here, because chance can make any two formulas meet."""
    rng = np.random.default_rng(7)
    M = np.array([[1.0, 1, 0, 1], [1, 0, 1, 1], [0, 1, 1, 1]])
    numbers = Numbers(
        R=rng.uniform(1, 5, M.shape),
        M=M,
        B=rng.normal(0, 0.5, M.shape),
        P=rng.normal(size=(3, 3)),
        Q=rng.normal(size=(4, 3)),
        u=1,
        i=2,
        f=1,
        eta=0.07,
        lam=0.13,
        dialect=dialect,
    )
    right = step.right.value(numbers)
    assert 2 <= len(step.gap.wrong) <= 4
    for wrong in step.gap.wrong:
        assert abs(wrong.value(numbers) - right) > 1e-4 * max(1.0, abs(right))


@each_step
@each_dialect
def test_the_choices_of_a_gap_look_different_and_fit(step, dialect):
    assert step.right.tex.count(step.gap.hidden) == 1
    fillings = [step.gap.hidden, *(wrong.tex for wrong in step.gap.wrong)]
    assert with_gap(step, step.gap.hidden) == step.right.tex
    rendered = [render(with_gap(step, filling), dialect) for filling in fillings]
    assert len(set(rendered)) == len(fillings)
    for tex in (*rendered, render(with_gap(step), dialect)):
        assert not set("<>#") & set(tex)
        assert tex.count("{") == tex.count("}")
        assert tex.count(r"\left") == tex.count(r"\right")


@each_step
@each_dialect
def test_a_line_renders_with_its_numbers_and_its_dead(step, dialect):
    numbers = one_rating(4.0, np.array([0.5, 1.0]), np.array([0.8, -0.4]), 1, 0.1, 0.02, b=0.25)
    tex = line(step, numbers._replace(dialect=dialect), values=True)
    assert not set("<>#") & set(tex)
    assert tex.count("{") == tex.count("}")
    assert tex.count(r"\cancel{") == len(step.dies)
    assert not re.search(r"\\ell[A-Za-z]", tex)
    for dead in step.dies:
        assert step.left.tex.count(dead) == 1
        assert dead not in step.right.tex


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)
def test_each_line_goes_on_where_the_last_one_stopped(route):
    for part in route.parts:
        for before, after in zip(part.steps, part.steps[1:], strict=False):
            assert after.left == before.right
    names = [step.name for step in route.steps]
    assert len(set(names)) == len(names) >= 11
    for step in route.steps:
        assert step.says.endswith(".")
        assert all(wrong.reason.endswith(".") for wrong in step.gap.wrong)


def test_both_single_rating_routes_meet():
    ends = {ROUTES[key].parts[0].steps[-1].right for key in ("chain", "expand")}
    assert len(ends) == 1
    assert render(ends.pop().tex, roles=False) == r"-e_{ui}\,q_{if}"


def test_one_rating_by_hand():
    """r = 4, p = (½, 1), q = (0.8, −0.4): prediction 0, error 4, slopes −4q and −4p."""
    numbers = one_rating(4.0, np.array([0.5, 1.0]), np.array([0.8, -0.4]), 1, 0.1, 0.0)
    assert numbers.e == pytest.approx(4.0)
    chain = ROUTES["chain"]
    assert chain.parts[0].steps[-1].right.value(numbers) == pytest.approx(1.6)
    assert chain.parts[1].steps[-1].right.value(numbers) == pytest.approx(-4.0)
    assert chain.parts[-2].steps[-1].right.value(numbers) == pytest.approx(1.0 - 0.16)
    assert chain.parts[-1].steps[-1].right.value(numbers) == pytest.approx(-0.4 + 0.4)
    assert numbers_below("<e:u,i> <p:u,g> <q:i,f>", numbers) == {
        "e:u,i": pytest.approx(4.0),
        "q:i,f": -0.4,
    }


def test_a_running_index_has_no_number_below_it():
    numbers = one_rating(4.0, np.array([0.5, 1.0]), np.array([0.8, -0.4]), 1, 0.1, 0.0)
    for running in ("<items_of:i,u>", "<pairs:u,i>", "<i>=1", "<i>"):
        template = rf"<p:u,f> - <rate> \sum_{{{running}}} <e:u,i>\,<q:i,f>"
        assert "p:u,f" in numbers_below(r"<p:u,f> - <rate> \sum_{<g> \neq <f>} <q:i,f>", numbers)
        assert not {"e:u,i", "q:i,f"} & set(numbers_below(template, numbers))


@settings(deadline=None)
@given(numbers=generic_numbers())
def test_the_update_is_the_same_in_every_notation(numbers):
    """The course's rate, translated, moves the factor equally far by every source's rule."""
    for route in ROUTES.values():
        ends = [
            route.parts[-1].steps[-1].right.value(numbers._replace(dialect=dialect))
            for dialect in DIALECTS
        ]
        np.testing.assert_allclose(ends, ends[0], rtol=1e-12, atol=1e-12)


@settings(deadline=None)
@given(numbers=generic_numbers())
def test_the_exact_derivative_agrees_with_the_difference(numbers):
    exact = by_p(numbers, all_charged)
    assert exact == pytest.approx(slope_in_p(numbers, all_charged), rel=1e-6, abs=1e-6)
    assert struck(ROUTES["chain"].steps[0]) == ROUTES["chain"].steps[0].left.tex
