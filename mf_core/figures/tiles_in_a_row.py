"""Several small matrices side by side in one picture: a calculation that reads like a formula."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track
from mf_core.figures.traces import label

_GAP = 0.5  # between two matrices, in columns


def tiles_in_a_row(matrices: Sequence[Picture]) -> Picture:
    """Put matrices, each drawn by `matrix_tiles`, beside one another on one clock.

    However narrow the place is, they stay side by side: one reads them across. Rows that are
    called as those of the matrix before are not named again.

    Parameters
    ----------
    matrices : sequence of Picture
        All that move have the same number of steps.

    Raises
    ------
    ValueError
        If two of them move with different numbers of steps.
    """
    n_steps = {picture.n_steps for picture in matrices if picture.tracks}
    if len(n_steps) > 1:
        raise ValueError(f"one clock cannot have {sorted(n_steps)} steps")
    traces: list[dict[str, Any]] = []
    tracks: list[Track] = []
    axes: dict[str, Any] = {}
    names: list[dict[str, Any]] = []
    rows_before: list[str] = []
    for n, (picture, domain) in enumerate(zip(matrices, _domains(matrices), strict=True), 1):
        letter = "" if n == 1 else str(n)
        tracks += [track._replace(trace=track.trace + len(traces)) for track in picture.tracks]
        on = {"xaxis": f"x{letter}", "yaxis": f"y{letter}"}
        traces += [each | on | _smaller(each) for each in picture.data]
        rows = picture.layout["yaxis"]["ticktext"]
        axes[f"xaxis{letter}"] = picture.layout["xaxis"] | {
            "domain": domain, "anchor": f"y{letter}",
        }  # fmt: skip
        axes[f"yaxis{letter}"] = picture.layout["yaxis"] | {
            "anchor": f"x{letter}", "showticklabels": rows != rows_before,
        }  # fmt: skip
        rows_before = rows
        place = {"xref": "paper", "yref": "paper", "xanchor": "center", "yanchor": "bottom"}
        said, middle = picture.layout["title"]["text"], sum(domain) / 2
        names.append(label(said, middle, 1.03, "", size=style.TEXT_SIZE + 3, **place))
    return Picture(
        traces,
        style.layout(margin={"l": 36, "r": 8, "t": 36, "b": 30}, annotations=names, **axes),
        " ".join(picture.alt for picture in matrices),
        tuple(tracks),
        max(n_steps, default=1),
    )


def _smaller(trace: dict[str, Any]) -> dict[str, Any]:
    """Numbers small enough for the tiles of several matrices on a phone."""
    return {"textfont": {"size": style.SMALLEST + 1}} if "textfont" in trace else {}


def _domains(matrices: Sequence[Picture]) -> list[list[float]]:
    """From where to where each stands, as shares of the width: as wide as it has columns."""
    columns = [len(picture.layout["xaxis"]["ticktext"]) for picture in matrices]
    rows = [picture.layout["yaxis"]["ticktext"] for picture in matrices]
    # Room for the names of rows where they are named.
    gaps = [_GAP * (1 if one == other else 2) for one, other in pairwise(rows)]
    whole = sum(columns) + sum(gaps)
    starts = [sum(columns[:n]) + sum(gaps[:n]) for n in range(len(columns))]
    return [
        [start / whole, (start + n_columns) / whole]
        for start, n_columns in zip(starts, columns, strict=True)
    ]
