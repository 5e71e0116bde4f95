"""Where there is no Numba the core still works, on the plain Python its kernels are written in."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

import run
from mf_core.algorithms import ALGORITHMS, Setup
from mf_core.training import frames, recorded
from tests.planting import observed

PROGRAM = """
import json, sys
sys.modules.update(numba=None, llvmlite=None)  # to import either now raises ImportError

from mf_core.algorithms import ALGORITHMS, is_fast
from tests.test_without_numba import losses

assert not any(is_fast(algorithm, 10**6, 16) for algorithm in ALGORITHMS.values())
print(json.dumps({name: losses(name) for name in ALGORITHMS}))
"""


def losses(name):
    """The losses of three steps on a small random set."""
    algorithm, ratings = ALGORITHMS[name], observed(np.random.default_rng(4))
    rng = np.random.default_rng(4)
    state = algorithm.start(ratings, Setup(k=2), rng)
    run_ = frames(algorithm, ratings, ratings, state, algorithm.knobs, rng)
    return [frame.loss for frame in recorded(run_, 3)]


def test_every_algorithm_runs_in_plain_python_and_reaches_the_same_losses():
    plain = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        check=False,
        cwd=Path(run.__file__).parent,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert plain.returncode == 0, plain.stderr
    for name, reached in json.loads(plain.stdout).items():
        np.testing.assert_allclose(reached, losses(name), rtol=1e-10)
