"""One epoch over a layout: its blocks, side by side where there are several threads."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mf_core.fast.kept import kept
from mf_core.fast.layout import Groups, Layout, blocks_for, lanes_for, lay_out, parts_for
from mf_core.fast.pool import together
from mf_core.model import Ratings

Order = NDArray[np.int32]  # numbers of groups, in the order in which they are visited
Visit = Callable[[Order], float]  # a kernel with all it needs but the order


def layout_for(ratings: Ratings, width: int) -> Layout:
    """The layout of a data set for rows of so many floats; made once."""
    n = ratings.users.size
    numbers = (lanes_for(width), parts_for(n), blocks_for(n, ratings.n_items, width))
    of = (ratings.users, ratings.items, ratings.n_users, ratings.n_items)
    return kept(_laid_out, *of, *numbers)


def _laid_out(
    users: NDArray[np.int32], items: NDArray[np.int32], n_users: int, n_items: int, *numbers: int
) -> Layout:
    return lay_out(Ratings(users, items, np.empty(0), n_users, n_items), *numbers)


def in_lanes(values: NDArray[np.float64], groups: Groups) -> NDArray[np.float32]:
    """One number for each rating, in the order of the groups and in single precision; once."""
    return kept(_in_lanes, values, groups.source)


def _in_lanes(values: NDArray[np.float64], source: NDArray[np.int32]) -> NDArray[np.float32]:
    return values[source].astype(np.float32)


def rounds(layout: Layout, rng: np.random.Generator) -> list[list[tuple[Order, Order]]]:
    """The blocks of an epoch: one round after the other, in each a block for every thread.

    In a round no two blocks share a user or an item: part t of the users meets the items' block
    that is t · n_blocks / n_parts further round a random circle. For each block the groups in
    step and those alone, both in random order.

    References
    ----------
    Gemulla, Nijkamp, Haas & Sismanis, "Large-scale matrix factorization with distributed
    stochastic gradient descent", KDD 2011, where the rounds are called strata.
    """
    n_parts, n_blocks = layout.n_parts, layout.n_blocks
    circle = rng.permutation(n_blocks)

    def orders(t: int, e: int) -> tuple[Order, Order]:
        block = t * n_blocks + circle[(e + t * n_blocks // n_parts) % n_blocks]
        in_step, alone = layout.in_step_edges[block:], layout.alone_edges[block:]
        return (
            rng.permutation(np.arange(in_step[0], in_step[1], dtype=np.int32)),
            rng.permutation(np.arange(alone[0], alone[1], dtype=np.int32)),
        )

    return [[orders(t, e) for t in range(n_parts)] for e in range(n_blocks)]


def epoch(layout: Layout, rng: np.random.Generator, in_step: Visit, alone: Visit) -> float:
    """Let the two kernels work through every group once; the sum of what they return."""

    def block(orders: tuple[Order, Order]) -> float:
        return in_step(orders[0]) + alone(orders[1])

    return sum(
        sum(together([partial(block, orders) for orders in side_by_side]))
        for side_by_side in rounds(layout, rng)
    )
