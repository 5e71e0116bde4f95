"""The fast wing, in place: what the fit loops of the libraries do as well.

`whole_steps` adds what the course needs besides: a model in double precision after each step.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.longtail import Data
from benchmarks.peers.steps import Steps
from benchmarks.peers.timing import Seconds, epochs_for, steady
from mf_core.fast import als, batch, funk, sgd
from mf_core.fast.layout import Layout, blocks_for, lanes_for, lay_out
from mf_core.fast.tables import column, copied, padded, tables

Epoch = Callable[[], object]


def layout_for(steps: Steps, threads: int, width: int) -> Layout:
    """Laid out for exactly so many threads."""
    ratings = steps.ratings
    by_size = blocks_for(ratings.values.size, ratings.n_items, width)
    by_cache = by_size if by_size > 2 else 1  # two are for two threads
    return lay_out(ratings, lanes_for(width), threads, max(threads, by_cache))


def sgd_epoch(steps: Steps, threads: int) -> Epoch:
    """Biased SGD."""
    model, knobs = steps.state.model, steps.knobs
    layout = layout_for(steps, threads, padded(steps.setup.k))
    moved = copied(tables(model, layout.users, layout.items))
    return lambda: sgd.epoch(
        layout, steps.ratings, moved, model.baseline.mu, knobs.eta, knobs.lam, steps.rng,
        learns=True,
    )  # fmt: skip


def funk_epoch(steps: Steps, threads: int) -> Epoch:
    """One epoch of the first feature."""
    layout, knobs = layout_for(steps, threads, 1), steps.knobs
    P, Q = steps.state.memory.waiting
    p, q = column(P[:, 0], layout.users), column(Q[:, 0], layout.items)
    left = steps.state.memory.residuals
    return lambda: funk.epoch(layout, left, p, q, knobs.eta, knobs.lam, steps.rng)


def batch_step(steps: Steps, threads: int) -> Epoch:
    """Gradient and step; the layout of the ratings is that of `batch.trained`."""
    layout, knobs = layout_for(steps, threads, padded(steps.setup.k)), steps.knobs
    left = steps.state.memory
    now = tables(steps.state.model, layout.users, layout.items)
    n_user, n_item = (
        column(np.bincount(index, minlength=places.row.size), places)
        for index, places in ((left.users, layout.users), (left.items, layout.items))
    )
    eta, lam = np.float32(knobs.eta), np.float32(knobs.lam)
    downhill = copied(now)

    def step() -> None:
        downhill.P[:], downhill.Q[:] = 0.0, 0.0
        batch.add_up(layout, left, now, downhill)
        batch.take_step(now.P, downhill.P, n_user, eta, lam)
        batch.take_step(now.Q, downhill.Q, n_item, eta, lam)

    return step


def als_step(steps: Steps, threads: int) -> Epoch:
    """A pair of half-steps."""
    width = padded(steps.setup.k)
    P, Q = (als.as_table(part, width) for part in steps.state.model.factors)
    by_user, by_item = steps.state.memory
    halves = [
        (own.starts, own.columns, als.single(own.values), als.parts(own.starts, threads), *tables_)
        for own, tables_ in ((by_user, (P, Q)), (by_item, (Q, P)))
    ]

    def step() -> None:
        for starts, columns, values, parts, moving, fixed in halves:
            als.solve(starts, columns, values, parts, moving, fixed, steps.knobs.lam)

    return step


class InPlace:
    """An epoch on tables that are laid out; the errors are those of the whole steps."""

    def __init__(
        self, data: Data, k: int, threads: int, *, name: str, epoch: Callable[[Steps, int], Epoch]
    ) -> None:
        self.data = data
        self.steps = Steps(data, k, threads, name=name, fast=True)
        self.epoch = epoch(self.steps, threads)
        self.rmse = self.steps.rmse

    def seconds(self) -> Seconds:
        """One epoch; of FunkSVD more of them, they are short."""
        return steady(self.epoch, 2 * epochs_for(self.data))


EPOCHS = {"sgd": sgd_epoch, "funk": funk_epoch, "als": als_step, "batch": batch_step}
JOBS = {name: partial(InPlace, name=name, epoch=epoch) for name, epoch in EPOCHS.items()}
