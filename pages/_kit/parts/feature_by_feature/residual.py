"""The cached residual: the products it saves, counted, and the time, measured."""

from collections.abc import Callable
from functools import cache

import numpy as np

from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.picture import Picture
from mf_core.kernels.funk import explain_away, funk_epoch
from mf_core.saying import brief
from pages._kit.parts.feature_by_feature import runs
from pages._kit.parts.vectorized.ways import median_time

CACHED, ANEW = "with the cached residual", "added up anew"
NONE = "None of them"
CHANGES = {
    "Those of the ratings that were visited": "A visit reads its cached residual and subtracts "
    "p·q on the way. Nothing is written back: p and q will change again at the next visit.",
    NONE: "All that went into them, the baseline and features 1 and 2, is frozen. They change "
    "once, when feature 3 is finished.",
    "All of them, at every visit": "Then every visit would cost as much as a whole epoch. What "
    "the frozen features leave does not depend on feature 3 at all.",
}
ASKED = {
    "feature_by_feature_cache": (
        "Feature 3 is being trained. Which cached residuals change?", CHANGES, NONE,
    ),
}  # fmt: skip


def products(k: int, epochs: int, n: int) -> dict[str, int]:
    """How many products p·q a whole run makes to know its errors: with the cache, and without.

    With it one for each visit, and one more for each rating when a feature is taken out; without
    it f at every visit of feature f.

    Examples
    --------
    >>> products(3, 10, 1)
    {'with the cached residual': 33, 'added up anew': 60}
    """
    return {CACHED: n * k * (epochs + 1), ANEW: n * epochs * k * (k + 1) // 2}


def drawn() -> Picture:
    """Products for each visit, feature by feature."""
    features = np.arange(1.0, runs.SETUP.k + 1)
    counts = {CACHED: np.ones_like(features), ANEW: features}
    words = ("feature in training", "products p·q at each visit")
    lines = compare_curves(counts, *words, 1.05 * runs.SETUP.k, times=features)
    return lines._replace(tracks=(), n_steps=1)  # nothing to play


@cache
def milliseconds() -> tuple[float, float]:
    """An epoch of the last feature: with the cache, and when it is made anew before each epoch."""
    train, _ = runs.parts()
    (P, Q), baseline = runs.funk().model
    known = baseline.mu + baseline.b_user[train.users] + baseline.b_item[train.items]
    order, f = np.arange(train.values.size), P.shape[1] - 1

    def epoch() -> float:
        cached = train.values - known
        p, q = P[:, f].copy(), Q[:, f].copy()
        return funk_epoch(train, cached, p, q, order, runs.KNOBS.eta, runs.KNOBS.lam)

    def anew() -> float:
        left = train.values - known
        for g in range(f):
            explain_away(train, left, P[:, g].copy(), Q[:, g].copy())
        return epoch()

    return _median(epoch), _median(anew)


def _median(way: Callable[[], object]) -> float:
    way()  # compiles
    return median_time(way, budget=0.05)[0]


def counted() -> str:
    """What the cache saves in the page's run, in products and in time."""
    n, (k, epochs) = runs.parts()[0].values.size, (runs.SETUP.k, runs.KNOBS.feature_epochs)
    made = products(k, epochs, n)
    short, long = milliseconds()
    return (
        f"This run visits {n:,} ratings {k * epochs} times. To know its errors it makes "
        f"**{brief(made[CACHED] / 1e6)} million** products; without the cache it would make "
        f"**{brief(made[ANEW] / 1e6)} million**. On this machine an epoch of feature {k} takes "
        f"{brief(short, 2)} ms, and {brief(long, 2)} ms when the {k - 1} finished features are "
        "added up anew before it. The price is one number for each rating, kept in memory."
    )
