"""A damaged cache of compiled kernels must not keep the course from starting."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import run

PROGRAM = "from mf_core.warming import warm_up; warm_up(); print('warm')"


def warmed(cache):
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(cache)}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        check=False,
        cwd=Path(run.__file__).parent,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "damage"),
    [("*.nbi", b"garbage"), ("*.nbc", b"")],
)
def test_a_damaged_cache_is_made_anew(tmp_path_factory, pattern, damage):
    cache = tmp_path_factory.getbasetemp() / "numba_cache"
    assert warmed(cache).stdout == "warm\n"
    files = list(cache.rglob(pattern))
    assert files
    for file in files:
        file.write_bytes(damage)
    again = warmed(cache)
    assert again.stdout == "warm\n", again.stderr
    assert "damaged" in again.stderr
