"""The MovieLens sets that can be downloaded: addresses, checksums, sizes."""

import json
import logging
import os
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_log = logging.getLogger(__name__)

HOME = "https://files.grouplens.org/datasets/movielens"


class Release(NamedTuple):
    """One published zip; the checksum is the one the publisher shows beside it."""

    name: str
    title: str
    url: str
    md5: str
    n_ratings: int
    size: int = 0  # bytes, 0 where the publisher does not tell


def _release(name: str, title: str, md5: str, n_ratings: int, size: int = 0) -> Release:
    return Release(name, title, f"{HOME}/{name}.zip", md5, n_ratings, size)


# "ml-latest" and "ml-latest-small" change without notice, so they cannot be checked: not here.
PUBLISHED = {
    release.name: release
    for release in (
        _release("ml-100k", "MovieLens 100K", "0e33842e24a9c977be4e0107933c0723", 100_000),
        _release("ml-1m", "MovieLens 1M", "c4d9eecfca2ab87c1945afe126590906", 1_000_209),
        _release("ml-10m", "MovieLens 10M", "ce571fd55effeba0271552578f2648bd", 10_000_054),
        _release("ml-20m", "MovieLens 20M", "cd245b17a1ae2cc31bb14903e1204af3", 20_000_263),
        _release("ml-25m", "MovieLens 25M", "6b51fb2759a8657d3bfcbfc42b592ada", 25_000_095),
        _release(
            "ml-32m", "MovieLens 32M", "d472be332d4daa821edc399621853b57", 32_000_204, 238_950_008
        ),
    )
}


def published() -> dict[str, Release]:
    """What can be downloaded: the publisher's releases, and those of a mirror on campus.

    A lecturer who serves the zips to a hall names a JSON file in `DOWNHILL_RELEASES`: a list of
    objects with the fields of `Release`. Its checksums are checked like all others. A file that
    is no such list is told to whoever set it, in the log of the start (`warm_up` asks first);
    students are then offered the publisher's releases alone.
    """
    return _with_mirror(os.environ.get("DOWNHILL_RELEASES", ""))


@cache  # told once, and not again to each visitor's log
def _with_mirror(file: str) -> dict[str, Release]:
    if not file:
        return PUBLISHED
    try:
        listed = [_checked(entry) for entry in json.loads(Path(file).read_text("utf-8"))]
    except (OSError, TypeError, ValueError) as error:
        _log.error("DOWNHILL_RELEASES: %s is no list of releases (%s); left out.", file, error)
        return PUBLISHED
    return PUBLISHED | {release.name: release for release in listed}


def _checked(entry: dict[str, Any]) -> Release:
    release = Release(**entry)
    for value, (field, kind) in zip(release, Release.__annotations__.items(), strict=True):
        if not isinstance(value, kind):
            raise TypeError(f"{field} is no {kind.__name__}")
    return release
