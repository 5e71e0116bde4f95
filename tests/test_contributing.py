"""What CONTRIBUTING shows is run, in the sample course."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages._kit import course

ROOT = Path(course.__file__).parents[2]
SHELL = """
import runpy
from pathlib import Path
from pages._kit import course
course.PAGES = Path(__file__).parent
course.COURSE = (course.Chapter("1", "Shown", (course.Lesson("second", "Lines", "What tilts?"),)),)
runpy.run_path(str(Path(course.__file__).with_name("frame") / "shell.py"))
"""


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """The lesson of CONTRIBUTING, alone in a course of its own."""
    monkeypatch.setattr(course, "COURSE", course.COURSE)
    monkeypatch.setattr(course, "PAGES", course.PAGES)
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (lesson,) = re.findall(r'```python\n("""Lesson: .*?)```', text, re.DOTALL)
    for name, code in {"shell": SHELL, "start": lesson, "second": lesson}.items():
        own = code.replace("second", "start") if name == "start" else code
        (tmp_path / f"{name}.py").write_text(own, encoding="utf-8")
    return AppTest.from_file(str(tmp_path / "shell.py"), default_timeout=60).run()


def test_the_lesson_shown_runs_and_answers(shown):
    assert not shown.exception
    said = [element.value for element in shown.markdown]
    assert any("which of them tilts it?" in words for words in said)
    (choice,) = shown.radio
    choice.set_value("b").run()
    assert "It lifts the line as it is." in shown.error[0].value
    choice.set_value("m").run()
    assert "**Right.**" in shown.success[0].value
    assert not shown.exception


def test_every_room_named_in_contributing_is_there():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.split("| room of `pages/_kit` |")[1].split("\n\n")[0]
    headed = {row.split("|")[1] for row in table.splitlines()[2:]}
    kit = ROOT / "pages" / "_kit"
    rooms = {path.parent.name for path in kit.glob("*/__init__.py")}
    assert set(re.findall(r"`(\w+)", " ".join(headed))) <= rooms
    assert rooms <= set(re.findall(r"`(\w+)", table))
