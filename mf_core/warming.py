"""Compile every step before the first student asks for it."""

import logging
import threading

import numpy as np

from mf_core._jit import COMPILES, forget_compiled, keep_nothing_on_disk
from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.algorithms.left_out import left_out, orders_without
from mf_core.algorithms.sgd import VISITS
from mf_core.algorithms.typed import typed_algorithm
from mf_core.datasets.releases import published
from mf_core.fast import measure
from mf_core.model import triples
from mf_core.museum import EXHIBITS, run
from mf_core.rules import RIGHT
from mf_core.training import frames, recorded

# Rows of the fast kernels that most runs will ask for; a wider one compiles with its first run,
# in half a second and in the thread of that run, so that no page waits for it.
USUAL_WIDTHS = (16, 32)
UNLISTED = (VISITS, typed_algorithm(RIGHT))  # those outside the registry

WARM = threading.Event()  # every step is compiled

_log = logging.getLogger(__name__)


def warm_up() -> None:
    """Run every algorithm for one step; from then on nobody waits for a compilation.

    Takes seconds the first time, and half a second when the compiled code is on disk. A cache
    that a crash or a full disk has damaged is thrown away and made anew; one that cannot be written
    is done without. What is wrong with the settings of whoever starts the course is logged now,
    not shown to a student later.
    """
    published()
    remedies = [
        ("the cache of compiled kernels is damaged; compiling anew", forget_compiled),
        ("what is compiled cannot be kept; compiling at every start", keep_nothing_on_disk),
    ]
    while True:
        try:
            _one_step_each()
            break
        except Exception:
            if not remedies:
                raise
            sentence, remedy = remedies.pop(0)
            _log.exception(sentence)
            remedy()
    WARM.set()


def _one_step_each() -> None:
    few = triples([0, 1, 1], [0, 0, 1], [3.0, 4.0, 5.0])
    for algorithm in (*ALGORITHMS.values(), *UNLISTED):
        for baseline in ("mean", "biases"):
            rng = np.random.default_rng(0)
            state = algorithm.start(few, Setup(k=2, baseline=baseline), rng)
            recorded(frames(algorithm, few, few, state, algorithm.knobs, rng), 1)
    left_out(few, Setup(k=2, baseline="mean"), Knobs(), orders_without(few, 1, 0), 0)
    for exhibit in EXHIBITS.values():
        for program in (exhibit.right, exhibit.wrong):
            run(program, exhibit.setting._replace(epochs=1), 0)
    for width in USUAL_WIDTHS if COMPILES else ():
        for algorithm in ALGORITHMS.values():
            rng = np.random.default_rng(0)
            state = algorithm.start(few, Setup(k=width), rng)
            measure.sums(few, state.model)
            if algorithm.fast is not None:
                algorithm.fast.step(few, state, algorithm.knobs, rng)
