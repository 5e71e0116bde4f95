"""Reading a few named files out of an archive nobody vouches for.

Nothing is ever extracted to disk: a member is opened by its exact name and read as a stream
that refuses to grow beyond what an honest file would have. A folder can be read alike.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from mf_core.datasets.dataset import DataError

MAX_MEMBERS = 100
MAX_RATIO = 40  # text of ratings shrinks 4 to 6 times; a zip bomb a thousand times
FREE_BYTES = 1 << 20  # below this size no ratio is suspicious
TABLES = (".csv", ".tsv", ".txt", ".dat", ".data", ".base", ".test")
_NOT_OURS = ("/", "../", "__MACOSX/")


class Member(NamedTuple):
    """One file of an archive or a folder, not yet opened."""

    packed_size: int  # bytes as stored
    open: Callable[[], BinaryIO]


class CappedStream(io.RawIOBase):
    """A stream that stops with a DataError once it has given more than `limit` bytes.

    Counted while reading, because the size an archive announces can be a lie.
    """

    def __init__(self, inner: BinaryIO, limit: int, name: str) -> None:
        self._inner, self._left, self._name = inner, limit, name

    def readable(self) -> bool:
        """Yes: without this, nothing buffers the stream."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as there are bytes, and count them."""
        data = self._inner.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise DataError(f"{self._name} in the archive unpacks to far more than it should.")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the file below as well."""
        self._inner.close()
        super().close()


@contextmanager
def members(source: bytes | Path) -> Iterator[dict[str, Member]]:
    """The files directly in a folder, or in the top folder of a zip, by their bare names.

    A zip with nothing there is searched one folder deeper: some browsers zip again.

    Whatever goes wrong with the archive inside the `with` block becomes a DataError.
    """
    try:
        if isinstance(source, Path) and source.is_dir():
            yield _in_folder(source)
        else:
            with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as z:
                yield _in_zip(z)
    except DataError:
        raise
    # A damaged zip raises six kinds of exceptions (zlib.error, BadZipFile, EOFError,
    # NotImplementedError, RuntimeError, OSError …), and the list differs between versions.
    except Exception as error:
        raise DataError(
            f"The archive is damaged or not a MovieLens archive ({type(error).__name__})."
        ) from error


def _in_folder(folder: Path) -> dict[str, Member]:
    files = [path for path in folder.iterdir() if path.is_file()]
    return {path.name: Member(path.stat().st_size, _file_opener(path)) for path in files}


def _file_opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")


def _in_zip(archive: zipfile.ZipFile) -> dict[str, Member]:
    entries = archive.infolist()
    if len(entries) > MAX_MEMBERS:
        raise DataError(f"The archive holds {len(entries):,} files; a MovieLens zip has about ten.")
    entries = [e for e in entries if not e.is_dir() and not e.filename.startswith(_NOT_OURS)]
    for depth in (1, 2):
        near = [entry for entry in entries if entry.filename.count("/") <= depth]
        if near:
            break
    found: dict[str, Member] = {}
    for entry in near:
        name = entry.filename.rpartition("/")[2]
        if name in found:
            raise DataError(f"The archive holds {name[:60]} twice.")
        found[name] = Member(entry.compress_size, _entry_opener(archive, entry))
    return found


def table_in(found: dict[str, Member]) -> str:
    """The one file of ratings among the files of an archive, by its name; "" if none looks so.

    Raises
    ------
    DataError
        If it could be any of several.
    """
    tables = [n for n in found if n.lower().endswith(TABLES) and not n.lower().startswith("readme")]
    rated = [name for name in tables if "rating" in name.lower() or name == "u.data"] or tables
    if len(rated) > 1:
        listed = ", ".join(sorted(rated)[:3])
        raise DataError(
            f"The archive holds {len(rated)} tables ({listed[:120]} …); leave only the one with "
            "the ratings in it."
        )
    return rated[0] if rated else ""


def _entry_opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def open_entry() -> BinaryIO:
        if entry.flag_bits & 1:
            raise DataError("The archive is locked with a password.")
        return archive.open(entry)  # type: ignore[return-value]

    return open_entry


def open_capped(found: dict[str, Member], name: str, max_bytes: int) -> io.BufferedReader:
    """Open a member for reading at most `max_bytes`, and not much more than it is stored in."""
    member = found[name]
    limit = min(max_bytes, max(FREE_BYTES, MAX_RATIO * member.packed_size))
    return io.BufferedReader(CappedStream(member.open(), limit, name), 1 << 18)
