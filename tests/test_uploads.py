"""The files lecturers have really brought: what is read of each, what is asked, what is said."""

import json

import numpy as np
import pytest

from mf_core.datasets import DataError, Dataset
from mf_core.datasets.ratings_csv import open_upload, read_upload
from mf_core.datasets.reading import Reading, read_table, sentinel_of
from mf_core.datasets.table import Table
from tests.dataset_laws import check_laws
from tests.test_movielens import layout_100k, pack

WANTED = {("Ada", "Alien"): 4.5, ("Ben", "Heat"): 3.0}
ROWS = "Ada,Alien,4.5\nBen,Heat,3\n"
TABLE = "user,item,rating\n" + ROWS


def content(dataset: Dataset) -> dict[tuple[str, str], float]:
    check_laws(dataset)
    users = dataset.user_names[dataset.ratings.users]
    items = dataset.item_titles[dataset.ratings.items]
    return dict(zip(zip(users, items, strict=True), dataset.ratings.values.tolist(), strict=True))


def opened(text: str) -> Table:
    table = open_upload(text.encode())
    assert isinstance(table, Table)
    return table


def reading(text: str) -> Reading:
    table = opened(text)
    assert not table.doubt
    return read_table(table, table.guess)


READ = {
    "Excel's sep line": "sep=;\n" + TABLE.replace(",", ";"),
    "sep line, decimal commas": "sep=;\n" + TABLE.replace(",", ";").replace(".", ","),
    "remarks": "# exported by hand, in May\n\n" + TABLE.replace("Ben", "# second half\nBen"),
    "remark before no heading": "# from the archive\n" + ROWS,
    "heading behind a #": "#item,user,rating\nAlien,Ada,4.5\nHeat,Ben,3\n",
    "blank rows at the end": TABLE + ",,\n, ,\n" * 50,
    "commas at the end of rows": TABLE.replace("4.5", "4.5,").replace("3\n", "3,,\n"),
    "exponents of R": TABLE.replace("4.5", "4.5e+00").replace(",3", ",3E0"),
    "numpy.savetxt": TABLE.replace("4.5", "4.500000000000000000e+00"),
    "spaces": TABLE.replace(",", " "),
    "Yelp": "review_id,user_id,business_id,stars\nx1,Ada,Alien,4.5\nx2,Ben,Heat,3\n",
    "anime": "user_id,anime_id,rating\n" + ROWS,
    "Turkish": "kullanıcı;ürün;oy\n" + ROWS.replace(",", ";"),
}


@pytest.mark.parametrize("text", READ.values(), ids=READ)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_usual_habits_are_read_without_a_question(text: str, encoding: str) -> None:
    assert content(read_upload("x.csv", text.encode(encoding))) == WANTED


def test_backslash_quotes_of_a_database_and_a_backslash_at_the_end_of_a_cell() -> None:
    text = (
        '"User-ID";"ISBN";"Book-Rating"\n"1";"\\"0210000010\\"";"5"\n'
        '"2";"say \\"x\\" twice";"0"\n"2";"C:\\";"7"\n"3";"\\""";"1"\n'
    )
    assert content(reading(text).dataset()) == {
        ("1", '"0210000010"'): 5.0,
        ("2", 'say "x" twice'): 0.0,
        ("2", "C:\\"): 7.0,
        ("3", '\\"'): 1.0,  # as CSV has it, where both readings are possible
    }


ARCHIVES = {
    "a csv in a zip": pack({"my ratings.csv": TABLE.encode(), "README.txt": b"hello"}),
    "one folder deeper": pack({"x.txt": TABLE.encode()}, top="a/b/"),
    "from a Mac": pack({"x/r.csv": TABLE.encode(), "__MACOSX/x/._r.csv": b"\0"}, top=""),
    "beside other tables": pack({"ratings.csv": TABLE.encode(), "books.csv": b"a,b,c\n"}),
}


@pytest.mark.parametrize("packed", ARCHIVES.values(), ids=ARCHIVES)
def test_a_table_in_a_zip_is_read_like_the_table(packed: bytes) -> None:
    assert content(read_upload("x.zip", packed)) == WANTED


def test_a_part_of_movielens_is_a_table() -> None:
    u_data = {name: data for name, data in layout_100k().items() if name in ("u.data", "u1.base")}
    assert read_upload("x.zip", pack(u_data)).ratings.values.size == 6
    assert content(read_upload("u1.base", layout_100k()["u1.base"])) == {("1", "1"): 1.0}


WIDE = "user,Alien,Heat,Up,Her,Big\nAda,5,,3,,1\nBen,,4,,2,\n"
TOLD = {
    "wide": (WIDE.encode(), "wide table"),
    "wide without headings": (b"1,5,,3,,1\n2,,4,,2,\n", "wide table"),
    "as wide as Jester": (b"0," * 101 + b"0\n", "a row for each rating"),
    "likes": (b"user,item\nAda,Alien\n", "two columns"),
    "JSON": (json.dumps([{"user": 1, "item": 2, "rating": 3}]).encode(), "JSON"),
    "JSON lines": (b'{"user": 1, "item": 2, "stars": 3}\n' * 2, "JSON"),
    "Excel": (pack({"[Content_Types].xml": b"", "xl/a.xml": b""}, top=""), "save the table as CSV"),
    "two tables": (pack({"a.csv": b"", "b.csv": b""}), "2 tables (a.csv, b.csv"),
    "Letterboxd": (
        b"Date,Name,Year,Letterboxd URI,Rating\n2024-01-01,Alien,1979,boxd.it/x,4.5\n",
        "called user; name the columns user, item, rating, or choose. A list of one person",
    ),
    "Goodreads": (
        b"Book Id,Title,Author,My Rating\n1,Dune,Herbert,5\n",
        "one person’s own ratings",
    ),
    "no ratings": (b"book_id,title,authors,year\n1,Dune,Herbert,1965\n", "called rating"),
}


@pytest.mark.parametrize(("data", "words"), TOLD.values(), ids=TOLD)
def test_what_cannot_be_read_is_told_with_what_is_needed(data: bytes, words: str) -> None:
    with pytest.raises(DataError) as caught:
        read_upload("x.csv", data)
    assert words in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("Cid,Up,NA", "Line 4: the rating “NA”"),
        ("Cid,Up,", "Line 4: the rating “”"),
        ("Cid,Up,x,3", "Line 4 has 4 columns"),
        ("Cid", "Line 4 has 1 columns"),
        (",Up,3", "Line 4: the user is missing"),
        ('"Cid"x,Up,3', "Line 4: a quotation mark"),
    ],
)
def test_rows_that_cannot_be_read_are_counted_and_can_be_left_out(bad: str, why: str) -> None:
    found = reading(TABLE + bad + "\nDan,Up,1\n")
    assert found.trouble.startswith(f"1 of 4 rows cannot be read. {why}")
    dataset = found.dataset()
    assert content(dataset) == WANTED | {("Dan", "Up"): 1.0}
    assert "Rows that could not be read and were left out: 1." in dataset.notes


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row() -> None:
    found = reading(TABLE + '"Cid,Up,3\n' + "Dan,Up,3\n" * 6 + 'Eve,Up,"2\n\nDan,Heat,1\n')
    assert found.trouble.startswith("2 of 11 rows cannot be read. Line 4: a quotation mark")
    assert content(found.dataset()) == WANTED | {("Dan", "Up"): 3.0, ("Dan", "Heat"): 1.0}


@pytest.mark.parametrize(
    ("values", "sentinel"),
    [
        ([-1] * 19 + list(range(2, 11)) * 9, (-1, 0.19, (2, 10))),
        ([0] * 55 + list(range(1, 11)) * 4, (0, 55 / 95, (1, 10))),
        ([99] * 10 + [-9.5, -3, 0, 2.25, 9] * 4, (99, 1 / 3, (-9.5, 9))),
        ([1, 2, 3, 4, 5], None),
        ([0, 1, 2, 3, 4, 5, 5], None),
        ([-10, -4, 0, 3.5, 10], None),
        ([-1, 1, 1, -1, 0], None),
        ([0, 1] * 9, None),
        ([0.5, 1, 3, 5, 5], None),
    ],
)
def test_a_number_that_means_no_rating_is_found(
    values: list[float], sentinel: tuple[float, float, tuple[float, float]] | None
) -> None:
    assert sentinel_of(np.array(values, dtype=float)) == sentinel


def test_ratings_of_one_value_are_left_out_with_who_has_no_other() -> None:
    found = reading(TABLE + "Ada,Up,-1\nCid,Heat,-1\nBen,Alien,5\nBen,Her,4\n")
    odd = found.sentinel
    assert odd is not None
    dataset = found.dataset(without=odd.value)
    kept = {("Ben", "Alien"): 5.0, ("Ben", "Her"): 4.0}
    assert content(dataset) == WANTED | kept
    assert "Ratings of −1 that were left out: 2." in dataset.notes
    assert len(content(found.dataset())) == 6  # nothing is lost


@pytest.mark.parametrize(
    ("times", "last"),
    [
        (("30", "20", "10"), 1),
        (("9", "10", "8"), 2),  # as numbers, not as words
        (("2024-05-02", "2024-05-01", "2023-12-31"), 1),
        (("2024-05-01 10:00:00", "2024-05-01 10:00:01", ""), 2),
        (("2024-05-01T10:00Z", "2024-05-01T11:00+02:00", "2024-05-01T09:30"), 1),
        (("soon", "later", "x" * 99), 3),  # no times: the order of the file
        (("5", "5", "5"), 3),
        (("9" * 400, "1", "2"), 1),
    ],
)
def test_of_a_pair_rated_again_the_latest_rating_counts(times: tuple[str, ...], last: int) -> None:
    rows = "".join(f"Ada,Alien,{n},{time}\n" for n, time in enumerate(times, 1))
    found = reading(f"user,item,rating,date\nBen,Heat,-1,7\n{rows}Ben,Alien,9,7\n")
    wanted = {("Ada", "Alien"): float(last), ("Ben", "Alien"): 9.0}
    assert content(found.dataset()) == wanted | {("Ben", "Heat"): -1.0}
    assert content(found.dataset(without=-1.0)) == wanted


def test_columns_can_be_chosen_against_the_guess() -> None:
    table = opened("5,Ada,Alien\n4,Ben,Heat\n")  # without headings: user, item, rating by place
    assert table.guess == {"user": 0, "item": 1, "rating": 2}
    chosen = read_table(table, {"user": 1, "item": 2, "rating": 0})
    assert content(chosen.dataset()) == {("Ada", "Alien"): 5.0, ("Ben", "Heat"): 4.0}
    doubtful = opened("user,user_id,item,rating\nAda,1,Alien,3\n")
    assert "two columns could be the user" in doubtful.doubt
    assert doubtful.guess == {"item": 2, "rating": 3}


def test_items_and_users_of_one_rating_each_are_questioned() -> None:
    swapped = reading("order,user,stars\n" + "".join(f"o{n},u{n % 2},{n % 5}\n" for n in range(9)))
    alone = read_table(swapped.table, {"user": 1, "item": 0, "rating": 2}).dataset()
    said = [note for note in alone.notes if "single rating" in note]
    assert said == [
        "Every item has a single rating, so nothing about it can be learned: perhaps another "
        "column is the item."
    ]
    assert not [
        note for note in reading(TABLE + "Ada,Heat,1\n").dataset().notes if "single" in note
    ]
