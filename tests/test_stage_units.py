"""The JavaScript of the stage in parts: `tests/js`, run by the Node that Playwright brings."""

import re

import pytest

from pages._kit.frame import script
from tests.node import ROOT, node

TESTS = sorted(ROOT.glob("tests/js/*.test.js"))
FOLDERS = [ROOT / "pages/_kit/stage/js", ROOT / "pages/_kit/frame/js"]
MODULES = sorted(path for folder in FOLDERS for path in folder.rglob("*.js"))
IMPORT = re.compile(r'import \{ \w+(, \w+)* \} from "\.{1,2}/(\w+/)?\w+\.js";')


def complaint(code, output):
    """What is wrong with a run of tests, or nothing: some ran, none failed, none is left out."""
    counts = {name: int(n) for name, n in re.findall(r"^. (\w+) (\d+)$", output, re.M)}
    whole = counts.get("tests", 0) > 0 and counts["pass"] == counts["tests"]
    return "" if code == 0 and whole else f"{code}: {output}"


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_javascript(path):
    wrong = complaint(*node("--test-reporter=spec", path))
    assert not wrong, wrong


@pytest.mark.parametrize(
    ("code", "test"),
    [
        ("test('it breaks', () => { throw new Error('why') });", "it breaks"),
        ("test('left out', { skip: true }, () => {});", "left out"),
        ("test('some day', { todo: true }, () => {});", "some day"),
    ],
)
def test_a_test_that_fails_or_does_not_run_is_noticed_by_its_name(tmp_path, code, test):
    assert test in complaint_about(tmp_path, code)


def test_a_file_without_tests_is_noticed_and_one_that_passes_is_not(tmp_path):
    assert complaint_about(tmp_path, "export const nothing = 0;")
    assert not complaint_about(tmp_path, "test('fine', () => {});")


def complaint_about(folder, code):
    path = folder / "one.test.mjs"
    path.write_text(f"import {{ test }} from 'node:test';\n{code}\n", encoding="utf-8")
    return complaint(*node("--test-reporter=spec", path))


# --- joined into one text


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_the_joined_text_is_one_module_that_exports_what_streamlit_calls(tmp_path, folder):
    """No name stands twice, and no file needs another while it is being loaded."""
    text = tmp_path / "joined.mjs"
    text.write_text(script.joined(folder), encoding="utf-8")
    load = (
        "globalThis.matchMedia = () => ({});"
        f"const names = await import({text.as_uri()!r});"
        "console.log(Object.keys(names).join(), typeof names.default)"
    )
    assert node("--input-type=module", "--eval", load) == (0, "default function\n")


def test_every_module_is_in_it_whole():
    joined = "".join(script.joined(folder) for folder in FOLDERS)
    for path in MODULES:
        lines = path.read_text(encoding="utf-8").splitlines()
        left_out = [line for line in lines if line.removeprefix("export ") not in joined]
        assert all(line.startswith(("import {", "export ")) for line in left_out), left_out
    assert MODULES


def test_nothing_imported_changes_its_name_on_the_way():
    """In one text `import { a as b }` would be a name that nobody has given."""
    for path in MODULES:
        imports = re.findall(r"^import .+$", path.read_text(encoding="utf-8"), re.M)
        assert [line for line in imports if not IMPORT.fullmatch(line)] == []
