"""A lecture hall on one machine: a row of the load table for each scene.

    .venv/bin/python -m benchmarks.load --sessions 100 --think 3 [--processes 2] [--scenes burst]

The course is started as `run.py` starts it, and visited over loopback by this process, which
shares the machine with it. Nothing is drawn: what is measured is how long the server lets its
visitors wait, from a click to the last message of the answer.
"""

import argparse
import asyncio
import contextlib
import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.load.meter import cpu_seconds, megabytes, percentiles
from benchmarks.load.scenes import SCENES, Heard
from tests.browser import Server, serving

HEAD = (
    "| scene | visitors | first open, ms | next lesson, ms | rerun, ms | runs | errors "
    "| CPU a run, ms | cores | MB | kB a run | |",
    "|---|---|---|---|---|---|---|---|---|---|---|---|",
)


def main() -> None:
    """Serve, visit, print."""
    options = _options()
    print(f"load {_load()} before; percentiles 50 / 95 / 99\n", *HEAD, sep="\n")
    for scene in options.scenes.split(","):
        with contextlib.ExitStack() as running:
            servers = [running.enter_context(_server()) for _ in range(options.processes)]
            print(row(scene, servers, options.sessions, options.think), flush=True)
    print(f"\nload {_load()} after")


def row(scene: str, servers: Sequence[Server], sessions: int, think: float) -> str:
    """Play a scene and say how it went, as a row of the table."""
    heard = Heard()
    spent, began = cpu_seconds(servers), time.perf_counter()
    asyncio.run(SCENES[scene](servers, heard, sessions, think))
    seconds = time.perf_counter() - began
    spent = cpu_seconds(servers) - spent
    runs = len(heard.first) + len(heard.opened) + len(heard.reruns)
    cells = [
        *(scene, sessions, percentiles(heard.first), percentiles(heard.opened)),
        *(percentiles(heard.reruns), runs, len(heard.errors)),
        *(f"{1000 * spent / max(runs, 1):.0f}", f"{spent / seconds:.2f}"),
        " + ".join(f"{megabytes(server):.0f}" for server in servers),
        f"{heard.received / 1000 / max(runs, 1):.0f}",
        "; ".join(heard.notes + sorted(set(heard.errors))[:3]),
    ]
    return f"| {' | '.join(map(str, cells))} |"


@contextlib.contextmanager
def _server() -> Iterator[Server]:
    with serving(Path(tempfile.mkdtemp()) / "log.txt") as server:
        while not json.loads(server.get("/downhill/health")[1])["warm"]:
            time.sleep(0.2)
        yield server


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--think", type=float, default=3.0, help="seconds between two actions")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--scenes", default="lecture", help=", ".join(SCENES))
    return parser.parse_args()


if __name__ == "__main__":
    main()
