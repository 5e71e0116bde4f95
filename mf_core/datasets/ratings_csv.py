"""Ratings from a file of the reader: any table with a user, an item and a rating per row."""

from dataclasses import replace
from pathlib import PurePath

from mf_core.datasets import movielens
from mf_core.datasets.archive import members, open_capped, table_in
from mf_core.datasets.dataset import DataError, Dataset
from mf_core.datasets.reading import read_table
from mf_core.datasets.table import Table, open_table
from mf_core.datasets.text import MAX_BYTES, kind_of


def read_upload(name: str, data: bytes) -> Dataset:
    """The data set in an uploaded file, its columns as guessed and every row sound.

    Parameters
    ----------
    name : the file's name, only used as a title: the content decides what it is
    data : the file's bytes

    Raises
    ------
    DataError
        One sentence or two that tell what is wrong, and where.
    """
    opened = open_upload(data)
    return opened if isinstance(opened, Dataset) else replace(_strict(opened), title=titled(name))


def open_upload(data: bytes) -> Dataset | Table:
    """What an uploaded file holds: a MovieLens zip of any layout, or a table still to be read."""
    if not kind_of(data).startswith("a zip"):
        return open_table(data)
    with members(data) as found:
        if "[Content_Types].xml" in found:
            raise DataError(
                "This is an Excel or Office file; save the table as CSV and bring that."
            )
        name = "" if movielens.is_movielens(found) else table_in(found)
        if name:
            with open_capped(found, name, MAX_BYTES) as stream:
                data = stream.read()
    return open_table(data) if name else movielens.read_movielens(data)


def titled(name: str) -> str:
    """What a data set from the file of this name is called."""
    stem = PurePath(name.replace("\\", "/")).stem[:60]
    return "".join(c for c in stem if c.isprintable()).strip() or "Your ratings"


def read_ratings_csv(data: bytes) -> Dataset:
    r"""Ratings from the bytes of a table: comma, semicolon, tab, | or :: between the columns.

    The columns are found by their headings (user, item or movie, rating; title and genres if
    there are any) or, without headings, taken as user, item, rating. Ids are text: 007 and 7
    are two users. A pair rated twice keeps its last rating, by the time if there is one, else by
    the order; `notes` tells how many there were.

    Examples
    --------
    >>> dataset = read_ratings_csv(b"user;film;rating\nAda;Alien;4,5\nBen;Alien;3\n")
    >>> dataset.ratings.values.tolist(), dataset.user_names.tolist()
    ([4.5, 3.0], ['Ada', 'Ben'])
    """
    return _strict(open_table(data))


def _strict(table: Table) -> Dataset:
    if table.doubt:
        raise DataError(table.doubt)
    reading = read_table(table, table.guess)
    if reading.n_bad:
        raise DataError(reading.trouble)
    return reading.dataset()
