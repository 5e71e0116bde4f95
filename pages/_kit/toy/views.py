"""What the toy lessons show of a run, arranged for the stage."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from mf_core import objective
from mf_core.algorithms import Knobs
from mf_core.datasets import Dataset
from mf_core.figures.board import board
from mf_core.model import Ratings
from mf_core.saying import number
from mf_core.training import Recording
from pages._kit.cached import ToyRun, edited
from pages._kit.stage import stage
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
    R, M = objective.dense(data.ratings)
    cells = np.where(M > 0, R, np.nan)
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
    st.session_state[f"{page}_cells"] = wanted
    return Table(edited(data, wanted), "")


def _first_shown(page: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The table the editor's own record of changes refers to: it must not change under it."""
    if f"{page}_table" not in st.session_state or f"{page}_first" not in st.session_state:
        st.session_state[f"{page}_first"] = frame
    first = st.session_state[f"{page}_first"]
    assert isinstance(first, pd.DataFrame)  # noqa: S101 (for the type checker)
    return first


def show(key: str, data: Dataset, run: ToyRun, knobs: Knobs) -> None:
    """A run on one board, on the clock it was recorded by: epoch by epoch or visit by visit."""
    clock = "visit" if (run.visited >= 0).any() else "epoch"
    names, titles = list(data.user_names), list(data.item_titles)
    parts = (run.recording, run.train, run.test, names, titles, data.scale)
    stage(
        board(*parts, clock=clock, visited=run.visited, knobs=knobs),
        key=key,
        height=560,
        clock=clock.capitalize(),
        start="first",
        follow=False,
        fps=4 if clock == "visit" else 8,
    )


def cells_of(ratings: Ratings) -> NDArray[np.float64]:
    """The ratings as a matrix, NaN where missing: (n_users, n_items), in stars."""
    R, M = objective.dense(ratings)
    return np.where(M > 0, R, np.nan)


OUTCOMES = (
    "falling to the end as well",
    "falling first, then rising again",
    "never below where it started",
)


def outcome(run: ToyRun) -> str:
    """What the held-out error of a run did, in the words of `OUTCOMES`."""
    test = run.recording.test_rmse
    lowest = int(np.nanargmin(test)) if np.isfinite(test).any() else 0
    if lowest == 0:
        return OUTCOMES[2]
    # The last epoch of a run that still falls is its best, give or take a rounding.
    return OUTCOMES[0] if test[-1] <= test[lowest] + 1e-3 else OUTCOMES[1]


def story(run: ToyRun) -> str:
    """The outcome of a run in sentences, with its numbers."""
    train, test = run.recording.train_rmse, run.recording.test_rmse
    if not np.isfinite(train[-1]):
        return (
            f"After {train.size - 1} epochs the factors have left the numbers a computer can "
            "hold: each step jumped over the valley and landed higher on the other side. That is "
            "what too large a learning rate does; it is a result, not a fault."
        )
    said = (
        f"On the training ratings the RMSE went from {number(train[0])} to {number(train[-1])} "
        "stars. "
    )
    if not np.isfinite(test).any():
        return said + "Nothing was held out, so nobody knows what it is worth."
    lowest, n_test = int(np.nanargmin(test)), run.test.values.size
    return said + (
        f"On the {n_test} held-out ratings it was lowest after epoch {lowest}, at "
        f"{number(test[lowest])} stars, and ended at {number(test[-1])}. Nobody should conclude "
        "much from "
        f"{n_test} ratings: change the seed, which also changes who is held out."
    )


def best(run: ToyRun) -> float:
    """The lowest held-out RMSE of a run, in stars; NaN if nothing was held out."""
    test = run.recording.test_rmse
    return float(np.nanmin(test)) if np.isfinite(test).any() else float("nan")


def counted(data: Dataset) -> str:
    """How many cells are known, in a sentence."""
    n_ratings, n_cells = data.ratings.values.size, data.ratings.n_users * data.ratings.n_items
    return f"{n_ratings} of {n_cells} cells are known."


def only_the_start(run: ToyRun) -> ToyRun:
    """The first frame of a run: what is shown before the reader has guessed."""
    cut = Recording(*(values[:1] for values in run.recording))
    return run._replace(recording=cut, visited=run.visited[:1])
