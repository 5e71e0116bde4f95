"""A file of the reader's: how it is understood, and what is asked before anything is left out."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from mf_core.datasets import DataError, Dataset
from mf_core.datasets.ratings_csv import open_upload, titled
from mf_core.datasets.reading import Reading, read_table
from mf_core.datasets.table import NEEDED, Columns, Table
from mf_core.saying import brief
from pages._kit import panels, text

UPLOAD_TYPES = [
    *("csv", "tsv", "txt", "dat", "data", "base", "test", "zip"),
    *("json", "xlsx"),  # not read, but told what would be
]
ASKED = {
    "user": "User",
    "item": "Item",
    "rating": "Rating",
    "title": "Title of the item",
    "genres": "Genres",
    "time": "Time",
}
N_SHOWN = 3  # rows
MAX_SHOWN = 8  # columns
MAX_CELL = 24  # characters

_Read = TypeVar("_Read")


def uploaded(page: str) -> Dataset | None:
    """The data set in the reader's file; None while there is none, or a question is open."""
    file = st.file_uploader(
        "A MovieLens zip, or a table with the columns user, item, rating",
        type=UPLOAD_TYPES,
        key=f"{page}_upload",
        help="It stays in the memory of this session and is written nowhere.",
    )
    if file is None:
        return None
    content = file.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    opened = _once(f"{page}_opened", digest, lambda: open_upload(content))
    if isinstance(opened, Dataset):
        return opened
    read = opened if isinstance(opened, str) else _read(page, opened, digest)
    if isinstance(read, str):
        panels.refuse(text.esc_md(read, limit=400))
        return None
    without = _leave_out(f"{page}_{digest[:12]}", read)
    if without is None:
        return None
    made_from = f"{digest} {read.columns} {without}"
    dataset = _once(f"{page}_agreed", made_from, lambda: read.dataset(*without))
    if isinstance(dataset, str):
        panels.refuse(text.esc_md(dataset))
        return None
    return replace(dataset, title=titled(file.name))


def _once(key: str, made_from: str, read: Callable[[], _Read]) -> _Read | str:
    """What `read` gives, or the sentence it refuses with; kept until it is made from another."""
    if st.session_state.get(key, ("", None))[0] != made_from:
        try:
            st.session_state[key] = (made_from, read())
        except DataError as error:
            st.session_state[key] = (made_from, str(error))
    kept: _Read | str = st.session_state[key][1]
    return kept


def _read(page: str, table: Table, digest: str) -> Reading | str:
    """The rows of the table by the columns that are chosen, or what is still to be chosen."""
    columns = _choose_columns(f"{page}_{digest[:12]}", table)
    missing = [role for role in NEEDED if role not in columns]
    if missing:
        return table.doubt or f"Which column is the {missing[0]}?"
    if len({columns[role] for role in NEEDED}) < len(NEEDED):
        return "User, item and rating are three different columns."
    return _once(f"{page}_read", f"{digest} {columns}", lambda: read_table(table, columns))


def _choose_columns(key: str, table: Table) -> Columns:
    """The guess, beside the first rows of the table, to be changed."""
    cells = table.heading or [""] * table.width
    names = [_short(cell) or f"column {n + 1}" for n, cell in enumerate(cells)]
    with st.expander("Which column is what?", expanded=bool(table.doubt)):
        whole = [row for row in table.sample if len(row) == table.width]
        head, *rows = (
            [text.esc_md(_short(cell)) for cell in row[:MAX_SHOWN]]
            for row in [names, *whole[:N_SHOWN]]
        )
        st.markdown(text.table(head, rows))
        columns: Columns = {}
        with st.container(horizontal=True):
            for role, label in ASKED.items():
                number = st.selectbox(
                    label,
                    range(table.width),
                    table.guess.get(role),
                    format_func=names.__getitem__,
                    key=f"{key}_{role}",
                    placeholder="none" if role not in NEEDED else "choose",
                )
                if number is not None:
                    columns[role] = number
    return columns


def _short(cell: str) -> str:
    """A cell as plain text, for a list or a table."""
    shown = "".join(c for c in " ".join(cell.split()) if c.isprintable())
    return shown if len(shown) <= MAX_CELL else shown[: MAX_CELL - 1] + "…"


def _leave_out(key: str, reading: Reading) -> tuple[float, ...] | None:
    """The rating to leave out, if any; None while rows that cannot be read are in the way."""
    n_read = len(reading.values)
    if reading.n_bad and n_read:
        said = st.empty()
        rest = f"Leave {text.counted(reading.n_bad, 'row')} out and read the other {n_read:,}"
        if not st.checkbox(rest, key=f"{key}_leave_out"):
            with said:
                panels.refuse(text.esc_md(reading.trouble, limit=400))
            return None
    odd = reading.sentinel
    if odd is None:
        return ()
    low, high = (brief(end) for end in odd.others)
    share = f"{odd.share:.0%}" if odd.share >= 0.01 else "Less than 1%"
    question = f"{share} of the ratings are {brief(odd.value)}, all others {low} to {high}: "
    left = st.checkbox(question + "leave them out?", key=f"{key}_sentinel")
    return (odd.value,) if left else ()
