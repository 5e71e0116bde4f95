"""Numbers on the screen: read back they are what they were, as one writes them at school."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mf_core.saying import brief, number, power
from pages._kit.text import bracketed, in_tex, table, vector
from tests.said import number_said

FINITE = st.floats(-1e15, 1e15)


@given(FINITE, st.integers(0, 9))
def test_a_number_read_back_is_rounded_to_its_decimals(value, digits):
    said = number(value, digits)
    assert abs(number_said(said) - value) <= 0.5 * 10.0**-digits * (1 + 1e-9) + abs(value) * 1e-15
    assert len(said.partition(".")[2]) == digits


@given(st.floats(-1e300, 1e300), st.integers(1, 9))
def test_a_brief_number_read_back_is_rounded_to_its_figures(value, figures):
    said = brief(value, figures)
    if abs(value) > 1e-300:
        assert number_said(said) == pytest.approx(value, rel=0.5 * 10.0 ** (1 - figures) * 1.0001)
    digits = re.sub(r"10[⁻⁰-⁹¹²³]+$|[^\d]", "", said).lstrip("0")
    assert len(digits.rstrip("0")) <= figures


@given(st.floats(), st.integers(0, 9), st.booleans())
def test_no_sign_of_the_machine_reaches_the_reader(value, figures, sign):
    for said in (number(value, figures, sign=sign), brief(value, figures + 1, sign=sign)):
        assert not re.search(r"-|e[+\d]|inf|nan", said)
        assert not re.fullmatch(r"[−+]0(\.0+)?", said)


def test_what_is_no_number_is_said_so():
    assert [number(x) for x in (math.inf, -math.inf, math.nan)] == ["∞", "−∞", "undefined"]
    assert [brief(x) for x in (math.inf, -math.inf, math.nan)] == ["∞", "−∞", "undefined"]
    assert in_tex(brief(math.nan)) == r"\text{undefined}"


def test_signs_are_shown_where_they_are_asked_for():
    assert [number(x, 1, sign=True) for x in (0.5, -0.5, 0.04, -0.04)] == [
        "+0.5",
        "−0.5",
        "0.0",
        "0.0",
    ]
    assert [brief(x, sign=True) for x in (0.5, -0.5, 0.0)] == ["+0.5", "−0.5", "0"]
    assert power(-12) == "10⁻¹²"
    assert [bracketed(brief(x)) for x in (-2.0, 2.0)] == ["(−2)", "2"]
    assert vector([-0.001, 2.0]) == "(0.00, 2.00)"


def test_a_table_has_a_ruler_and_refuses_a_row_of_another_length():
    assert table(("a", "b", "c"), [("1", "2", "3")], "cr").splitlines() == [
        "| a | b | c |",
        "|:-:|--:|:--|",
        "| 1 | 2 | 3 |",
    ]
    with pytest.raises(ValueError, match="a row of 1 cells below a head of 2"):
        table(("a", "b"), [("1",)])
