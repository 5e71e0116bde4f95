"""What several lessons share and nobody computes twice: thin shells round calls of the core.

What they return is one object for all sessions, so nobody may change it; Streamlit copies from
`st.cache_data` at every call, and warns at the import of a page before its runtime stands.
Data are never hashed: Streamlit hashes large arrays by a sample, and one changed rating would go
unseen. They enter as `_arguments`, and what identifies them is their digest.
"""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mf_core.algorithms import ALGORITHMS, Algorithm, Knobs, Setup
from mf_core.algorithms import left_out as leave_out
from mf_core.algorithms.left_out import LeftOut
from mf_core.algorithms.sgd import VISITS, Walk
from mf_core.algorithms.typed import typed_algorithm
from mf_core.datasets import DATASETS, Dataset
from mf_core.datasets.dataset import content_digest
from mf_core.model import Ratings, split, triples
from mf_core.rules import read_rule
from mf_core.training import Recording, recorded, recording, seeded

_ALGORITHMS = {**ALGORITHMS, VISITS.name: VISITS}
Lines = tuple[str, str]  # of an update rule, which can be read


class ToyRun(NamedTuple):
    """A recorded run on a hand-sized set, with the two parts it was made on."""

    train: Ratings
    test: Ratings
    recording: Recording
    visited: NDArray[np.int64]  # (n_steps,) the rating visited at each step, -1 for none


@st.cache_resource(max_entries=16, show_spinner=False)
def dataset(name: str, seed: int = 0) -> Dataset:
    """A built-in data set."""
    return DATASETS[name].load(seed)


def edited(data: Dataset, cells: NDArray[np.float64]) -> Dataset:
    """The same data set with the ratings of a table: (n_users, n_items), NaN where missing."""
    users, items = np.nonzero(np.isfinite(cells))
    ratings = triples(users, items, cells[users, items], *cells.shape)
    digest = content_digest(ratings, (data.user_names, data.item_titles))
    return replace(data, ratings=ratings, digest=digest)


def toy_run(
    data: Dataset, algorithm: str | Lines, setup: Setup, knobs: Knobs, n_steps: int, share: float,
    seed: int,
) -> ToyRun:  # fmt: skip
    """Train on a hand-sized set by an algorithm or by two typed lines, and keep every frame."""
    return _toy_run(data.ratings, data.digest, algorithm, setup, knobs, n_steps, share, seed)


def left_out(data: Dataset, setup: Setup, knobs: Knobs, n_steps: int, seed: int) -> LeftOut:
    """Leave out each rating in turn, train SGD on the others, and predict the one left out."""
    return _left_out(data.ratings, data.digest, setup, knobs, n_steps, seed)


@st.cache_resource(max_entries=128, show_spinner=False)
def _left_out(
    _ratings: Ratings,
    digest: str,
    setup: Setup,
    knobs: Knobs,
    n_steps: int,
    seed: int,
) -> LeftOut:
    orders = _orders_without(_ratings, digest, n_steps, seed)
    return leave_out.left_out(_ratings, setup, knobs, orders, seed)


@st.cache_resource(max_entries=8, show_spinner=False)
def _orders_without(
    _ratings: Ratings,
    digest: str,  # noqa: ARG001 (the key that stands for the ratings)
    n_steps: int,
    seed: int,
) -> NDArray[np.int64]:
    return leave_out.orders_without(_ratings, n_steps, seed)


@st.cache_resource(max_entries=128, show_spinner=False)
def _toy_run(
    _ratings: Ratings,
    digest: str,  # noqa: ARG001 (the key that stands for the ratings)
    algorithm: str | Lines,
    setup: Setup,
    knobs: Knobs,
    n_steps: int,
    share: float,
    seed: int,
) -> ToyRun:
    train, test = split(_ratings, share, np.random.default_rng(seed))
    run = recorded(seeded(_known(algorithm), train, test, setup, knobs, seed), n_steps)
    memories = [frame.state.memory for frame in run]
    visited = [memory.visited if isinstance(memory, Walk) else -1 for memory in memories]
    return ToyRun(train, test, recording(run), np.array(visited))


def _known(algorithm: str | Lines) -> Algorithm:
    if isinstance(algorithm, str):
        return _ALGORITHMS[algorithm]
    return typed_algorithm(read_rule(*algorithm))
