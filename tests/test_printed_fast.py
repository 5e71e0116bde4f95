"""The formula beside a fast kernel is what it does: read back as those on paper are."""

from functools import partial

import numpy as np
import pytest

from mf_core import fast
from mf_core.algorithms.als import rows
from mf_core.fast import als, batch, funk, sgd
from mf_core.fast.als_gradients import gradients_kernel
from mf_core.fast.layout import lay_out
from mf_core.fast.tables import column, model_of, tables, zeros
from mf_core.model import Model, no_baseline
from mf_core.reading import formulas
from tests.planting import N_ITEMS, N_USERS
from tests.test_fast import order_of
from tests.test_printed_kernels import ETA, LAM, case, of_one_feature, visited
from tests.tex import Place, run, statements, tidy, worth
from tests.tex.holding import functions_of, same_row_by_row, tex_of
from tests.tex.sources import INDICES, place_of_a_model, with_residuals

# Single precision, on a few dozen visits (see test_fast).
same = partial(np.testing.assert_allclose, rtol=1e-5, atol=1e-5)


def laid_out(ratings, seed):
    """A layout and the order in which an epoch from this seed visits the ratings."""
    layout = lay_out(ratings, 2, 1, 1)
    return layout, order_of(layout, np.random.default_rng(seed)), np.random.default_rng(seed)


def check_sgd_kernel(tex, seed):
    ratings, model, _, place = case(seed)
    layout, order, rng = laid_out(ratings, seed)
    places = layout.users, layout.items
    moved, mu = tables(model, *places), model.baseline.mu
    sum_sq = sgd.epoch(layout, ratings, moved, mu, ETA, LAM, rng, learns=True)
    same(visited(tex, place, ratings, order), sum_sq)
    (P, Q), (_, b_user, b_item) = model_of(moved, 3, mu, *places)
    for letter, array in (("P", P), ("Q", Q), ("b_u", b_user), ("b_i", b_item)):
        same(place.letters[letter], array)


def check_funk_kernel(tex, seed):
    ratings, p, q, _, place = of_one_feature(seed)
    layout, order, rng = laid_out(ratings, seed)
    row_p, row_q = column(p, layout.users), column(q, layout.items)
    sum_sq = funk.epoch(layout, ratings.values.copy(), row_p, row_q, ETA, LAM, rng)
    same(visited(tex, place, ratings, order), sum_sq)
    same(place.letters["P"][:, 0], row_p[layout.users.row])
    same(place.letters["Q"][:, 0], row_q[layout.items.row])


def check_gradient_kernel(tex, seed):
    ratings, (factors, _), _, _ = case(seed)
    model = Model(factors, no_baseline(N_USERS, N_ITEMS))
    layout, _, _ = laid_out(ratings, seed)
    at = tables(model, layout.users, layout.items)
    into = at._replace(P=zeros(*at.P.shape), Q=zeros(*at.Q.shape))
    batch.add_up(layout, ratings, at, into)
    place = with_residuals(ratings, place_of_a_model(ratings, model, ETA, LAM))
    sums = into.P[layout.users.row, :3], into.Q[layout.items.row, :3]
    same_row_by_row(tex, place, "ui", sums, rtol=1e-3)


def systems(seed):
    """Sixteen positive definite matrices, what is added to their diagonals, right-hand sides."""
    rng = np.random.default_rng(seed)
    roots = rng.normal(size=(als.STEP, 4, 4)).astype(np.float32)
    A, ridge = roots @ roots.transpose(0, 2, 1), np.linspace(0.5, 2.0, als.STEP, dtype=np.float32)
    L = np.zeros((4, 4, als.STEP), np.float32)
    als.triangles(A, ridge, L)
    return A, ridge, L, rng.normal(size=(als.STEP, 4)).astype(np.float32)


def triangle(L, w):
    """One of the sixteen as it is on paper: divided by on its diagonal, zero above."""
    found = np.tril(L[:, :, w]).astype(float)
    np.fill_diagonal(found, 1 / np.diag(found))
    return found


def holds(tex, **letters):
    """Both sides of every equation, whole matrices and vectors."""
    place = Place({}, INDICES["course"], {"f": 4}, known=letters)
    for read in statements(tex):
        same(*(worth(side, place, tex) for side in (read.left, read.right)))


def check_triangles(tex, seed):
    A, ridge, L, _ = systems(seed)
    for w in range(als.STEP):
        holds(tex, A=A[w], I=np.eye(4), L=triangle(L, w), **{r"\rho": float(ridge[w])})


def check_solved(tex, seed):
    _, _, L, b = systems(seed)
    x = np.empty((4, als.STEP), np.float32)
    als.solved(L, b, x)
    for w in range(als.STEP):
        one = triangle(L, w)
        y = one.T @ x[:, w]
        holds(tex, L=one, b=b[w][:, None], x=x[:, w][:, None], y=y[:, None])


def check_als_kernel(tex, seed):
    ratings, (factors, _), _, place = case(seed)
    by_user = rows(ratings.users, ratings.items, ratings, N_USERS)
    place.letters["P"][:] = als.half(*by_user, factors.P, factors.Q, LAM)
    for u in np.unique(ratings.users):
        here = place.at(u=int(u))
        for read in statements(tex):
            same(*(worth(side, here, tex) for side in (read.left, read.right)), atol=1e-3)


def check_gradients_kernel(tex, seed):
    ratings, (factors, _), _, _ = case(seed)
    by_user = rows(ratings.users, ratings.items, ratings, N_USERS)
    values, (rated,) = als.single(by_user.values), als.parts(by_user.starts, 1)
    Q = als.as_table(factors.Q, 4)
    for n_steps in (1, 2):
        found = als.as_table(factors.P, 4)
        improve = gradients_kernel(4)
        improve(*by_user[:2], values, rated, found, Q, np.float32(LAM), n_steps)
        for u in rated:
            members = slice(by_user.starts[u], by_user.starts[u + 1])
            q, r = factors.Q[by_user.columns[members]], by_user.values[members]
            A, x = q.T @ q + LAM * r.size * np.eye(3), factors.P[u]
            left = tidy(q.T @ r - A @ x)
            known = {"A_u": A, "x": tidy(x), "r": left, "d": left}
            place = Place({}, INDICES["course"], {}, {"u": int(u)}, known)
            for _ in range(n_steps):
                run(tex, place)
            same(place.known["x"], tidy(found[u, :3]), rtol=1e-3, atol=1e-3)


CHECKS = {name.removeprefix("check_"): f for name, f in vars().items() if name.startswith("check_")}


PRINTING = {name: own for name, own in functions_of(fast).items() if formulas(own)}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", PRINTING)
def test_a_fast_kernel_does_what_is_printed_beside_it(name, seed):
    assert name in CHECKS, f"nobody reads the formula of {name} back: write check_{name}(tex, seed)"
    CHECKS[name](tex_of(PRINTING[name]), seed)


def test_no_check_is_stale():
    assert set(CHECKS) == set(PRINTING)
