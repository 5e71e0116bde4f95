"""The one place that compiles. Nothing else imports numba, but what teaches it vectors.

`kernel` compiles without the interpreter lock (a training run must not freeze the other
students of the room), never with full `fastmath` (it deletes tests for NaN, so that a diverging
run would look healthy) and never with `parallel=True` (two Python threads in Numba's
built-in thread layer end the process).

Without Numba everything here still runs, as the plain Python it is written in.
"""

import math
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar, cast

try:
    from numba import njit  # noqa: TID251 (the one place)
    from numba.core.caching import NullCache

    _compiler: Callable[..., Any] | None = njit
except ImportError:  # there is no package of it for every platform
    _compiler = None

COMPILES = _compiler is not None  # whether a kernel is more than the Python it was made from

_cached: list[Any] = []  # the compiled functions that are kept on disk
_keep_on_disk = True

# What a compiler may do with the order of additions. Not among them: nnan and ninf, the two
# that let it assume away NaN and infinity.
_FLAGS = {"reassoc", "contract", "arcp", "nsz"}

_Args = ParamSpec("_Args")
_Result_co = TypeVar("_Result_co", covariant=True)


class Kernel(Protocol[_Args, _Result_co]):
    """A compiled function that still has the Python function it was made from."""

    __name__: str
    py_func: Callable[..., object]

    def __call__(self, *args: _Args.args, **kwargs: _Args.kwargs) -> _Result_co: ...


def kernel(function: Callable[_Args, _Result_co]) -> Kernel[_Args, _Result_co]:
    """Compile `function` at its first call; `function.py_func` stays plain Python.

    A kernel calls only kernels of its own file: Numba's cache does not notice when a
    helper in another file has changed, and would go on calling the old one.
    """
    return _compiled(function, {})


def fast_kernel(function: Callable[_Args, _Result_co]) -> Kernel[_Args, _Result_co]:
    """Compile a function of `mf_core.fast`: sums may be taken in another order than written.

    So its results agree with a paper kernel's to rounding, not to the bit. NaN stays NaN.
    """
    return _compiled(function, {"fastmath": _FLAGS})


def _compiled(
    function: Callable[_Args, _Result_co], options: dict[str, Any]
) -> Kernel[_Args, _Result_co]:
    if _compiler is None:
        plain = cast("Kernel[_Args, _Result_co]", function)
        plain.py_func = function
        return plain
    try:
        compiled = _compiler(cache=_keep_on_disk, nogil=True, **options)(function)
        _cached.append(compiled)
    except RuntimeError:  # nowhere to write a cache: compile at every start instead
        compiled = _compiler(nogil=True, **options)(function)
    return cast("Kernel[_Args, _Result_co]", compiled)


def forget_compiled(before: float = math.inf) -> None:
    """Delete what earlier starts have compiled; it is compiled again when it is called.

    Parameters
    ----------
    before : seconds since 1970
        Only what was compiled before that moment.
    """
    folder = os.environ.get("NUMBA_CACHE_DIR")
    if folder:  # else the files lie beside the sources, and are not ours alone to judge
        for file in Path(folder).rglob("*.nb[ic]"):
            with suppress(FileNotFoundError):  # another process may be doing the same
                if file.stat().st_mtime < before:
                    file.unlink()


def keep_nothing_on_disk() -> None:
    """Compile at every start from now on: the folder of the cache takes no more files.

    Numba raises when it cannot write what it has just compiled, which may be in the middle of a
    student's run.
    """
    global _keep_on_disk  # noqa: PLW0603 (there is one disk)
    _keep_on_disk = False
    for compiled in _cached:
        compiled._cache = NullCache()
