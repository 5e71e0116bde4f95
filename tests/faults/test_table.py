"""The table of faults is whole, and every test it names is there."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import run

TESTS = Path(__file__).parents[1]
TABLE = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")
ROWS = [
    line.strip("| ").split(" |") for line in TABLE.splitlines() if re.match(r"\| [FUDRW]\d", line)
]
EXPECTED = {"F": 6, "U": 15, "D": 7, "R": 16, "W": 6}


def functions(file):
    tree = ast.parse((TESTS / f"{file}.py").read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_row_is_there_once_and_in_order():
    expected = [f"{letter}{n + 1}" for letter, most in EXPECTED.items() for n in range(most)]
    assert [row[0] for row in ROWS] == expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_names_tests_that_exist_or_is_open_with_a_reason(row):
    named = re.findall(r"`([\w/]+)::(\w+)`", row[-1])
    missing = [f"{file}::{name}" for file, name in named if name not in functions(file)]
    assert missing == []
    assert named or re.search(r"\*\*open\*\*: \w.{20}", row[2])


def test_no_duration_is_taken_from_a_clock_that_jumps():
    """R14: the linter refuses `time.time`."""
    jumping = "import time\n\nbegan = time.time()\n"
    checked = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--stdin-filename", "pages/_kit/x.py", "-"],
        input=jumping,
        cwd=run.HERE,
        check=False,
        capture_output=True,
        text=True,
    )
    assert "TID251" in checked.stdout
