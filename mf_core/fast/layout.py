"""The ratings as the kernels want them: in lanes, in groups, in blocks. Made once for a data set.

**Lanes.** A few users of about as many ratings each are trained in step, one in each lane. At
every step their items are *different* ones; where they are not, two ratings of a user change
places. Since users and items differ, the visits of a step do not touch the same rows: done
together they are exactly what they are one after the other. So this is plain SGD in a certain
order, which `visits` writes out. What it buys: a visit is a chain of operations, each waiting
for the one before, and now four such chains run side by side (16.6 ns a rating in data order,
5.8 in lanes, at k = 32). What does not fit in step follows alone: 3 ratings in a hundred of
MovieLens latest-small, 2 in a thousand at 1M.

**Groups** are the users that are trained in step; an epoch visits them in random order, so users
come at random and a user's ratings together, as on paper.

**Blocks.** Users are dealt into parts, items into blocks. Threads work on different parts of the
users *and* different blocks of the items at any time, so they share nothing, wait for nobody, and
the result is the same to the bit however many cores there are. Each block begins on a cache line,
or two threads would fight for the line between. Smaller tables are also kinder to the cache, but
rows that are asked for ahead of their turn (`sgd`) leave little of that: at 32M ratings 4 blocks
gain a tenth at k = 128 and nothing at k = 32, and 16 lose a fifth.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.fast.tables import Places
from mf_core.fast.weave import interleaved, put_in_step, sorted_by
from mf_core.model import Ratings

_ALIGNED = 16  # rows, of which even a bias alone (4 bytes) fills whole cache lines
_CACHE = 12_000_000  # bytes of item rows in a block
_MANY, _VERY_MANY = 1_000_000, 5_000_000  # ratings that are worth two threads, and blocks

_Longs = NDArray[np.int64]


class Groups(NamedTuple):
    """Ratings group by group, and within a group step by step and lane by lane."""

    items: NDArray[np.int32]  # (n,)  row of the item in its table
    users: NDArray[np.int32]  # (n_groups · n_lanes,)  row of the user of each lane
    starts: _Longs  # (n_groups,)  where the ratings of a group begin
    steps: NDArray[np.int32]  # (n_groups,)  ratings of each of its lanes
    source: NDArray[np.int32]  # (n,)  number of the rating at each place


class Layout(NamedTuple):
    """Groups, block after block; how to find the way back to users, items and ratings."""

    in_step: Groups  # n_lanes users each
    alone: Groups  # one user each: what did not fit
    in_step_edges: _Longs  # (n_parts · n_blocks + 1,)  which groups are those of a block
    alone_edges: _Longs
    users: Places
    items: Places
    n_lanes: int
    n_parts: int  # of the users; as many threads can work
    n_blocks: int  # of the items


def lanes_for(width: int) -> int:
    """How many users in step: as many rows as 16 vector registers hold, or a few more.

    Chosen by trial (1M, nanoseconds a rating of SGD): rows of 16 floats 1.9 with eight lanes, 3.0
    with four; 64 floats 5.8 with four, 8.6 with two; 112 floats 13.8 with four, 12.0 with two.
    """
    if width <= 16:
        return 8
    return 4 if width <= 64 else 2


def parts_for(n_ratings: int) -> int:
    """Parts of the users: two from a million ratings up.

    From the size alone, not from the cores of the machine, so that a run is the same everywhere;
    below half a million an epoch is over before a second thread has begun.
    """
    return 2 if n_ratings >= _MANY else 1


def blocks_for(n_ratings: int, n_items: int, width: int) -> int:
    """Blocks of the items: as many as there are threads, and more for a very large table."""
    enough = -(-n_items * width * 4 // _CACHE) if n_ratings >= _VERY_MANY else 1
    return max(parts_for(n_ratings), min(enough, 16))


def lay_out(ratings: Ratings, n_lanes: int, n_parts: int, n_blocks: int) -> Layout:
    """Arrange the ratings (fewer than 2³¹; their values are not read).

    Raises
    ------
    ValueError
        If there are fewer blocks than parts: a thread would have none to itself.
    """
    if n_blocks < n_parts:
        raise ValueError("there must be a block of items for each part of the users")
    users = places(np.bincount(ratings.users, minlength=ratings.n_users), n_parts)
    items = places(np.bincount(ratings.items, minlength=ratings.n_items), n_blocks)
    n_rows = int(users.edges[-1])
    u, i = users.row[ratings.users], items.row[ratings.items]
    block = _part(users)[u] * n_blocks + _part(items)[i]
    starts, source = sorted_by(block * n_rows + u, n_parts * n_blocks * n_rows)
    lists, edges = _grouped(np.diff(starts), n_rows, n_lanes)
    none = lists < 0
    firsts = np.where(none, 0, starts[lists])
    lengths = np.where(none, 0, starts[lists + 1] - firsts).astype(np.int32)
    row = np.where(none, 0, lists % n_rows).astype(np.int32)
    i = i[source]
    steps = put_in_step(i, source, firsts, lengths)
    # A group that takes no step may have lanes without a user: it is left out.
    full, left = np.flatnonzero(steps), np.flatnonzero(lengths > steps[:, None])
    woven = interleaved(firsts[full], steps[full])
    rest = (lengths - steps[:, None]).ravel()[left]
    spare = runs((firsts + steps[:, None]).ravel()[left].astype(np.int64), rest)
    return Layout(
        _groups(i[woven], row[full].ravel(), steps[full], source[woven], n_lanes),
        _groups(i[spare], row.ravel()[left], rest, source[spare], 1),
        np.searchsorted(full, edges),
        np.searchsorted(left, edges * n_lanes),
        users,
        items,
        n_lanes,
        n_parts,
        n_blocks,
    )


def _groups(
    items: NDArray[np.int32],
    users: NDArray[np.int32],
    steps: NDArray[np.int32],
    source: NDArray[np.int32],
    n_lanes: int,
) -> Groups:
    lengths = steps.astype(np.int64) * n_lanes
    return Groups(items, users, np.cumsum(lengths) - lengths, steps, source)


def runs(firsts: _Longs, lengths: NDArray[np.integer]) -> _Longs:
    """Each run first, first + 1, … of some length, one after the other.

    Examples
    --------
    >>> runs(np.array([7, 3]), np.array([2, 3])).tolist()
    [7, 8, 3, 4, 5]
    """
    ends = np.cumsum(lengths, dtype=np.int64)
    return np.arange(lengths.sum()) + np.repeat(firsts - (ends - lengths), lengths)


def places(counts: _Longs, n_parts: int) -> Places:
    """Deal users (or items) into parts of as many ratings each, the busiest first in each.

    Dealt there and back (0 1 1 0 0 1 …), so that no part always gets the bigger one of two.
    """
    dealt = np.concatenate([np.arange(n_parts), np.arange(n_parts)[::-1]])
    busiest = np.argsort(-counts, kind="stable")
    part = np.resize(dealt, counts.size)
    row, edges = np.empty(counts.size, dtype=np.int32), [0]
    for each in range(n_parts):
        members = busiest[part == each]
        row[members] = edges[-1] + np.arange(members.size)
        edges.append(-(-(edges[-1] + members.size) // _ALIGNED) * _ALIGNED)
    return Places(row, np.array(edges, dtype=np.int64))


def _part(of: Places) -> _Longs:
    """Number of the part each row belongs to."""
    return np.repeat(np.arange(of.edges.size - 1), np.diff(of.edges))


def _grouped(lengths: _Longs, n_rows: int, n_lanes: int) -> tuple[_Longs, _Longs]:
    """Lists of ratings in groups of about the same length, (n_groups, n_lanes), -1 for none.

    With them which groups are those of each block: (n_blocks of both + 1,).
    """
    lists, edges = [], [0]
    for first in range(0, lengths.size, n_rows):
        of_block = lengths[first : first + n_rows]
        longest = np.argsort(-of_block, kind="stable")[: np.count_nonzero(of_block)] + first
        lists.append(np.append(longest, np.full(-longest.size % n_lanes, -1)))
        edges.append(edges[-1] + lists[-1].size // n_lanes)
    return np.concatenate(lists).reshape(-1, n_lanes), np.array(edges, dtype=np.int64)


def visits(groups: Groups, order: NDArray[np.int32]) -> _Longs:
    """Numbers of the ratings in the order in which a kernel visits them, group after group."""
    n_lanes = groups.users.size // groups.steps.size if groups.steps.size else 1
    at = runs(groups.starts[order], groups.steps[order] * n_lanes)
    return groups.source[at].astype(np.int64)
