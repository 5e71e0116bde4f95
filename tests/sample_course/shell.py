"""The real shell over the sample course: only the list of lessons is another."""

import runpy
from pathlib import Path

from pages._kit import course

course.PAGES = Path(__file__).parent
course.COURSE = (
    course.Chapter("1", "Sample", (course.Lesson("second", "The second", "Does it fail well?"),)),
    course.Chapter("", "Reference"),
)
runpy.run_path(str(Path(course.__file__).with_name("frame") / "shell.py"))
