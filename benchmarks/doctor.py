"""How often the run doctor is right: runs with a planted fault, and what he says of them.

.venv/bin/python -m benchmarks.doctor [count [seed]]
"""

import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.planted_runs import FAULTS, Planted, runs
from mf_core.doctor import examine


class Score(NamedTuple):
    """How often the doctor was right, and how often he named what is not there."""

    right: float  # share of the runs whose fault he named; of a healthy one, that it is
    alarms: float  # share of the runs of which he said something untrue


def said(run: Planted) -> frozenset[str]:
    """Everything the doctor finds in a run."""
    return frozenset(found.name for found in examine(run.case))


def untrue(run: Planted, names: frozenset[str]) -> frozenset[str]:
    """What he says and is not so."""
    return names - run.true - run.open


def score(planted: Sequence[Planted], told: Sequence[frozenset[str]]) -> Score:
    """Both shares over some runs."""
    pairs = list(zip(planted, told, strict=True))
    right = [
        run.fault in names or (run.fault == "healthy" and not names - run.open - run.true)
        for run, names in pairs
    ]
    wrong = [bool(untrue(run, names)) for run, names in pairs]
    return Score(sum(right) / len(pairs), sum(wrong) / len(pairs))


def table(planted: Sequence[Planted], told: Sequence[frozenset[str]]) -> str:
    """The confusion table: a row for each planted fault, a column for each finding."""
    names = [name for name in FAULTS if name != "healthy"]
    head = ["planted \\ found", "runs", "nothing", *names, "untrue"]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for fault in FAULTS:
        pairs = [(r, t) for r, t in zip(planted, told, strict=True) if r.fault == fault]
        counts = Counter(name for _, found in pairs for name in found)
        row = [fault, len(pairs), sum(not found for _, found in pairs)]
        row += [counts[name] or "" for name in names]
        row += [sum(bool(untrue(run, found)) for run, found in pairs) or ""]
        lines.append("| " + " | ".join(map(str, row)) + " |")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Plant the runs, ask the doctor, print the table."""
    given = [int(each) for each in arguments]
    count, seed = [*given, *(2000, 0)[len(given) :]]
    began = time.process_time()
    planted = runs(count, seed)
    made = time.process_time()
    told = [said(run) for run in planted]
    print(table(planted, told))
    found = score(planted, told)
    print(
        f"\n{count} runs: right on {found.right:.1%}, something untrue said of {found.alarms:.1%}; "
        f"planted in {made - began:.0f} s, examined in {time.process_time() - made:.1f} s."
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
