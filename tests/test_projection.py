"""The shared plane of users and items (oracle: the singular value decomposition)."""

import numpy as np
import pytest

from mf_core.projection import aligned, shared_plane


@pytest.mark.parametrize("k", [2, 3, 8])
def test_it_keeps_as_much_length_as_the_first_two_singular_values(k):
    rng = np.random.default_rng(k)
    P, Q = rng.normal(size=(20, k)), rng.normal(size=(30, k)) * np.arange(1, k + 1)
    plane = shared_plane(P, Q)
    rows = np.concatenate([P, Q])
    best = np.linalg.svd(rows, compute_uv=False)[:2]
    assert np.sum((rows @ plane) ** 2) == pytest.approx(np.sum(best**2))
    np.testing.assert_allclose(plane.T @ plane, np.eye(2), atol=1e-12)


def test_the_first_direction_is_the_longer_one_and_points_to_the_positive():
    # The rows reach 3 along the last axis and 2 along the first, both to the negative side.
    plane = shared_plane(np.array([[0.0, 0.0, -3.0]]), np.array([[-2.0, 0.0, 0.0]]))
    np.testing.assert_allclose(plane, [[0, 1], [0, 0], [1, 0]], atol=1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_the_largest_entry_of_each_direction_is_positive(seed):
    rng = np.random.default_rng(seed)
    plane = shared_plane(rng.normal(size=(6, 4)), rng.normal(size=(7, 4)))
    assert (plane.max(axis=0) == np.abs(plane).max(axis=0)).all()


def test_with_two_factors_every_dot_product_survives():
    rng = np.random.default_rng(0)
    P, Q = rng.normal(size=(6, 2)), rng.normal(size=(7, 2))
    plane = shared_plane(P, Q)
    np.testing.assert_allclose((P @ plane) @ (Q @ plane).T, P @ Q.T, atol=1e-12)


def test_one_factor_and_diverged_factors_still_give_a_plane():
    assert shared_plane(np.ones((3, 1)), np.ones((2, 1))).tolist() == [[1.0, 0.0]]
    assert np.isfinite(shared_plane(np.full((3, 4), np.nan), np.ones((2, 4)))).all()


@pytest.mark.parametrize("size", [1e-200, 1e200])
def test_the_plane_does_not_depend_on_the_size_of_the_factors(size):
    """Nor may a square on the way leave the numbers a computer can hold."""
    rng = np.random.default_rng(3)
    P, Q = rng.normal(size=(6, 4)), rng.normal(size=(7, 4))
    np.testing.assert_allclose(shared_plane(P * size, Q * size), shared_plane(P, Q), atol=1e-12)


def test_factors_that_are_all_zero_have_a_plane():
    plane = shared_plane(np.zeros((3, 4)), np.zeros((2, 4)))
    np.testing.assert_allclose(plane.T @ plane, np.eye(2), atol=1e-12)


def test_alignment_undoes_a_turn_within_the_plane():
    rng = np.random.default_rng(1)
    plane, _ = np.linalg.qr(rng.normal(size=(5, 2)))
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    np.testing.assert_allclose(aligned(plane @ turn, plane), plane, atol=1e-12)
