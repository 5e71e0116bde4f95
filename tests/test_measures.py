"""SSE, MSE, RMSE as curves, and the loss in two entries: against objective and differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from mf_core.model import Factors, triples
from mf_core.objective import gradient, loss, residuals, rmse
from mf_core.slopes.calculus import central_difference
from mf_core.slopes.curves import factorization
from mf_core.slopes.curves.biquadratic import biquadratic
from mf_core.slopes.curves.measures import lowest, measures, slide

Q = np.array([2.0, 1.8, 1.2, -0.1])
STARS = np.array([5.0, 4.0, 3.0, 1.0])
place = some.floats(0.1, 3.9)


@given(p=place)
def test_the_measures_are_those_of_the_objective(p):
    ratings, factors = triples([0] * 4, range(4), STARS), Factors(np.array([[p]]), Q[:, None])
    curves, e = measures(Q, STARS), residuals(ratings, factors)
    assert curves["SSE"].f(p) == pytest.approx(np.sum(e * e))
    assert curves["MSE"].f(p) == pytest.approx(np.mean(e * e))
    assert curves["RMSE"].f(p) == pytest.approx(rmse(ratings, factors))
    assert curves["SSE"].df(p) == pytest.approx(2 * gradient(ratings, factors, 0.0).P.item())


@pytest.mark.parametrize("name", ["SSE", "MSE", "RMSE"])
@given(p=place, lam=some.floats(0.0, 2.0))
def test_their_slopes_are_difference_quotients(name, p, lam):
    curve = measures(Q, STARS, lam)[name]
    assert curve.df(p) == pytest.approx(central_difference(curve.f, p), rel=1e-5, abs=1e-5)
    assert curve.d2f(p) == pytest.approx(central_difference(curve.df, p), rel=1e-5, abs=1e-5)


def test_one_minimum_without_a_penalty_and_three_with_it():
    best = Q @ STARS / (Q @ Q)  # least squares
    assert [lowest(curve) for curve in measures(Q, STARS).values()] == pytest.approx([best] * 3)
    sse, mse, root = (lowest(curve) for curve in measures(Q, STARS, 0.5).values())
    assert best > sse > mse > root > 0


def test_the_slope_of_the_root_is_that_of_the_mean_over_twice_the_root():
    curves = measures(Q, STARS)
    expected = curves["MSE"].df(1.0) / (2 * curves["RMSE"].f(1.0))
    assert curves["RMSE"].df(1.0) == pytest.approx(expected)
    assert curves["MSE"].df(1.0) == pytest.approx(curves["SSE"].df(1.0) / 4)


def test_one_rate_crosses_the_minimum_of_the_sum_and_not_of_the_mean():
    runs = {name: slide(curve, 1.0, 0.1, 5) for name, curve in measures(Q, STARS).items()}
    best = Q @ STARS / (Q @ Q)
    assert (runs["SSE"] > best).any()
    assert not (runs["MSE"] > best).any()
    assert not (runs["RMSE"] > best).any()


def test_a_rate_that_is_too_large_runs_away_without_a_warning():
    assert not np.isfinite(slide(measures(Q, STARS)["SSE"], 1.0, 5.0, 400)[-1])


coordinate = some.floats(-3.0, 3.0)


@given(x=coordinate, y=coordinate)
def test_nine_values_give_the_surface_of_one_rating_exactly(x, y):
    known = factorization(4.0)
    found = biquadratic(known.f, (1.0, 1.0), 3.0, ("p", "q"))
    assert found.f(x, y) == pytest.approx(known.f(x, y), abs=1e-9)
    assert found.gradient(x, y) == pytest.approx(known.gradient(x, y), abs=1e-9)
    assert found.hessian(x, y) == pytest.approx(known.hessian(x, y), abs=1e-9)


@given(x=coordinate, y=coordinate, lam=some.floats(0.0, 1.0))
def test_nine_values_give_the_loss_in_two_entries_and_its_gradient(x, y, lam):
    rng = np.random.default_rng(1)
    ratings = triples([0, 0, 1, 1, 2], [0, 1, 0, 2, 1], rng.uniform(1, 5, 5))
    P, Q = rng.normal(size=(3, 2)), rng.normal(size=(3, 2))

    def moved(x, y):
        changed = Factors(P.copy(), Q.copy())
        changed.P[0, 1], changed.Q[1, 1] = x, y
        return changed

    surface = biquadratic(lambda x, y: loss(ratings, moved(x, y), lam), (x, y), 1.0, ("p", "q"))
    assert surface.f(x, y) == pytest.approx(loss(ratings, moved(x, y), lam), abs=1e-9)
    dP, dQ = gradient(ratings, moved(x, y), lam)
    assert surface.gradient(x, y) == pytest.approx((dP[0, 1], dQ[1, 1]), abs=1e-8)


def test_the_shown_square_holds_the_start():
    surface = biquadratic(lambda x, y: x + y, (5.0, -1.0), 2.0, ("x", "y"))
    assert surface.x_range == surface.y_range == (-5.5, 5.5)
    assert surface.f(np.zeros((2, 3)), np.ones((2, 3))).shape == (2, 3)
