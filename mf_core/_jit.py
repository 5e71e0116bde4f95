"""The one place that compiles. Nothing else imports numba.

`kernel` compiles without the interpreter lock (a training run must not freeze the other
students of the room), never with `fastmath` (it deletes tests for NaN, so that a diverging
run would look healthy) and never with `parallel=True` (two Python threads in Numba's
built-in thread layer end the process).
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar, cast

import numba

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
    compile_it = numba.njit  # noqa: TID251 (the one place)
    try:
        compiled = compile_it(cache=True, nogil=True)(function)
    except RuntimeError:  # nowhere to write a cache: compile at every start instead
        compiled = compile_it(nogil=True)(function)
    return cast("Kernel[_Args, _Result_co]", compiled)


def forget_compiled() -> None:
    """Delete what earlier starts have compiled; it is compiled again when it is called."""
    folder = os.environ.get("NUMBA_CACHE_DIR")
    if folder:  # else the files lie beside the sources, and are not ours alone to judge
        for file in Path(folder).rglob("*.nb[ic]"):
            file.unlink(missing_ok=True)
