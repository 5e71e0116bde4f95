"""From the bytes of a file to text and its delimiter, without guessing by trial and error.

`csv.Sniffer` and pandas' `sep=None` are not used: 39 kB of the right nonsense keep them busy
for minutes. Everything here takes one pass.
"""

import codecs
import re

from mf_core.datasets.dataset import DataError

MAX_BYTES = 64 << 20
MAX_LINE = 4096  # characters of line 1: a table of a million columns is refused by its first line
MAX_COLUMNS = 64

# The first bytes of files that are not text, and what a person calls them.
MAGIC = (
    (b"PK\x03\x04", "a zip or Excel file"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x80\x04\x95", "a Python pickle"),
    (b"\x80\x05\x95", "a Python pickle"),
    (b"\x89HDF", "an HDF5 file"),
    (b"\x93NUMPY", "a NumPy file"),
    (b"ARROW1", "an Arrow file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"Rar!", "a RAR file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
# UTF-32 before UTF-16: the mark of UTF-32 LE begins with the mark of UTF-16 LE.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
DELIMITERS = ("::", "\t", ";", "|", ",", " ")


def kind_of(data: bytes) -> str:
    """What the first bytes say the file is ("a PDF file"), or "" for what may be text."""
    return next((kind for magic, kind in MAGIC if data.startswith(magic)), "")


def decode(data: bytes) -> tuple[str, str]:
    r"""The text of a file, every line ended by \\n, and the encoding it was read with.

    A byte order mark decides; without one, zero bytes at every second place mean UTF-16, else
    it is UTF-8, else the old Western encoding cp1252.

    Examples
    --------
    >>> decode("José\r\n".encode("latin-1"))
    ('José\n', 'cp1252')
    """
    if not data:
        raise DataError("The file is empty.")
    if len(data) > MAX_BYTES:
        raise DataError(
            f"The file has {len(data) >> 20} MB; a table of ratings may have {MAX_BYTES >> 20}."
        )
    if kind := kind_of(data):
        raise DataError(f"This is {kind}; please upload a CSV text file or a MovieLens zip.")
    text, encoding = _decode(data)
    if "\0" in text:
        raise DataError("The file contains zero bytes, so it is not a text file.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _decode(data: bytes) -> tuple[str, str]:
    encoding = _encoding(data)
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise DataError(f"The file begins like {encoding} text but is damaged.") from None
        return data.decode("cp1252", errors="replace"), "cp1252"


def _encoding(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:4096]
    if head[1::2].count(0) > len(head) // 3:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 3:
        return "utf-16-be"
    return "utf-8"


def first_line(text: str) -> str:
    """The first line that is neither blank nor a remark (# …); a remark if there is no other."""
    remark = ""
    for found in re.finditer(r"[^\n]+", text):
        line = found[0]
        if len(line) > MAX_LINE:
            raise DataError(f"The first line has more than {MAX_LINE:,} characters: no ratings.")
        if line.lstrip().startswith("#"):
            remark = remark or line
        elif line.strip():
            break
    else:
        line = remark
    if not line:
        raise DataError("The file contains only blank lines.")
    if line.count('"') % 2:
        raise DataError("The first line opens a quotation mark and does not close it.")
    return line


def delimiter_of(line: str) -> str:
    """What separates the columns: the first of `DELIMITERS` that splits line 1 in three or more.

    Examples
    --------
    >>> delimiter_of("user;item;rating"), delimiter_of("1::1193::5::978300760")
    (';', '::')
    """
    bare = re.sub(r'"[^"]*"', "", line)  # a comma inside quotes separates nothing
    counts = {delimiter: bare.count(delimiter) + 1 for delimiter in DELIMITERS}
    for delimiter, n_columns in counts.items():
        if n_columns > MAX_COLUMNS:
            raise DataError(
                f"{n_columns:,} columns; at most {MAX_COLUMNS} are read. Needed is a row for each "
                "rating: user, item, rating."
            )
        if n_columns >= 3:
            return delimiter
    if any(count == 2 for delimiter, count in counts.items() if delimiter != " "):
        raise DataError(
            "The first line has two columns. If they are who liked what, a number is missing: "
            "needed are three columns, user, item and rating."
        )
    raise DataError(
        "The first line does not have three columns: user, item and rating, separated by a "
        "comma, semicolon, tab, | or ::."
    )
