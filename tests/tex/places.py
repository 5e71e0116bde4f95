"""Where a printed formula is read: what its letters stand for, and the arithmetic of matrices.

A vector is a matrix of one column, so that `p_u^\\top q_i` and `q_i q_i^\\top` mean what they say.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any, NamedTuple

import numpy as np

Value = Any  # a number, or a matrix
Read = Callable[["Place"], Value]


class UnreadableError(AssertionError):
    """A printed formula that says nothing a number could be held against."""


@dataclass
class Place:
    """Where a formula is read: what its letters stand for.

    letters : an array for each letter with the kinds of its indices: "p_uf", "\\Omega_u"; with
        as many axes as indices, or one or two more where the letter stands for a row or a matrix
    kinds : for each letter of an index its kind, for instance {"i": "u"} where i is a user
    sizes : how many values an index of each kind has
    index : the values the indices have here, from 0
    known : the values of letters that are defined along the way
    moving : the letters a derivative may be taken in
    make : all letters again, for other values of those
    nudged : whether an entry is moved, so that printed numbers do not hold
    """

    letters: dict[str, Value]
    kinds: dict[str, str]
    sizes: dict[str, int]
    index: dict[str, int] = field(default_factory=dict)
    known: dict[str, Value] = field(default_factory=dict)
    moving: tuple[str, ...] = ()
    make: Callable[..., dict[str, Value]] | None = None
    nudged: bool = False

    def at(self, **index: int) -> "Place":
        return replace(self, index={**self.index, **index})

    def array(self, letter: "Letter") -> Value:
        key = letter.key(self)
        if key not in self.letters:
            raise UnreadableError(f"nothing is called {key} here (printed as {letter})")
        return self.letters[key]

    def where(self, names: tuple[str, ...]) -> tuple[int, ...]:
        missing = [name for name in names if name not in self.index]
        if missing:
            raise UnreadableError(f"the index {', '.join(missing)} has no value here")
        return tuple(self.index[name] for name in names)

    def slope(self, letter: "Letter", body: Read) -> Value:
        """The derivative of what a formula says, in every entry a letter stands for."""
        found = np.zeros(np.shape(np.asarray(self.array(letter))[self.where(letter.names)]))
        for entry in np.ndindex(found.shape):
            above, below = (body(self.moved(letter, entry, by)) for by in (1.0, -1.0))
            found[entry] = (above - below) / 2
        return tidy(found)

    def moved(self, letter: "Letter", entry: tuple[int, ...], by: float) -> "Place":
        arrays = [self.letters[name].copy() for name in self.moving]
        here = replace(self, letters=self.make(*arrays))
        here.array(letter)[(*self.where(letter.names), *entry)] += by
        return replace(self, letters=self.make(*arrays), nudged=True)


@dataclass(frozen=True)
class Letter:
    """A printed letter with its indices, such as r_{ui}."""

    name: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}_{{{' '.join(self.names)}}}" if self.names else self.name

    def key(self, place: Place) -> str:
        unknown = [name for name in self.names if name not in place.kinds]
        if unknown:
            raise UnreadableError(f"{', '.join(unknown)} is no index here (in {self})")
        kinds = "".join(place.kinds[name] for name in self.names)
        return f"{self.name}_{kinds}" if kinds else self.name

    def __call__(self, place: Place) -> Value:
        if (key := self.key(place)) in place.known:
            return place.known[key]
        return tidy(np.asarray(place.array(self))[place.where(self.names)])

    def all(self, place: Place) -> list[Place]:
        """The places at which its indices have a value each; those that have one keep it."""
        free = [name for name in self.names if name not in place.index]
        every = product(*(range(place.sizes[place.kinds[name]]) for name in free))
        return [place.at(**dict(zip(free, values, strict=True))) for values in every]

    def assign(self, place: Place, value: Value) -> None:
        if self.key(place) in place.letters:
            place.array(self)[place.where(self.names)] = np.squeeze(value)
        else:
            place.known[self.key(place)] = value


class Statement(NamedTuple):
    """left relation right; an expression alone has no relation, and itself on both sides."""

    left: Read
    relation: str
    right: Read
    holds: Callable[[Place], bool] = lambda _: True  # at which indices it is said


def tidy(value: Value) -> Value:
    """A vector as a column, a matrix of one entry as a number."""
    value = np.asarray(value, dtype=float)
    value = value[:, None] if value.ndim == 1 else value
    return value.item() if value.size == 1 else value


def times(a: Value, b: Value) -> Value:
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return a * b
    if a.shape[1] != b.shape[0]:
        raise UnreadableError(f"no product of {a.shape} and {b.shape}; is a transpose missing?")
    return tidy(a @ b)


def dot(a: Value, b: Value) -> Value:
    columns = np.ndim(a) == np.ndim(b) == 2 and a.shape == b.shape and a.shape[1] == 1
    return float((a * b).sum()) if columns else times(a, b)


def entrywise(a: Value, b: Value) -> Value:
    return tidy(np.asarray(a) * np.asarray(b))


def over(a: Value, b: Value) -> Value:
    return a / number(b)


def number(value: Value) -> float:
    if np.ndim(value):
        raise UnreadableError(f"a number expected, a matrix {np.shape(value)} found")
    return value


def plus(a: Value, b: Value) -> Value:
    empty = any(np.ndim(part) == 0 and part == 0 for part in (a, b))  # a sum over nothing
    if np.shape(a) != np.shape(b) and not empty:
        raise UnreadableError(f"no sum of {np.shape(a)} and {np.shape(b)}")
    return a + b


def column(*values: Value) -> Value:
    return tidy([number(value) for value in values])


def beside(*parts: Value) -> Value:
    heights = {np.shape(part)[:1] for part in parts}
    if len(heights) > 1 or () in heights:
        raise UnreadableError(f"{[np.shape(part) for part in parts]} do not fit side by side")
    return np.hstack(parts)


def loop(names: tuple[str, ...], holds: Callable[[Place], bool], body: Read, place: Place) -> Value:
    """Add up what a formula says wherever a condition holds; over nothing the sum is 0."""
    total: Value = None
    for values in product(*(range(place.sizes[place.kinds[name]]) for name in names)):
        here = replace(place, index={**place.index, **dict(zip(names, values, strict=True))})
        if holds(here):
            total = body(here) if total is None else plus(total, body(here))
    return 0.0 if total is None else total


# --- from what parts say to what the whole says


def combined(operation: Callable[..., Value], *parts: Read) -> Read:
    return lambda place: operation(*(part(place) for part in parts))


def negated(part: Read) -> Read:
    return combined(operator.neg, part)


def raised(part: Read, exponent: Read) -> Read:
    return combined(lambda a, b: number(a) ** number(b), part, exponent)


def norm(part: Read) -> Read:
    return combined(lambda value: float(np.sqrt(np.sum(np.square(value)))), part)


def absolute(part: Read) -> Read:
    return combined(lambda value: abs(number(value)), part)


def inverse(part: Read) -> Read:
    return combined(np.linalg.inv, part)


def transposed(part: Read) -> Read:
    return combined(np.transpose, part)


def entry(part: Read, names: tuple[str, ...]) -> Read:
    return lambda place: tidy(part(place)[place.where(names)])


def applied(name: str, *arguments: Read) -> Read:
    def call(place: Place) -> Value:
        if name not in place.known:
            raise UnreadableError(f"no function is called {name} here")
        return place.known[name](*(argument(place) for argument in arguments))

    return call
