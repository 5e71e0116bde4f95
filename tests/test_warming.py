"""A damaged cache of compiled kernels must not keep the course from starting."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import run
from mf_core._jit import forget_compiled


def test_what_was_compiled_before_a_moment_is_forgotten(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    for name, compiled in (("old.nbi", 100), ("old.1.nbc", 100), ("new.nbi", 300), ("notes", 100)):
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (compiled, compiled))
    forget_compiled(before=200)
    assert {file.name for file in tmp_path.iterdir()} == {"new.nbi", "notes"}
    forget_compiled()
    assert {file.name for file in tmp_path.iterdir()} == {"notes"}


# Two algorithms stand for all: what is tested is the damage, and each kernel takes seconds.
PROGRAM = """
from mf_core import warming
kept = {name: warming.ALGORITHMS[name] for name in ("batch", "minibatch")}
warming.ALGORITHMS, warming.UNLISTED, warming.USUAL_WIDTHS, warming.EXHIBITS = kept, (), (), {}
warming.warm_up()
print("warm")
"""


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
def test_a_damaged_cache_is_made_anew(tmp_path):
    cache = tmp_path / "numba_cache"
    assert warmed(cache).stdout == "warm\n"
    indices, code = list(cache.rglob("*.nbi")), list(cache.rglob("*.nbc"))
    assert (
        len(indices) == len(code) == 5
    )  # two steps, their errors, visits, and each rating left out
    indices[0].write_bytes(b"garbage")  # one that is no index any more …
    for file in code[::2]:
        file.write_bytes(b"")  # … and code that a full disk has cut to nothing
    again = warmed(cache)
    assert again.stdout == "warm\n", again.stderr
    assert "damaged" in again.stderr
