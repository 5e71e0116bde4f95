"""What is derived from an array, kept as long as the array lives.

Laying out the ratings of a data set costs as much as ten epochs on them, so it is done once. The
key is the identity of the arrays, which says in no time what a digest says in an epoch; hence
whoever asks to keep something never changes the array afterwards (nobody here does: a step
leaves its input as it was).
"""

import weakref
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

_Made = TypeVar("_Made")

# Plain dictionaries: each operation is atomic, and an array may die in the midst of another.
_KEPT: dict[tuple[Any, ...], Any] = {}
_WATCHES: dict[tuple[Any, ...], list["weakref.finalize[..., Any]"]] = {}


def kept(make: Callable[..., _Made], *args: Any) -> _Made:  # noqa: ANN401 (as `make` has them)
    """Return make(*args), remembered until one of the arrays among the arguments is gone.

    What is made must not refer to these arrays (a view does), or they will never be gone.

    Examples
    --------
    >>> ratings = np.array([3.0, 4.0])
    >>> kept(np.sum, ratings) is kept(np.sum, ratings)
    True
    """
    key = (make, _identity(args))
    if key not in _KEPT:
        keep(make(*args), make, *args)
    made: _Made = _KEPT[key]
    return made


def keep(made: _Made, make: Callable[..., _Made], *args: Any) -> None:  # noqa: ANN401
    """Remember `made` as what make(*args) would return, where it is at hand already."""
    key = (make, _identity(args))
    _KEPT[key] = made
    _WATCHES[key] = [weakref.finalize(array, _forget, key) for array in _arrays(args)]


def _forget(key: tuple[Any, ...]) -> None:
    _KEPT.pop(key, None)
    for watch in _WATCHES.pop(key, ()):
        watch.detach()


def _identity(argument: object) -> object:
    if isinstance(argument, np.ndarray):
        return ("array", id(argument))
    return tuple(map(_identity, argument)) if isinstance(argument, tuple) else argument


def _arrays(argument: object) -> list[NDArray[Any]]:
    if isinstance(argument, tuple):
        return [array for part in argument for array in _arrays(part)]
    return [argument] if isinstance(argument, np.ndarray) else []
