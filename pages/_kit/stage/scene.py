"""A picture as JSON: what the stage and the routes send to the browser."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.figures.picture import Picture, Track
from pages._kit.stage.packing import encoded, history, recorded
from pages._kit.stage.parts import named, without
from pages._kit.task import Task


class Words(NamedTuple):
    """What is said with the pictures.

    labels: beside the number of each step, "loss 0.25". text: under the figure, Markdown with TeX.
    task: what is to be brought about, and where it stands.
    """

    labels: Sequence[str] | None = None
    text: str = ""
    task: Task | None = None


SILENT = Words()


def scene(pictures: Sequence[Picture], words: Words = SILENT) -> dict[str, Any]:
    """Several pictures on one clock with what is said of them, ready for `json.dumps`.

    Parameters
    ----------
    pictures : sequence of Picture
        Drawn side by side; the longest recording sets the clock.
    words : Words
        With one label for each step, if there are any.

    Returns
    -------
    dict
        `figures`, `n_steps`, `labels`, `text` and `task`: numbers, texts, lists and dictionaries
        only.
    """
    n_steps = max(picture.n_steps for picture in pictures)
    if words.labels is not None and len(words.labels) != n_steps:
        raise ValueError(f"{len(words.labels)} labels for {n_steps} steps")
    return {
        "figures": without([_figure(picture) for picture in pictures]),
        "n_steps": n_steps,
        "labels": list(words.labels) if words.labels is not None else None,
        "text": words.text,
        "task": _posed(words.task) if words.task else None,
    }


def _posed(task: Task) -> dict[str, Any]:
    return {"statement": task.statement, "standing": task.standing, "reached": task.reached}


def ghosts(pinned: Sequence[Sequence[Picture]], n_figures: int) -> list[list[dict[str, Any]]]:
    """What stays of earlier runs: their recorded curves at the end, grey and dashed.

    They are drawn after the traces of the picture itself, so that its tracks keep their
    numbers.

    Parameters
    ----------
    pinned : sequence of runs
        Each run as the pictures it was shown in, in the order of the stage.
    n_figures : int
        The number of pictures on the stage.

    Returns
    -------
    list of lists of traces, one for each picture on the stage
    """
    kept: list[list[dict[str, Any]]] = [[] for _ in range(n_figures)]
    for run in pinned:
        for traces, picture in zip(kept, run, strict=False):
            traces.extend(
                _ghost(picture, track)
                for track in picture.tracks
                if track.mode in {"prefix", "trail"}
            )
    return kept


def _ghost(picture: Picture, track: Track) -> dict[str, Any]:
    trace = dict(picture.data[track.trace])
    trace.update(track.columns)
    line = {**trace.get("line", {}), "color": "#8a8a90", "dash": "dash"}
    trace.update(line=line, mode="lines", showlegend=False, hoverinfo="skip")
    ghost: dict[str, Any] = encoded(trace)
    return ghost


def _figure(picture: Picture) -> dict[str, Any]:
    for track in picture.tracks:
        _check(picture, track)
    return {
        "data": [named(encoded(trace)) for trace in _at_rest(picture)],
        "layout": named(encoded(picture.layout)),
        "alt": picture.alt,
        "tracks": [
            {"trace": track.trace, "mode": track.mode, "columns": _columns(track.columns)}
            for track in picture.tracks
        ],
    } | _own(picture)


def _own(picture: Picture) -> dict[str, Any]:
    """Who paints it, if it is not plotly.js, and what; the land below. Each part is sent once."""
    own: dict[str, Any] = {}
    if picture.painter != "plotly":
        parts = {name: named(_owned(part, picture.n_steps)) for name, part in picture.own.items()}
        own = {"painter": picture.painter, "own": parts}
    if picture.land is not None:
        own["land"] = named(encoded(picture.land._asdict()))
    return own


def _owned(value: Any, n_steps: int) -> Any:  # noqa: ANN401 (any part of a picture)
    """What is recorded of a picture that another painter paints, to the last bit; else as it is."""
    moves = isinstance(value, np.ndarray) and value.dtype.kind == "f" and len(value) == n_steps
    return history(value) if moves else encoded(value)


def _at_rest(picture: Picture) -> list[dict[str, Any]]:
    """The traces without what a track puts into them at every step."""
    traces = [dict(trace) for trace in picture.data]
    for track in picture.tracks:
        for name in track.columns:
            if name in traces[track.trace]:
                traces[track.trace][name] = []
    return traces


def _columns(columns: Mapping[str, NDArray[np.generic]]) -> dict[str, Any]:
    return {name: recorded(column) for name, column in columns.items()}


def _check(picture: Picture, track: Track) -> None:
    if not 0 <= track.trace < len(picture.data):
        raise ValueError(f"a track moves trace {track.trace} of {len(picture.data)}")
    for name, column in track.columns.items():
        if len(column) != picture.n_steps:
            raise ValueError(f"{name} has {len(column)} entries for {picture.n_steps} steps")
