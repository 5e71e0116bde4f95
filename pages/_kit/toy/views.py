"""The hand-sized rating table: shown, edited, checked."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import streamlit as st

from mf_core.datasets import Dataset
from mf_core.objective import cells_of
from pages._kit.cached import edited
from pages._kit.text import short


class Table(NamedTuple):
    """A data set as the reader has left it, and why an entry was not taken, if one was not."""

    data: Dataset
    refused: str


def current(page: str, data: Dataset) -> Dataset:
    """The data set as the reader has left its table, on whichever section that was."""
    cells = st.session_state.get(f"{page}_cells")
    return data if cells is None else edited(data, cells)


def rating_table(page: str, data: Dataset) -> Table:
    """A table of the ratings that can be edited; an empty cell is a missing rating.

    An entry that is no rating on the scale is refused; the ratings stay as they were.
    """
    low, high = data.scale
    cells = cells_of(data.ratings)
    frame = pd.DataFrame(cells, index=list(data.user_names), columns=list(data.item_titles))
    column = st.column_config.NumberColumn(step=0.5, format="%.1f", width="small")
    shown = st.data_editor(
        _first_shown(page, frame),
        key=f"{page}_table",
        column_config=dict.fromkeys(frame.columns, column),
        num_rows="fixed",
        placeholder="",
    )
    wanted = shown.to_numpy(dtype=float)
    wrong = np.isfinite(wanted) & ((wanted < low) | (wanted > high))
    if wrong.any():
        u, i = (int(index[0]) for index in np.nonzero(wrong))
        return Table(
            data,
            f"{frame.index[u]} gave {frame.columns[i]} {short(wanted[u, i])} stars; the scale goes "
            f"from {short(low)} to {short(high)}. The ratings above stay as they were until "
            "this is mended.",
        )
    if np.isfinite(wanted).sum() < 3:
        return Table(data, "At least three ratings are needed to train on.")
    if not np.array_equal(wanted, cells, equal_nan=True):
        st.session_state[f"{page}_cells"] = wanted
        st.rerun()  # the figures above the table follow it too
    return Table(data, "")


def _first_shown(page: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The table the editor's own record of changes refers to: it must not change under it."""
    if f"{page}_table" not in st.session_state or f"{page}_first" not in st.session_state:
        st.session_state[f"{page}_first"] = frame
    first = st.session_state[f"{page}_first"]
    assert isinstance(first, pd.DataFrame)  # noqa: S101 (for the type checker)
    return first
