"""What is trained in the background: the order, the run, and what is kept of it."""

import threading
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeVar, get_args

import numpy as np

from mf_core.algorithms.algorithm import Algorithm, Knobs, Setup, is_fast
from mf_core.model import Ratings
from mf_core.training import Frame, frames

Status = Literal["waiting", "running", "paused", "done", "stopped", "diverged", "failed"]
OVER = frozenset({"done", "stopped", "diverged", "failed"})


class Watch(Protocol):
    """Whoever looks at a run says what is kept of each frame; the queue only counts it."""

    @property
    def bytes_per_frame(self) -> int:
        """How much memory one kept frame takes."""

    def keep(self, frame: Frame) -> object:
        """Return what is shown of this frame later: called once for each, in their order."""


Watcher = TypeVar("Watcher", bound=Watch)


@dataclass(frozen=True, eq=False)
class Order(Generic[Watcher]):
    """What is to be trained, on what, how fast at most, and for whom."""

    watch: Watcher
    algorithm: Algorithm
    train: Ratings
    test: Ratings
    setup: Setup
    knobs: Knobs
    n_steps: int
    seed: int
    seconds_per_step: float = 0.0  # a step takes its turn again only after this long


class Snapshot(NamedTuple, Generic[Watcher]):
    """A job as it stood at one moment; the job itself goes on."""

    order: Order[Watcher]
    points: tuple[Any, ...]  # what the watch kept, frame by frame
    status: Status
    n_steps: int
    reason: str
    knobs: Knobs  # as they stood: they may be turned while it runs

    @property
    def over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.status in OVER

    @property
    def version(self) -> int:
        """Another number after every step and every change of its status."""
        statuses = get_args(Status)
        return len(self.points) * len(statuses) + statuses.index(self.status)


@dataclass(eq=False)
class Job(Generic[Watcher]):
    """A run in the background. Read it from any thread; only the queue writes."""

    id: str
    owner: str
    order: Order[Watcher]
    knobs: Knobs
    status: Status = "waiting"
    points: list[Any] = field(default_factory=list)  # what the watch kept, frame by frame
    frame: Frame | None = None  # the latest
    n_steps: int = 0
    due: float = 0.0
    seen: float = 0.0
    worked: float = 0.0  # seconds of a worker's time
    reason: str = ""  # why it ended early, as a sentence
    run: Generator[Frame, Knobs | None, None] | None = None
    busy: bool = False
    begun: threading.Event = field(default_factory=threading.Event)  # its first frame is there

    @property
    def over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.status in OVER

    def snapshot(self) -> Snapshot[Watcher]:
        """How it stands now: whoever draws several things of a job draws them of one moment."""
        return Snapshot(
            self.order, tuple(self.points), self.status, self.n_steps, self.reason, self.knobs
        )


def bytes_needed(order: Order[Watcher]) -> int:
    """Memory of a job: two generations of factors, one gradient, and what is kept.

    A fast step adds tables in single precision and a layout: 12 bytes a rating that stay, and
    twice as many while it is made.
    """
    k, train = order.setup.k, order.train
    factors = 8 * k * (train.n_users + train.n_items)
    fast = is_fast(order.algorithm, train.values.size, k)
    return (
        (5 if fast else 3) * factors
        + order.watch.bytes_per_frame * (order.n_steps + 1)
        + 24 * (train.values.size + order.test.values.size)
        + (36 * train.values.size if fast else 0)
    )


def begin(order: Order[Watcher]) -> Generator[Frame, Knobs | None, None]:
    """Start the run that was ordered."""
    rng = np.random.default_rng(order.seed)
    state = order.algorithm.start(order.train, order.setup, rng)
    return frames(order.algorithm, order.train, order.test, state, order.knobs, rng)
