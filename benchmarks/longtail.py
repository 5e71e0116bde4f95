"""The ratings everybody is timed on: made, long-tailed, with a truth of known rank below them.

A few users rate most of the items and a few items have most of the ratings, as in MovieLens,
whose sizes these are. Half stars, sorted by user as a MovieLens file is, a twentieth held out.
NumPy alone: every peer's process reads them with the NumPy it came with.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np

FOLDER = Path(__file__).parents[1] / ".cache" / "benchmarks"
SCALES = {  # ratings, users, items
    "100k": (100_836, 610, 9_742),
    "1m": (1_000_209, 6_040, 3_706),
    "10m": (10_000_054, 71_567, 10_681),
    "32m": (32_000_204, 200_948, 87_585),
}
RANK, NOISE, SEED = 24, 0.72, 7


class Data(NamedTuple):
    """Training and held-out ratings: (n,) int32, int32, float32 in stars."""

    users: np.ndarray
    items: np.ndarray
    values: np.ndarray
    test_users: np.ndarray
    test_items: np.ndarray
    test_values: np.ndarray
    n_users: int
    n_items: int

    @property
    def mu(self) -> float:
        """Mean of the training ratings, in stars."""
        return float(self.values.mean(dtype=np.float64))


def data(scale: str) -> Data:
    """The ratings of a scale; made at the first call, then read."""
    _, n_users, n_items = SCALES[scale]
    files = [FOLDER / f"{scale}-{name}.npy" for name in Data._fields[:6]]
    if not all(file.is_file() for file in files):
        FOLDER.mkdir(parents=True, exist_ok=True)
        for file, array in zip(files, _made(*SCALES[scale]), strict=True):
            np.save(file, array)
    return Data(*(np.load(file) for file in files), n_users, n_items)


def _made(n: int, n_users: int, n_items: int) -> list[np.ndarray]:
    rng = np.random.default_rng(SEED)
    busy = rng.lognormal(0.0, 1.15, n_users)
    busy = np.maximum(busy, np.quantile(busy, 0.12))
    rank = np.arange(1, n_items + 1)
    liked = (rank + 0.008 * n_items) ** -1.15 * np.exp(rng.normal(0.0, 0.25, n_items))
    liked = rng.permutation(liked)
    cells = _cells(n, busy, liked, rng)
    users, items = (cells // n_items).astype(np.int32), (cells % n_items).astype(np.int32)
    values = _stars(users, items, np.log(liked), n_users, rng)
    held_out = rng.random(n) < 0.05
    kept = [array[~held_out] for array in (users, items, values)]
    return kept + [array[held_out] for array in (users, items, values)]


def _cells(n: int, busy: np.ndarray, liked: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Exactly n different cells u · n_items + i, in order; no user and no item without one."""
    n_users, n_items = busy.size, liked.size
    by_user, by_item = np.cumsum(busy) / busy.sum(), np.cumsum(liked) / liked.sum()
    someone = rng.integers(0, n_users, n_items) * n_items + np.arange(n_items)
    something = np.arange(n_users) * n_items + _drawn(by_item, n_users, rng)
    needed = cells = np.unique(np.concatenate([someone, something]))
    while cells.size < n:
        more = int(1.15 * (n - cells.size)) + 1000
        drawn = _drawn(by_user, more, rng) * n_items + _drawn(by_item, more, rng)
        cells = np.unique(np.concatenate([cells, drawn]))
    spare = np.flatnonzero(~np.isin(cells, needed))
    keep = np.ones(cells.size, dtype=bool)
    keep[rng.choice(spare, cells.size - n, replace=False)] = False
    return cells[keep]


def _drawn(cumulated: np.ndarray, n: int, rng: np.random.Generator) -> np.ndarray:
    return np.minimum(np.searchsorted(cumulated, rng.random(n)), cumulated.size - 1)


def _stars(
    users: np.ndarray, items: np.ndarray, liked: np.ndarray, n_users: int, rng: np.random.Generator
) -> np.ndarray:
    strength = 0.75 ** np.arange(RANK)
    strength *= 0.5 / np.sqrt((strength**2).sum())
    P = (rng.normal(size=(n_users, RANK)) * np.sqrt(strength)).astype(np.float32)
    Q = (rng.normal(size=(liked.size, RANK)) * np.sqrt(strength)).astype(np.float32)
    b_user = rng.normal(0.0, 0.4, n_users)
    b_item = rng.normal(0.0, 0.45, liked.size) + 0.35 * (liked - liked.mean()) / liked.std()
    values = np.empty(users.size, dtype=np.float32)
    for first in range(0, users.size, 2_000_000):  # in pieces, for the sake of memory
        piece = slice(first, first + 2_000_000)
        u, i = users[piece], items[piece]
        taste = np.einsum("nf,nf->n", P[u], Q[i])
        r = 3.35 + b_user[u] + b_item[i] + taste + rng.normal(0.0, NOISE, u.size)
        values[piece] = np.clip(np.round(2 * r) / 2, 0.5, 5.0)
    return values
