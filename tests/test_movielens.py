"""Every published MovieLens layout, imitated; and archives that nobody honest would publish."""

import io
import os
import random
import stat
import struct
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest

from mf_core.datasets import DataError, Dataset, archive, movielens
from mf_core.datasets.movielens import NAMES, read_movielens
from mf_core.datasets.ratings_csv import read_upload
from tests.dataset_laws import check_laws
from tests.movielens_zip import SmallSet, small_set, stand_in

N_MUTATIONS = int(os.environ.get("DOWNHILL_FUZZ_ZIPS", "1500"))

# The same small truth in every layout. Film 9 has no rating; user numbers have gaps.
FILMS = [
    (1, "Toy Story (1995)", "Animation|Children|Comedy"),
    (2, 'Misérables, Les "uncut" (1995)', "Drama"),
    (7, "Babylon 5: The Gathering (1993)", ""),
    (9, "Nobody Saw It (2000)", "War"),
]
RATINGS = [(1, 1, 4), (1, 2, 3), (1, 7, 5), (4, 2, 1), (4, 7, 2), (6, 1, 5)]


def csv_layout(end: str = "\n") -> dict[str, bytes]:
    films = [
        f'{n},"{title.replace(chr(34), chr(34) * 2)}",{genres or "(no genres listed)"}'
        for n, title, genres in FILMS
    ]
    ratings = [f"{u},{n},{float(r)},964982703" for u, n, r in RATINGS]
    return {
        "README.txt": b"Please cite.",
        "movies.csv": end.join(["movieId,title,genres", *films, ""]).encode(),
        "ratings.csv": end.join(["userId,movieId,rating,timestamp", *ratings, ""]).encode(),
    }


def dat_layout(encoding: str) -> dict[str, bytes]:
    films = [f"{n}::{title}::{genres or '(no genres listed)'}\n" for n, title, genres in FILMS]
    ratings = [f"{u}::{n}::{r}::978300760\n" for u, n, r in RATINGS]
    return {
        "users.dat": b"1::F::1::10::48067\n",
        "movies.dat": "".join(films).encode(encoding),
        "ratings.dat": "".join(ratings).encode(),
    }


def layout_100k() -> dict[str, bytes]:
    names = movielens.GENRES_100K.split("|")
    items = []
    for n, title, genres in FILMS:
        flags = [str(int(name in genres.split("|"))) for name in names]
        items.append("|".join([str(n), title, "01-Jan-1995", "", "http://x/?a|b"[:9], *flags]))
    return {
        "u.item": "\n".join([*items, ""]).encode("latin-1"),
        "u.data": "".join(f"{u}\t{n}\t{r}\t881250949\n" for u, n, r in RATINGS).encode(),
        "u1.base": b"1\t1\t1\t1\n",
    }


LAYOUTS = {
    "csv": csv_layout(),
    "csv, CRLF": csv_layout("\r\n"),
    "1m": dat_layout("latin-1"),
    "10m": dat_layout("utf-8"),
    "100k": layout_100k(),
}


def pack(files: dict[str, bytes], top: str = "ml-x/", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, data in files.items():
            packed.writestr(top + name, data)
    return out.getvalue()


def check_content(dataset: Dataset) -> None:
    check_laws(dataset)
    assert dataset.user_names.tolist() == ["User 1", "User 4", "User 6"]
    assert dataset.item_titles.tolist() == [title for _, title, _ in FILMS[:3]]
    assert dataset.genres.tolist() == [genres for _, _, genres in FILMS[:3]]
    users, items, values, *_ = dataset.ratings
    numbers = np.array([1, 4, 6])[users], np.array([1, 2, 7])[items], values
    assert list(zip(*(column.tolist() for column in numbers), strict=True)) == RATINGS
    assert dataset.notes == ("1 films without a single rating were left out.",)
    assert dataset.scale == (1.0, 5.0)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_from_bytes_path_and_folder(layout: str, tmp_path: Path) -> None:
    files = LAYOUTS[layout]
    packed = pack(files)
    check_content(read_movielens(packed))
    check_content(read_upload("anything.bin", packed))
    check_content(read_movielens(pack(files, top="")))
    check_content(read_movielens(pack(files, top="zipped again/ml-x/")))
    (tmp_path / "set.zip").write_bytes(packed)
    check_content(read_movielens(tmp_path / "set.zip"))
    folder = tmp_path / "unpacked"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    check_content(read_movielens(folder))


def test_the_digest_is_the_same_in_every_layout() -> None:
    assert len({read_movielens(pack(files)).digest for files in LAYOUTS.values()}) == 1


def test_half_stars_widen_the_scale_and_unlisted_films_get_a_name() -> None:
    files = csv_layout()
    files["ratings.csv"] += b"8,11,0.5,1\n8,11,3.5,2\n"
    dataset = read_movielens(pack(files))
    assert dataset.scale == (0.5, 5.0)
    assert dataset.item_titles[-1] == "Film 11"
    assert dataset.ratings.values[-1] == 3.5
    assert "1 pairs were rated again: the last rating counts." in dataset.notes


@pytest.mark.parametrize("n_ratings", sorted(NAMES)[:2])
def test_published_sets_are_known_by_their_size(n_ratings: int) -> None:
    u, n = np.divmod(np.arange(n_ratings), 400)
    rows = "".join(f"{a}\t{b}\t3\t0\n" for a, b in zip(u.tolist(), n.tolist(), strict=True))
    dataset = read_movielens(pack(layout_100k() | {"u.data": rows.encode()}))
    assert (dataset.name, dataset.title) == NAMES[n_ratings]


@pytest.mark.parametrize("known", [small_set(), stand_in()], ids=["found", "stand_in"])
def test_a_small_set_is_read_as_it_is_known(known: SmallSet) -> None:
    dataset = read_movielens(known.content)
    check_laws(dataset)
    ratings = dataset.ratings
    assert (ratings.values.size, ratings.n_users, ratings.n_items) == known.shape
    assert dataset.name == known.name
    assert dataset.scale == (0.5, 5.0)
    assert ratings.values.mean() == pytest.approx(known.mean, abs=1e-4)
    assert (dataset.item_titles[0], dataset.genres[0]) == known.first
    assert dataset.item_titles[np.argmax(np.bincount(ratings.items))] == known.most_rated
    assert dataset.notes == (f"{known.unrated} films without a single rating were left out.",)


# --- hostile ------------------------------------------------------------------------------


def refused(source: bytes | Path) -> str:
    start = time.thread_time()  # of this thread alone: the test machine is shared
    with pytest.raises(DataError) as caught:
        read_movielens(source)
    assert time.thread_time() - start < 2.0
    message = str(caught.value)
    assert message.endswith(".")
    assert len(message) < 300
    return message


def lying(packed: bytes, size: int) -> bytes:
    """The archive with another unpacked size in its directory for ratings.csv."""
    changed = bytearray(packed)
    at = changed.rfind(b"PK\x01\x02")
    struct.pack_into("<I", changed, at + 24, size)
    return bytes(changed)


def locked(packed: bytes) -> bytes:
    """The archive with the flag "encrypted" set on every file."""
    changed = bytearray(packed)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for top in ("a/", "b/"):
            for name, data in csv_layout().items():
                packed.writestr(top + name, data)
    return out.getvalue()


def symlink() -> bytes:
    out = io.BytesIO()
    link = zipfile.ZipInfo("ml-x/ratings.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("ml-x/movies.csv", csv_layout()["movies.csv"])
        packed.writestr(link, "/etc/passwd")
    return out.getvalue()


GOOD = pack(LAYOUTS["csv"])
BOMB = pack(
    csv_layout() | {"ratings.csv": csv_layout()["ratings.csv"] + b"1,1,4.0,1\n" * 6_000_000}
)


@pytest.mark.parametrize(
    ("packed", "words"),
    [
        (BOMB, "unpacks to far more"),
        (lying(BOMB, 1000), "damaged"),
        (lying(GOOD, 10), "damaged"),
        (locked(GOOD), "password"),
        (twice(), "twice"),
        (symlink(), "does not begin with"),
        (pack(csv_layout() | {f"f{n}": b"" for n in range(20_000)}), "20,003 files"),
        (pack(csv_layout(), top="../"), "not a MovieLens archive"),
        (pack(csv_layout(), top="/"), "not a MovieLens archive"),
        (pack(csv_layout(), top="a/b/c/"), "not a MovieLens archive"),
        (pack({"ratings.csv": b""}), "not a MovieLens archive"),
        (pack({}), "not a MovieLens archive"),
        (GOOD[:-30], "damaged"),
        (b"<html>", "damaged"),
        (b"", "damaged"),
    ],
)
def test_hostile_archives_are_refused(packed: bytes, words: str) -> None:
    assert words in refused(packed)


def test_a_bomb_is_not_unpacked_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    given_out = []
    readinto = archive.CappedStream.readinto

    def counting(self: archive.CappedStream, buffer: memoryview) -> int:
        n_bytes = readinto(self, buffer)
        given_out.append(n_bytes)
        return n_bytes

    monkeypatch.setattr(archive.CappedStream, "readinto", counting)
    refused(BOMB)
    assert 0 < sum(given_out) <= archive.MAX_RATIO * len(BOMB)
    assert sum(given_out) < 12_000_000  # of 60 MB


@pytest.mark.parametrize(
    "rows",
    [
        b"",
        b"x,1,4.0,1\n",
        b"1,1,good,1\n",
        b"1,1,nan,1\n",
        b"1,1,inf,1\n",
        b"1,1,,1\n",
        b"1,1,99,1\n",
        b"1,1,-1,1\n",
        b"-1,1,4.0,1\n",
        b"2000000000,1,4.0,1\n",
        b"1,99999999999,4.0,1\n",
        b"1,1.5,4.0,1\n",
        b"1\n",
        b'1,1,"4.0\n' * 9,
        b"\xff\xfe\x00",
    ],
)
def test_bad_rows_are_refused(rows: bytes) -> None:
    files = csv_layout() | {"ratings.csv": b"userId,movieId,rating,timestamp\n" + rows}
    refused(pack(files))


@pytest.mark.parametrize(
    "films", [b"movieId,title,genres\nx,y,z\n", b'movieId,title,genres\n1,"y,z\n' * 3]
)
def test_bad_film_lists_are_refused(films: bytes) -> None:
    assert "damaged" in refused(pack(csv_layout() | {"movies.csv": films}))


def test_folders_that_are_none(tmp_path: Path) -> None:
    assert "not a MovieLens archive" in refused(tmp_path)
    assert "damaged" in refused(tmp_path / "nowhere.zip")


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_mutated_archives_are_read_or_refused_and_nothing_else(method: int) -> None:
    rng = random.Random(method)
    good = pack(LAYOUTS["csv"], method=method)
    n_refused = 0
    for _ in range(N_MUTATIONS // 2):
        changed = bytearray(good)
        for _ in range(rng.randint(1, 6)):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        if rng.random() < 0.3:
            del changed[rng.randrange(len(changed)) :]
        try:
            check_laws(read_movielens(bytes(changed)))
        except DataError:
            n_refused += 1
    assert 0 < n_refused < N_MUTATIONS // 2
