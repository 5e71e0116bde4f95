"""Where a curve is looked at: what is drawn is what is there, within what the eye can see."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from mf_core.figures.slope_below import slope_below
from mf_core.slopes.formula import parse
from mf_core.slopes.sampling import adaptive_points, highest

DOMAIN = (-5.0, 5.0)


def trace(picture, name):
    return next(each for each in picture.data if each.get("name", "") == name)


def drawn(text, delta=0.0):
    read = parse(text)
    return slope_below(read.value, read.slope, DOMAIN, 1.0, delta)


@pytest.mark.parametrize(
    "text", ["sin(x) + x/2", "sigmoid(10x)", "exp(-50x^2)", "|x-1|", "sin(9x)"]
)
def test_between_its_points_a_curve_is_where_it_is_drawn(text):
    f = parse(text).value
    window = (-1.5, 3.0)
    x = adaptive_points(f, DOMAIN, window)
    assert (np.diff(x) > 0).all()
    fine = np.linspace(*DOMAIN, 20_001)
    off = np.abs(np.interp(fine, x, f(x)) - f(fine))
    inside = (f(fine) > window[0]) & (f(fine) < window[1])
    assert off[inside].max() < (window[1] - window[0]) / 150


@given(slope=some.floats(-20, 20), intercept=some.floats(-5, 5))
def test_a_straight_line_needs_no_more_points(slope, intercept):
    x = adaptive_points(lambda at: slope * at + intercept, DOMAIN, (-10.0, 10.0))
    np.testing.assert_allclose(x, np.linspace(*DOMAIN, x.size), atol=1e-12)
    assert x.size == 241


def test_the_points_stay_few_however_wild_the_curve():
    wild = parse("sin(1/x)").value
    assert adaptive_points(wild, DOMAIN, (-1.2, 1.2)).size == 700


@given(at=some.floats(-0.9, 0.9), width=some.floats(0.01, 0.3))
def test_the_top_of_a_peak_is_found_between_the_points(at, width):
    def bell(x):
        return 2.5 * np.exp(-(((x - at) / width) ** 2))

    assert highest(bell, np.linspace(-1.0, 1.0, 241)) == pytest.approx(2.5, rel=1e-6)


@pytest.mark.parametrize("text", ["1/x", "1/x^2", "tan(x)", "-ln(x)", "1/(x-0.123)^2", "x^-3"])
def test_a_pole_has_no_top(text):
    assert highest(parse(text).value, np.linspace(*DOMAIN, 241)) == np.inf


def test_nothing_has_no_top():
    assert np.isnan(highest(parse("ln(-1-x^2)").value, np.linspace(*DOMAIN, 241)))


def test_the_steepest_place_of_a_steep_sigmoid_is_in_the_picture():
    """Its slope is 10 · ¼ = 2.5 at 0; the axis once ended at 2."""
    picture = drawn("sigmoid(10x)")
    low, high = picture.layout["yaxis2"]["range"]
    assert low < 0
    assert high > 2.5
    assert np.nanmax(trace(picture, "f′")["y"]) == pytest.approx(2.5, rel=1e-9)


def test_all_branches_of_the_tangent_leave_the_picture():
    """Each of them goes from below the window to above it, and none is joined to the next."""
    picture = drawn("tan(x)")
    curve, (low, high) = trace(picture, "f"), picture.layout["yaxis"]["range"]
    y = np.asarray(curve["y"])
    branches = [y[piece] for piece in np.ma.clump_unmasked(np.ma.masked_invalid(y))]
    whole = [branch for branch in branches if branch.size > 60]  # the ends of the axis cut two
    assert len(whole) == 3
    for branch in whole:
        assert branch[0] < low
        assert branch[-1] > high
        assert (np.diff(branch) > 0).all()


def test_the_slope_of_the_secant_is_smooth_between_its_poles():
    picture = drawn("tan(x)", delta=0.5)
    curve, (low, high) = trace(picture, "slope of the secant"), picture.layout["yaxis2"]["range"]
    x, y = np.asarray(curve["x"]), np.asarray(curve["y"])
    middles, f = (x[:-1] + x[1:]) / 2, parse("tan(x)").value
    there = (f(middles + 0.5) - f(middles)) / 0.5
    seen = (there > low) & (there < high) & (y[:-1] > low) & (y[1:] > low)
    off = np.abs(there - (y[:-1] + y[1:]) / 2)[seen & (y[:-1] < high) & (y[1:] < high)]
    assert off.size > 100
    assert off.max() < (high - low) / 200


def test_the_legend_names_the_lines_and_leaves_the_curves_to_the_axes():
    """Five entries took a third of a phone’s figure."""
    picture = drawn("x^2", delta=0.5)
    named = [each["name"].split(",")[0] for each in picture.data if each["showlegend"]]
    assert named == ["tangent", "secant", "error 0.5"]
