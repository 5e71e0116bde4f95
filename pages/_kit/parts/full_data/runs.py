"""A background run seen from a page: start it, find it again, steer it.

Its id stands in the address (``?run=…``) and in the session: the first survives a reload, the
second a visit to another lesson. Whoever has the address may watch; who may steer is known by a
word that the reader's own browser keeps and no address shows.
"""

import secrets
import threading
from collections.abc import Mapping

import numpy as np
import streamlit as st

from mf_core.algorithms import ALGORITHMS, Algorithm, Knobs, Setup
from mf_core.datasets import DATASETS, Dataset
from mf_core.figures.picture import Picture
from mf_core.jobs import Job, Order, Queue, RefusedError, Snapshot
from mf_core.model import split
from pages._kit import cached, memory, panels, text
from pages._kit.parts.full_data import views
from pages._kit.parts.full_data.watch import Seen, Watch
from pages._kit.stage import Shown
from pages._kit.stage.news import News

QUEUE: Queue[Watch] = Queue()
BUILT_IN = next(name for name, source in DATASETS.items() if source.size == "full")
_LESSON = secrets.token_urlsafe(16)  # who owns the run the lesson opens with: no reader
_OPENING: dict[str, str] = {}  # the id of the run the lesson opens with
_LOCK = threading.Lock()
Run = Job[Watch]
PARAMETER = "run"
_OWNER = "full_data_owner"  # the word by which a reader's runs are known as theirs
N_ON_THE_MAP = 300  # the most rated items: enough to see the genres part, few enough to draw
EPOCHS = (5, 10, 15, 20, 25, 30, 50, 100, 200)
PACES = {"So that one can watch": 0.25, "As fast as it goes": 0.0}  # seconds per step, at least


def start(order: Order[Watch]) -> Run:
    """Order a run; it takes the place of the one before.

    Raises
    ------
    RefusedError
        If the queue cannot take it.
    """
    owner = _owner() or secrets.token_urlsafe(16)
    job = QUEUE.submit(order, owner)
    st.session_state[_OWNER] = owner
    memory.remember(_OWNER, owner)
    st.session_state["run_id"] = st.query_params[PARAMETER] = job.id
    job.begun.wait(0.5)  # so that the first picture is a picture, where the queue is empty
    return job


def ordered(
    data: Dataset,
    algorithm: Algorithm,
    setup: Setup,
    knobs: Knobs,
    epochs: int,
    *,
    share: float,
    seed: int,
    seconds_per_step: float = 0.0,
) -> Order[Watch]:
    """What the queue is to train, and what the page wants to see of it."""
    train, test = split(data.ratings, share, np.random.default_rng(seed))
    counts = np.bincount(train.items, minlength=train.n_items)
    most_rated = np.argsort(-counts, kind="stable")[:N_ON_THE_MAP]
    return Order(
        watch=Watch(data, most_rated, views.baseline_rmse(train, test), views.floor_of(data, test)),
        algorithm=algorithm,
        train=train,
        test=test,
        setup=setup,
        knobs=knobs,
        n_steps=algorithm.n_steps(epochs, setup.k),
        seed=seed,
        seconds_per_step=seconds_per_step,
    )


def steered(
    page: str,
    data: Dataset,
    algorithm: Algorithm,
    setup: Setup,
    knobs: Knobs,
    epochs: int,
    share: float,
    seed: int,
    pace: str,
) -> Run | None:
    """The buttons of a run, and the run as they leave it; η and λ reach a run that goes on."""
    job = _watched()
    own = job is not None and is_own(job)
    with st.container(horizontal=True):
        if st.button("Train", key=f"{page}_start", type="primary"):
            seconds = PACES[pace] if algorithm.unit == "epoch" else PACES[pace] / 5
            try:
                job = start(
                    ordered(
                        data, algorithm, setup, knobs, epochs,
                        share=share, seed=seed, seconds_per_step=seconds,
                    )
                )  # fmt: skip
                own = True
            except RefusedError as error:
                panels.refuse(str(error))
        elif job and own and not job.over and job.order.algorithm.name == algorithm.name:
            QUEUE.turn(job, knobs)
        if job and own:
            _buttons(job, page)
    if job and not own:
        panels.note("Somebody else started this run. Watch it, or train your own.")
    return job or opening()


def opening() -> Run | None:
    """The run the lesson opens with, the same one for everybody who has not trained any.

    SGD as it opens on the built-in set: ordered once, and again when it was forgotten.
    """
    with _LOCK:
        job = QUEUE.look(_OPENING.get("id", ""))
        if job is None:
            data, sgd = cached.dataset(BUILT_IN), ALGORITHMS["sgd"]
            try:
                job = QUEUE.submit(
                    ordered(data, sgd, sgd.setup, sgd.knobs, sgd.epochs, share=0.1, seed=0),
                    _LESSON,
                )
            except RefusedError:
                return None
            _OPENING["id"] = job.id
    job.begun.wait(2.0)
    return job


def current() -> Run | None:
    """The run this page shows: the one of its address, else the one the lesson opens with."""
    return _watched() or opening()


def is_own(job: Run) -> bool:
    """Whether the reader has started this run, and not the lesson or somebody else."""
    return job.owner == _owner()


def is_the_lessons(job: Run) -> bool:
    """Whether the page itself has started this run, to have something to show."""
    return job.owner == _LESSON


def _owner() -> str:
    """The reader's word, of this session or of an earlier one in this browser; "" before any."""
    return str(st.session_state.get(_OWNER) or memory.recall(_OWNER) or "")


def _watched() -> Run | None:
    """The run of the address, or else of the session."""
    job_id = st.query_params.get(PARAMETER) or st.session_state.get("run_id", "")
    job = QUEUE.look(str(job_id)) if job_id else None
    if job is not None:
        st.session_state["run_id"] = st.query_params[PARAMETER] = job.id
    elif PARAMETER in st.query_params:
        del st.query_params[PARAMETER]
    return job


def seen_now() -> Seen | None:
    """The run of this page as it stands."""
    job = current()
    return job.snapshot() if job is not None else None


def stream_of(job: Run) -> str:
    """Address of the news of a run, for the stage."""
    return f"downhill/jobs/{job.id}/events"


def latest(job_id: str) -> News | None:
    """Where the run with this id stands; None if there is none (any more)."""
    job = QUEUE.look(job_id)
    if job is None:
        return None
    seen = job.snapshot()
    status = views.sentence(seen, QUEUE.place(job))
    return News(seen.version, {"status": status, "seen": seen}, seen.over)


def pictures_of_news(message: Mapping[str, object]) -> list[Picture]:
    """What the stage draws of a run that is still going on."""
    seen = message["seen"]
    return views.pictures(seen, whole=False) if isinstance(seen, Snapshot) else []


def rerun_when_finished(seen: Seen, shown: Shown) -> None:
    """Draw the page once more when the run has ended while it was watched."""
    if shown.finished and not seen.over:
        st.rerun()


@st.fragment(run_every=0.3)
def wait_for_start(job: Run) -> None:
    """Say how many are before this run in line; the page runs again with its first step."""
    if job.points or job.over:
        st.rerun()
    st.markdown(views.sentence(job.snapshot(), QUEUE.place(job)))


def title_of(name: str) -> str:
    """What an algorithm is called."""
    return ALGORITHMS[name].title


def _buttons(job: Run, page: str) -> None:
    """Pause, go on, stop, or give it more: what fits where the run stands."""
    if job.status in {"waiting", "running"}:
        st.button("Pause", key=f"{page}_pause", on_click=QUEUE.pause, args=(job,))
    if job.status == "paused":
        st.button("Go on", key=f"{page}_resume", on_click=QUEUE.resume, args=(job,))
    if not job.over:
        st.button("Stop", key=f"{page}_stop", on_click=QUEUE.stop, args=(job,))
    if job.status in {"done", "stopped"} and job.points:
        more = max(5, job.order.n_steps // 2)
        label = f"Train {text.counted(more, job.order.algorithm.unit)} more"
        st.button(label, key=f"{page}_more", on_click=QUEUE.extend, args=(job, more))
