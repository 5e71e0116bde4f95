"""What a data set is: the ratings, what the indices stand for, and where it all comes from."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.model import Model, Ratings

Labels = NDArray[Any]  # (n,) of Python strings, read-only

# The scales people rate on, most usual first; the first that holds every rating is taken.
SCALES = ((1.0, 5.0), (0.5, 5.0), (0.0, 1.0), (0.0, 5.0), (-1.0, 1.0), (1.0, 10.0), (0.0, 10.0))


class DataError(ValueError):
    """Data that cannot be used; the message is one sentence that tells what is wrong, and where.

    The message may quote a piece of the file: show it as plain text, never as Markdown.
    """


@dataclass(frozen=True, eq=False)
class Dataset:
    """A set of ratings with names for its users and titles for its items.

    Two data sets hold the same content exactly when their digests are equal: use `digest` as
    a key, never the arrays (hashing a sample of a large array confuses it with its neighbour).

    Parameters
    ----------
    name : short ASCII name, for keys and file names
    title : what the reader sees
    ratings : Ratings
        Unique pairs; every user and every item has at least one.
    user_names : (n_users,) strings, read-only
    item_titles : (n_items,) strings, read-only
    genres : (n_items,) strings, read-only
        As in MovieLens, "Action|Comedy"; "" where unknown.
    scale : lowest and highest rating, in stars
    source : where the ratings come from, in one sentence
    digest : SHA-256 of the content, in hexadecimal
    notes : what the reader should know about how it was read, one sentence each
    truth : Model or None
        The model that made the ratings, where we made them ourselves.
    noise : float or None, in stars
        The RMSE of `truth` on `ratings`: no honest model gets below it on held-out ratings.
    """

    name: str
    title: str
    ratings: Ratings
    user_names: Labels
    item_titles: Labels
    genres: Labels
    scale: tuple[float, float]
    source: str
    digest: str
    notes: tuple[str, ...]
    truth: Model | None = None
    noise: float | None = None


class DatasetSource(NamedTuple):
    """A built-in data set before it is loaded: what the menu shows, and how to get it."""

    name: str
    title: str
    description: str  # one sentence
    load: Callable[[int], Dataset]  # seed → data set; equal seeds, equal data
    # Where it is offered: "hand" to lessons that show every cell, "full" where a run is watched.
    size: Literal["hand", "full"]


def labels(texts: Sequence[str]) -> Labels:
    """Strings as a read-only array of objects, so that `titles[chosen_items]` works."""
    array = np.array(texts, dtype=object)
    array.flags.writeable = False
    return array


def describe(
    name: str,
    title: str,
    ratings: Ratings,
    names: tuple[Sequence[str], Sequence[str], Sequence[str]],
    source: str,
    notes: tuple[str, ...] = (),
    scale: tuple[float, float] | None = None,
) -> Dataset:
    """A data set from ratings and the names of users, items and genres (in this order)."""
    user_names, item_titles, genres = (labels(texts) for texts in names)
    return Dataset(
        name=name,
        title=title,
        ratings=ratings,
        user_names=user_names,
        item_titles=item_titles,
        genres=genres,
        scale=scale or scale_of(ratings.values),
        source=source,
        digest=content_digest(ratings, (user_names, item_titles, genres)),
        notes=notes,
    )


def content_digest(ratings: Ratings, names: Sequence[Labels]) -> str:
    """SHA-256 of every triple and every name, in hexadecimal.

    Examples
    --------
    One star more is another data set:

    >>> from mf_core.model import triples
    >>> content_digest(triples([0], [0], [4]), ()) == content_digest(triples([0], [0], [5]), ())
    False
    """
    digest = hashlib.sha256(f"{ratings.n_users} {ratings.n_items} {ratings.values.size}".encode())
    for array in (ratings.users, ratings.items, ratings.values):
        digest.update(np.ascontiguousarray(array).data)
    for texts in names:
        # Lengths first: ("ab", "c") and ("a", "bc") must not look alike.
        digest.update(",".join(str(len(text)) for text in texts).encode())
        digest.update("".join(texts).encode())
    return digest.hexdigest()


def scale_of(values: NDArray[np.float64]) -> tuple[float, float]:
    """The first usual rating scale that holds all values, else whole stars around them.

    Examples
    --------
    >>> scale_of(np.array([2.0, 4.5])), scale_of(np.array([0.0, 37.5]))
    ((1.0, 5.0), (0.0, 38.0))
    """
    lowest, highest = float(values.min()), float(values.max())
    for scale in SCALES:
        if scale[0] <= lowest and highest <= scale[1]:
            return scale
    bottom, top = float(np.floor(lowest)), float(np.ceil(highest))
    return bottom, max(top, bottom + 1.0)


def keep_last(ratings: Ratings, times: NDArray[np.float64] | None = None) -> tuple[Ratings, int]:
    """Each pair (u, i) once, with its last rating; and how many earlier ones were left out.

    The last is the one of the latest time; among equal times, or without any, the last in order.

    Examples
    --------
    >>> from mf_core.model import triples
    >>> kept, n_dropped = keep_last(triples([0, 1, 0], [0, 0, 0], [3, 4, 5]))
    >>> kept.values.tolist(), n_dropped
    ([4.0, 5.0], 1)
    >>> keep_last(triples([0, 1, 0], [0, 0, 0], [3, 4, 5]), np.array([9.0, 1.0, 2.0]))[0].values
    array([3., 4.])
    """
    pairs = ratings.users.astype(np.int64) * ratings.n_items + ratings.items
    if bool(np.all(pairs[1:] > pairs[:-1])):  # already in order: the large MovieLens files are
        return ratings, 0
    n = pairs.size
    backwards = (np.arange(n) if times is None else np.argsort(times, kind="stable"))[::-1]
    _, latest = np.unique(pairs[backwards], return_index=True)
    last = np.sort(backwards[latest])
    kept = ratings._replace(
        users=ratings.users[last], items=ratings.items[last], values=ratings.values[last]
    )
    return kept, n - last.size
