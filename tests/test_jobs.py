"""Background training: every status, turns, limits, and that nobody is starved."""

import time

import numpy as np
import pytest

from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.jobs import Order, Queue, RefusedError
from mf_core.jobs import queue as queueing
from mf_core.jobs.job import begin, bytes_needed
from mf_core.model import split
from mf_core.projection import shared_plane
from mf_core.training import recorded
from tests.clock import Clock
from tests.planting import observed


class Watch:
    """Keeps the time and the error of each frame."""

    bytes_per_frame = 100

    def keep(self, frame):
        return frame._replace(state=None)


def order(**changes):
    train, test = split(observed(np.random.default_rng(0)), 0.2, np.random.default_rng(0))
    fields = {
        "watch": Watch(), "algorithm": ALGORITHMS["sgd"], "train": train, "test": test,
        "setup": Setup(k=2), "knobs": Knobs(), "n_steps": 10, "seed": 1,
    }  # fmt: skip
    return Order(**(fields | changes))


def until(condition, seconds=20.0):
    """Wait for a condition that another thread brings about."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.005)


LONG = {"n_steps": 10**6, "seconds_per_step": 0.01}


def test_a_job_runs_to_its_end_and_keeps_what_is_shown():
    queue = Queue()
    job = queue.submit(order(), "me")
    until(lambda: job.over)
    assert job.status == "done"
    assert [point.t for point in job.points] == list(range(11))
    assert job.points[-1].train_rmse == job.frame.train_rmse
    assert job.points[-1].train_rmse < job.points[0].train_rmse


def test_it_is_the_run_the_core_would_have_made():
    job = Queue().submit(order(), "me")
    until(lambda: job.over)
    expected = recorded(begin(order()), 10)[-1]
    np.testing.assert_array_equal(job.frame.model.factors.P, expected.model.factors.P)


def test_pause_holds_and_resume_goes_on():
    queue = Queue()
    job = queue.submit(order(**LONG), "me")
    until(lambda: len(job.points) > 3)
    queue.pause(job)
    until(lambda: not job.busy)
    held = len(job.points)
    other = queue.submit(order(), "you")
    until(lambda: other.over)  # eleven turns of a worker went to somebody else
    assert (job.status, len(job.points)) == ("paused", held)
    queue.resume(job)
    until(lambda: len(job.points) > held + 2)
    queue.stop(job)
    assert job.status == "stopped"


def test_a_job_that_is_done_can_be_given_more():
    queue = Queue()
    job = queue.submit(order(), "me")
    until(lambda: job.over)
    queue.extend(job, 5)
    until(lambda: job.over)
    assert [point.t for point in job.points] == list(range(16))


def test_knobs_can_be_turned_while_it_runs():
    queue = Queue()
    job = queue.submit(order(algorithm=ALGORITHMS["batch"], **LONG), "me")
    until(lambda: len(job.points) > 2)
    queue.turn(job, Knobs(eta=1e-300))
    until(lambda: job.points[-1].train_rmse == job.points[-2].train_rmse)
    queue.stop(job)


def test_divergence_is_a_status_with_a_reason():
    job = Queue().submit(order(knobs=Knobs(eta=100.0), n_steps=1000), "me")
    until(lambda: job.over)
    assert job.status == "diverged"
    assert "numbers a computer can hold" in job.reason


def test_factors_too_large_to_square_are_divergence_not_failure():
    """The last frame of this run has factors of 1e186: finite, but their squares are not."""

    class Map(Watch):
        def keep(self, frame):
            return shared_plane(*frame.model.factors)

    wild = order(algorithm=ALGORITHMS["batch"], knobs=Knobs(eta=2.0), watch=Map())
    job = Queue().submit(wild, "me")
    until(lambda: job.over)
    assert job.status == "diverged"
    assert 1e154 < np.abs(job.frame.model.factors.Q).max() < np.inf
    assert all(np.isfinite(plane).all() for plane in job.points)


def test_what_is_kept_counts_as_memory():
    few, many = order(n_steps=10), order(n_steps=11)
    assert bytes_needed(many) - bytes_needed(few) == Watch.bytes_per_frame


def test_a_failing_job_says_so_and_the_worker_lives_on(caplog):
    queue = Queue()
    broken = queue.submit(order(algorithm=ALGORITHMS["als"], knobs=Knobs(lam=0.0)), "me")
    until(lambda: broken.over)
    assert broken.status == "failed"
    assert broken.id[:8] in broken.reason
    assert broken.id in caplog.text
    healthy = queue.submit(order(), "you")
    until(lambda: healthy.status == "done")


def test_the_owner_s_newer_job_takes_the_place_of_the_older():
    queue = Queue()
    first = queue.submit(order(**LONG), "me")
    second = queue.submit(order(), "me")
    assert first.status == "stopped"
    assert queue.look(first.id) is None
    assert queue.look(second.id) is second


def test_jobs_take_turns_and_the_line_moves():
    queue = Queue(workers=1, places=2)
    long = [queue.submit(order(**LONG), name) for name in ("first", "second")]
    short = [queue.submit(order(n_steps=50), str(n)) for n in range(3)]
    assert [queue.place(job) for job in (*long, *short)] == [0, 0, 1, 2, 3]
    until(lambda: all(len(job.points) > 2 for job in long))
    assert not any(job.points for job in short)  # they wait in line
    queue.stop(long[0])
    until(lambda: all(job.status == "done" for job in short))
    assert long[1].status == "running"
    queue.stop(long[1])


def test_a_full_line_and_too_much_memory_are_refused_in_a_sentence():
    queue = Queue(line=1)
    kept = queue.submit(order(**LONG), "me")
    with pytest.raises(RefusedError, match="try again later"):
        queue.submit(order(), "you")
    with pytest.raises(RefusedError, match="smaller k"):
        Queue(memory=10_000).submit(order(setup=Setup(k=64)), "me")
    queue.stop(kept)


def test_what_nobody_watches_stops(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(queueing, "time", clock)
    queue = Queue(patience=120.0)
    jobs = [queue.submit(order(n_steps=10**6), name) for name in ("watched", "left")]
    for _ in range(3):
        clock.now += 50.0
        queue.look(jobs[0].id)
        before = len(jobs[0].points)
        until(lambda before=before: len(jobs[0].points) > before + 2)
    assert jobs[0].status == "running"
    until(lambda: jobs[1].over)
    assert (jobs[1].status, jobs[1].reason) == ("stopped", "Nobody was watching any more.")
    queue.stop(jobs[0])


def test_a_run_has_a_limit_of_computing_time():
    job = Queue(limit=0.0).submit(order(n_steps=10**6), "me")
    until(lambda: job.over)
    assert job.status == "stopped"
    assert "minutes of computing time" in job.reason


def test_ids_cannot_be_guessed():
    queue = Queue()
    ids = {queue.submit(order(), str(n)).id for n in range(20)}
    assert len(ids) == 20
    assert all(len(job_id) >= 22 for job_id in ids)
