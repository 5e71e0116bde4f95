"""Differences against what is known exactly: on polynomials every error has a formula."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mf_core.slopes.calculus import (
    central_difference,
    difference_gradient,
    difference_quotient,
    directional_derivative,
    gradient_error,
    secant,
    tangent,
)

on_a_busy_machine = settings(deadline=None)
numbers = st.floats(-10, 10)
steps = st.floats(1e-3, 2) | st.floats(-2, -1e-3)
vectors = st.lists(numbers, min_size=2, max_size=5).map(np.array)


def parabola(x):
    return 3 * x * x


@on_a_busy_machine
@given(x=numbers, h=steps)
def test_forward_error_on_3x2_is_exactly_3h(x, h):
    # (3(x+h)² − 3x²)/h = 6x + 3h
    assert difference_quotient(parabola, x, h) == pytest.approx(6 * x + 3 * h, abs=1e-9 / abs(h))


@on_a_busy_machine
@given(x=numbers, h=st.floats(1e-3, 2))
def test_central_difference_is_exact_on_a_parabola_and_off_by_h2_on_a_cubic(x, h):
    # ((x+h)³ − (x−h)³)/2h = 3x² + h²
    assert central_difference(parabola, x, h) == pytest.approx(6 * x, abs=1e-9)
    assert central_difference(lambda t: t**3, x, h) == pytest.approx(3 * x * x + h * h, abs=1e-9)


@pytest.mark.parametrize(("rule", "order"), [(difference_quotient, 1), (central_difference, 2)])
def test_order_of_the_error(rule, order):
    """Ten times smaller steps make the error 10 or 100 times smaller."""
    large, small = (abs(rule(np.exp, 0.3, h) - np.exp(0.3)) for h in (1e-2, 1e-3))
    assert large / small == pytest.approx(10**order, rel=0.02)


@on_a_busy_machine
@given(x=numbers, h=steps)
def test_secant_meets_the_curve_twice(x, h):
    line = secant(parabola, x, h)
    assert line.at(x) == pytest.approx(parabola(x), abs=1e-9 / abs(h))
    assert line.at(x + h) == pytest.approx(parabola(x + h), abs=1e-9 / abs(h))


@on_a_busy_machine
@given(x=numbers, away=numbers)
def test_tangent_touches_a_parabola_once_and_from_below(x, away):
    # 3(x+a)² − (3x² + 6xa) = 3a²
    line = tangent(parabola, lambda t: 6 * t, x)
    gap = parabola(x + away) - line.at(x + away)
    assert gap == pytest.approx(3 * away * away, abs=1e-9)


def test_a_line_is_drawn_at_many_points_at_once():
    assert secant(parabola, 1.0, 0.5).at(np.array([0.0, 1.0, 1.5])).tolist() == [-4.5, 3.0, 6.75]


@on_a_busy_machine
@given(g=vectors, angle=st.floats(0, 2 * np.pi), length=st.floats(0.1, 10))
def test_directional_derivative_is_a_cosine(g, angle, length):
    """In the plane: |∇f| cos of the angle between, whatever the length of d."""
    g = g[:2]
    d = length * np.array([np.cos(angle), np.sin(angle)])
    between = np.arctan2(g[1], g[0]) - angle
    expected = np.hypot(*g) * np.cos(between)
    assert directional_derivative(g, d) == pytest.approx(expected, abs=1e-9)


@on_a_busy_machine
@given(g=vectors)
def test_no_direction_is_steeper_than_the_gradient(g):
    length = np.linalg.norm(g)
    if length < 1e-6:
        return
    assert directional_derivative(g, g) == pytest.approx(length)
    assert directional_derivative(g, -g) == pytest.approx(-length)
    for d in np.eye(g.size):
        assert abs(directional_derivative(g, d)) <= length * (1 + 1e-12)


@on_a_busy_machine
@given(x=vectors)
def test_gradient_of_the_sum_of_squares(x):
    before = x.copy()
    estimate = difference_gradient(lambda v: float(v @ v), x)
    np.testing.assert_allclose(estimate, 2 * x, atol=1e-7)
    np.testing.assert_array_equal(x, before)


@on_a_busy_machine
@given(x=vectors)
def test_gradient_check_tells_right_from_wrong(x):
    def f(v):
        return float(np.sum(v**3) + v[0] * v[1])

    def gradient(v):
        g = 3 * v**2
        g[0] += v[1]
        g[1] += v[0]
        return g

    assert gradient_error(f, gradient, x) < 1e-6
    if np.linalg.norm(gradient(x)) > 0.1:  # at a stationary point a wrong sign is right
        assert not gradient_error(f, lambda v: -gradient(v), x) < 0.05


def test_gradient_check_does_not_pass_nan():
    assert not gradient_error(lambda v: float(v[0]), lambda _: [np.nan], [1.0]) < 1e-6
