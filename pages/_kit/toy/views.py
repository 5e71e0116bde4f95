"""The hand-sized rating table: shown, edited, checked, and in the address as what has changed."""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from mf_core.datasets import Dataset
from mf_core.objective import cells_of
from pages._kit import linked
from pages._kit.cached import edited
from pages._kit.text import esc_md, short, table

LEAST = 3  # ratings to train on
_CELL = re.compile(r"(\d{1,3})\.(\d{1,3})~(\d(?:\.\d{1,3})?)?", re.ASCII)


class Table(NamedTuple):
    """A data set as the reader has left it, and why an entry was not taken, if one was not."""

    data: Dataset
    refused: str


def current(page: str, data: Dataset) -> Dataset:
    """The data set as the reader has left its table, or as a link says it was left."""
    cells = read(data, linked.text(f"{page}_cells"))
    return data if cells is None else edited(data, cells)


def written(data: Dataset, cells: NDArray[np.float64]) -> str:
    """The cells that differ from the ratings of `data`, as a short text of an address.

    Each is ``user.item~stars`` by their numbers, from 0; an emptied cell has no stars.
    """
    before = cells_of(data.ratings)
    changed = ~((cells == before) | (np.isnan(cells) & np.isnan(before)))
    return "_".join(
        f"{u}.{i}~"
        + ("" if np.isnan(cells[u, i]) else f"{cells[u, i]:.3f}".rstrip("0").rstrip("."))
        for u, i in np.argwhere(changed)
    )


def read(data: Dataset, text: str) -> NDArray[np.float64] | None:
    """The cells that `written` wrote; None where nothing in the text can be a rating.

    What is no cell of the table or no rating on its scale is left out.
    """
    cells, (low, high) = cells_of(data.ratings), data.scale
    for word in text.split("_"):
        if not (found := _CELL.fullmatch(word)):
            continue
        u, i, stars = int(found[1]), int(found[2]), float(found[3] or "nan")
        if u < cells.shape[0] and i < cells.shape[1] and not (stars < low or stars > high):
            cells[u, i] = stars
    unchanged = np.array_equal(cells, cells_of(data.ratings), equal_nan=True)
    return None if unchanged or np.isfinite(cells).sum() < LEAST else cells


def rating_table(page: str, data: Dataset, built_in: Dataset) -> Table:
    """A table of the ratings that can be edited; an empty cell is a missing rating.

    An entry that is no rating on the scale is refused; the ratings stay as they were.

    Parameters
    ----------
    data : Dataset
        As `current` gives it.
    built_in : Dataset
        As nobody has changed it: what the address says of a table is the difference.
    """
    low, high = data.scale
    cells = cells_of(data.ratings)
    frame = pd.DataFrame(cells, index=list(data.user_names), columns=list(data.item_titles))
    column = st.column_config.NumberColumn(step=0.5, format="%.1f", width="small")
    editor = _editor(page, frame)
    shown = st.data_editor(
        editor.first,
        key=editor.key,
        column_config=dict.fromkeys(frame.columns, column),
        num_rows="fixed",
        placeholder="",
    )
    with st.container(key=f"paper_{page}_table"):  # the editor is a canvas as wide as the screen
        st.markdown(_on_paper(frame))
    wanted = shown.to_numpy(dtype=float).round(3)
    wrong = np.isfinite(wanted) & ((wanted < low) | (wanted > high))
    if wrong.any():
        u, i = (int(index[0]) for index in np.nonzero(wrong))
        return Table(
            data,
            f"{frame.index[u]} gave {frame.columns[i]} {short(wanted[u, i])} stars; the scale goes "
            f"from {short(low)} to {short(high)}. The ratings above stay as they were until "
            "this is mended.",
        )
    if np.isfinite(wanted).sum() < LEAST:
        return Table(data, "At least three ratings are needed to train on.")
    if not np.array_equal(wanted, cells, equal_nan=True):
        made = written(built_in, wanted)
        linked.put(f"{page}_cells", made)
        st.session_state[f"{page}_editor"] = editor._replace(made=made)
        st.rerun()  # the figures above the table follow it too
    return Table(data, "")


def _on_paper(frame: pd.DataFrame) -> str:
    rows = [
        [esc_md(name), *("" if np.isnan(cell) else short(cell) for cell in row)]
        for name, row in zip(frame.index, frame.to_numpy(), strict=True)
    ]
    return table(["", *map(esc_md, frame.columns)], rows)


class _Editor(NamedTuple):
    """One life of the editor: it keeps a record of changes, so its table must not change."""

    key: str
    first: pd.DataFrame
    made: str  # what it has made of the table, as the address says it


def _editor(page: str, frame: pd.DataFrame) -> _Editor:
    """The editor; another one where a link or Back has changed the table, or the page was left."""
    said = linked.text(f"{page}_cells")
    editor: _Editor | None = st.session_state.get(f"{page}_editor")
    if editor is None or editor.made != said or editor.key not in st.session_state:
        life = st.session_state[f"{page}_lives"] = st.session_state.get(f"{page}_lives", 0) + 1
        editor = st.session_state[f"{page}_editor"] = _Editor(f"{page}_table_{life}", frame, said)
    return editor
