"""One library in one process: answers questions, one line of JSON each.

Run as `python -m benchmarks.peers.worker NAME SCALE THREADS`. A question is {"job", "k"} and
optionally "epochs"; the answer {"cpu", "wall"}, {"rmse"} or {"error"}.
"""

import importlib
import json
import os
import sys
import traceback

from benchmarks.longtail import data


def main(name: str, scale: str, threads: int) -> None:
    """Answer until the input ends; a library that prints does so on the error channel."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    ratings, jobs, made = data(scale), {}, {}
    problem = ""
    try:
        jobs = importlib.import_module(f"benchmarks.peers.{name}").JOBS
    except Exception as error:  # whatever a library does when it is imported
        traceback.print_exc()
        problem = f"{type(error).__name__}: {error}"
    print(json.dumps({"jobs": sorted(jobs), "error": problem}), file=answers, flush=True)
    for line in sys.stdin:
        question = json.loads(line)
        key = question["job"], question["k"]
        try:
            if key not in made:
                made.clear()  # one job at a time: the memory belongs to the one that runs
                made[key] = jobs[key[0]](ratings, key[1], threads)
            if "epochs" in question:
                answer = {"rmse": made[key].rmse(question["epochs"])}
            else:
                answer = made[key].seconds()._asdict()
        except Exception as error:
            traceback.print_exc()
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
