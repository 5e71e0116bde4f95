"""The reader of printed formulas: right on formulas worked by hand, and loud on all others."""

import numpy as np
import pytest

from tests.tex import Place, UnreadableError, run, statements, value

P = np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 4.0]])
M = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
FUNCTIONS = {r"\max": max, "f": lambda x: x**3, r"\cos": np.cos}
HERE = {"u": 1, "i": 0, "f": 1}


def letters(P):
    return {
        "P": P,
        "p_u": P,
        "p_uf": P,
        "r_ui": 10 * M,
        "M": M,
        r"\Omega": M,
        r"\Omega_u": M,
        "k": 2,
        r"\lambda": 0.5,
        r"\hat{r}_ui": P @ P[:2].T,
        "b_u": np.array([7.0, 8.0, 9.0]),
    }


def place(**index):
    kinds = {"u": "u", "v": "u", "i": "i", "f": "f", "g": "f"}
    return Place(
        letters(P.copy()), kinds, {"u": 3, "i": 2, "f": 2}, index, FUNCTIONS, ("P",), letters
    )


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("1 - 2 - 3", -4),
        (r"-2 + 3 \cdot 4", 10),
        (r"-\lambda^2", -0.25),
        (r"\tfrac12 \left[ 3 + 1 \right]", 2),
        (r"\frac{\lambda}{2}\,8", 2),
        (r"\sqrt{9} + \sqrt{16}", 7),
        (r"6 \big/ 3", 2),
        (r"\user{p_{uf}}^2", 1),
        (r"b_u", 8),
        (r"\cancel{p_{u,f}}", -1),
        (r"\lVert p_u \rVert^2", 10),
        (r"p_u^\top p_u", 10),
        (r"p_u \cdot p_u", 10),
        (r"(P P^\top)_{uu}", 10),
        (r"|\Omega| + |\Omega_u|", 4 + 2),
        (r"\sum_{g=1}^{k} p_{ug}", 2),
        (r"\sum_{g=1}^{k} p_{ug} + 5", 7),
        (r"\sum_{g \neq f} p_{ug}", 3),
        (r"\sum_{g<f} p_{ug}", 3),
        (r"\sum_{f} 2 p_{uf}", 4),
        (r"\sum_{(u,i) \in \Omega} r_{ui} p_{uf}", 10 * (2 - 1 - 1 + 4)),
        (r"\sum_{(u,i)\,:\,r_{ui} = 10} b_u", 7 + 8 + 8 + 9),
        (r"\sum_{r_{ui} \in \Omega} b_u", 7 + 8 + 8 + 9),
        (r"\sum_{i \in \Omega_u} \hat r_{ui}", 1 + 10),
        (r"\sum_{v \neq u} \sum_{i \in \Omega_v} b_v", 7 + 9),
        (r"\frac{\partial}{\partial p_{uf}}\, 3 p_{uf}^2 + 1", -6 + 1),
        (r"\frac{\partial}{\partial p_{uf}} \lVert p_u \rVert^2", -2),
        (r"\underset{−1}{p_{uf}} + 1", 0),
        (r"\max(1, f(3 - 1), f(1)) + 1", 9),
        (r"2\,\frac{d\,p_{uf}}{d p_{uf}}", 2),
        (r"\sum_{v>u} b_v", 9),
        (r"\Big\lvert 2 - 5 \Big\rvert\,p_{uf}", -3),
        (r"|\Omega|^{-1/2}\,p_{uf}", -0.5),
        (r"3 \cos\lambda + 1", 3 * np.cos(0.5) + 1),
        (r"p_u^\top (2, \cos\lambda)", 6 - np.cos(0.5)),
    ],
)
def test_by_hand(tex, expected):
    assert value(tex, place(**HERE)) == pytest.approx(expected)


def test_matrices_by_hand():
    assert value(r"P^\top P", place()) == pytest.approx(P.T @ P)
    assert value(r"(M + M) \odot M", place()) == pytest.approx(2 * M)
    assert value(r"(1 + 2, \lambda)", place()) == pytest.approx(np.array([[3], [0.5]]))
    sides = np.array([[1, 2, 2, 4], [3, -1, 6, -2], [0.5, 4, 1, 8]])
    assert value(r"\big[P \mid 2 P\big]", place()) == pytest.approx(sides)
    assert value(r"[P \mid 2 P]^\top", place()) == pytest.approx(sides.T)
    assert value(r"A^{-\top}", Place({"A": np.array([[1.0, 2.0], [0.0, 1.0]])}, {}, {})) == (
        pytest.approx(np.array([[1, 0], [-2, 1]]))
    )
    assert value(r"p_u p_u^\top", place(u=0)) == pytest.approx(np.array([[1, 2], [2, 4]]))
    assert value(r"\frac{\partial}{\partial P} \lVert P \rVert^2", place()) == pytest.approx(2 * P)


def test_lines_are_done_in_order_or_together():
    for together, expected in ((False, 9.0), (True, 7.0)):
        here = Place({}, {}, {}, known={"x": 3.0, "y": 4.0})
        run(r"x &\leftarrow x + 2 \\ y &\leftarrow x + y", here, together=together)
        assert here.known == {"x": 5.0, "y": expected}
    columns = statements(r"a &= 1 & b &= 2 \\ c &= 3, \quad d = 4 \qquad\text{and}\qquad e = 5")
    assert [str(read.left) for read in columns] == ["a", "b", "c", "d", "e"]


def test_for_all_says_where_a_line_counts():
    here = place(u=1)
    run(r"b_v \leftarrow b_v + 1 \quad \text{for all } v \neq u \\ b_u \leftarrow 2 b_u", here)
    assert here.letters["b_u"].tolist() == [8, 16, 10]


@pytest.mark.parametrize(
    "tex",
    [
        r"p_{uf", r"(p_{uf}", r"p_{uf} +", r"\operatorname{rank} P", r"q_{uf}", r"p_{fu}",
        r"p_{xf}", r"p_{ug}", r"P P", r"P + M^\top", r"P + 1", r"p_u^2", r"1 / P", r"\sum p_{uf}",
        r"\sum_{g=0}^{k} 1", r"\sum_{g=1}^{9} 1", r"\frac{\partial}{p_{uf}} 2", r"\text{the best}",
        r"\alpha", r"1 \to 2", r"\frac{\partial J}{\partial p_{uf}}", r"p_{uf}!",
        r"\top", r"P \odot", r"P = P", "",
        r"\cos 2\lambda", r"\cos\lambda\,2", r"\sin\lambda", r"(P, 2)", r"[P \mid M^\top]",
        r"[P \mid 2]", r"\lvert P \rvert", r"\lvert 1", r"[1, 2]", "2 > 1",
        r"\text{for all } u",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(tex):
    with pytest.raises(UnreadableError) as refused:
        value(tex, place(**HERE))
    assert tex in str(refused.value)


def test_a_wrong_number_below_a_letter_is_noticed():
    with pytest.raises(AssertionError, match="2 stands below p_"):
        value(r"\underset{2}{p_{uf}}", place(**HERE))
