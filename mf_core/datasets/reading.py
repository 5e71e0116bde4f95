"""The rows of a table become ratings; what cannot be read, and what looks odd, is told."""

from array import array
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.datasets.dataset import DataError, Dataset, describe, keep_last
from mf_core.datasets.table import NUMBER, Columns, Table
from mf_core.model import Ratings
from mf_core.saying import brief

MAX_ROWS = 2_000_000
MAX_NAMES = 200_000  # different users, and different items
MAX_TITLE = 200  # characters; longer titles are cut
MAX_NAME = {"user": 64, "item": MAX_TITLE}  # characters; longer ids are refused
DELIMITER_NAMES = {"\t": "tabs", " ": "spaces", ",": "commas", ";": "semicolons"}


class Sentinel(NamedTuple):
    """A number that seems to stand for "no rating"."""

    value: float
    share: float  # of all rows
    others: tuple[float, float]  # lowest and highest of all other ratings


class BadRowError(Exception):
    """A row that cannot be read, and why, said after the number of its line."""


@dataclass
class Reading:
    """The rows of a table as codes and numbers: names are stored once, not once per row."""

    table: Table
    columns: Columns
    user_codes: dict[str, int] = field(default_factory=dict)
    item_codes: dict[str, int] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    users: "array[int]" = field(default_factory=lambda: array("i"))
    items: "array[int]" = field(default_factory=lambda: array("i"))
    values: "array[float]" = field(default_factory=lambda: array("d"))
    times: "array[float]" = field(default_factory=lambda: array("d"))  # empty without a column
    first_bad: str = ""
    n_bad: int = 0

    def add(self, line: int, cells: list[str]) -> None:
        """One row more, or one more that cannot be read."""
        try:
            self._add(cells)
        except BadRowError as why:
            self.first_bad = self.first_bad or f"Line {line}{why}"
            self.n_bad += 1

    @property
    def trouble(self) -> str:
        """How many rows cannot be read, and why the first cannot; "" if all can."""
        n_rows = len(self.values) + self.n_bad
        said = f"{self.n_bad:,} of {n_rows:,} rows cannot be read. {self.first_bad}."
        return said if self.n_bad else ""

    @cached_property
    def sentinel(self) -> Sentinel | None:
        """The number that seems to stand for "no rating", if any; asked when all rows are read."""
        return sentinel_of(np.array(self.values))

    def dataset(self, without: float | None = None) -> Dataset:
        """Everything that could be read, each pair once; `without` the ratings of this value."""
        if not self.values:
            raise DataError(self.trouble or "The file has a heading but no rows.")
        read = Ratings(
            np.array(self.users, dtype=np.int32),
            np.array(self.items, dtype=np.int32),
            np.array(self.values, dtype=np.float64),
            len(self.user_codes),
            len(self.item_codes),
        )
        names = (list(self.user_codes), self.titles, self.genres)
        notes = self._how()
        times = np.array(self.times) if self.times else None
        if without is not None:
            kept = read.values != without
            read, names = _only(kept, read, names)
            times = times if times is None else times[kept]
            notes += (f"Ratings of {brief(without)} that were left out: {np.sum(~kept):,}.",)
        ratings, n_dropped = keep_last(read, times)
        if n_dropped:
            notes += (f"{n_dropped:,} pairs were rated again: the last rating counts.",)
        notes += _doubts(ratings)
        source = "A file of ratings, kept in memory only."
        return describe("upload", "Your ratings", ratings, names, source, notes)

    def _add(self, cells: list[str]) -> None:
        width = self.table.width
        if not cells:
            raise BadRowError(": a quotation mark is misplaced or not closed")
        if len(cells) < width or any(map(str.strip, cells[width:])):
            raise BadRowError(f" has {len(cells)} columns where the first has {width}")
        rating = cells[self.columns["rating"]].strip()
        if NUMBER.fullmatch(rating) is None:
            raise BadRowError(f": the rating “{_short(rating)}” is not an ordinary number")
        user = _name(cells[self.columns["user"]], "user")
        item = _name(cells[self.columns["item"]], "item")
        if len(self.values) >= MAX_ROWS:
            raise DataError(f"The file has more than {MAX_ROWS:,} rows, the most that are read.")
        self.users.append(_code(self.user_codes, user, "users"))
        self.items.append(_code(self.item_codes, item, "items"))
        self.values.append(float(rating.replace(",", ".")))
        if "time" in self.columns:
            self.times.append(time_of(cells[self.columns["time"]].strip()))
        if len(self.titles) < len(self.item_codes):
            self.titles.append(self._optional(cells, "title") or item)
            self.genres.append(self._optional(cells, "genres"))

    def _optional(self, cells: list[str], role: str) -> str:
        return cells[self.columns[role]].strip()[:MAX_TITLE] if role in self.columns else ""

    def _how(self) -> tuple[str, ...]:
        order = ", ".join(f"{role} from column {n + 1}" for role, n in self.columns.items())
        between = DELIMITER_NAMES.get(self.table.delimiter, self.table.delimiter)
        notes = [f"Columns are separated by {between}; read were {order}."]
        if not self.table.encoding.startswith("utf-8"):
            notes.append(f"The text was read as {self.table.encoding}.")
        if self.n_bad:
            notes.append(f"Rows that could not be read and were left out: {self.n_bad:,}.")
        return tuple(notes)


def read_table(table: Table, columns: Columns) -> Reading:
    """All rows of a table, by the columns of user, item and rating (title, genres and time if any).

    Raises
    ------
    DataError
        Where the file is larger than what is read. A row that cannot be read is only counted.
    """
    reading = Reading(table, columns)
    for line, cells in table.rows():
        reading.add(line, cells)
    return reading


def sentinel_of(values: NDArray[np.float64]) -> Sentinel | None:
    """A lowest rating of 0 or less apart from the others or too common, or one far above them.

    Examples
    --------
    >>> sentinel_of(np.array([-1.0, 8.0, 7.0, -1.0, 9.0]))
    Sentinel(value=-1.0, share=0.4, others=(7.0, 9.0))
    >>> sentinel_of(np.array([0.0, 1.0, 2.0, 3.0])) is None
    True
    """
    found, counts = np.unique(values, return_counts=True)
    if found.size < 4:  # of two or three different ratings none is odd: dislike, like
        return None
    steps = np.diff(found)
    below = found[0] < 0 <= found[1] or found[0] == 0
    apart = steps[0] > steps[1:].max() or counts[0] > counts[1:].max()
    if below and apart:
        place, others = 0, found[1:]
    elif steps[-1] > np.ptp(found[:-1]):
        place, others = -1, found[:-1]
    else:
        return None
    share = float(counts[place]) / values.size
    return Sentinel(float(found[place]), share, (float(others[0]), float(others[-1])))


def time_of(cell: str) -> float:
    """A time in seconds, from such a number or a date as ISO 8601 writes it; −∞ for anything else.

    Examples
    --------
    >>> time_of("964982703"), time_of("1970-01-02"), time_of("1970-01-01T00:01:00Z"), time_of("May")
    (964982703.0, 86400.0, 60.0, -inf)
    """
    try:
        if cell.isdecimal():
            return float(cell)
        read = datetime.fromisoformat(cell)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return -np.inf


_Names = tuple[list[str], list[str], list[str]]


def _only(kept: NDArray[np.bool_], read: Ratings, names: _Names) -> tuple[Ratings, _Names]:
    """Some of the ratings, and the names of the users and items that still have one."""
    users, user_codes = np.unique(read.users[kept], return_inverse=True)
    items, item_codes = np.unique(read.items[kept], return_inverse=True)
    ratings = Ratings(
        user_codes.astype(np.int32),
        item_codes.astype(np.int32),
        read.values[kept],
        users.size,
        items.size,
    )
    user_names, titles, genres = names
    named = (
        [user_names[u] for u in users.tolist()],
        [titles[i] for i in items.tolist()],
        [genres[i] for i in items.tolist()],
    )
    return ratings, named


def _doubts(ratings: Ratings) -> tuple[str, ...]:
    """What about the ratings makes learning from them doubtful."""
    n = ratings.values.size
    doubts = []
    if np.ptp(ratings.values) == 0:
        doubts.append("All ratings are equal, so there is nothing to learn from them.")
    for role, count in (("item", ratings.n_items), ("user", ratings.n_users)):
        if n == count > 2:
            doubts.append(
                f"Every {role} has a single rating, so nothing about it can be learned: perhaps "
                f"another column is the {role}."
            )
    return tuple(doubts)


def _name(cell: str, role: str) -> str:
    name = cell.strip()
    if not name:
        raise BadRowError(f": the {role} is missing")
    if len(name) > MAX_NAME[role]:
        raise BadRowError(f": the {role} has more than {MAX_NAME[role]} characters")
    return name


def _code(codes: dict[str, int], name: str, role: str) -> int:
    code = codes.setdefault(name, len(codes))
    if code >= MAX_NAMES:
        raise DataError(f"The file has more than {MAX_NAMES:,} different {role}.")
    return code


def _short(cell: str) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in cell[:20])
    return shown + ("…" if len(cell) > 20 else "")
