"""Uploads: what is read, what is refused and how, and that nothing else can happen."""

import ast
import csv
import gzip
import io
import os
import pickle  # noqa: TID251 (only written here, as what a stranger may upload)
import random
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mf_core.datasets import DataError, ratings_csv, reading
from mf_core.datasets.ratings_csv import read_ratings_csv, read_upload
from tests.dataset_laws import check_laws

N_MUTATIONS = int(os.environ.get("DOWNHILL_FUZZ", "20000"))  # nightly: 1000000


def as_dict(data: bytes) -> dict[tuple[str, str], float]:
    dataset = read_ratings_csv(data)
    check_laws(dataset)
    users = dataset.user_names[dataset.ratings.users]
    items = dataset.item_titles[dataset.ratings.items]
    return dict(zip(zip(users, items, strict=True), dataset.ratings.values.tolist(), strict=True))


def refused(data: bytes) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(DataError) as caught:
        read_upload("file.csv", data)
    message = str(caught.value)
    assert message.endswith(".")
    assert 10 < len(message) < 300
    assert message.isprintable()
    return message


WANTED = {("José", "Amélie"): 4.5, ("Ada", "Alien"): 3.0}
TABLE = "user,item,rating\nJosé,Amélie,4.5\nAda,Alien,3\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"],
)
def test_encodings(encoding: str) -> None:
    assert as_dict(TABLE.encode(encoding)) == WANTED
    notes = " ".join(read_ratings_csv(TABLE.encode(encoding)).notes)
    assert ("read as" in notes) == (not encoding.startswith("utf-8"))


def test_big_endian_marks() -> None:
    assert as_dict(b"\xfe\xff" + TABLE.encode("utf-16-be")) == WANTED
    assert as_dict(b"\x00\x00\xfe\xff" + TABLE.encode("utf-32-be")) == WANTED


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "::"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    text = TABLE.replace(",", delimiter).replace("\n", end)
    assert as_dict(text.encode()) == WANTED
    assert as_dict(text.encode().rstrip()) == WANTED  # no end of line after the last row


def test_decimal_comma() -> None:
    assert as_dict(TABLE.replace(",", ";").replace(".", ",").encode()) == WANTED


def test_movielens_rows_without_headings() -> None:
    assert as_dict(b"1::1193::5::978300760\n1::661::3::978302109\n") == {
        ("1", "1193"): 5.0,
        ("1", "661"): 3.0,
    }
    assert as_dict(b"196\t242\t3\t881250949\n") == {("196", "242"): 3.0}
    assert as_dict(b"1 2 3\n4 5 6\n") == {("1", "2"): 3.0, ("4", "5"): 6.0}


def test_headings_in_any_order_title_and_genres() -> None:
    dataset = read_ratings_csv(
        b'rating,genres,Movie Title,timestamp,movieId,userId\n4,Drama|War,"Alien, ""8""",0,7,1\n'
    )
    assert dataset.item_titles.tolist() == ['Alien, "8"']
    assert dataset.genres.tolist() == ["Drama|War"]
    assert dataset.user_names.tolist() == ["1"]
    assert dataset.ratings.values.tolist() == [4.0]


def test_title_stands_in_for_the_item_and_unknown_headings_are_filled_in_order() -> None:
    assert as_dict(b"user,title,rating\nAda,Alien,3\n") == {("Ada", "Alien"): 3.0}
    assert as_dict(b"wer,was,rating\nAda,Alien,3\n") == {("Ada", "Alien"): 3.0}
    assert as_dict(b",user,item,rating\n0,Ada,Alien,3\n") == {("Ada", "Alien"): 3.0}


@pytest.mark.parametrize(
    "ids",
    [
        ("007", "7", "7.0"),
        ("NA", "null", "nan", "None", "#N/A"),
        (str(2**53), str(2**53 + 1), str(2**70), str(2**70 + 1)),
        ("🎬", "👍🏽", "👍"),
        ("<script>alert(1)</script>", "![i](http://evil/x.png)", "=cmd|x!A1", "a\u202eb"),
    ],
)
def test_ids_are_text_and_stay_distinct(ids: tuple[str, ...]) -> None:
    rows = "".join(f"{name}\tx\t3\n" for name in ids)
    table = as_dict(("user\titem\trating\n" + rows).encode())
    assert table == {(name, "x"): 3.0 for name in ids}


def test_pairs_rated_twice_keep_the_last_and_are_counted() -> None:
    data = b"user,item,rating\n1,1,3\n2,1,4\n1,1,5\n1,1,2\n"
    assert as_dict(data) == {("1", "1"): 2.0, ("2", "1"): 4.0}
    assert any(note.startswith("2 pairs were rated again") for note in read_ratings_csv(data).notes)


@pytest.mark.parametrize(
    "data", [b"1,1,3\n", b"1,1,3\n1,2,3\n", b"1,1,3\n2,1,4\n", b"a,b,0\nc,d,0\n"]
)
def test_smallest_sets(data: bytes) -> None:
    dataset = read_ratings_csv(data)
    check_laws(dataset)
    same = np.ptp(dataset.ratings.values) == 0
    assert any("equal" in note for note in dataset.notes) == same


text_ids = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), blacklist_characters=":"),
    min_size=1,
    max_size=8,
).filter(lambda name: name == name.strip())


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.tuples(text_ids, text_ids, st.integers(0, 100)), min_size=1, max_size=30),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]),
)
def test_what_was_written_is_read(rows, delimiter, encoding) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["user", "item", "rating"])
    writer.writerows((user, item, quarter / 4) for user, item, quarter in rows)
    expected = {(user, item): quarter / 4 for user, item, quarter in rows}
    assert as_dict(out.getvalue().encode(encoding)) == expected


# --- refusals -----------------------------------------------------------------------------


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (gzip.compress(b"1,2,3\n", mtime=0), "a gzip file"),
        (zipped(a=b"1,2,3\n"), "not a MovieLens archive"),
        (b"PK\x05\x06" + bytes(18), "an empty zip"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "an old Excel"),
        (b"PAR1" + bytes(99), "a Parquet"),
        (pickle.dumps([1, 2, 3]), "a Python pickle"),
        (b"%PDF-1.7\n1,2,3\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG"),
        (b"SQLite format 3\0", "an SQLite"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z"),
        (b"\xfd7zXZ\0", "an xz"),
        (b"\x28\xb5\x2f\xfd\0", "a zstd"),
        (b"BZh91AY&SY", "a bzip2"),
    ],
)
def test_other_kinds_of_files_are_named(data: bytes, kind: str) -> None:
    assert kind in refused(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "blank"),
        (b"\n" * 1000, "blank"),
        (b"user,item,rating\n", "no rows"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "three columns"),
        (b"user,item\n1,2\n", "three columns"),
        (b"user,item,rating\n1,2\n", "Line 2 has 2 columns where the first has 3"),
        (b"user,item,rating\n1,2,3\n\n1,2,3,4\n", "Line 4 has 4 columns"),
        (b'user,item,rating\n1,2,"3\n' + b"1,2,3\n" * 9, "not closed"),
        (b'user,item,rating\n1,"2"x,3\n', "Line 2: a quotation mark"),
        (b'user,"item,rating\n1,2,3\n', "quotation mark"),
        (b"user,item,rating\n1,2,\0\n", "zero bytes"),
        (b"user,item,rating\n,2,3\n", "Line 2: the user is missing"),
        (b"user,item,rating\n1, ,3\n", "Line 2: the item is missing"),
        (b"user,item,rating\n" + b"u" * 65 + b",2,3\n", "more than 64"),
        (b"user,item,rating\n1," + b"i" * 201 + b",3\n", "more than 200"),
        (b"user,user_id,item,rating\n1,2,3,4\n", "two columns could be the user"),
        (b"timestamp,item,rating\nx,1,2\n", "No column is called user"),
        (b"\xff\xfe\x00\xd8\x00\xd8", "damaged"),
        (b",".join([b"c"] * 10**6), "4,096 characters"),
        (b",".join([b"c"] * 100), "100 columns"),
        (b"1,2,3\n" + b",".join([b"1"] * 10**6), "1000000 columns"),
        (b"1," + b"9" * 10**6 + b",3\n", "4,096 characters"),
        (b'1,2,3\n1,"' + b"9" * 10**6 + b'",3\n', "not closed"),
        (random.Random(0).randbytes(1 << 20), "."),
    ],
)
def test_hostile_files_are_refused_with_the_place(data: bytes, words: str) -> None:
    assert words in refused(data)


@pytest.mark.parametrize(
    "rating",
    ["nan", "inf", "-inf", "1e400", "", "good", "٣", "\U0001d7d3", "0x5", "1_0", "9" * 400, "--1"],
)
def test_bad_ratings_tell_the_first_row_and_how_many(rating: str) -> None:
    rows = f"1,1,3\n1,2,{rating}\n2,1,4\n2,2,{rating}\n"
    message = refused(f"user,item,rating\n{rows}".encode())
    assert message.startswith("2 of 4 rows cannot be read. Line 3: the rating")


def test_limits_are_counted_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_ROWS", 4)
    monkeypatch.setattr(reading, "MAX_NAMES", 3)
    assert len(as_dict(b"1,1,3\n1,2,3\n1,3,3\n2,1,3\n")) == 4
    assert "more than 4 rows" in refused(b"1,1,3\n1,2,3\n1,3,3\n2,1,3\n2,2,3\n")
    assert "more than 3 different users" in refused(b"1,1,3\n2,1,3\n3,1,3\n4,1,3\n")
    assert "more than 3 different items" in refused(b"1,1,3\n1,2,3\n1,3,3\n1,4,3\n")


def test_a_file_over_the_size_limit_is_refused_before_it_is_decoded() -> None:
    assert "may have 64" in refused(b"1,2,3\n" * 11_500_000)


@pytest.mark.parametrize(
    "data",
    [b',"a' * 13_000, b'"' * 40_000, b",;\t|" * 1_000, b'1,2,3\n"' + b'""' * 60_000],
    ids=["sniffer bomb", "quotes", "all delimiters", "escaped quotes"],
)
def test_bombs_for_guessing_parsers_are_refused_at_once(data: bytes) -> None:
    start = time.thread_time()
    refused(data)
    assert time.thread_time() - start < 1.0


def test_no_parser_here_guesses() -> None:
    """csv.Sniffer and sep=None need minutes for a few kilobytes of the right nonsense."""
    for path in Path(ratings_csv.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Attribute) and node.attr == "Sniffer"), path
            if isinstance(node, ast.keyword) and node.arg in ("sep", "delimiter"):
                assert not (isinstance(node.value, ast.Constant) and node.value.value is None)


def test_the_name_of_the_file_is_only_a_title() -> None:
    for name in ("../../etc/passwd", "C:\\x\\passwd.csv", "passwd.pdf"):
        assert read_upload(name, b"1,2,3\n").title == "passwd"
    assert read_upload("\u202e\n.csv", b"1,2,3\n").title == "Your ratings"


# --- fuzz ---------------------------------------------------------------------------------

SEEDS = [
    b"userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n1,1029,3.0,1260759179\n2,31,4,1\n",
    b"1::1193::5::978300760\n1::661::3::978302109\n",
    b"196\t242\t3\t881250949\n186\t302\t3\t891717742\n",
    'user;item;rating\r\nJosé;Amélie;4,5\r\n"A;B";x;3\r\n'.encode(),
    "\ufeffuser,item,rating\na,b,1\n".encode("utf-16"),
    b'item,user,title,rating\n"a ""q"" b",7,T,1\n',
    b"u|i|r\n007|7|5\n7|7|4\n",
]
TOKENS = [
    *(b",", b";", b'"', b'""', b"\n", b"\r", b"\r\n", b"\t", b"::", b"\0", b"|", b" ", b"-", b"+"),
    *(
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\x80\x81",
        b"\x1a",
        b"\x0b",
        b"\xe2\x80\xa8",
    ),
    *(
        b"nan",
        b"inf",
        b"1e999",
        b"9" * 40,
        b"=cmd|x!A1",
        "٣".encode(),
        "\U0001d7d3".encode(),
        b".",
        b"NA",
    ),
    *(b"'", b"\\", b"#", b"user", b"rating", b"item", b"title"),
]


def mutate(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at, kind = rng.randint(0, len(changed)), rng.random()
        if kind < 0.4:
            changed[at:at] = rng.choice(TOKENS)
        elif kind < 0.6:
            del changed[at : at + rng.randint(1, 6)]
        elif kind < 0.75 and changed:
            changed[at - 1] = rng.randrange(256)
        elif kind < 0.9:
            changed[at:at] = changed[: rng.randint(0, 60)]
        else:
            changed *= rng.randint(1, 3)
    return bytes(changed)


def read_or_refuse(data: bytes) -> str:
    """The sentence of a refusal, or "" for a file that was read and keeps the laws."""
    try:
        dataset = read_upload("x.csv", data)
    except DataError as error:
        return str(error)
    check_laws(dataset)
    return ""


def test_mutated_files_are_read_or_refused_and_nothing_else() -> None:
    rng = random.Random(N_MUTATIONS)
    n_read, longest = 0, 0.0
    for _ in range(N_MUTATIONS):
        data = mutate(rng.choice(SEEDS), rng)
        start = time.thread_time()
        message = read_or_refuse(data)
        n_read += not message
        assert message.isprintable(), data
        longest = max(longest, time.thread_time() - start)
    assert 0.05 < n_read / N_MUTATIONS < 0.95  # else the mutations test only one of the two
    assert longest < 1.0
