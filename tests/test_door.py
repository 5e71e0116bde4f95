"""The door opens in silence: nothing is computed and nothing warned of before a visitor comes."""

import subprocess
import sys
from pathlib import Path

import run


def test_importing_the_app_prints_nothing():
    imported = subprocess.run(
        [sys.executable, "-c", "import app"],
        check=False,
        cwd=Path(run.__file__).parent,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (imported.returncode, imported.stdout, imported.stderr) == (0, "", "")
