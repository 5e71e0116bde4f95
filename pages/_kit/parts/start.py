"""Parts of the welcome page: a land to throw balls on, the path of the course, its sources."""

from typing import NamedTuple

import numpy as np
import streamlit as st

from mf_core.figures.picture import Picture
from mf_core.figures.thrown_balls import thrown_balls
from mf_core.slopes.curves import SURFACES
from mf_core.slopes.descent import OPTIMIZERS, Path, descend
from pages._kit import course, memory
from pages._kit.emblems import emblem
from pages._kit.stage import Pick, Slider
from pages._kit.stage.live import LiveFigure

HILLS = SURFACES["four valleys"]
N_STEPS = 80
APART = 0.3  # how far from each other the balls are let go, on either axis
# Ball 1 is let go where the reader points, the others around it.
AROUND = ((0.0, 0.0), (1.0, 0.4), (-0.6, 1.0), (-1.0, -0.5), (0.5, -1.0), (1.6, 1.4), (-1.5, 1.3))
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven")


def walks(x: float, y: float, eta: float, n: int) -> list[Path]:
    """The walks of n balls let go around (x, y)."""
    places = [(x + APART * dx, y + APART * dy) for dx, dy in AROUND[:n]]
    return [descend(HILLS, place, OPTIMIZERS["plain"], eta, N_STEPS) for place in places]


def thrown(x: float, y: float, eta: float, n: int) -> Picture:
    """The balls on their way."""
    return thrown_balls(HILLS, walks(x, y, eta, n), N_STEPS + 1)


def valleys(x: float, y: float, eta: float, n: int) -> str:
    """Where the balls have come to rest: computed from the walks that are drawn."""
    paths = walks(x, y, eta, n)
    found = {_valley(path) for path in paths}
    lost = sum(_valley(path) is None for path in paths)
    rested = len(found - {None})
    if lost == n:
        jumps = all((np.diff(path.value) > 0).any() for path in paths)  # downhill by small steps
        why = "at this rate a step jumps too far" if jumps else "the way is longer than that"
        return f"{_balls(n)}, and **none** has come to rest within {N_STEPS} steps: {why}."
    said = f"{_balls(n)}, **{WORDS[rested]}** {'valley' if rested == 1 else 'valleys'}."
    still = (
        f" {WORDS[lost].capitalize()} of them found none within {N_STEPS} steps." if lost else ""
    )
    return f"{said}{still} Nobody told them where to go; each only felt the slope under it."


def _valley(path: Path) -> int | None:
    """The number of the minimum a walk has come close to, None if to none."""
    if path.diverged_at is not None:
        return None
    x, y = float(path.x[-1]), float(path.y[-1])
    near = [abs(x - a) < 0.1 and abs(y - b) < 0.1 for a, b in HILLS.minima]
    return near.index(True) if any(near) else None


def _balls(n: int) -> str:
    return f"{WORDS[n].capitalize()} {'ball' if n == 1 else 'balls'}"


THROW = LiveFigure(
    "start_throw",
    thrown,
    (
        Slider("x", "x", "where, across", -5.0, 5.0, 0.01, -0.3, hidden=True),
        Slider("y", "y", "where, up", -5.0, 5.0, 0.01, -0.6, hidden=True),
        Slider("eta", "η", "how far a step goes", 0.001, 0.03, 0.02, 0.006, log=True),
        Slider("n", "n", "balls", 1, len(AROUND), 1, 5, digits=0, whole=True),
    ),
    pick=Pick(0, "x", "y"),
    says=valleys,
)
LIVE = (THROW,)


def path() -> None:
    """The lessons in their order, each with its emblem and how far the reader is with it."""
    for chapter in course.COURSE:
        if not chapter.lessons:
            continue
        st.markdown(f"### {chapter.name}")
        for one in chapter.lessons:
            with st.container(key=f"path_{one.slug}", horizontal=True, vertical_alignment="center"):
                st.markdown(emblem(one.slug), unsafe_allow_html=True)
                label = f"**{one.title}** · {one.question}{memory.mark(one.slug)}"
                st.page_link(one.file, label=label)


class Source(NamedTuple):
    """One of the four texts the course corrects: what it is, what it gives, where it slips."""

    name: str
    what: str
    gives: str
    slips: str


SOURCES = (
    Source(
        "The transcript",
        "Fifteen minutes of a lecture, as somebody spoke them.",
        "The update rule of FunkSVD, derived step by step with the chain rule.",
        "It adds the gradient where it means to descend, and calls the SVD *single* value "
        "decomposition.",
    ),
    Source(
        "The notes",
        "Two handwritten pages in matrix form.",
        "The gradient of all ratings at once, with a mask for the empty cells.",
        "The mask is printed as a sum, and an index names two things in one line.",
    ),
    Source(
        "The article",
        "A gentle text for readers who have never seen a derivative.",
        "The idea: nudge each number towards a smaller error, again and again.",
        "It says *up* where the direction depends on a sign, and loses a constant on the way.",
    ),
    Source(
        "The slides",
        "A lecture from the first slope to the “big hairy equation”.",
        "Slopes, gradients, and the objective with every symbol.",
        "Two brackets are missing, and a limit is taken one line too early.",
    ),
)


def sources() -> None:
    """A card for each source."""
    for row in (SOURCES[:2], SOURCES[2:]):
        for column, source in zip(st.columns(2, gap="large"), row, strict=True):
            column.markdown(
                f"**{source.name}.** {source.what} *Gives:* {source.gives} *Slips:* {source.slips}"
            )
