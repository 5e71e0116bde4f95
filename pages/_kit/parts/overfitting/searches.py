"""The planted set under many settings: trained in the background, cell by cell, while one looks."""

import secrets
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mf_core.algorithms import Knobs
from mf_core.figures.heat_map import heat_map
from mf_core.figures.picture import Picture
from mf_core.figures.stop_curve import stop_curve
from mf_core.grid import Curves, Setting, best_of, lowest, search
from mf_core.jobs import Job, Order, Queue, RefusedError, Snapshot
from mf_core.model import split
from mf_core.saying import brief, number
from mf_core.training import Frame
from pages._kit import cached, panels
from pages._kit.parts.overfitting.stop import ETA, SEED
from pages._kit.stage import Pick, Words, stage
from pages._kit.stage.news import News
from pages._kit.text import counted

N_EPOCHS = 20
_ENDS = (0.85, 1.1)  # stars, of the colours: from the best there is to mean and biases


class Plan(NamedTuple):
    """What is varied on a map: the settings of its columns and of its rows."""

    names: tuple[str, str]  # of the columns, of the rows
    columns: tuple[float, ...]
    rows: tuple[float, ...]

    def setting(self, column: int, row: int) -> Setting:
        """The setting of a cell; of k and η the one that is not varied stays as it was."""
        x, lam = self.columns[column], self.rows[row]
        return Setting(int(x), ETA, lam) if self.names[0] == "factors k" else Setting(16, x, lam)

    @property
    def order(self) -> list[tuple[int, int]]:
        """All cells, (column, row), in random order: the shape of the map is seen early."""
        cells = [(c, r) for r in range(len(self.rows)) for c in range(len(self.columns))]
        return [cells[n] for n in np.random.default_rng(SEED).permutation(len(cells))]

    @property
    def settings(self) -> list[Setting]:
        """Every setting, in that order."""
        return [self.setting(*cell) for cell in self.order]


_FINE = tuple(float(brief(lam, 2)) for lam in np.geomspace(0.005, 0.5, 19))
PLANS = {
    "k and λ: 36 runs": Plan(
        ("factors k", "λ (stars)"), (1, 2, 3, 4, 8, 16), (0.0, 0.02, 0.05, 0.1, 0.2, 0.4)
    ),
    "η and λ, with k = 16: 400 runs": Plan(
        ("η (per star)", "λ (stars)"),
        tuple(float(brief(eta, 2)) for eta in np.geomspace(0.002, 0.5, 20)),
        (0.0, *_FINE),
    ),
}


class Point(NamedTuple):
    """What is kept of a step of the search."""

    curves: Curves | None  # of the setting tried last; None at the start
    test_rmse: float  # of the best model so far, in stars; nobody chooses by it


class Watch(NamedTuple):
    """What the page keeps of a search."""

    plan: Plan

    @property
    def bytes_per_frame(self) -> int:
        """Two curves of doubles."""
        return 16 * (N_EPOCHS + 1)

    def keep(self, frame: Frame) -> Point:
        """The curves of the setting tried last, and the test error of the best so far."""
        tried = frame.state.memory.curves
        return Point(tried[-1] if tried else None, frame.test_rmse)


QUEUE: Queue[Watch] = Queue()  # its own, so that a map does not keep single runs waiting
Seen = Snapshot[Watch]


def ordered(plan: Plan) -> Order[Watch]:
    """A search through a plan on the planted set; a tenth of it stays aside as a test."""
    train, test = split(cached.dataset("planted").ratings, 0.1, np.random.default_rng(SEED))
    algorithm = search(plan.settings, N_EPOCHS)
    return Order(
        Watch(plan), algorithm, train, test, algorithm.setup, Knobs(), len(plan.order), SEED
    )


def steered(page: str, plan: Plan) -> Job[Watch] | None:
    """The buttons of a search, and the search as they leave it."""
    job = QUEUE.look(st.session_state.get(f"{page}_search", ""))
    if job is not None and job.order.watch.plan != plan:
        job = None
    with st.container(horizontal=True):
        if st.button(f"Train all {len(plan.order)}", key=f"{page}_train", type="primary"):
            owner = st.session_state.setdefault(f"{page}_owner", secrets.token_hex(8))
            try:
                job = QUEUE.submit(ordered(plan), owner)
            except RefusedError as error:
                panels.refuse(str(error))
            else:
                st.session_state[f"{page}_search"] = job.id
                job.begun.wait(0.5)
        if job is not None and not job.over:
            st.button("Stop", key=f"{page}_stop", on_click=QUEUE.stop, args=(job,))
    return job


def errors(seen: Seen) -> NDArray[np.float64]:
    """Validation RMSE of every cell, (n_epochs + 1, n_rows, n_columns); NaN where none is yet."""
    plan = seen.order.watch.plan
    found = np.full((N_EPOCHS + 1, len(plan.rows), len(plan.columns)), np.nan)
    for (column, row), curves in zip(plan.order, tried(seen), strict=False):
        found[:, row, column] = curves.valid_rmse
    return found


def tried(seen: Seen) -> list[Curves]:
    """The curves of every setting so far, in the order of the plan."""
    return [point.curves for point in seen.points if point.curves is not None]


def pictures(seen: Seen) -> list[Picture]:
    """The map: of every epoch once the search is over, of the last one before."""
    plan, found = seen.order.watch.plan, errors(seen)
    labels = [[brief(value, 2) for value in side] for side in (plan.rows, plan.columns)]
    shown = found if seen.over else found[-1:]
    return [heat_map(shown, *labels, names=plan.names, ends=_ENDS)]


def curve_of(seen: Seen, cell: tuple[int, int]) -> Picture | None:
    """The two errors of a cell; None where it has not been tried."""
    where = seen.order.watch.plan.order.index(cell)
    curves = tried(seen)
    return stop_curve(*curves[where]) if where < len(curves) else None


def best_cell(seen: Seen) -> tuple[int, int]:
    """The cell with the lowest validation error of any epoch."""
    return seen.order.watch.plan.order[best_of(tried(seen))]


def chosen(seen: Seen, picked: tuple[int, float, float] | None) -> tuple[int, int]:
    """The cell under a picked point; the best one where none is picked."""
    plan = seen.order.watch.plan
    if picked is None:
        return best_cell(seen)
    column, row = round(picked[1]), round(picked[2])
    return min(max(column, 0), len(plan.columns) - 1), min(max(row, 0), len(plan.rows) - 1)


def named(plan: Plan, cell: tuple[int, int]) -> str:
    """A cell in words."""
    k, eta, lam = plan.setting(*cell)
    return f"k = {k}, η = {brief(eta)}, λ = {brief(lam)}"


def labels(seen: Seen) -> list[str]:
    """The lowest cell of each epoch."""
    return [_lowest(seen.order.watch.plan, frame) for frame in errors(seen)]


def _lowest(plan: Plan, frame: NDArray[np.float64]) -> str:
    cell = lowest(frame)
    if cell is None:
        return "every run has diverged"
    row, column = cell
    return f"lowest {number(float(frame[cell]), 3)} at {named(plan, (column, row))}"


def sentence(seen: Seen, ahead: int = 0) -> str:
    """Where a search stands, in a sentence."""
    done, n = len(tried(seen)), len(seen.order.watch.plan.order)
    if seen.status == "waiting" or not seen.points:
        return f"In line: {ahead} before you." if ahead else "Starting."
    ended = {"done": "All", "stopped": "Stopped after", "failed": "Failed after"}
    said = f"{ended.get(seen.status, 'Trained')} {done} of {counted(n, 'run')}."
    return f"{said} {seen.reason}".strip()


def verdict(seen: Seen) -> str:
    """What a search has found, and what the test says of it."""
    curves = tried(seen)
    if not curves:
        return sentence(seen)
    plan, n = seen.order.watch.plan, best_of(curves)
    cell, best = plan.order[n], curves[n]
    gone = sum(np.isinf(each.valid_rmse[-1]) for each in curves)
    said = (
        f"{sentence(seen)} Lowest on the validation ratings: "
        f"**{number(float(best.valid_rmse.min()), 4)} stars** at {named(plan, cell)}, stopped at "
        f"epoch {best.stop}. The test ratings, which nobody has chosen by, say "
        f"**{number(seen.points[-1].test_rmse, 4)}**."
    )
    return said + (f" {counted(gone, 'run')} diverged (×)." if gone else "")


def latest(job_id: str) -> News | None:
    """Where the search with this id stands; None if there is none (any more)."""
    job = QUEUE.look(job_id)
    if job is None:
        return None
    seen = job.snapshot()
    status = sentence(seen, QUEUE.place(job))
    return News(seen.version, {"status": status, "searched": seen}, seen.over)


def pictures_of_news(message: Mapping[str, object]) -> Sequence[Picture]:
    """What the stage draws of a search that is still going on."""
    seen = message["searched"]
    return pictures(seen) if isinstance(seen, Snapshot) else []


@st.fragment
def shown(page: str, job: Job[Watch], *, over: bool) -> None:
    """The map, and below it the curves of one cell; a click on the map chooses another.

    Parameters
    ----------
    over : bool
        Whether the page around it knows already that the search is over.
    """
    seen = job.snapshot()
    told = stage(
        pictures(seen),
        key=f"{page}_map",
        height=360,
        clock="Epoch",
        words=Words(labels(seen) if seen.over and tried(seen) else None),
        pick=Pick() if seen.over else None,
        stream=None if seen.over else f"downhill/jobs/{job.id}/events",
        fps=4,
    )
    if seen.over and not over:
        st.rerun()  # the buttons and the verdict are the page's
    if seen.over and tried(seen):
        cell = chosen(seen, told.picked)
        panels.note(f"{named(seen.order.watch.plan, cell)} (click a cell for another)")
        curve = curve_of(seen, cell)
        if curve is not None:
            still = curve._replace(tracks=(), n_steps=1)
            stage(still, key=f"{page}_cell", height=220, follow=False)
