"""A room of the museum: exhibits to choose from, their curves, their code, and their labels."""

import streamlit as st

from mf_core.figures.picture import Picture
from mf_core.museum import EXHIBITS
from pages._kit import controls, lesson, misprints
from pages._kit.parts.bug_museum import code, curves
from pages._kit.parts.bug_museum.words import HIDES, LABELS, ROOMS
from pages._kit.stage import stage
from pages._kit.text import display, paragraphs

PAGE = "bug_museum"


def room(name: str) -> None:
    """Show a room, a key of `ROOMS`: an exhibit to choose, its curves, its code, its label."""
    exhibit = _chosen(name)
    label, one = LABELS[exhibit], EXHIBITS[exhibit]
    shows = one.hides is None or _shows(exhibit)
    st.markdown(f"**The mistake.** {label.mistake}")
    drawn(curves.pictures(exhibit, shows=shows), f"{PAGE}_{name}_curves")
    st.markdown(paragraphs(curves.verdict(exhibit, shows=shows), label.why))
    with lesson.wide(f"{name}_code"):
        code.beside(*one.code)
    found = f"**Found.** {label.found}"
    if one.misprint:
        (slip,) = misprints.named([one.misprint])
        found = paragraphs(f"{found} As printed:", display(slip.printed))
    st.markdown(found)


def drawn(pictures: list[Picture], key: str) -> None:
    """Draw the four curves two by two, in two stages: on a phone four would be too low in one."""
    with lesson.wide(key):
        stage(pictures[:2], key=f"{key}_errors", columns=2, height=220, follow=False)
        stage(pictures[2:], key=f"{key}_model", columns=2, height=220, follow=False)


def _chosen(name: str) -> str:
    """The exhibit the reader stands before; a room with a single one has no choice."""
    exhibits = ROOMS[name]
    if len(exhibits) == 1:
        return exhibits[0]
    return controls.choose(
        PAGE, name, "Exhibit", exhibits, format_func=lambda each: LABELS[each].title
    )


def _shows(exhibit: str) -> bool:
    """Whether the reader has chosen the setting in which the mistake comes out."""
    hides, shows = HIDES[exhibit]
    return controls.choose(PAGE, f"{exhibit}_at", "Run it on" if "η" not in hides else "Rate",
                           [hides, shows]) == shows  # fmt: skip
