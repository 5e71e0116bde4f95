"""Fast ALS against the loop on paper, and its vectors against what they are said to mean."""

import numpy as np
import pytest

from mf_core.algorithms import ALGORITHMS, Setup
from mf_core.algorithms.als import rows
from mf_core.fast import als
from mf_core.fast.als import STEP, als_kernel, half, parts, solved, triangles
from mf_core.fast.als_gradients import gradients_kernel
from mf_core.fast.lanes.grams import REGISTERS, passes
from mf_core.fast.tables import WIDTHS, padded
from mf_core.kernels.als import als_half
from mf_core.objective import rmse
from tests.test_fast import EVERY_K, close, long_tailed, planted  # noqa: F401 (a fixture)

LAM = 0.1


def by_user(values=None):
    ratings = long_tailed()
    if values is not None:
        ratings = ratings._replace(values=values)
    return rows(ratings.users, ratings.items, ratings, ratings.n_users)


def fixed(k, seed=0):
    return np.random.default_rng(seed).normal(0, 0.5, (long_tailed().n_items, k))


def before(own, k, seed=3):
    return np.random.default_rng(seed).normal(0, 0.1, (own.starts.size - 1, k))


@pytest.mark.parametrize("k", EVERY_K)
@pytest.mark.parametrize("n_parts", [1, 3])
def test_a_half_step_is_the_one_on_paper(k, n_parts, monkeypatch):
    """With many factors, too, if only the gradients take steps enough."""
    monkeypatch.setattr(als, "parts_for", lambda _n: n_parts)
    monkeypatch.setattr(als, "GRADIENTS", 3 * k)
    own, Q = by_user(), fixed(k)
    expected = np.empty((own.starts.size - 1, k))
    als_half(*own, expected, Q, LAM)
    got = half(*own, before(own, k), Q, LAM)
    close(got, expected, 1e-4)  # solving magnifies what is rounded in the sums
    assert not got[20].any()  # the user without ratings


def test_gradients_come_as_close_as_a_run_needs(planted):  # noqa: F811 (pytest's way)
    """Held-out error with 64 factors, exactly solved and nearly, pair of half-steps by pair."""
    train, test = planted
    algorithm, errors = ALGORITHMS["als"], []
    for step in (algorithm.step, algorithm.fast.step):
        rng = np.random.default_rng(0)
        state = algorithm.start(train, Setup(k=64), rng)
        reached = []
        for _ in range(5):
            state = step(train, state, algorithm.knobs, rng)
            reached.append(rmse(test, *state.model))
        errors.append(reached)
    np.testing.assert_allclose(errors[1][2:], errors[0][2:], atol=0.003)
    assert errors[1][-1] < 0.9 * rmse(test, *algorithm.start(train, Setup(k=1), rng).model)


def test_the_parts_are_the_rows_that_have_ratings_in_shares_alike():
    starts = by_user().starts
    dealt = parts(starts, 3)
    assert np.concatenate(dealt).tolist() == np.flatnonzero(np.diff(starts)).tolist()
    shares = [np.diff(starts)[rated].sum() for rated in dealt]
    assert max(shares) - min(shares) < 2 * np.diff(starts).max()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_passes_cover_the_triangle_once_and_fit_the_registers(width):
    chunk = min(16, width)
    vectors = [each for once in passes(width, chunk) for each in once]
    assert sorted(vectors) == [
        (f, c) for f in range(width) for c in range(f // chunk, width // chunk)
    ]
    assert max(map(len, passes(width, chunk))) <= REGISTERS


@pytest.mark.parametrize(
    ("kernel", "width"),
    [(als_kernel(width), width) for width in (4, 8, 16, 32, 48)] + [(gradients_kernel(16), 16)],
)
def test_the_compiled_kernel_does_what_the_definitions_do(kernel, width):
    own, Q = by_user(), als.as_table(fixed(width), width)
    rated = np.flatnonzero(np.diff(own.starts)).astype(np.int32)
    results, more = [], (3,) if kernel is gradients_kernel(width) else ()
    for run in (kernel, kernel.py_func):
        moving = als.zeros(own.starts.size - 1, width)
        values = als.single(own.values)
        run(own.starts, own.columns, values, rated, moving, Q, np.float32(LAM), *more)
        results.append(moving)
    close(*results, 1e-4)


def systems(width, seed=1):
    rng = np.random.default_rng(seed)
    roots = rng.normal(size=(STEP, width, 2 * width)).astype(np.float32)
    return roots @ roots.transpose(0, 2, 1) / width, rng.normal(size=(STEP, width))


@pytest.mark.parametrize("width", [4, 8, 16, 32, 48])
@pytest.mark.parametrize("plain", [False, True], ids=["compiled", "plain"])
def test_sixteen_systems_are_solved_in_step(width, plain):
    A, b = systems(width)
    ridge = np.linspace(0.1, 1.0, STEP).astype(np.float32)
    L = np.empty((width, width, STEP), np.float32)
    x = np.empty((width, STEP), np.float32)
    split, solve = (triangles.py_func, solved.py_func) if plain else (triangles, solved)
    split(A, ridge, L)
    solve(L, b.astype(np.float32), x)
    for w in range(STEP):
        whole = A[w].astype(np.float64) + ridge[w] * np.eye(width)
        exact = np.linalg.cholesky(whole)
        below = np.tril_indices(width, -1)
        close(L[..., w][below], exact[below], 1e-4)
        close(1 / np.diagonal(L[..., w]), np.diagonal(exact), 1e-4)
        close(x[:, w], np.linalg.solve(whole, b[w]), 1e-3)


def test_what_lies_below_the_diagonal_is_not_read():
    """`gram` leaves anything there."""
    A, _ = systems(32)
    ridge, L, other = (
        np.ones(STEP, np.float32),
        *(np.zeros((32, 32, STEP), np.float32) for _ in "12"),
    )
    triangles(A, ridge, L)
    A[:, *np.tril_indices(32, -1)] = np.nan
    triangles(A, ridge, other)
    below = np.tril_indices(32)
    np.testing.assert_array_equal(L[below], other[below])


@pytest.mark.parametrize("k", [5, 64])
def test_a_row_with_what_is_not_a_number_stays_alone_with_it(k):
    values = long_tailed().values.copy()
    values[0] = np.nan
    touched = long_tailed().users[0]
    P = half(*by_user(values), before(by_user(), k), fixed(k), LAM)
    assert np.isnan(P[touched]).all()
    assert np.isfinite(np.delete(P, touched, axis=0)).all()


def test_filled_up_columns_stay_zero():
    own = by_user()
    width = padded(5)
    moving = als.zeros(own.starts.size - 1, width)
    als.solve(
        own.starts, own.columns, als.single(own.values), parts(own.starts, 1), moving,
        als.as_table(fixed(5), width), LAM,
    )  # fmt: skip
    assert not moving[:, 5:].any()
    assert moving[:, :5].any()
