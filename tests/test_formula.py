"""The formula field: what is read, what is refused, what is undefined, what is limited.

That the derivative is right (F4) is in `test_formula_oracle`, that nothing typed can hurt
(F1, F2, F5) in `test_formula_hostile`.
"""

import re
import warnings

import numpy as np
import pytest

from mf_core.slopes.formula import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_NODES,
    MAX_TOKENS,
    FormulaError,
    parse,
    parse_two,
)


@pytest.mark.parametrize(
    ("typed", "derivative"),
    [  # the functions of the lesson, then one for each rule; worked by hand
        ("5x", "5"),
        ("5x+10", "5"),
        ("-5x-10", "-5"),
        ("3x^2", "6 x"),
        ("x³", "3 x^{2}"),
        ("5x^-3", r"-\frac{15}{x^{4}}"),
        ("x^0", "0"),
        ("sqrt(x^2+1)", r"\frac{x}{\sqrt{x^{2} + 1}}"),
        ("sqrt(x^2+2x)", r"\frac{x + 1}{\sqrt{x^{2} + 2 x}}"),
        ("x^x", r"x^{x} \left(\ln\left(x\right) + 1\right)"),
        ("log(x)/x", r"\frac{1 - \ln\left(x\right)}{x^{2}}"),
        ("x/(x^2+1)^3", r"\frac{1 - 5 x^{2}}{\left(x^{2} + 1\right)^{4}}"),
        ("e^(-x²)", "-2 x e^{-x^{2}}"),
        ("x*exp(x)", "e^{x} + x e^{x}"),
        ("2^-x*3", r"-3 \cdot 2^{-x} \ln\left(2\right)"),
        ("sin(x)cos(x)", r"\cos^{2}\left(x\right) - \sin^{2}\left(x\right)"),
        ("|x-1|", r"\operatorname{sign}\left(x - 1\right)"),
        ("ln(sin(x))", r"\frac{\cos\left(x\right)}{\sin\left(x\right)}"),
        ("x-(x-1)", "0"),
        ("x^(1/3)", r"\frac{1}{3 x^{2/3}}"),
        ("sqrt(2)*sqrt(2)*x", "2"),
        ("9^9^9^9", "0"),
    ],
)
def test_derivative_reads_as_on_the_blackboard(typed, derivative):
    assert parse(typed).derivative_latex == derivative


@pytest.mark.parametrize(
    ("typed", "printed", "at_2"),
    [
        ("-x^2", "-x^{2}", -4.0),
        ("2^-x*3", r"2^{-x} \cdot 3", 0.75),
        ("2^3^x", "2^{3^{x}}", 512.0),
        ("1/2x", r"\frac{1}{2} x", 1.0),
        ("1-x-1", "1 - x - 1", -2.0),
        ("1-(x-1)", r"1 - \left(x - 1\right)", 0.0),
        ("2(x+1)|x-5|", r"2 \left(x + 1\right) \left|x - 5\right|", 18.0),
        ("||x|-3|", r"\left|\left|x\right| - 3\right|", 1.0),
        ("2*-3*x", r"2 \cdot \left(-3\right) x", -12.0),
        ("2×x÷4 − π + pi", r"\frac{2 x}{4} - \pi + \pi", 1.0),
        ("x**2*.5", r"x^{2} \cdot 0.5", 2.0),
        ("1.5e3 x", "1500 x", 3000.0),
        ("(x/3)^2", r"\left(\frac{x}{3}\right)^{2}", 4.0 / 9.0),
        ("sin(x)^-1", r"\left(\sin\left(x\right)\right)^{-1}", 1.0 / np.sin(2.0)),
    ],
)
def test_signs_bind_as_in_print(typed, printed, at_2):
    formula = parse(typed)
    assert formula.latex == printed
    assert formula.value(2.0) == pytest.approx(at_2)


@pytest.mark.parametrize(
    ("typed", "printed", "by_x", "by_y"),
    [
        ("x^2+3y^2", "x^{2} + 3 y^{2}", "2 x", "6 y"),
        ("xy", "x y", "y", "x"),
        ("xy^2", "x y^{2}", "y^{2}", "2 x y"),
        ("2yx", "2 y x", "2 y", "2 x"),
        ("5x + 6y", "5 x + 6 y", "5", "6"),
        ("x^y", "x^{y}", "y x^{y - 1}", r"x^{y} \ln\left(x\right)"),
        ("(4-xy)^2", r"\left(4 - x y\right)^{2}", None, None),
        ("sin(x)", r"\sin\left(x\right)", r"\cos\left(x\right)", "0"),
        ("7", "7", "0", "0"),
    ],
)
def test_each_variable_has_a_derivative_in_which_the_other_stands_still(typed, printed, by_x, by_y):
    formula = parse_two(typed)
    assert formula.latex == printed
    assert by_x is None or formula.partials_latex == (by_x, by_y)
    measured = [
        (formula.value(1.5 + dx, 0.5 + dy) - formula.value(1.5 - dx, 0.5 - dy)) / 2e-5
        for dx, dy in ((1e-5, 0), (0, 1e-5))
    ]
    np.testing.assert_allclose(formula.gradient(1.5, 0.5), measured, atol=1e-7)


def test_what_stands_still_needs_no_slope_of_its_own():
    """√x has no slope at 0, but along y it does not move."""
    slope_x, slope_y = parse_two("sqrt(x) + y").gradient(0.0, 1.0)
    assert np.isnan(slope_x)
    assert slope_y == 1.0


@pytest.mark.parametrize(
    ("typed", "position", "word"),
    [("", 0, "x and y"), ("x+z", 2, "I know x, y, pi"), ("xyz", 0, "x*y"), ("sin y", 0, "sin(…)")],
)
def test_a_refusal_in_two_variables_says_what_and_where(typed, position, word):
    with pytest.raises(FormulaError, match=re.escape(word)) as refusal:
        parse_two(typed)
    assert refusal.value.position == position


@pytest.mark.parametrize("typed", ["y", "xy", "2y"])
def test_in_one_variable_there_is_no_y(typed):
    with pytest.raises(FormulaError):
        parse(typed)


@pytest.mark.parametrize(
    ("typed", "position", "word"),
    [
        ("", 0, "x^2"),
        ("x+", 2, "not finished"),
        ("2+(x", 2, "closes"),
        ("|x", 0, "closes"),
        ("x)", 1, "did not expect"),
        ("x²$", 2, "cannot read"),
        ("3+sinx", 2, "sin(…)"),
        ("sin x", 0, "sin(…)"),
        ("1.2.3", 3, "Two numbers"),
        ("1..2", 2, "Two numbers"),
        ("f(x)=x", 4, "right-hand side"),
        ("g(x)", 0, "do not know"),
        ("2+x2", 2, "x^2"),
        ("x,5", 1, "point"),
        ("1+1234567890123456", 2, "15 digits"),
        ("1e101", 0, "1e100"),
        ("x + \u0661", 4, "cannot read"),
        ("\ud800", 0, "U+D800"),
    ],
)
def test_refusal_says_what_and_where(typed, position, word):
    with pytest.raises(FormulaError, match=re.escape(word)) as refusal:
        parse(typed)
    assert refusal.value.position == position


@pytest.mark.parametrize(
    ("typed", "x", "value", "slope"),
    [  # F6; nan where there is nothing to draw, the number where there is
        ("ln(x)", -1, np.nan, np.nan),
        ("ln(x)", 0, np.nan, np.nan),
        ("ln(x)^0", -1, np.nan, np.nan),
        ("1/x", 0, np.nan, np.nan),
        ("1/(1/x)", 0, np.nan, np.nan),
        ("1/0", 1, np.nan, np.nan),
        ("0/x", 0, np.nan, np.nan),
        ("0^0", 1, np.nan, np.nan),
        ("x^0", 0, np.nan, np.nan),
        ("x^x", 0, np.nan, np.nan),
        ("x^-2", 0, np.nan, np.nan),
        ("1/x^-2", 0, np.nan, np.nan),
        ("tan(pi/2)+x", 1, np.nan, np.nan),
        ("sqrt(x)", -1, np.nan, np.nan),
        ("sqrt(x)", 0, 0, np.nan),
        ("(-2)^x", 0.5, np.nan, np.nan),
        ("(-2)^x", 3, -8, np.nan),
        ("asin(x)", 2, np.nan, np.nan),
        ("asin(x)", 1, np.pi / 2, np.nan),
        ("asin(1)+x", 0, np.pi / 2, 1),
        ("sqrt(0)+x", 0, 0, 1),
        ("|x|", 0, 0, np.nan),
        ("(x^2)^0.5", 0, 0, np.nan),
        ("sign(x)", 0, 0, np.nan),
        ("exp(x)", 1000, np.nan, np.nan),
        ("sigmoid(x)", -1000, 0, 0),
        ("x^1", 0, 0, 1),
        ("x^2", -3, 9, -6),
        ("9^9^9^9*x", 1, np.nan, np.nan),
    ],
)
def test_undefined_points_are_gaps(typed, x, value, slope):
    formula = parse(typed)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        np.testing.assert_allclose(formula.value(x), value)
        np.testing.assert_allclose(formula.slope(x), slope)


@pytest.mark.parametrize(
    ("at_limit", "beyond", "limit"),
    [  # F3
        (" " * (MAX_CHARACTERS - 1) + "x", " " * MAX_CHARACTERS + "x", MAX_CHARACTERS),
        ("-" + "+".join("x" * 60), "+".join("x" * 61), MAX_TOKENS),
        ("-" + " ".join("x" * 60), " ".join("x" * 61), MAX_NODES),
        (
            "(" * MAX_DEPTH + "x" + ")" * MAX_DEPTH,
            "(" * (MAX_DEPTH + 1) + "x" + ")" * (MAX_DEPTH + 1),
            MAX_DEPTH,
        ),
        ("-" * MAX_DEPTH + "x", "-" * (MAX_DEPTH + 1) + "x", MAX_DEPTH),
        ("^".join("x" * (MAX_DEPTH + 1)), "^".join("x" * (MAX_DEPTH + 2)), MAX_DEPTH),
    ],
)
def test_limits_are_exact_and_named(at_limit, beyond, limit):
    assert parse(at_limit).value(1.0).shape == ()
    with pytest.raises(FormulaError, match=str(limit)):
        parse(beyond)


def test_long_derivative_is_drawn_but_not_printed():
    formula = parse("sin(x)^" * 22 + "x")
    assert formula.derivative_latex is None
    h = 1e-6
    difference = (formula.value(0.5 + h) - formula.value(0.5 - h)) / (2 * h)
    assert formula.slope(0.5) == pytest.approx(difference, rel=1e-6)


def test_shape_of_x_is_kept():
    formula = parse("3")
    assert formula.value([[1, 2, 3], [4, 5, 6]]).tolist() == [[3.0] * 3] * 2
    assert formula.slope([[1, 2, 3], [4, 5, 6]]).tolist() == [[0.0] * 3] * 2
