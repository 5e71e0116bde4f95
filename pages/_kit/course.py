"""The order of the course: chapters and their lessons, and nothing else.

A lesson is one file, ``pages/<slug>.py``, and one line here.
"""

from pathlib import Path
from typing import NamedTuple

PAGES = Path(__file__).resolve().parents[1]


class Lesson(NamedTuple):
    """One page: its file and address, what it is called, and the question it answers."""

    slug: str
    title: str
    question: str

    @property
    def file(self) -> Path:
        """The script of this page."""
        return PAGES / f"{self.slug}.py"


class Chapter(NamedTuple):
    """A few lessons that belong together; `number` is empty for what stands outside the path."""

    number: str
    title: str
    lessons: tuple[Lesson, ...] = ()

    @property
    def name(self) -> str:
        """The chapter as it is called in the menu."""
        return f"{self.number} {self.title}".strip()


WELCOME = Lesson("start", "Downhill", "How does a machine learn what you like?")

COURSE: tuple[Chapter, ...] = (
    Chapter(
        "1",
        "Slopes",
        (
            Lesson("slope", "Slope", "What is a slope?"),
            Lesson("derivative", "Derivative", "How steep is a curve at a single point?"),
        ),
    ),
    Chapter(
        "2",
        "Descent",
        (
            Lesson("gradient", "The gradient", "Which way is up, if there are many ways to go?"),
            Lesson("descent", "Descent", "How far should one step?"),
        ),
    ),
    Chapter(
        "3",
        "Ratings",
        (
            Lesson("ratings", "Ratings and tastes", "How can a table with holes be filled?"),
            Lesson("objective", "The objective", "What exactly does training make small?"),
            Lesson("loss_surface", "The true surface", "What does the loss look like?"),
        ),
    ),
    Chapter(
        "4",
        "Derivation",
        (
            Lesson("update_rule", "The update rule", "Where does the update rule come from?"),
            Lesson("one_rating", "One rating", "What does a single rating do to P and Q?"),
            Lesson("vectorized", "All ratings at once", "What is the gradient of the whole table?"),
        ),
    ),
    Chapter(
        "5",
        "Training",
        (
            Lesson(
                "factorize", "Let’s factorize", "What do P and Q become while they are trained?"
            ),
            Lesson("feature_by_feature", "Feature by feature", "Must all factors learn at once?"),
            Lesson("overfitting", "Overfitting", "When should training stop?"),
            Lesson("race", "The race", "Which of all these ways is the fastest?"),
            Lesson("your_rule", "Your rule", "Could you write the two lines yourself?"),
        ),
    ),
    Chapter(
        "6",
        "Full size",
        (Lesson("full_data", "Full data", "Does it still work with a hundred thousand ratings?"),),
    ),
    Chapter(
        "",
        "Reference",
        (
            Lesson("notation", "Notation", "Who writes what, and who slipped where?"),
            Lesson("bug_museum", "The bug museum", "Which mistakes can be seen in a curve?"),
        ),
    ),
)


def lessons() -> tuple[Lesson, ...]:
    """Every lesson in the order of the course, the welcome page first."""
    return (WELCOME, *(lesson for chapter in COURSE for lesson in chapter.lessons))


def lesson(slug: str) -> Lesson:
    """The lesson with this slug.

    Raises
    ------
    LookupError
        If the course has no such lesson.
    """
    for candidate in lessons():
        if candidate.slug == slug:
            return candidate
    raise LookupError(f"COURSE has no lesson {slug!r}: add its line to pages/_kit/course.py")


def chapter_name(slug: str) -> str:
    """The chapter a lesson belongs to, as the menu calls it; empty for the welcome page."""
    names = (c.name for c in COURSE if any(one.slug == slug for one in c.lessons))
    return next(names, "")


def neighbours(slug: str) -> tuple[Lesson | None, Lesson | None]:
    """The lessons before and after this one, None at either end of the course."""
    path = (None, *lessons(), None)
    at = path.index(lesson(slug))
    return path[at - 1], path[at + 1]
