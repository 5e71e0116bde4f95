"""What every step works on: the split into training and held-out ratings."""

import numpy as np
import pytest

from mf_core.model import split, triples


def ratings_of(n):
    """n ratings, each with its own value: n, n − 1, … 1."""
    return triples(np.zeros(n), np.arange(n), np.arange(n, 0, -1))


@pytest.mark.parametrize(
    ("n", "share", "held_out"),
    [
        (39, 0.1, 4),  # 3.9: up
        (14, 0.1, 1),  # 1.4: down
        (7, 0.0, 0),
        (5, 0.95, 4),  # 4.75 would be all of them
        (1, 0.9, 0),
        (0, 0.5, 0),
    ],
)
def test_the_share_is_rounded_to_whole_ratings_and_never_all(n, share, held_out):
    train, test = split(ratings_of(n), share, np.random.default_rng(0))
    assert (train.values.size, test.values.size) == (n - held_out, held_out)


def test_a_split_loses_nothing_and_keeps_the_old_order():
    whole = ratings_of(20)
    train, test = split(whole, 0.3, np.random.default_rng(1))
    assert sorted([*train.values, *test.values]) == sorted(whole.values)
    for part in (train, test):
        assert (np.diff(part.items) > 0).all()
        np.testing.assert_array_equal(part.values, 20 - part.items)
        assert (part.n_users, part.n_items) == (1, 20)
