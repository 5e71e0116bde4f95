"""What is printed is what is computed: every formula read back from its TeX into a number."""

import numpy as np
import pytest

from mf_core import objective
from mf_core.derivation import ROUTES, Numbers, line, with_gap
from mf_core.kernels.batch import batch_gradient
from mf_core.kernels.sgd import sgd_visit
from mf_core.model import Baseline, Factors, no_factors, take
from mf_core.notation import DIALECTS, FORMULAS, render
from tests.derivations import each_dialect, each_step
from tests.tex import statements, value, worth
from tests.tex.sources import left_to_explain, loss_of, place_of

each_seed = pytest.mark.parametrize("seed", range(2))
# Lines and formulas that are printed for a special case, and hold there.
UNCHARGED, NO_BASELINE = {"lam": 0.0}, {"B": np.zeros((3, 4))}
SPECIAL = {
    "Exchange users and items": (UNCHARGED, "its J is the loss before the charge for length"),
    "Row times column": (NO_BASELINE, "a wrong choice prints E as R − PQ"),
    "slope of all ratings, user": (UNCHARGED, "the slope is printed without λ, J contains it"),
    "gradient, users": (UNCHARGED, "the gradient is printed without λ, J contains it"),
    "gradient, items": (UNCHARGED, "the gradient is printed without λ, J contains it"),
    "masked residuals": (NO_BASELINE, "the matrices are printed without a baseline"),
}


def numbers(dialect, seed, special=None):
    """A small rating matrix with holes; user 1 rated items 0, 2 and 3, not 1."""
    rng = np.random.default_rng(seed)
    M = np.array([[1.0, 1, 0, 1], [1, 0, 1, 1], [0, 1, 1, 1]])
    P, Q = (rng.uniform(0.3, 1.8, (n, 3)) * rng.choice([-1, 1], (n, 3)) for n in M.shape)
    R, baseline = rng.uniform(1, 5, M.shape), rng.normal(0, 0.5, M.shape)
    n = Numbers(R, M, baseline, P, Q, 1, 2, 1, eta=0.07, lam=0.31, dialect=dialect)
    return n._replace(**SPECIAL[special][0]) if special in SPECIAL else n


@each_seed
@each_dialect
@each_step
def test_both_sides_of_a_line_say_what_they_are_worth(step, dialect, seed):
    n = numbers(dialect, seed, step.name)
    tex = line(step, n, values=True)
    (read,) = statements(tex)
    place = place_of(n)
    assert worth(read.left, place, tex) == pytest.approx(step.left.value(n), rel=1e-9), tex
    assert worth(read.right, place, tex) == pytest.approx(step.right.value(n), rel=1e-9), tex


@each_dialect
@each_step
def test_a_wrong_choice_is_worth_what_the_reader_is_told(step, dialect):
    n = numbers(dialect, 0, step.name)
    place = place_of(n)
    new_p = ROUTES["chain"].parts[-2].steps[-1].right.value(n)
    place.known |= {f"{letter}^\\text{{new}}_uf": new_p for letter in "puP"}
    for wrong in step.gap.wrong:
        tex = render(with_gap(step, wrong.tex), dialect)
        assert value(tex, place) == pytest.approx(wrong.value(n), rel=1e-9, abs=1e-9), tex


def test_no_special_case_is_stale():
    names = {step.name for route in ROUTES.values() for step in route.steps}
    assert set(SPECIAL) <= names | set(FORMULAS)


# --- the formulas of the course, against the objective and the kernels


def of_a_model(dialect, name):
    """Numbers whose baseline is a mean and biases, where the source has a baseline; and those."""
    rng = np.random.default_rng(3)
    n = numbers(dialect, 2, name)
    if name in SPECIAL or not (DIALECTS[dialect].baseline or name == "baseline"):
        return n._replace(B=np.zeros((3, 4))), Baseline(0.0, np.zeros(3), np.zeros(4))
    baseline = Baseline(rng.normal(), rng.normal(size=3), rng.normal(size=4))
    users, items = np.indices((3, 4))
    nothing = no_factors(3, 4)
    above = objective.predict(users.ravel(), items.ravel(), nothing, baseline)
    return n._replace(B=above.reshape(3, 4)), baseline


def expected(n):
    """What the right-hand side of each formula is worth, by the code that runs."""
    left, factors = left_to_explain(n), Factors(n.P, n.Q)
    here = (left.users == n.u) & (left.items == n.i)
    bare, charged = (Factors(n.P.copy(), n.Q.copy()) for _ in range(2))
    sgd_visit(bare, n.u, n.i, left.values[here].item(), n.eta, 0.0)
    sgd_visit(charged, n.u, n.i, left.values[here].item(), n.eta, n.lam)
    one = objective.gradient(take(left, here), factors, 0.0)
    every = batch_gradient(left, factors, 0.0)
    e = objective.residuals(left, factors)
    across = np.transpose if DIALECTS[n.dialect].item_factors == "columns" else np.asarray
    scale, user, item = 2 * n.scale, (n.u, n.f), (n.i, n.f)
    return {
        "prediction": n.r - e[here].item(),
        "prediction, summed": n.r - e[here].item(),
        "baseline": n.b,
        "residual": n.sign * e[here].item(),
        "loss": loss_of(n),
        "slope of one rating, user": scale * one.P[user],
        "slope of one rating, item": scale * one.Q[item],
        "step, user": bare.P[user],
        "step, item": bare.Q[item],
        "regularised step, user": charged.P[user],
        "regularised step, item": charged.Q[item],
        "slope of all ratings, user": scale * every.P[user],
        "masked residuals": n.sign * objective.dense(left._replace(values=e))[0],
        "gradient, users": scale * every.P,
        "gradient, items": scale * across(every.Q),
        "batch step, users": n.P - n.eta * every.P,
        "batch step, items": across(n.Q - n.eta * every.Q),
    }


def starts(n):
    """What an arrow points back to: what is moved, as it was."""
    across = np.transpose if DIALECTS[n.dialect].item_factors == "columns" else np.asarray
    return {"user": n.P[n.u, n.f], "item": n.Q[n.i, n.f], "users": n.P, "items": across(n.Q)}


@each_dialect
@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_of_the_course_is_what_runs(name, dialect):
    n, baseline = of_a_model(dialect, name)
    known = expected(n)
    assert name in known, f"say in `expected` what “{name}” is worth, by the code that runs"
    tex = render(FORMULAS[name], dialect)
    (read,) = statements(tex)
    place = place_of(n)
    place.letters |= {r"\mu": baseline.mu, "b_u": baseline.b_user, "b_i": baseline.b_item}
    moves = read.relation == r"\leftarrow"
    left = starts(n)[name.split()[-1]] if moves else known[name]
    np.testing.assert_allclose(worth(read.left, place, tex), left, rtol=1e-9, err_msg=tex)
    np.testing.assert_allclose(worth(read.right, place, tex), known[name], rtol=1e-9, err_msg=tex)


def test_no_expectation_is_stale():
    assert set(expected(numbers("course", 0))) == set(FORMULAS)
