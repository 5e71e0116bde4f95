"""Parts of a scene with names: what the browser has already is not sent again.

A part that is worth it travels as ``{"#": name, "is": value}``; its name is a hash of its value.
A browser that says it has the part gets ``{"#": name}`` alone. While a slider is dragged only a
path or a point moves: the contours, the axes and the words of the layout stay where they are.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

_WORTH_IT = 160  # characters of JSON; below that the name costs as much as it saves
_BYTES = 6  # of the hash: among a few hundred parts of one page no two will ever meet


def named(value: Any) -> Any:  # noqa: ANN401 (any part of a scene)
    """The value as a part with a name, if it is large enough to be worth one."""
    text = json.dumps(value, separators=(",", ":"))
    return value if len(text) < _WORTH_IT else part(value, text.encode())


def part(value: Any, identity: bytes) -> dict[str, Any]:  # noqa: ANN401
    """The value as a part named after `identity`, bytes that differ wherever two values do."""
    return {"#": blake2b(identity, digest_size=_BYTES).hexdigest(), "is": value}


def without(scene: Any, known: Iterable[str] = ()) -> Any:  # noqa: ANN401
    """The scene with every part that is `known`, or stands in it before, reduced to its name."""
    return _without(scene, set(known))


def names_in(scene: Any) -> frozenset[str]:  # noqa: ANN401
    """The names of all parts of a scene."""
    return frozenset(_names(scene))


def _names(value: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, Mapping):
        if "#" in value:
            yield value["#"]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _names(part)


def _without(value: Any, known: set[str]) -> Any:  # noqa: ANN401
    if isinstance(value, Mapping):
        if "#" in value:
            if value["#"] in known:
                return {"#": value["#"]}
            known.add(value["#"])
        return {key: _without(part, known) for key, part in value.items()}
    if isinstance(value, list):
        return [_without(part, known) for part in value]
    return value
