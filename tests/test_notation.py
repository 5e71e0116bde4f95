"""The notations: every formula renders everywhere, and every convention takes the same steps."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mf_core.figures.style import ROLES
from mf_core.notation import (
    DIALECTS,
    FORMULAS,
    MISPRINTS,
    ROSETTA,
    SYMBOLS,
    borrowed,
    cell,
    changed,
    letters,
    printed_rate_in,
    rate_in,
    references,
    render,
    step_rule,
    table,
)
from mf_core.notation.templates import WORDS

each_dialect = pytest.mark.parametrize("dialect", DIALECTS)

# With how many indices a symbol comes, where not with none; and the letters to try them with.
TWO = ("r", "m", "pairs", "items_of", "p", "q", "b", "dot", "rhat", "e", "dp", "dq", "by_p", "by_q")
ONE = ("n_rated", "P_row", "Q_row", "b_one")
# Everything KaTeX is asked to know; a letter glued to a command ("\\ellj") is not in it.
CONTROL_WORDS = re.findall(
    r"\w+",
    """
    alpha cdot changed Delta ell eta frac gamma gradient hat in item lambda left leftarrow
    lVert mathbf mu neq odot Omega partial prediction rating residual right rVert sum text
    tfrac tilde top underset user varepsilon
    """,
)


def reference(key):
    """A reference to a symbol with as many indices as it takes, none of them strange to it."""
    if key == "items_of":
        return "<items_of:i,u>"
    first = "i" if key in ("q", "dq", "by_q", "Q_row") else "u"
    second = "f" if key in ("p", "q", "dp", "dq", "by_p", "by_q") else "i"
    indices = f":{first},{second}" if key in TWO else f":{first}" if key in ONE else ""
    return f"<{key}{indices}>"


def assert_is_tex(tex):
    assert not set("<>#") & set(tex)
    depth = 0
    for brace in re.findall(r"[{}]", tex):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert set(re.findall(r"\\([A-Za-z]+)", tex)) <= set(CONTROL_WORDS)


@each_dialect
@pytest.mark.parametrize("template", [*FORMULAS.values(), *(reference(key) for key in SYMBOLS)])
def test_every_template_becomes_tex_in_every_notation(template, dialect):
    for roles in (False, True):
        assert_is_tex(render(template, dialect, roles=roles, mark=roles))


def test_every_role_is_one_the_figures_know():
    assert {symbol.role for symbol in SYMBOLS.values()} - {None} == set(ROLES)


def test_every_symbol_says_what_it_is():
    for symbol in SYMBOLS.values():
        assert symbol.meaning
        assert "course" in symbol.tex
        assert set(symbol.tex) | set(symbol.stand_in) <= set(DIALECTS)
        assert not set(symbol.tex) & set(symbol.stand_in)


def test_a_word_is_never_the_name_of_a_symbol():
    for words in WORDS.values():
        assert not set(words) & set(SYMBOLS)


@each_dialect
def test_two_concepts_never_look_alike_except_where_the_source_says_so(dialect):
    own_clashes = {"NO": {frozenset({"f", "k"})}}
    seen, clashes = {}, set()
    for key in SYMBOLS:
        tex = letters(reference(key), dialect)
        if tex in seen:
            clashes.add(frozenset({seen[tex], key}))
        seen.setdefault(tex, key)
    assert clashes == own_clashes.get(dialect, set())


@pytest.mark.parametrize(
    ("dialect", "step"),
    [
        ("course", r"p_{uf} \leftarrow p_{uf} + \eta\,e_{ui}\,q_{if}"),
        ("TR", r"p_{uf} \leftarrow p_{uf} + \lambda\,\varepsilon_{ui}\,q_{if}"),
        ("NO", r"u_{ik} \leftarrow u_{ik} + \tfrac{2 \eta}{N}\,e_{ij}\,v_{jk}"),
        ("AR", r"P_{a,b} \leftarrow P_{a,b} - \alpha\,e_{a,j}\,Q_{b,j}"),
        ("SL", r"u_{is} \leftarrow u_{is} + \eta\,e_{ij}\,v_{js}"),
        ("Surprise", r"p_{uf} \leftarrow p_{uf} + \gamma\,e_{ui}\,q_{if}"),
    ],
)
def test_the_step_reads_as_each_source_prints_it(dialect, step):
    assert render(FORMULAS["step, user"], dialect, roles=False) == step


def test_what_differs_and_what_is_borrowed():
    step = FORMULAS["step, user"]
    assert changed(step, "course") == ()
    assert changed(step, "TR") == ("step", "e:u,i")
    assert set(changed(step, "NO")) == {"p:u,f", "step", "e:u,i", "q:i,f"}
    assert borrowed(step, "TR") == ()
    assert borrowed(step, "SL") == ("eta",)
    assert r"\changed{\residual{\varepsilon_{ui}}}" in render(step, "TR", mark=True)
    assert references("<error:u,i>", "AR") == ("rhat:u,i", "r:u,i")


def test_an_unknown_symbol_is_refused():
    with pytest.raises(KeyError):
        render("<nonsense:u>")


# --- every convention, run as the source would run it -----------------------------------------

# The loss of each source, written out by hand.
LOSSES = {
    "course": lambda e: 0.5 * (e**2).sum(),
    "TR": lambda e: (e**2).sum(),
    "NO": lambda e: (e**2).sum() / e.size,
    "AR": lambda e: (e**2).sum() / e.size,
    "SL": lambda e: 0.5 * (e**2).sum(),
    "Surprise": lambda e: (e**2).sum(),
}
# What each source adds to the factors p, given p, q, its rate and the number n of ratings.
PRINTED_STEPS = {
    "course": lambda r, p, q, eta, _n: eta * (r - p @ q.T) @ q,
    "TR": lambda r, p, q, lam, _n: lam * (r - p @ q.T) @ q,
    "NO": lambda r, p, q, eta, n: 2 * eta / n * (r - p @ q.T) @ q,
    "AR": lambda r, p, q, alpha, _n: -alpha * (p @ q.T - r) @ q,
    "SL": lambda r, p, q, eta, _n: eta * (r - p @ q.T) @ q,
    "Surprise": lambda r, p, q, gamma, _n: gamma * (r - p @ q.T) @ q,
}


def gradient(loss, P, Q, R):
    """The slope of a loss in every entry of P, by the complex step: no source's formula."""
    slopes = np.empty_like(P)
    for entry in np.ndindex(P.shape):
        moved = P.astype(complex)
        moved[entry] += 1e-30j
        slopes[entry] = np.imag(loss(R - moved @ Q.T)) / 1e-30
    return slopes


@settings(deadline=None)
@given(seed=st.integers(0, 2**32 - 1), eta=st.floats(1e-3, 0.05))
def test_all_conventions_walk_the_same_path(seed, eta):
    rng = np.random.default_rng(seed)
    R, p_start, q_start = (
        rng.uniform(1, 5, (3, 4)),
        rng.normal(size=(3, 2)),
        rng.normal(size=(4, 2)),
    )

    def path(step):
        P, Q = p_start, q_start
        for _ in range(5):
            P, Q = P + step(R, P, Q), Q + step(R.T, Q, P)
        return np.concatenate([P, Q])

    expected = path(lambda r, p, q: eta * (r - p @ q.T) @ q)
    for dialect, loss in LOSSES.items():
        own = rate_in(dialect, eta, R.size)
        printed = printed_rate_in(dialect, eta, R.size)
        by_loss = path(lambda r, p, q, own=own, loss=loss: -own * gradient(loss, p, q, r))
        by_print = path(
            lambda r, p, q, rate=printed, add=PRINTED_STEPS[dialect]: add(r, p, q, rate, R.size)
        )
        c = step_rule(dialect, printed, R.size).coefficient * DIALECTS[dialect].error_sign
        by_rule = path(lambda r, p, q, c=c: c * (r - p @ q.T) @ q)
        for walked in (by_loss, by_print, by_rule):
            np.testing.assert_allclose(walked, expected, rtol=1e-9, atol=1e-9)


def test_the_three_conversions_of_the_rate():
    assert rate_in("SL", 0.3, 10) == 0.3
    assert rate_in("TR", 0.3, 10) == 0.15
    assert rate_in("NO", 0.3, 10) == pytest.approx(0.3 * 10 / 2)


# --- the table and the slips -------------------------------------------------------------------


@each_dialect
def test_the_table_is_rectangular_and_renders(dialect):
    rows = table()
    assert len(rows) == len(ROSETTA) == len({row["concept"] for row in rows})
    for row in rows:
        assert row[dialect]
        for tex in re.findall(r"\$([^$]+)\$", row[dialect]):
            assert_is_tex(tex)


@pytest.mark.parametrize(
    ("concept", "dialect", "expected"),
    [
        ("rating", "NO", r"$\rating{y_{ij}}$"),
        ("learning rate", "TR", r"$\lambda$"),
        ("regulariser", "TR", r"$\gamma$"),
        ("regulariser", "NO", "–"),
        ("learning rate", "Surprise", r"$\gamma$"),
        ("error", "AR", r"$\prediction{\hat{r}_{a,j}} - \rating{r_{a,j}}$"),
    ],
)
def test_cells_of_the_table(concept, dialect, expected):
    row = next(row for row in ROSETTA if row.concept == concept)
    assert cell(row, dialect) == expected


@pytest.mark.parametrize("slip", MISPRINTS, ids=lambda slip: f"{slip.source}: {slip.name}")
def test_a_number_tells_the_slip_from_the_truth(slip):
    assert slip.source in DIALECTS
    assert slip.printed != slip.right
    assert slip.why.endswith((".", "?", "”."))
    if slip.check is not None:
        assert slip.check.accepts(slip.check.right())
        assert not slip.check.accepts(slip.check.printed())


@pytest.mark.parametrize(
    "check", [slip.check for slip in MISPRINTS if slip.check], ids=lambda check: check.question
)
def test_a_misprint_can_be_answered_as_it_is_asked(check):
    """Users and items bear their numbers, from 1; and every wrong number is one of its own."""
    assert not re.search(r"\b(user|item|factor) 0\b|\b(one|that) factor\b", check.question)
    numbers = [check.measured(), check.printed(), *check.likely()]
    if check.choices:
        assert sorted(numbers) == sorted(value for _, value in check.choices)
    close = [(a, b) for n, a in enumerate(numbers) for b in numbers[n + 1 :] if abs(a - b) < 0.012]
    assert not close


def test_only_slips_of_wording_are_left_without_a_number():
    by_word = {slip.name for slip in MISPRINTS if slip.check is None and slip.is_tex}
    assert by_word == {
        "the letter of the partial derivative",
        "one function, two names",
        "the best factors",
    }
    assert len({(slip.source, slip.name) for slip in MISPRINTS}) == len(MISPRINTS)
