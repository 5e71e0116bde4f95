"""What every data set keeps, wherever it came from."""

import re

import numpy as np

from mf_core.datasets import Dataset


def check_laws(dataset: Dataset) -> None:
    """Types, bounds, unique pairs, no user and no item without a rating, names for all."""
    users, items, values, n_users, n_items = dataset.ratings
    assert (users.dtype, items.dtype, values.dtype) == (np.int32, np.int32, np.float64)
    assert users.shape == items.shape == values.shape == (values.size,)
    assert np.array_equal(np.unique(users), np.arange(n_users))
    assert np.array_equal(np.unique(items), np.arange(n_items))
    assert np.unique(users.astype(np.int64) * n_items + items).size == values.size > 0
    lowest, highest = dataset.scale
    assert lowest < highest
    assert np.isfinite(values).all()
    assert lowest <= values.min() <= values.max() <= highest
    assert len(dataset.user_names) == n_users
    assert len(dataset.item_titles) == len(dataset.genres) == n_items
    for names in (dataset.user_names, dataset.item_titles, dataset.genres):
        assert not names.flags.writeable
        assert all(type(text) is str for text in names)
    assert all(dataset.user_names)
    assert all(dataset.item_titles)
    assert re.fullmatch(r"[0-9a-f]{64}", dataset.digest)
    assert all(note.endswith(".") for note in dataset.notes)
