"""The formula beside a kernel is what the kernel does: read from its docstring, and done."""

import importlib
import inspect
import pkgutil
from dataclasses import replace

import numpy as np
import pytest

from mf_core import kernels, objective
from mf_core.algorithms.als import rows
from mf_core.kernels.als import als_half, cholesky, solve
from mf_core.kernels.batch import batch_gradient, minibatch_epoch
from mf_core.kernels.funk import explain_away, funk_epoch
from mf_core.kernels.measure import sums
from mf_core.kernels.sequential import sequential_visit
from mf_core.kernels.sgd import biased_epoch, sgd_epoch, sgd_visit
from mf_core.model import Model, no_baseline
from mf_core.reading import formulas
from tests.planting import N_ITEMS, N_USERS, observed, planted_model
from tests.tex import Place, run, statements, tidy, worth
from tests.tex.holding import same, same_on_both_sides, same_row_by_row, tex_of
from tests.tex.sources import INDICES, place_of_a_model, with_residuals

ETA, LAM = 0.03, 0.2


def case(seed, k=3):
    """Ratings, a model, an order of visits; and the place where the formulas are read."""
    rng = np.random.default_rng(seed)
    ratings, model = observed(rng), planted_model(rng, k)
    return (
        ratings,
        model,
        rng.permutation(ratings.values.size),
        place_of_a_model(ratings, model, ETA, LAM),
    )


def visited(tex, place, ratings, order):
    """Do what is printed for one rating after the other; Σ e² as it was met."""
    sum_sq = 0.0
    for n in order:
        here = replace(place.at(u=ratings.users[n], i=ratings.items[n]), known={})
        run(tex, here, together=True)
        sum_sq += here.known.get("e_ui", 0.0) ** 2
    return sum_sq


# --- one check for each kernel: what is printed, done by the reader, against one call


def check_sgd_visit(tex, seed):
    ratings, (factors, _), order, place = case(seed)
    n = order[0]
    u, i = ratings.users[n], ratings.items[n]
    e = sgd_visit(factors, u, i, ratings.values[n], ETA, LAM)
    same((visited(tex, place, ratings, [n]), e**2))
    same((place.letters["P"], factors.P), (place.letters["Q"], factors.Q))


def check_sequential_visit(tex, seed):
    ratings, (factors, _), order, place = case(seed)
    n = order[0]
    u, i = ratings.users[n], ratings.items[n]
    here = place.at(u=u, i=i)
    run(tex, here)
    e = sequential_visit(factors, u, i, ratings.values[n], ETA, LAM)
    same((here.known["e_ui"], e))
    same((here.known["p'_u"], tidy(factors.P[u])), (here.known["q'_i"], tidy(factors.Q[i])))


def check_sgd_epoch(tex, seed):
    ratings, (factors, _), order, place = case(seed)
    sum_sq = sgd_epoch(ratings, factors, order, ETA, LAM)
    same((visited(tex, place, ratings, order), sum_sq))
    same((place.letters["P"], factors.P), (place.letters["Q"], factors.Q))


def check_biased_epoch(tex, seed):
    ratings, (factors, baseline), order, place = case(seed)
    sum_sq = biased_epoch(ratings, factors, baseline, order, ETA, LAM)
    same((visited(tex, place, ratings, order), sum_sq))
    same((place.letters["P"], factors.P), (place.letters["Q"], factors.Q))
    same((place.letters["b_u"], baseline.b_user), (place.letters["b_i"], baseline.b_item))


def of_one_feature(seed):
    """The same with a single feature, and the residuals it finds."""
    ratings, (factors, _), order, place = case(seed, k=1)
    place.letters |= {"p_uf": place.letters["P"], "q_if": place.letters["Q"]}
    place.letters[r"\tilde{e}_ui"] = objective.dense(ratings)[0]
    return ratings, factors.P[:, 0].copy(), factors.Q[:, 0].copy(), order, place.at(f=0)


def check_funk_epoch(tex, seed):
    ratings, p, q, order, place = of_one_feature(seed)
    sum_sq = funk_epoch(ratings, ratings.values.copy(), p, q, order, ETA, LAM)
    same((visited(tex, place, ratings, order), sum_sq))
    same((place.letters["P"][:, 0], p), (place.letters["Q"][:, 0], q))


def check_explain_away(tex, seed):
    ratings, p, q, order, place = of_one_feature(seed)
    residuals = ratings.values.copy()
    explain_away(ratings, residuals, p, q)
    visited(tex, place, ratings, order)
    same((place.letters[r"\tilde{e}_ui"][ratings.users, ratings.items], residuals))


def check_batch_gradient(tex, seed):
    ratings, (factors, _), _, _ = case(seed)
    model = Model(factors, no_baseline(N_USERS, N_ITEMS))
    place = with_residuals(ratings, place_of_a_model(ratings, model, ETA, LAM))
    same_row_by_row(tex, place, "ui", batch_gradient(ratings, factors, LAM))


def check_minibatch_epoch(tex, seed):
    ratings, (factors, _), order, _ = case(seed)
    place = place_of_a_model(ratings, Model(factors, no_baseline(N_USERS, N_ITEMS)), ETA, LAM)
    minibatch_epoch(ratings, factors, order, 5, ETA, LAM)
    for start in range(0, order.size, 5):
        members = order[start : start + 5]
        here = with_residuals(ratings, place)
        here.letters["B"] = np.zeros((N_USERS, N_ITEMS))
        here.letters["B"][ratings.users[members], ratings.items[members]] = 1.0
        run(tex, here, together=True)
    same((place.letters["P"], factors.P), (place.letters["Q"], factors.Q))


def positive_definite(seed):
    rng = np.random.default_rng(seed)
    A, b = rng.normal(size=(4, 4)), rng.normal(size=4)
    return A @ A.T + np.eye(4), b


def place_of_a_system(**letters):
    return Place(letters, INDICES["course"] | {"h": "f"}, {"f": 4})


def check_cholesky(tex, seed):
    A, _ = positive_definite(seed)
    triangle = A.copy()
    cholesky(triangle)
    triangle = np.tril(triangle)
    place = place_of_a_system(A=A, A_ff=A, L=triangle, L_ff=triangle)
    same_on_both_sides(tex, place, lambda at: at.get("h", 4) <= at.get("f", 0))


def check_solve(tex, seed):
    A, b = positive_definite(seed)
    triangle, x = A.copy(), b.copy()
    solve(triangle, x)
    triangle = np.tril(triangle)
    y = np.linalg.solve(triangle, b)
    same_on_both_sides(tex, place_of_a_system(A=A, L=triangle, b=b, x=x, y=y))


def check_als_half(tex, seed):
    ratings, (factors, _), _, place = case(seed)
    by_user = rows(ratings.users, ratings.items, ratings, N_USERS)
    als_half(*by_user, place.letters["P"], factors.Q, LAM)
    for u in range(N_USERS):
        same_on_both_sides(tex, place.at(u=u))


def check_sums(tex, seed):
    ratings, (factors, baseline), _, place = case(seed)
    place = with_residuals(ratings, place)
    printed = [worth(read.right, place, tex) for read in statements(tex)]
    same((printed, sums(ratings, factors, baseline)))


CHECKS = {name.removeprefix("check_"): f for name, f in vars().items() if name.startswith("check_")}


def kernels_written():
    """Every function of the package that prints a formula, and every compiled one."""
    names = [module.name for module in pkgutil.iter_modules(kernels.__path__)]
    modules = [importlib.import_module(f"{kernels.__name__}.{name}") for name in names]
    found = {}
    for module in modules:
        for name, thing in vars(module).items():
            function = inspect.unwrap(thing) if callable(thing) else None
            own = inspect.isfunction(function) and function.__module__ == module.__name__
            if own and (hasattr(thing, "py_func") or formulas(function)):
                found[name] = function
    return found


KERNELS = kernels_written()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_does_what_is_printed_beside_it(name, seed):
    tex = tex_of(KERNELS[name])
    assert name in CHECKS, (
        f"nobody reads the formula of {name} back: write `check_{name}(tex, seed)`, which does "
        f"what {tex} says and compares it with one call, as `check_sgd_epoch` does"
    )
    CHECKS[name](tex, seed)


def test_no_check_is_stale():
    assert set(CHECKS) == set(KERNELS)
