"""What is trained in the background: the order, the run, and what is kept of it."""

import math
import threading
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.algorithms.algorithm import Algorithm, Knobs, Setup
from mf_core.datasets.dataset import Dataset
from mf_core.model import Ratings
from mf_core.projection import aligned, shared_plane
from mf_core.training import Frame, frames

Status = Literal["waiting", "running", "paused", "done", "stopped", "diverged", "failed"]
OVER = frozenset({"done", "stopped", "diverged", "failed"})


@dataclass(frozen=True, eq=False)
class Order:
    """What is to be trained, on what, and which rows are watched while it happens."""

    data: Dataset
    algorithm: Algorithm
    train: Ratings
    test: Ratings
    setup: Setup
    knobs: Knobs
    n_steps: int
    seed: int
    watched_items: NDArray[np.int64]  # whose way over the map is recorded
    seconds_per_step: float = 0.0  # at least this long, so that one can watch
    baseline_rmse: float = math.nan  # held-out RMSE of mean + biases alone, in stars


class Point(NamedTuple):
    """What is kept of every frame: its errors, and the watched rows."""

    t: int
    loss: float  # J, in star²
    train_rmse: float  # in stars
    test_rmse: float  # in stars
    seconds: float  # in the steps so far
    positions: NDArray[np.float32]  # (n_watched, 2)  of the watched items, in √star


class Snapshot(NamedTuple):
    """A job as it stood at one moment; the job itself goes on."""

    order: Order
    points: tuple[Point, ...]
    status: Status
    n_steps: int
    reason: str

    @property
    def over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.status in OVER


@dataclass(eq=False)
class Job:
    """A run in the background. Read it from any thread; only the queue writes."""

    id: str
    owner: str
    order: Order
    knobs: Knobs
    status: Status = "waiting"
    points: list[Point] = field(default_factory=list)
    frame: Frame | None = None  # the latest
    n_steps: int = 0
    due: float = 0.0
    seen: float = 0.0
    worked: float = 0.0  # seconds of a worker's time
    reason: str = ""  # why it ended early, as a sentence
    plane: NDArray[np.float64] | None = None  # (k, 2)  on which the map was drawn last
    run: Generator[Frame, Knobs | None, None] | None = None
    busy: bool = False
    begun: threading.Event = field(default_factory=threading.Event)  # its first frame is there

    @property
    def over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.status in OVER

    def snapshot(self) -> Snapshot:
        """How it stands now: whoever draws several things of a job draws them of one moment."""
        return Snapshot(self.order, tuple(self.points), self.status, self.n_steps, self.reason)


def bytes_needed(order: Order) -> int:
    """Memory of a job: two generations of factors, one gradient, and the recorded rows."""
    k, train = order.setup.k, order.train
    factors = 8 * k * (train.n_users + train.n_items)
    return (
        3 * factors
        + 8 * order.watched_items.size * (order.n_steps + 1)
        + 24 * (train.values.size + order.test.values.size)
    )


def begin(order: Order) -> Generator[Frame, Knobs | None, None]:
    """Start the run that was ordered."""
    rng = np.random.default_rng(order.seed)
    state = order.algorithm.start(order.train, order.setup, rng)
    return frames(order.algorithm, order.train, order.test, state, order.knobs, rng)


def point(frame: Frame, watched: NDArray[np.int64], plane: NDArray[np.float64]) -> Point:
    """Keep of a frame what is shown later."""
    with np.errstate(over="ignore", invalid="ignore"):  # a diverging run is beyond float32 already
        positions = (frame.model.factors.Q[watched] @ plane).astype(np.float32)
    return Point(frame.t, frame.loss, frame.train_rmse, frame.test_rmse, frame.seconds, positions)


def plane_for(frame: Frame, before: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """The plane that shows most of the factors, turned so that the map does not jump."""
    plane = shared_plane(*frame.model.factors)
    return plane if before is None else aligned(plane, before)
