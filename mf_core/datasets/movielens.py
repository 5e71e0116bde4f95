"""MovieLens in every layout that was ever published.

============  ==================  =================  ============  =======
layout        ratings             films              separator     text
============  ==================  =================  ============  =======
csv           ratings.csv         movies.csv         ,             UTF-8
dat           ratings.dat         movies.dat         ::            Latin-1 (1M), UTF-8 (10M)
100k          u.data              u.item             tab and |     Latin-1
============  ==================  =================  ============  =======

F. M. Harper & J. A. Konstan, "The MovieLens Datasets: History and Context" (2015). The data
may not be redistributed, so none is part of this course: it is downloaded or uploaded.
"""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mf_core.datasets.archive import Member, members, open_capped
from mf_core.datasets.dataset import DataError, Dataset, describe, keep_last
from mf_core.model import Ratings

MAX_RATINGS_BYTES = 2 << 30
MAX_FILMS_BYTES = 32 << 20
MAX_FILMS = 1_000_000
MAX_INDEX = 10_000_000  # largest user or film number that is believed

# The published sets are known by their exact number of ratings.
NAMES = {
    100_000: ("ml-100k", "MovieLens 100K"),
    100_836: ("ml-latest-small", "MovieLens small (2018)"),
    1_000_209: ("ml-1m", "MovieLens 1M"),
    10_000_054: ("ml-10m", "MovieLens 10M"),
    20_000_263: ("ml-20m", "MovieLens 20M"),
    25_000_095: ("ml-25m", "MovieLens 25M"),
    32_000_204: ("ml-32m", "MovieLens 32M"),
}
SOURCE = "MovieLens, GroupLens Research, University of Minnesota."

# The 19 flags at the end of a line of u.item, in their order; "" is the publisher's "unknown".
GENRES_100K = (
    "|Action|Adventure|Animation|Children|Comedy|Crime|Documentary|Drama|Fantasy|Film-Noir"
)
GENRES_100K += "|Horror|Musical|Mystery|Romance|Sci-Fi|Thriller|War|Western"


class Films(NamedTuple):
    """Titles and genres by the publisher's film number."""

    titles: dict[int, str]
    genres: dict[int, str]


class Layout(NamedTuple):
    """How one generation of MovieLens files is written."""

    ratings: str  # member name
    films: str  # member name
    separator: str  # of the ratings file; one character, so that the quick parser can be used
    columns: tuple[int, int, int]  # user, film, rating
    header: str  # how line 1 begins, "" without headings
    read_films: Callable[[str], Films]


def read_movielens(source: bytes | Path) -> Dataset:
    """A MovieLens data set from a zip (its bytes or its path) or from an unpacked folder.

    Only films with at least one rating are kept: the others could not be learned.

    Raises
    ------
    DataError
        For anything that is not a sound archive in one of the published layouts.
    """
    with members(source) as found:
        layout = _layout(found)
        users, films, values = _read_ratings(found, layout)
        catalogue = layout.read_films(_read_text(found, layout.films))
    return _dataset(users, films, values, catalogue)


def is_movielens(found: dict[str, Member]) -> bool:
    """Whether these files are named as those of a MovieLens archive."""
    return any(layout.ratings in found and layout.films in found for layout in LAYOUTS)


def _layout(found: dict[str, Member]) -> Layout:
    for layout in LAYOUTS:
        if layout.ratings in found and layout.films in found:
            return layout
    raise DataError(
        "This is not a MovieLens archive: neither ratings.csv with movies.csv, nor ratings.dat "
        "with movies.dat, nor u.data with u.item is in its top folder."
    )


def _read_ratings(
    found: dict[str, Member], layout: Layout
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """User numbers, film numbers and ratings, as published.

    Typed columns and pandas' C parser: 32 million rows of Python strings would not fit.
    """
    with open_capped(found, layout.ratings, MAX_RATINGS_BYTES) as stream:
        if layout.header:
            heading = stream.readline(200).decode("latin-1")
            if not heading.startswith(layout.header):
                raise DataError(f"{layout.ratings} does not begin with {layout.header}.")
        try:
            table = pd.read_csv(
                stream,
                sep=layout.separator,
                header=None,
                usecols=list(layout.columns),
                dtype=dict(zip(layout.columns, ("int32", "int32", "float32"), strict=True)),
                engine="c",
                encoding="latin-1",
            )
        except pd.errors.EmptyDataError:
            raise DataError(f"{layout.ratings} holds no ratings.") from None
        except DataError:  # from the stream below: it unpacks too far
            raise
        except (ValueError, OverflowError) as error:
            raise DataError(
                f"{layout.ratings} is damaged: a row is not user, film, rating in numbers."
            ) from error
    users, films, values = (table[column].to_numpy() for column in layout.columns)
    return users, films, values.astype(np.float64)


def _read_text(found: dict[str, Member], name: str) -> str:
    with open_capped(found, name, MAX_FILMS_BYTES) as stream:
        data = stream.read()
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return data.decode("latin-1").replace("\r\n", "\n")


def _films_csv(text: str) -> Films:
    rows = csv.reader(text.split("\n")[1:], strict=True)
    return _films(rows)


def _films_dat(text: str) -> Films:
    return _films(line.split("::") for line in text.split("\n"))


def _films_100k(text: str) -> Films:
    rows = (line.split("|") for line in text.split("\n"))
    return _films([*row[:2], _flagged(row[5:])] for row in rows if len(row) > 5)


def _flagged(flags: list[str]) -> str:
    return "|".join(
        name for name, flag in zip(GENRES_100K.split("|"), flags, strict=False) if flag == "1"
    )


def _films(rows: Iterable[list[str]]) -> Films:
    """Collect rows of film number, title, genres; blank rows are passed over."""
    catalogue = Films({}, {})
    for row in rows:
        if len(row) < 3:
            continue
        number = int(row[0])
        catalogue.titles[number] = row[1].strip()[:200]
        catalogue.genres[number] = row[2].strip()[:200].replace("(no genres listed)", "")
        if len(catalogue.titles) > MAX_FILMS:
            raise DataError(f"More than {MAX_FILMS:,} films: this is not MovieLens.")
    return catalogue


LAYOUTS = (
    Layout("ratings.csv", "movies.csv", ",", (0, 1, 2), "userId,movieId,rating", _films_csv),
    # "1::1193::5::978300760" split at every ":" has an empty column after each value.
    Layout("ratings.dat", "movies.dat", ":", (0, 2, 4), "", _films_dat),
    Layout("u.data", "u.item", "\t", (0, 1, 2), "", _films_100k),
)


def _dataset(
    users: NDArray[np.int32],
    films: NDArray[np.int32],
    values: NDArray[np.float64],
    catalogue: Films,
) -> Dataset:
    if values.size == 0:
        raise DataError("The archive holds no ratings.")
    if not (np.isfinite(values).all() and values.min() >= 0 and values.max() <= 5):
        raise DataError("A rating is not a number of stars between 0 and 5.")
    user_codes, user_numbers = _compact(users)
    item_codes, film_numbers = _compact(films)
    read = Ratings(user_codes, item_codes, values, user_numbers.size, film_numbers.size)
    ratings, n_dropped = keep_last(read)
    name, title = NAMES.get(values.size, ("movielens", "MovieLens ratings"))
    numbers = film_numbers.tolist()
    return describe(
        name,
        title,
        ratings,
        (
            [f"User {number}" for number in user_numbers.tolist()],
            [catalogue.titles.get(number) or f"Film {number}" for number in numbers],
            [catalogue.genres.get(number, "") for number in numbers],
        ),
        SOURCE,
        _notes(len(catalogue.titles.keys() - set(numbers)), n_dropped),
        scale=(0.5, 5.0) if np.any(values % 1) else (1.0, 5.0),
    )


def _compact(numbers: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Publisher's numbers as indices 0, 1, 2 … in the same order, and the number of each index.

    By a table of all numbers up to the largest: quicker than sorting, and MovieLens' are small.
    """
    if numbers.min() < 0 or numbers.max() > MAX_INDEX:
        raise DataError(f"A user or film number is not between 0 and {MAX_INDEX:,}.")
    present = np.flatnonzero(np.bincount(numbers))
    index = np.zeros(int(numbers.max()) + 1, dtype=np.int32)
    index[present] = np.arange(present.size, dtype=np.int32)
    return index[numbers], present


def _notes(n_unrated: int, n_dropped: int) -> tuple[str, ...]:
    notes = []
    if n_unrated:
        notes.append(f"{n_unrated:,} films without a single rating were left out.")
    if n_dropped:
        notes.append(f"{n_dropped:,} pairs were rated again: the last rating counts.")
    return tuple(notes)
