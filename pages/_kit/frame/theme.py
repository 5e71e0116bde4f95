"""The look that the [theme] sections of .streamlit/config.toml cannot say."""

from functools import cache
from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from mf_core.figures.style import ROLES, ink

FRAME = Path(__file__).resolve().parent
ICON = str(FRAME / "icon.svg")

# Served by ourselves: the course must work in a lecture hall without the internet.
FONTS = Mount("/fonts", StaticFiles(directory=FRAME / "fonts"))


def apply(*, projector: bool) -> None:
    """Set the page: one reading column, wider figures, none of the furniture.

    Parameters
    ----------
    projector : bool
        Larger type and one section per screen, for presenter mode.
    """
    # Not st.html: its code arrives late, and the page would be seen unset for a moment.
    st.markdown(f"<style>{_rules(projector)}</style>", unsafe_allow_html=True)


@cache
def _rules(projector: bool) -> str:  # noqa: FBT001 (a key of the cache)
    """All rules of the page: read once, for they are sent at every run of a script."""
    sheets = ("theme.css", "presenter.css") if projector else ("theme.css",)
    return "\n".join([*((FRAME / sheet).read_text(encoding="utf-8") for sheet in sheets), inks()])


@cache
def inks() -> str:
    """Rules that give each role, where it colours a formula, the shade its page needs for text.

    KaTeX writes a colour as it was given, React as red, green and blue.
    """
    return "\n".join(_ink_of(role.color) for role in ROLES.values())


def _ink_of(color: str) -> str:
    shades = f"light-dark({ink(color, 'light')}, {ink(color, 'dark')})"
    where = f'[style*="{color}"], [style*="{_spelt(color)}"]'
    return f".katex :is({where}) {{ color: {shades} !important; }}"


def _spelt(color: str) -> str:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"
