"""What a server spends: processor seconds and memory of its processes, as Linux counts them."""

import os
import statistics
from collections.abc import Sequence
from pathlib import Path

from tests.browser import Server


def cpu_seconds(servers: Sequence[Server]) -> float:
    """Seconds of processor time all of them have used."""
    return sum(_ticks(server.process.pid) for server in servers) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def megabytes(server: Server) -> float:
    """Memory a process holds."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


def percentiles(seconds: Sequence[float]) -> str:
    """The 50th, 95th and 99th percentile, in milliseconds.

    Examples
    --------
    >>> percentiles([0.001 * n for n in range(101)])
    '50 / 95 / 99'
    """
    if len(seconds) < 2:
        return "–"
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return " / ".join(f"{1000 * cuts[at - 1]:.0f}" for at in (50, 95, 99))


def slope(values: Sequence[float]) -> float:
    """How much a series climbs from one value to the next, by least squares.

    Examples
    --------
    >>> slope([1.0, 3.0, 5.0])
    2.0
    """
    return statistics.linear_regression(range(len(values)), values).slope
