"""A lesson in somebody else's page: ``?embed=true``, with ``&section=3`` or ``&figure=slope_line``.

Streamlit leaves out its own furniture. A section is chosen where sections are (`lesson`); a
figure, named by the key of its stage, fills the frame, and all else of the page is out of sight.
"""

import re
from functools import cache
from pathlib import Path

import streamlit as st

_NAME = re.compile(r"[a-z0-9_]{1,60}")
_DRAWN = "embed_drawn"  # the figures of the page so far, by their keys


def figure() -> str:
    """The figure that is to stand alone, empty for none."""
    name = st.query_params.get("figure", "")
    return name if st.context.is_embedded and _NAME.fullmatch(name) else ""


def section() -> bool:
    """Whether one section is to stand alone."""
    return bool(st.context.is_embedded) and "section" in st.query_params


def part() -> bool:
    """Whether a part of the page is shown, not the whole."""
    return section() or bool(figure())


def begin() -> None:
    """Forget the last run's figures; put out of sight what a part of the page does without."""
    st.session_state[_DRAWN] = []
    if part():
        alone = _sheet("embed_figure").replace("FIGURE", figure()) if figure() else ""
        st.markdown(f"<style>{_sheet('embed')}\n{alone}</style>", unsafe_allow_html=True)


def note(key: str) -> None:
    """Remember that the page has a figure."""
    st.session_state.setdefault(_DRAWN, []).append(key)


def missing() -> str:
    """What to say where the page has no such figure; empty where it has."""
    drawn: list[str] = st.session_state.get(_DRAWN, [])
    name = figure()
    if not name or name in drawn:
        return ""
    others = ", ".join(f"`{key}`" for key in drawn) or "none"
    return (
        f"There is no figure `{name}` here, or it comes with the answer to a question. "
        f"Figures that can stand alone: {others}."
    )


@cache
def _sheet(name: str) -> str:
    return Path(__file__).with_name(f"{name}.css").read_text("utf-8")
