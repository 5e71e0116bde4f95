"""Numbers as text: arrays and recordings as `js/arrays.js` opens them again."""

import base64
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pages._kit.stage.parts import named, part

# What plotly.js can read, by kind of NumPy array. A screen has no use for more than seven
# digits, and plotly.js refuses 64-bit integers.
_SENT_AS = {"f": np.dtype("<f4"), "i": np.dtype("<i4"), "u": np.dtype("<i4")}
_LARGEST_INT = np.iinfo(np.int32).max
_LONG = 24  # entries; a shorter recording is sent as it is
_DRAWN = 1e9  # what is larger has run away, and no browser draws it (js/tracks.js)
_DECADES = 1e3
_CODES, _GAP = 65534, 65535
_SMALL = 512  # bytes; a larger array is a part with a name


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


def _as_floats(array: NDArray[Any]) -> NDArray[np.float32]:
    """In single precision; what is no finite number there becomes a gap."""
    with np.errstate(over="ignore", invalid="ignore"):
        sent = np.ascontiguousarray(array, dtype=_SENT_AS["f"])
    return np.where(np.isfinite(sent), sent, np.float32(np.nan))


def _array(array: NDArray[Any]) -> Any:  # noqa: ANN401 (a typed array or a list)
    dtype = _SENT_AS.get(array.dtype.kind)
    if dtype is None:  # texts and truth values travel as they are
        return encoded(array.tolist())
    if array.dtype.kind in "iu" and array.size and np.abs(array).max() > _LARGEST_INT:
        dtype = _SENT_AS["f"]
    sent = _as_floats(array) if dtype.kind == "f" else np.ascontiguousarray(array, dtype=dtype)
    content = sent.tobytes()
    packed = {"dtype": dtype.str[1:], "bdata": base64.b64encode(content).decode("ascii")}
    if array.ndim > 1:
        packed["shape"] = ", ".join(map(str, array.shape))
    if len(content) < _SMALL:
        return packed
    return part(packed, f"{dtype.str}{array.shape}".encode() + content)


def recorded(column: NDArray[np.generic]) -> Any:  # noqa: ANN401 (a typed array or a list)
    """A recording; a long one of single numbers in 16 bits, finer than any screen.

    The codes divide what lies between the smallest and the largest number into 65,534 parts:
    equal parts or, where the numbers span decades as on a logarithmic axis, equal factors.
    """
    if column.dtype.kind != "f" or len(column) < _LONG:
        return encoded(column)
    values = column.astype(np.float64)
    drawn = np.abs(values) <= _DRAWN
    if column.ndim != 1 or not drawn.any():
        return named(history(values))
    low, high = float(values[drawn].min()), float(values[drawn].max())
    factors = low > 0 and high > _DECADES * low
    part = _position(np.where(drawn, values, low), low, high, factors=factors)
    codes = np.where(drawn, np.rint(_CODES * part), _GAP).astype("<u2")
    return named({"dtype": "l2" if factors else "q2", "ends": [low, high], **_by_steps(codes)})


def history(array: NDArray[np.floating[Any]]) -> Any:  # noqa: ANN401 (a typed array or a list)
    """A recording with every bit of single precision, the steps along its first axis."""
    if len(array) < _LONG:
        return encoded(array)
    packed = {"dtype": "f4", **_by_steps(_as_floats(array).view("<u4"))}
    return packed if array.ndim == 1 else packed | {"shape": ", ".join(map(str, array.shape))}


def _by_steps(words: NDArray[np.unsignedinteger[Any]]) -> dict[str, Any]:
    """How the bits of each number change from step to step: what moves smoothly packs better.

    The changes of one number stand after those of the other, small ones of either sign as small
    words, and of all words first the low bytes, then the higher ones (`byStep` in js/arrays.js).
    """
    size = words.dtype.itemsize
    changes = np.diff(words, axis=0, prepend=np.zeros_like(words[:1])).view(f"<i{size}")
    small = ((changes << 1) ^ (changes >> (8 * size - 1))).reshape(len(words), -1).T
    planes = np.ascontiguousarray(small).view(np.uint8).reshape(-1, size).T
    packed = base64.b64encode(planes.tobytes()).decode("ascii")
    return {"bdata": packed, "steps": len(words)}


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
