"""How fast the steps are, beside every library that trains matrix factorization.

    .venv/bin/python -m benchmarks.kernels [--scale 100k|1m|10m|32m] [--k 32]
        [--jobs sgd,funk,als,als-cg,batch] [--peers downhill,cornac,…] [--threads 1]
        [--rounds 5] [--epochs 10] [--json FILE] [--quick]

One process for each library, all alive at once; in each round each is asked for one timing in
turn, so that a busy minute of the machine meets all of them. The median of the rounds is told,
and their spread (largest less smallest, over the median): with a spread above 15 % repeat the
run. With one thread the seconds are the process's own, with more they are the wall's. A library
that cannot be installed or run is a row that says why.
"""

import argparse
import json
import os
import platform
import statistics
import sys
from pathlib import Path
from typing import Any

from benchmarks.environments import OWN, RECIPES, ROOT
from benchmarks.longtail import SCALES, data
from benchmarks.peer import Peer
from benchmarks.table import table

JOBS = ("sgd", "funk", "als", "als-cg", "batch")


def main(arguments: list[str]) -> int:
    """Measure what the command line asks for, print the table and write the figures."""
    options = parsed(arguments)
    data(options.scale)  # made before anybody waits for it
    found = {
        "machine": machine(), "scale": options.scale, "k": options.k, "threads": options.threads,
        "roof": Peer.answer_of("benchmarks.roof"), "rows": [],
    }  # fmt: skip
    peers = {name: Peer(name, options.scale, options.threads) for name in options.peers}
    try:
        for job in options.jobs:  # each is kept when it is done: a large scale takes long
            found["rows"] += measured(job, peers, options)
            found["load after"] = os.getloadavg()[0]
            options.json.parent.mkdir(parents=True, exist_ok=True)
            options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    finally:
        for peer in peers.values():
            peer.close()
    print(table(found))
    return 0


def parsed(arguments: list[str]) -> argparse.Namespace:
    """The options, with lists as lists."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", choices=SCALES, default="1m")
    parser.add_argument("--k", type=int, default=32)
    parser.add_argument("--jobs", type=_several(JOBS), default=list(JOBS))
    names = (*OWN, *RECIPES)
    parser.add_argument("--peers", type=_several(names), default=list(names))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=10, help="of the comparison of errors")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--quick", action="store_true", help="only ours, on 100k, two rounds")
    options = parser.parse_args(arguments)
    if options.quick:
        options.scale, options.peers = "100k", list(OWN)
        options.rounds, options.epochs = 2, 2
    if options.json is None:
        name = f"{options.scale}-k{options.k}-t{options.threads}.json"
        options.json = ROOT / ".cache" / "benchmarks" / name
    return options


def _several(known: tuple[str, ...]) -> Any:  # noqa: ANN401 (a type, to argparse)
    def names(text: str) -> list[str]:
        chosen = text.split(",")
        for name in chosen:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name}? There are {', '.join(known)}.")
        return chosen

    return names


def measured(job: str, peers: dict[str, Peer], options: argparse.Namespace) -> list[dict[str, Any]]:
    """One row for each library that does the job, or that cannot be asked."""
    doing = [peer for peer in peers.values() if job in peer.jobs]
    took: dict[str, list[dict[str, Any]]] = {peer.name: [] for peer in doing}
    for _ in range(options.rounds):
        for peer in doing:
            took[peer.name].append(peer.ask(job=job, k=options.k))
    rows = []
    for peer in doing:
        quality = peer.ask(job=job, k=options.k, epochs=options.epochs)
        rows.append({"job": job, "peer": peer.name} | _row(took[peer.name], quality, options))
    missing = [peer for peer in peers.values() if peer.problem and job in peer.would_do]
    return rows + [{"job": job, "peer": peer.name, "error": peer.problem} for peer in missing]


def _row(
    took: list[dict[str, Any]], quality: dict[str, Any], options: argparse.Namespace
) -> dict[str, Any]:
    clock = "cpu" if options.threads == 1 else "wall"
    seconds = [answer[clock] for answer in took if clock in answer]
    if not seconds:
        return {"error": took[-1].get("error", "no answer")}
    middle = statistics.median(seconds)
    return {
        "seconds": middle,
        "spread": (max(seconds) - min(seconds)) / middle,
        "rmse": quality.get("rmse"),
        "load": os.getloadavg()[0],
    }


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    cpu = platform.processor() or platform.machine()
    listed = Path("/proc/cpuinfo")
    if listed.is_file():
        lines = listed.read_text(encoding="utf-8").splitlines()
        cpu = next((line.split(": ")[1] for line in lines if line.startswith("model name")), cpu)
    return {
        "cpu": cpu, "cores": os.cpu_count(), "python": platform.python_version(),
        "load before": os.getloadavg()[0],
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
