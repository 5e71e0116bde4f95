"""The one pool of threads in which kernels work side by side.

Our own, not Numba's: two Python threads that meet in Numba's built-in thread layer end the
process. One for the whole process, with a thread for each core, so that two runs at a time do
not ask for more cores than there are. Kernels let go of the interpreter lock, so pages go on.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Result = TypeVar("_Result")

_POOL = ThreadPoolExecutor(max(1, os.cpu_count() or 1), thread_name_prefix="kernel")


def together(tasks: Sequence[Callable[[], _Result]]) -> list[_Result]:
    """Run the tasks side by side, as far as there are cores, and wait for all of them.

    Nothing may depend on which runs first: the results are those of one after the other.
    """
    others = [_POOL.submit(task) for task in tasks[1:]]
    return [task() for task in tasks[:1]] + [other.result() for other in others]
