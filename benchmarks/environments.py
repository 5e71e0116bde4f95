"""Each library in an environment of its own, made when it is first asked for.

They want different versions of everything, and one of them another Python.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".cache" / "peers"
PATIENCE = 480  # seconds that a library may take to compile


class Recipe(NamedTuple):
    """What to install, and the oldest Python it runs on."""

    packages: tuple[str, ...]
    oldest: tuple[int, ...] = (3, 11)


OWN = ("downhill", "whole_steps", "paper")  # in the environment this runs in
RECIPES = {
    "surprise": Recipe(("scikit-surprise",)),
    "cornac": Recipe(("cornac",)),
    "lenskit": Recipe(("lenskit", "pandas"), (3, 12, 5)),
    "implicit": Recipe(("implicit",)),
    "cmfrec": Recipe(("cmfrec", "threadpoolctl")),
    "libmf": Recipe(("libmf", "numpy", "setuptools")),
    "scipy": Recipe(("scipy", "numpy")),
}


class UnavailableError(Exception):
    """A library that cannot be had here; the message says why, for its row of the table."""


def python_of(name: str) -> Path:
    """The Python of a library's environment.

    Raises
    ------
    UnavailableError
        If it cannot be installed.
    """
    if name in OWN:
        return Path(sys.executable)
    if name not in RECIPES:
        raise UnavailableError("no recipe for it in benchmarks/environments.py")
    place = FOLDER / name
    python, ready = place / "bin" / "python", place / "ready"
    if not ready.is_file():
        shutil.rmtree(place, ignore_errors=True)
        _install(RECIPES[name], place, python)
        ready.touch()
    return python


def _install(recipe: Recipe, place: Path, python: Path) -> None:
    print(f"installing {', '.join(recipe.packages)} …", file=sys.stderr, flush=True)
    _run([_interpreter(recipe.oldest), "-m", "venv", str(place)])
    _run([str(python), "-m", "pip", "install", "--quiet", *recipe.packages])


def _interpreter(oldest: tuple[int, ...]) -> str:
    """A Python that is new enough: this one, one on the path, one of pyenv or uv."""
    if sys.version_info >= oldest:
        return sys.executable
    names = [f"python3.{minor}" for minor in (12, 13, 14)]
    found = [shutil.which(name) for name in names]
    found += sorted(map(str, Path.home().glob(".pyenv/versions/3.1[2-9]*/bin/python")))
    found += sorted(
        map(str, Path.home().glob(".local/share/uv/python/cpython-3.1[2-9]*/bin/python"))
    )
    code = f"import sys; sys.exit(sys.version_info < {oldest})"
    for path in filter(None, found):
        if subprocess.run([path, "-c", code], capture_output=True, check=False).returncode == 0:
            return path
    raise UnavailableError(f"needs Python {'.'.join(map(str, oldest))}, and there is none here")


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnavailableError(f"not built within {PATIENCE // 60} minutes") from None
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise UnavailableError(said[-1] if said else f"{command[0]} failed")
