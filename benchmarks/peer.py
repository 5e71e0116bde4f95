"""A library's process, seen from the one that asks."""

import json
import os
import subprocess
from typing import Any

from benchmarks.environments import FOLDER, ROOT, UnavailableError, python_of

# What each would do; a library that cannot be had is missing from these jobs' tables otherwise.
WOULD_DO = {
    "surprise": ("sgd",),
    "cornac": ("sgd",),
    "libmf": ("sgd",),
    "lenskit": ("funk", "als"),
    "implicit": ("als", "als-cg"),
    "cmfrec": ("als", "als-cg"),
    "scipy": ("batch",),
}
POOLS = ("OMP", "OPENBLAS", "MKL", "RAYON", "LK", "NUMEXPR")


class Peer:
    """Started with its environment; answers questions until it is closed."""

    def __init__(self, name: str, scale: str, threads: int) -> None:
        self.name, self.problem, self.jobs = name, "", []
        self.would_do = WOULD_DO.get(name, ())
        self._process: subprocess.Popen[str] | None = None
        try:
            command = [python_of(name), "-W", "ignore", "-m", "benchmarks.peers.worker"]
        except UnavailableError as error:
            self.problem = str(error)
            return
        FOLDER.mkdir(parents=True, exist_ok=True)
        with (FOLDER / f"{name}.log").open("w") as log:
            self._process = subprocess.Popen(
                [*map(str, command), name, scale, str(threads)], cwd=ROOT, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=_env(threads),
            )  # fmt: skip
        answer = self._heard()
        self.jobs, self.problem = answer.get("jobs", []), answer.get("error", "")

    def ask(self, **question: object) -> dict[str, Any]:
        """Put one question; an {"error"} if the process has died of it."""
        if self._process is None or self._process.stdin is None:
            return {"error": self.problem}
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return {"error": "its process has ended"}
        return self._heard()

    def _heard(self) -> dict[str, Any]:
        assert self._process is not None  # noqa: S101 (for the type checker)
        assert self._process.stdout is not None  # noqa: S101
        line = self._process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {"error": "its process has ended"}
        return answer

    def close(self) -> None:
        """No more questions: the worker ends with its input."""
        if self._process is not None:
            self._process.communicate(timeout=60)

    @staticmethod
    def answer_of(module: str) -> dict[str, Any]:
        """What a module of ours prints when it is run by itself."""
        done = subprocess.run(
            [python_of("downhill"), "-m", module], cwd=ROOT, text=True, check=True,
            stdout=subprocess.PIPE, env=_env(1),
        )  # fmt: skip
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer


def _env(threads: int) -> dict[str, str]:
    return (
        os.environ | {f"{pool}_NUM_THREADS": str(threads) for pool in POOLS} | {"LK_NUM_PROCS": "1"}
    )
