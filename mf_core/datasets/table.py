"""A table of unknown make: where its rows are, and which column seems to be what.

A guess is shown, never enforced: where it is in doubt, a role stays open and a sentence says why.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from mf_core.datasets.dataset import DataError
from mf_core.datasets.text import decode, delimiter_of, first_line

ROLES = {
    "user": "user userid username uid u reviewer reviewerid customer customerid person",
    "item": "item itemid iid i movie movieid film filmid product productid asin book bookid isbn "
    "business businessid anime animeid joke jokeid song songid track trackid artist artistid "
    "game gameid recipe recipeid restaurant restaurantid const",
    "rating": "rating ratings r score stars star value yourrating myrating",
    "title": "title titles name itemtitle movietitle filmtitle",
    "genres": "genre genres category categories",
    "time": "timestamp time date datetime daterated",
    # Known, and not used: what would be taken for a user or an item by its place alone.
    "": "index id review reviewid comment text summary year url uri letterboxduri titletype "
    "originaltitle imdbrating runtimemins numvotes releasedate directors author authors "
    "averagerating dateread dateadded",
}
ROLE_OF = {word: role for role, words in ROLES.items() for word in words.split()}
NEEDED = ("user", "item", "rating")
# [0-9]: \d would take ٣ for a digit. Long decimals and exponents are how NumPy and R write.
NUMBER = re.compile(r"[+-]?[0-9]{1,6}(?:[.,][0-9]{0,20})?(?:[eE][+-]?0?[0-9])?")
N_SAMPLE = 20  # rows looked at before anything is read
MIN_WIDE = 6  # columns; a table of ratings with more has words or large numbers in it
_SMALL = re.compile(r"(?:[+-]?[0-9]{1,3}(?:[.,][0-9]{0,4})?)?")  # a rating in a wide table, or none
_EXCEL = re.compile(r'\A"?sep=(.)"?\n', re.IGNORECASE)
_JSON = re.compile(r'\s*(?:\{\s*"|\[\s*[\[{])')

Columns = dict[str, int]  # role → number of the column, from 0


@dataclass(frozen=True)
class Table:
    """A table and what is guessed of it, before its rows are read.

    Parameters
    ----------
    data : the whole file; its text, up to four times as large, is not kept
    encoding : how it was decoded
    delimiter : what stands between the columns
    width : how many columns there are
    heading : their headings; empty if there are none
    sample : the first rows
    guess : which column has which role; a role in doubt is missing
    doubt : why one is missing, in a sentence; else ""
    """

    data: bytes
    encoding: str
    delimiter: str
    width: int
    heading: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    guess: Columns
    doubt: str

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells of every row below the heading; [] where it cannot be split."""
        rows = _rows(_text(self.data)[0], self.delimiter, self.width)
        return islice(rows, 1 if self.heading else 0, None)


def open_table(data: bytes) -> Table:
    r"""Find the columns of a table and look at its first rows.

    Raises
    ------
    DataError
        If there is no table of three columns in it; the sentence says what would be needed.

    Examples
    --------
    >>> open_table(b"sep=;\nfilm;user;rating\nAlien;Ada;5\n").guess
    {'item': 0, 'user': 1, 'rating': 2}
    """
    text, encoding = _text(data)
    if _JSON.match(text):
        raise DataError("This is JSON; needed is a table with three columns: user, item, rating.")
    line = first_line(text)
    delimiter = delimiter_of(line)
    width = len(next(_split(line, delimiter))[1])
    if not width:
        raise DataError("The first line has a quotation mark that is misplaced.")
    first, *sample = (cells for _, cells in islice(_rows(text, delimiter, width), N_SAMPLE + 1))
    # A row of ratings has at least one number, a heading none.
    heading = [] if any(NUMBER.fullmatch(cell.strip()) for cell in first) else first
    sample = sample if heading else [first, *sample]
    guess, doubt = _guess(heading, sample)
    shown = tuple(tuple(cells) for cells in sample)
    return Table(data, encoding, delimiter, width, tuple(heading), shown, guess, doubt)


def _text(data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding; Excel's line sep=; is blank, so that lines count on."""
    text, encoding = decode(data)
    excel = _EXCEL.match(text)
    return text[excel.end() - 1 :] if excel else text, encoding


def _rows(text: str, delimiter: str, width: int) -> Iterator[tuple[int, list[str]]]:
    """Every row but remarks: # …, where the number of columns is another."""
    for line, cells in _split(text, delimiter):
        if len(cells) in (0, width) or not cells[0].lstrip().startswith("#"):
            yield line, cells


def _split(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every row that is not blank; [] where it cannot be split."""
    if delimiter == "::":  # csv knows only single characters
        text, delimiter = text.replace("::", "\t"), "\t"
    for line, cells in _parsed(io.StringIO(text, newline=""), delimiter):
        if not cells or any(map(str.strip, cells)):
            yield line, cells


def _parsed(source: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows; a misplaced quotation mark swallows lines, which are then read one by one."""
    swallowed: list[str] = []
    reader = csv.reader(_noting(source, swallowed), delimiter=delimiter, strict=True)
    while True:
        swallowed.clear()
        before = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            for number, line in enumerate(swallowed, before + 1):
                if line.strip():
                    yield number, _split_line(line, delimiter)
        else:
            if cells:
                yield reader.line_num, cells


def _noting(lines: Iterable[str], noted: list[str]) -> Iterator[str]:
    for line in lines:
        noted.append(line)
        yield line


def _split_line(line: str, delimiter: str) -> list[str]:
    r"""The cells of one line in which databases may have written \" for a quotation mark."""
    doubled = re.sub(rf'\\"(?!{re.escape(delimiter)}|\n|\Z)', '""', line)  # "\"; may end a cell
    try:
        return next(csv.reader([doubled], delimiter=delimiter, strict=True))
    except csv.Error:
        return []


def _guess(heading: Sequence[str], sample: Sequence[Sequence[str]]) -> tuple[Columns, str]:
    """Which column plays which role, and what is in doubt."""
    roles = [ROLE_OF.get(re.sub(r"[^a-z]", "", cell.lower())) for cell in heading]
    if "rating" not in roles and _is_wide(sample):
        return {}, (
            "This looks like a wide table, with a column for each item. Needed is a row for each "
            "rating: user, item, rating."
        )
    if not heading:
        return dict(zip(NEEDED, range(3), strict=True)), ""
    columns = {role: roles.index(role) for role in roles if role}
    for role in columns:
        if roles.count(role) > 1 and role != "time":  # of two times the first will do
            del columns[role]
            return columns, f"Line 1: two columns could be the {role}; name or choose one of them."
    if "item" not in columns and "title" in columns:
        columns["item"] = columns["title"]
    return _filled(columns, [number for number, role in enumerate(roles) if role is None])


def _is_wide(sample: Sequence[Sequence[str]]) -> bool:
    cells = [cell.strip() for row in sample for cell in row[1:]]
    return (
        bool(sample)
        and all(len(row) >= MIN_WIDE for row in sample)
        and all(_SMALL.fullmatch(cell) for cell in cells)
    )


def _filled(columns: Columns, unnamed: Sequence[int]) -> tuple[Columns, str]:
    """The roles that no heading claimed go to the columns with unknown headings, in order."""
    missing = [role for role in NEEDED if role not in columns]
    if len(missing) <= len(unnamed):
        return columns | dict(zip(missing, unnamed, strict=False)), ""
    said = f"No column is called {missing[-1]}; name the columns user, item, rating, or choose."
    if missing == ["user"]:
        said += " A list of one person’s own ratings has nobody to compare with."
    return columns, said
