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

_Made = TypeVar("_Made")

# What was made, and a weak reference to each array: when one dies, the entry goes, and with it
# the references. A plain dictionary, since an array may die in the midst of any other operation.
_Entries = dict[tuple[Any, ...], tuple[Any, list["weakref.ref[Any]"]]]
_KEPT: _Entries = {}


def kept(make: Callable[..., _Made], *args: Any) -> _Made:  # noqa: ANN401 (as `make` has them)
    """Return make(*args), remembered until one of the arrays among the arguments is gone.

    What is made must not refer to these arrays (a view does), or they will never be gone.

    Examples
    --------
    >>> ratings = np.array([3.0, 4.0])
    >>> kept(np.sum, ratings) is kept(np.sum, ratings)
    True
    """
    key = (make, *map(_identity, args))
    if key not in _KEPT:
        keep(make(*args), make, *args)
    made: _Made = _KEPT[key][0]
    return made


def keep(made: _Made, make: Callable[..., _Made], *args: Any) -> None:  # noqa: ANN401
    """Remember `made` as what make(*args) would return, where it is at hand already."""
    key = (make, *map(_identity, args))

    def forget(_: object, entries: _Entries = _KEPT) -> None:
        entries.pop(key, None)  # bound early: an array may outlive this module at the very end

    arrays = [argument for argument in args if isinstance(argument, np.ndarray)]
    _KEPT[key] = made, [weakref.ref(array, forget) for array in arrays]


def _identity(argument: object) -> object:
    return id(argument) if isinstance(argument, np.ndarray) else argument
