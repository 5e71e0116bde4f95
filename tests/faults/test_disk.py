"""R13: a disk that takes no more files, or a place that takes none, costs seconds and no run."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import run

# One algorithm is warmed up, another meets the same disk in the middle of a student's run.
PROGRAM = """
import numpy as np
from mf_core import warming
from mf_core.algorithms import ALGORITHMS, Setup
from mf_core.model import triples
from mf_core.training import frames, recorded

warming.ALGORITHMS, warming.UNLISTED = {"batch": ALGORITHMS["batch"]}, ()
warming.USUAL_WIDTHS = ()
warming.warm_up()
few = triples([0, 1, 1], [0, 0, 1], [3.0, 4.0, 5.0])
rng = np.random.default_rng(0)
algorithm = ALGORITHMS["minibatch"]
state = algorithm.start(few, Setup(k=2), rng)
print(len(recorded(frames(algorithm, few, few, state, algorithm.knobs, rng), 3)), "frames")
"""


def no_more_bytes():
    """Every write into a file fails, as on a full disk; a pipe is no file."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "limit", "log"),
    [("cache", no_more_bytes, "cannot be kept"), ("file/cache", None, "")],
)
def test_without_room_for_compiled_kernels_the_course_trains(tmp_path, place, limit, log):
    (tmp_path / "file").write_text("a file, and no folder")
    environment = os.environ | {
        "NUMBA_CACHE_DIR": str(tmp_path / place),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        check=False,
        cwd=Path(run.__file__).parent,
        env=environment,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout == "4 frames\n", done.stderr
    assert log in done.stderr
