"""The queue and the workers: training in the background, in turns."""

import logging
import os
import secrets
import threading
import time
from typing import Generic

from mf_core.algorithms.algorithm import Knobs
from mf_core.jobs.job import Job, Order, Status, Watcher, begin, bytes_needed
from mf_core.training import Frame

_log = logging.getLogger(__name__)


class RefusedError(Exception):
    """A job that cannot be taken; the message is a sentence for the student."""


class Queue(Generic[Watcher]):
    """Takes orders, runs them in turns on a few daemon threads, forgets what nobody watches.

    Parameters
    ----------
    workers : int
        Threads that train; by default one core is left for the pages.
    places : int
        Jobs that take turns; the others wait in line.
    line : int
        Jobs that may wait.
    patience : float
        Seconds after which a job that nobody has looked at is stopped.
    limit : float
        Seconds of a worker's time a job may have.
    memory : int
        Bytes all jobs together may need.
    """

    def __init__(
        self,
        workers: int = max(1, (os.cpu_count() or 2) - 1),
        *,
        places: int = 32,
        line: int = 200,
        patience: float = 120.0,
        limit: float = 600.0,
        memory: int = 2**31,
    ) -> None:
        self._workers, self._places, self._line = workers, places, line
        self._patience, self._limit, self._memory = patience, limit, memory
        self._jobs: dict[str, Job[Watcher]] = {}
        self._changed = threading.Condition()
        self._threads: list[threading.Thread] = []

    def submit(self, order: Order[Watcher], owner: str) -> Job[Watcher]:
        """Put an order in line; it takes the place of the owner's earlier job.

        Raises
        ------
        RefusedError
            When the line is full, or the factors would need too much memory.
        """
        with self._changed:
            self._forget(owner)
            if len([job for job in self._jobs.values() if not job.over]) >= self._line:
                raise RefusedError(
                    "Too many runs are waiting at the moment. Please try again later."
                )
            needed = sum(bytes_needed(job.order) for job in self._jobs.values())
            if needed + bytes_needed(order) > self._memory:
                raise RefusedError(
                    "These factors need more memory than is free here. Choose a smaller k or a "
                    "smaller data set."
                )
            job = Job(secrets.token_urlsafe(16), owner, order, order.knobs)
            job.n_steps, job.seen = order.n_steps, time.monotonic()
            self._jobs[job.id] = job
            self._start_threads()
            self._changed.notify_all()
        return job

    def look(self, job_id: str) -> Job[Watcher] | None:
        """Find a job by its id, and note that somebody still cares."""
        with self._changed:
            job = self._jobs.get(job_id)
            if job is not None:
                job.seen = time.monotonic()
        return job

    def place(self, job: Job[Watcher]) -> int:
        """How many jobs stand before this one in line; 0 when it has its turn."""
        with self._changed:
            waiting = [other for other in self._jobs.values() if not other.over]
        return max(0, waiting.index(job) + 1 - self._places) if job in waiting else 0

    def pause(self, job: Job[Watcher]) -> None:
        """Let a job keep its place without working."""
        self._set(job, "paused", when=("waiting", "running"))

    def resume(self, job: Job[Watcher]) -> None:
        """Let a paused job go on."""
        self._set(job, "running", when=("paused",))

    def stop(self, job: Job[Watcher]) -> None:
        """End a job; what it has reached stays to be looked at."""
        self._set(job, "stopped", when=("waiting", "running", "paused"))

    def extend(self, job: Job[Watcher], n_steps: int) -> None:
        """Let a job that is done or stopped go on for n_steps more."""
        with self._changed:
            job.n_steps = len(job.points) - 1 + n_steps
        self._set(job, "running", when=("done", "stopped"))

    def turn(self, job: Job[Watcher], knobs: Knobs) -> None:
        """Turn the knobs of a job; they count from its next step on."""
        job.knobs = knobs

    def _set(self, job: Job[Watcher], status: Status, when: tuple[Status, ...]) -> None:
        with self._changed:
            if job.status in when:
                job.status = status
                self._changed.notify_all()

    def _forget(self, owner: str) -> None:
        """Drop the owner's earlier jobs, and those that are over and unseen."""
        now = time.monotonic()
        for job in list(self._jobs.values()):
            if job.owner == owner or (job.over and now - job.seen > self._patience):
                if not job.over:
                    job.status, job.reason = "stopped", "A newer run took its place."
                del self._jobs[job.id]

    def _start_threads(self) -> None:
        while len(self._threads) < self._workers:
            thread = threading.Thread(target=self._work, name="training", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        while True:
            with self._changed:
                job = self._next()
                while job is None:
                    self._changed.wait(self._pause_until_due())
                    job = self._next()
                job.busy = True
            try:
                self._one_step(job)
            except Exception:
                _log.exception("training job %s failed", job.id)
                job.reason = f"Something went wrong in this run (job {job.id[:8]})."
                job.status = "failed"
            finally:
                job.busy = False

    def _candidates(self) -> list[Job[Watcher]]:
        alive = [job for job in self._jobs.values() if not job.over][: self._places]
        return [job for job in alive if not job.busy and job.status != "paused"]

    def _next(self) -> Job[Watcher] | None:
        now = time.monotonic()
        for job in self._jobs.values():
            if not job.over and now - job.seen > self._patience:
                job.status, job.reason = "stopped", "Nobody was watching any more."
        ready = [job for job in self._candidates() if job.due <= now]
        return min(ready, key=lambda job: job.due, default=None)

    def _pause_until_due(self) -> float:
        soonest = min((job.due for job in self._candidates()), default=time.monotonic() + 1.0)
        return min(1.0, max(0.001, soonest - time.monotonic()))

    def _one_step(self, job: Job[Watcher]) -> None:
        began = time.monotonic()
        if job.run is None:
            job.run = begin(job.order)
            frame = next(job.run)
        else:
            frame = job.run.send(job.knobs)
        kept = job.order.watch.keep(frame)
        now = time.monotonic()
        job.worked += now - began
        job.due = max(now, began + job.order.seconds_per_step)
        with self._changed:
            if job.over:  # stopped while it was working: the step is not shown any more
                return
            job.frame = frame
            job.points.append(kept)
            job.status, job.reason = self._judged(job, frame)
        if job.over:
            _log.info("a run is over", extra={"about": _about(job)})
        job.begun.set()

    def _judged(self, job: Job[Watcher], frame: Frame) -> tuple[Status, str]:
        if frame.diverged:
            return "diverged", f"Step {frame.t} left the numbers a computer can hold."
        if len(job.points) > job.n_steps:
            return "done", ""
        if job.worked > self._limit:
            return "stopped", f"A run may take {self._limit / 60:.0f} minutes of computing time."
        return ("paused" if job.status == "paused" else "running"), ""


def _about(job: Job[Watcher]) -> dict[str, object]:
    """A run for the operator's log: what it cost, and nothing of whom it was for."""
    order = job.order
    return {
        "algorithm": order.algorithm.name,
        "k": order.setup.k,
        "ratings": int(order.train.values.size),
        "steps": len(job.points) - 1,
        "seconds": round(job.worked, 3),
        "outcome": job.status,
    }
