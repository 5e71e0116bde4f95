"""Ratings from a file of the reader: any table with a user, an item and a rating per row."""

import csv
import io
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath

import numpy as np

from mf_core.datasets import movielens
from mf_core.datasets.dataset import DataError, Dataset, describe, keep_last
from mf_core.datasets.text import decode, delimiter_of, first_line, kind_of
from mf_core.model import Ratings

MAX_ROWS = 2_000_000
MAX_NAMES = 200_000  # different users, and different items
MAX_TITLE = 200  # characters; longer titles are cut
MAX_NAME = {"user": 64, "item": MAX_TITLE}  # characters; longer ids are refused

ROLES = {
    "user": "user userid username uid u reviewer reviewerid customer customerid person",
    "item": "item itemid iid i movie movieid film filmid product productid asin book bookid isbn",
    "rating": "rating ratings r score stars star value",
    "title": "title titles name itemtitle movietitle filmtitle",
    "genres": "genre genres category categories",
    "": "timestamp time date datetime index id review comment",  # known, and not used
}
ROLE_OF = {word: role for role, words in ROLES.items() for word in words.split()}
NUMBER = re.compile(r"[+-]?[0-9]{1,6}(?:[.,][0-9]{0,12})?")  # [0-9]: \d would take ٣ for a digit
DELIMITER_NAMES = {"\t": "tabs", " ": "spaces", ",": "commas", ";": "semicolons"}


def read_upload(name: str, data: bytes) -> Dataset:
    """The data set in an uploaded file: a MovieLens zip of any layout, or a table as text.

    Parameters
    ----------
    name : the file's name, only used as a title: the content decides what it is
    data : the file's bytes

    Raises
    ------
    DataError
        One sentence that tells what is wrong, and where.
    """
    if kind_of(data).startswith("a zip"):
        return movielens.read_movielens(data)
    return replace(read_ratings_csv(data), title=_title(name))


def _title(name: str) -> str:
    stem = PurePath(name.replace("\\", "/")).stem[:60]
    return "".join(c for c in stem if c.isprintable()).strip() or "Your ratings"


def read_ratings_csv(data: bytes) -> Dataset:
    r"""Ratings from the bytes of a table: comma, semicolon, tab, | or :: between the columns.

    The columns are found by their headings (user, item or movie, rating; title and genres if
    there are any) or, without headings, taken as user, item, rating. Ids are text: 007 and 7
    are two users. A pair rated twice keeps its last rating; `notes` tells how many there were.

    Examples
    --------
    >>> dataset = read_ratings_csv(b"user;film;rating\nAda;Alien;4,5\nBen;Alien;3\n")
    >>> dataset.ratings.values.tolist(), dataset.user_names.tolist()
    ([4.5, 3.0], ['Ada', 'Ben'])
    """
    text, encoding = decode(data)
    delimiter = delimiter_of(first_line(text))
    rows = _rows(text, delimiter)
    line, cells = next(rows)
    has_heading = not any(NUMBER.fullmatch(cell.strip()) for cell in cells)
    columns = _named_columns(cells) if has_heading else {"user": 0, "item": 1, "rating": 2}
    table = _Table(columns, width=len(cells))
    if not has_heading:  # a row of ratings has at least one number, a heading none
        table.add(line, cells)
    for line, cells in rows:
        table.add(line, cells)
    return table.dataset(_reading_notes(encoding, delimiter, columns))


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every row that is not blank."""
    if delimiter == "::":  # csv knows only single characters
        text, delimiter = text.replace("::", "\t"), "\t"
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if cells and (len(cells) > 1 or cells[0].strip()):
                yield reader.line_num, cells
    except csv.Error as error:
        raise DataError(
            f"Line {reader.line_num}: a quotation mark is misplaced or not closed."
        ) from error


def _named_columns(cells: list[str]) -> dict[str, int]:
    """Which column plays which role, by the cells of the heading."""
    roles = [ROLE_OF.get(re.sub(r"[^a-z]", "", cell.lower())) for cell in cells]
    columns: dict[str, int] = {}
    for number, role in enumerate(roles):
        if role and role in columns:
            raise DataError(f"Line 1: two columns could be the {role}; name one of them otherwise.")
        if role:
            columns[role] = number
    if "item" not in columns and "title" in columns:
        columns["item"] = columns["title"]
    unnamed = [number for number, role in enumerate(roles) if role is None]
    return _fill(columns, unnamed)


def _fill(columns: dict[str, int], unnamed: list[int]) -> dict[str, int]:
    """The roles that no heading claimed go to the columns with unknown headings, in order."""
    missing = [role for role in ("user", "item", "rating") if role not in columns]
    if len(missing) > len(unnamed):
        raise DataError(f"No column is called {missing[-1]}; name the columns user, item, rating.")
    return columns | dict(zip(missing, unnamed, strict=False))


def _reading_notes(encoding: str, delimiter: str, columns: dict[str, int]) -> tuple[str, ...]:
    order = ", ".join(f"{role} from column {number + 1}" for role, number in columns.items())
    between = DELIMITER_NAMES.get(delimiter, delimiter)
    notes = [f"Columns are separated by {between}; read were {order}."]
    if not encoding.startswith("utf-8"):
        notes.append(f"The text was read as {encoding}.")
    return tuple(notes)


@dataclass
class _Table:
    """The rows read so far, as codes and numbers: names are stored once, not once per row."""

    columns: dict[str, int]
    width: int
    user_codes: dict[str, int] = field(default_factory=dict)
    item_codes: dict[str, int] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    users: "array[int]" = field(default_factory=lambda: array("i"))
    items: "array[int]" = field(default_factory=lambda: array("i"))
    values: "array[float]" = field(default_factory=lambda: array("d"))
    first_bad: str = ""
    n_bad: int = 0

    def add(self, line: int, cells: list[str]) -> None:
        """One row more; a bad rating is counted, everything else that is wrong is refused."""
        if len(cells) != self.width:
            raise DataError(
                f"Line {line} has {len(cells)} columns where the first has {self.width}."
            )
        if len(self.values) >= MAX_ROWS:
            raise DataError(f"The file has more than {MAX_ROWS:,} rows, the most that are read.")
        rating = cells[self.columns["rating"]].strip()
        if NUMBER.fullmatch(rating) is None:
            self.first_bad = self.first_bad or f"Line {line}: the rating “{_short(rating)}”"
            self.n_bad += 1
            return
        user = _name(cells[self.columns["user"]], "user", line)
        item = _name(cells[self.columns["item"]], "item", line)
        self.users.append(_code(self.user_codes, user, "users"))
        self.items.append(_code(self.item_codes, item, "items"))
        self.values.append(float(rating.replace(",", ".")))
        if len(self.titles) < len(self.item_codes):
            self.titles.append(self._optional(cells, "title") or item)
            self.genres.append(self._optional(cells, "genres"))

    def _optional(self, cells: list[str], role: str) -> str:
        return cells[self.columns[role]].strip()[:MAX_TITLE] if role in self.columns else ""

    def dataset(self, notes: tuple[str, ...]) -> Dataset:
        """Everything read, each pair once."""
        if self.n_bad:
            more = f" ({self.n_bad:,} such rows)" if self.n_bad > 1 else ""
            raise DataError(f"{self.first_bad} is not an ordinary number{more}.")
        if not self.values:
            raise DataError("The file has a heading but no rows.")
        read = Ratings(
            np.array(self.users, dtype=np.int32),
            np.array(self.items, dtype=np.int32),
            np.array(self.values, dtype=np.float64),
            len(self.user_codes),
            len(self.item_codes),
        )
        ratings, n_dropped = keep_last(read)
        if n_dropped:
            notes += (f"{n_dropped:,} pairs were rated again: the last rating counts.",)
        if np.ptp(ratings.values) == 0:
            notes += ("All ratings are equal, so there is nothing to learn from them.",)
        return describe(
            "upload",
            "Your ratings",
            ratings,
            (list(self.user_codes), self.titles, self.genres),
            "A file of ratings, kept in memory only.",
            notes,
        )


def _name(cell: str, role: str, line: int) -> str:
    name = cell.strip()
    if not name:
        raise DataError(f"Line {line}: the {role} is missing.")
    if len(name) > MAX_NAME[role]:
        raise DataError(f"Line {line}: the {role} has more than {MAX_NAME[role]} characters.")
    return name


def _code(codes: dict[str, int], name: str, role: str) -> int:
    code = codes.setdefault(name, len(codes))
    if code >= MAX_NAMES:
        raise DataError(f"The file has more than {MAX_NAMES:,} different {role}.")
    return code


def _short(cell: str) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in cell[:20])
    return shown + ("…" if len(cell) > 20 else "")
