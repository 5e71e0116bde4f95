"""Every record of the two lists: its derivatives against differences, its landmarks, its print."""

import re
import warnings
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mf_core.slopes.calculus import central_difference, gradient_error
from mf_core.slopes.curves import CURVES, SURFACES, line, power
from mf_core.slopes.formula import parse

on_a_busy_machine = settings(deadline=None)
FAMILY = {f"{a}x^{n}": power(a, n) for a in (-2.0, 0.5, 5.0) for n in range(-3, 5)}
ALL_CURVES = CURVES | FAMILY
share = st.floats(0.01, 0.99)


def between(low_high, part):
    low, high = low_high
    return low + part * (high - low)


@pytest.mark.parametrize("name", ALL_CURVES)
@on_a_busy_machine
@given(part=share)
def test_derivatives_of_a_curve_equal_the_central_difference(name, part):
    curve = ALL_CURVES[name]
    x = between(curve.domain, part)
    if any(abs(x - gap) < 0.05 for gap in curve.breaks):
        return
    for f, df in ((curve.f, curve.df), (curve.df, curve.d2f)):
        assert df(x) == pytest.approx(central_difference(f, x), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("name", ALL_CURVES)
def test_curve_on_a_grid(name):
    curve = ALL_CURVES[name]
    x = np.linspace(*curve.domain, 40)  # an even number, so that no point is 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for f in (curve.f, curve.df, curve.d2f):
            assert f(x).shape == x.shape
            assert np.isfinite(f(x)).all()
            assert [float(f(float(at))) for at in x] == pytest.approx(f(x))
            for gap in curve.breaks:
                assert np.shape(f(gap)) == ()
    for gap in curve.breaks:
        assert np.isnan(curve.df(gap))


def typed(tex: str, **values: float) -> str:
    """The printed formula in the language of the formula field, with numbers for letters."""
    text = re.sub(r"\\frac\{(.*?)\}\{(.*)\}", r"((\1)/(\2))", tex)
    text = re.sub(r"\\left|\\right|\\,", "", text)
    text = re.sub(r"\\(sin|cos|ln) x", r"\1(x)", text).replace(r"\sigma", "sigmoid")
    for letter, value in values.items():
        text = text.replace(letter, f"({value})")
    return text.translate(str.maketrans("{}", "()"))


@pytest.mark.parametrize("name", ALL_CURVES)
def test_what_is_printed_is_what_is_drawn(name):
    curve = ALL_CURVES[name]
    x = np.linspace(*curve.domain, 40)
    np.testing.assert_allclose(parse(typed(curve.tex)).value(x), curve.f(x), atol=1e-12)
    np.testing.assert_allclose(parse(typed(curve.df_tex)).value(x), curve.df(x), atol=1e-12)


@on_a_busy_machine
@given(slope=st.integers(-12, 12), intercept=st.integers(-5, 5))
def test_any_line_is_printed_right(slope, intercept):
    curve = line(slope, intercept)
    x = np.array([-1.5, 0.0, 2.0])
    np.testing.assert_allclose(parse(curve.tex).value(x), slope * x + intercept, atol=1e-12)
    assert curve.df(x).tolist() == [slope] * 3


def test_slopes_of_the_lesson():
    assert power(3, 2).df(7) == 42  # the slope of 3x² at 7
    assert power(5, -3).df_tex == "-15x^{-4}"
    assert [c.title for c in CURVES.values()][:6] == [
        "5x",
        "5x + 10",
        "−5x − 10",
        "3x²",
        "x³",
        "5x⁻³",
    ]
    assert power(2, 0).df(np.array([-1.0, 0.0, 1.0])).tolist() == [0, 0, 0]


# ------------------------------------------------------------------ surfaces


@pytest.mark.parametrize("name", SURFACES)
@on_a_busy_machine
@given(along=share, across=share)
def test_gradient_and_hessian_equal_the_differences(name, along, across):
    surface = SURFACES[name]
    x, y = between(surface.x_range, along), between(surface.y_range, across)
    fxx, fxy, fyy = surface.hessian(x, y)
    rows = [
        (surface.f, surface.gradient(x, y)),
        (lambda x, y: surface.gradient(x, y)[0], (fxx, fxy)),
        (lambda x, y: surface.gradient(x, y)[1], (fxy, fyy)),
    ]
    for f, derivatives in rows:
        error = gradient_error(lambda v, f=f: f(*v), lambda _, d=derivatives: d, [x, y])
        assert error < 1e-6


@pytest.mark.parametrize("name", SURFACES)
@on_a_busy_machine
@given(along=share, across=share)
def test_what_is_printed_is_what_is_walked_on(name, along, across):
    surface = SURFACES[name]
    x, y = between(surface.x_range, along), round(between(surface.y_range, across), 6)
    first, second = surface.axes

    def printed(tex):
        return parse(typed(tex, **{second: y}).replace(first, "x")).value(x)

    assert printed(surface.tex) == pytest.approx(surface.f(x, y), abs=1e-6)
    for tex, slope in zip(surface.gradient_tex, surface.gradient(x, y), strict=True):
        assert printed(tex) == pytest.approx(slope, abs=1e-6)


@pytest.mark.parametrize("name", SURFACES)
def test_surface_on_a_grid(name):
    surface = SURFACES[name]
    x, y = np.meshgrid(np.linspace(*surface.x_range, 7), np.linspace(*surface.y_range, 5))
    f, (fx, fy) = surface.f(x, y), surface.gradient(x, y)
    assert f.shape == fx.shape == fy.shape == (5, 7)
    assert f[3, 2] == surface.f(float(x[3, 2]), float(y[3, 2]))
    assert (fx[3, 2], fy[3, 2]) == surface.gradient(float(x[3, 2]), float(y[3, 2]))


@pytest.mark.parametrize("name", SURFACES)
def test_landmarks(name):
    surface = SURFACES[name]
    lowest = min(
        surface.f(x, y)
        for x in np.linspace(*surface.x_range, 101)
        for y in np.linspace(*surface.y_range, 101)
    )
    for x, y in surface.minima:
        assert surface.gradient(x, y) == pytest.approx((0, 0), abs=1e-9)
        assert surface.curvatures(x, y)[0] >= 0
        assert surface.f(x, y) <= lowest + 1e-12
    for x, y in surface.saddles:
        assert surface.gradient(x, y) == pytest.approx((0, 0), abs=1e-9)
        smallest, largest = surface.curvatures(x, y)
        assert smallest < 0 < largest
    for x, y in (surface.start, *surface.minima, *surface.saddles):
        assert surface.x_range[0] <= x <= surface.x_range[1]
        assert surface.y_range[0] <= y <= surface.y_range[1]


@on_a_busy_machine
@given(fxx=st.floats(-9, 9), fxy=st.floats(-9, 9), fyy=st.floats(-9, 9))
def test_curvatures_are_the_eigenvalues_of_the_hessian(fxx, fxy, fyy):
    surface = replace(SURFACES["bowl"], hessian=lambda _x, _y: (fxx, fxy, fyy))
    eigenvalues = np.linalg.eigvalsh([[fxx, fxy], [fxy, fyy]])
    assert surface.curvatures(0, 0) == pytest.approx(tuple(eigenvalues), abs=1e-9)
