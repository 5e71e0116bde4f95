"""The figures of a run as a table in Markdown."""

from typing import Any

from benchmarks.longtail import SCALES
from benchmarks.roof import floor

COLUMNS = ("job", "library", "ns a rating", "times ours", "spread", "of the roof", "held-out RMSE")


def table(found: dict[str, Any]) -> str:
    """A line for each library and job, ours first, and what they were measured on."""
    machine, roof = found["machine"], found["roof"]
    head = (
        f"{found['scale']} ratings, k = {found['k']}, {_threads(found['threads'])}; "
        f"{machine['cpu']}, {machine['cores']} cores, Python {machine['python']}; one core: "
        f"{roof['flops'] / 1e9:.0f} GFLOP/s, {roof['bytes'] / 1e9:.0f} GB/s; load "
        f"{machine['load before']:.1f} before, {found['load after']:.1f} after."
    )
    lines = [head, "", _line(COLUMNS), _line(["---"] * len(COLUMNS))]
    ours = {row["job"]: row for row in found["rows"] if row["peer"] == "downhill"}
    if "als" in ours:  # ours is exact, and compared with those that are not as well
        ours["als-cg"] = ours["als"]
    return "\n".join(
        lines + [_line(_cells(row, ours.get(row["job"]), found)) for row in found["rows"]]
    )


def _threads(n: int) -> str:
    return "one thread, processor seconds" if n == 1 else f"{n} threads, wall seconds"


def _line(cells: Any) -> str:  # noqa: ANN401 (strings, in any sequence)
    return f"| {' | '.join(cells)} |"


def _cells(row: dict[str, Any], ours: dict[str, Any] | None, found: dict[str, Any]) -> list[str]:
    if "seconds" not in row:
        return [row["job"], row["peer"], row["error"], "", "", "", ""]
    n = 0.95 * SCALES[found["scale"]][0]  # a twentieth is held out
    times = row["seconds"] / ours["seconds"] if ours and "seconds" in ours else float("nan")
    least = floor(row["job"], found["scale"], found["k"], found["roof"]) / found["threads"]
    return [
        row["job"],
        row["peer"],
        f"{1e9 * row['seconds'] / n:.2f}",
        _told(times, f"{times:.1f}"),
        f"{row['spread']:.0%}",
        _told(least, f"{least / row['seconds']:.0%}"),
        "" if row["rmse"] is None else _told(row["rmse"], f"{row['rmse']:.4f}"),
    ]


def _told(number: float, text: str) -> str:
    return text if number == number else ""  # noqa: PLR0124 (NaN: there is no such number)
