"""A picture as JSON: what the stage and the routes send to the browser."""

import base64
import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.figures.picture import Picture, Track
from pages._kit.stage.parts import named, part, without
from pages._kit.task import Task

# What plotly.js can read, by kind of NumPy array. A screen has no use for more than seven
# digits, and plotly.js refuses 64-bit integers.
_SENT_AS = {"f": np.dtype("<f4"), "i": np.dtype("<i4"), "u": np.dtype("<i4")}
_LARGEST_INT = np.iinfo(np.int32).max
_LONG = 24  # entries; a shorter recording is sent as it is
_DRAWN = 1e9  # what is larger has run away, and no browser draws it (js/tracks.js)
_DECADES = 1e3
_CODES, _GAP = 65534, 65535
_SMALL = 512  # bytes; a larger array is a part with a name


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
        parts = {name: named(encoded(part)) for name, part in picture.own.items()}
        own = {"painter": picture.painter, "own": parts}
    if picture.land is not None:
        own["land"] = named(encoded(picture.land._asdict()))
    return own


def _at_rest(picture: Picture) -> list[dict[str, Any]]:
    """The traces without what a track puts into them at every step."""
    traces = [dict(trace) for trace in picture.data]
    for track in picture.tracks:
        for name in track.columns:
            if name in traces[track.trace]:
                traces[track.trace][name] = []
    return traces


def _columns(columns: Mapping[str, NDArray[np.generic]]) -> dict[str, Any]:
    return {name: _column(column) for name, column in columns.items()}


def _column(column: NDArray[np.generic]) -> Any:  # noqa: ANN401 (a typed array or a list)
    """A recording; a long one of single numbers in 16 bits, finer than any screen.

    The codes divide what lies between the smallest and the largest number into 65,534 parts:
    equal parts or, where the numbers span decades as on a logarithmic axis, equal factors.
    """
    if column.ndim != 1 or column.dtype.kind != "f" or column.size < _LONG:
        return encoded(column)
    values = column.astype(np.float64)
    drawn = np.abs(values) <= _DRAWN
    if not drawn.any():
        return encoded(column)
    low, high = float(values[drawn].min()), float(values[drawn].max())
    factors = low > 0 and high > _DECADES * low
    part = _position(np.where(drawn, values, low), low, high, factors=factors)
    codes = np.where(drawn, np.rint(_CODES * part), _GAP).astype("<u2")
    packed = base64.b64encode(codes.tobytes()).decode("ascii")
    return named({"dtype": "l2" if factors else "q2", "bdata": packed, "ends": [low, high]})


def _position(
    values: NDArray[np.float64], low: float, high: float, *, factors: bool
) -> NDArray[np.float64]:
    """Where values stand between the ends, from 0 to 1."""
    if low == high:
        return np.zeros_like(values)
    if factors:
        values, low, high = np.log(np.maximum(values, low)), np.log(low), np.log(high)
    position: NDArray[np.float64] = (values - low) / (high - low)
    return position


def _check(picture: Picture, track: Track) -> None:
    if not 0 <= track.trace < len(picture.data):
        raise ValueError(f"a track moves trace {track.trace} of {len(picture.data)}")
    for name, column in track.columns.items():
        if len(column) != picture.n_steps:
            raise ValueError(f"{name} has {len(column)} entries for {picture.n_steps} steps")


def encoded(value: Any) -> Any:  # noqa: ANN401 (any part of a Plotly figure)
    """The same value in JSON's own types; arrays of numbers as plotly.js's typed arrays.

    What is no finite number becomes a gap: JSON has no word for it.
    """
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, Mapping):
        return {str(key): encoded(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [encoded(part) for part in value]
    if isinstance(value, np.generic):
        return encoded(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _array(array: NDArray[Any]) -> Any:  # noqa: ANN401 (a typed array or a list)
    dtype = _SENT_AS.get(array.dtype.kind)
    if dtype is None:  # texts and truth values travel as they are
        return encoded(array.tolist())
    if array.dtype.kind in "iu" and array.size and np.abs(array).max() > _LARGEST_INT:
        dtype = _SENT_AS["f"]
    with np.errstate(over="ignore", invalid="ignore"):  # too large for a screen: a gap
        sent = np.ascontiguousarray(array, dtype=dtype)
    if dtype.kind == "f" and not np.isfinite(sent).all():
        sent = np.where(np.isfinite(sent), sent, np.float32(np.nan))
    content = sent.tobytes()
    packed = {"dtype": dtype.str[1:], "bdata": base64.b64encode(content).decode("ascii")}
    if array.ndim > 1:
        packed["shape"] = ", ".join(map(str, array.shape))
    if len(content) < _SMALL:
        return packed
    return part(packed, f"{dtype.str}{array.shape}".encode() + content)
