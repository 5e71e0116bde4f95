"""The Node that Playwright brings: the JavaScript of the course without a browser."""

import os
import subprocess
from pathlib import Path

import playwright

import run

ROOT = Path(run.__file__).parent
NODE = Path(playwright.__file__).parent / "driver" / ("node.exe" if os.name == "nt" else "node")
QUIET = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"  # that a file is a module is seen


def node(*arguments):
    """Run Node; its exit code and all it printed."""
    ended = subprocess.run(
        [NODE, QUIET, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr
