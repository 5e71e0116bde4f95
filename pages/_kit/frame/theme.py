"""The look that the [theme] sections of .streamlit/config.toml cannot say."""

from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

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
    sheets = ("theme.css", "presenter.css") if projector else ("theme.css",)
    rules = "\n".join((FRAME / sheet).read_text(encoding="utf-8") for sheet in sheets)
    # Not st.html: its code arrives late, and the page would be seen unset for a moment.
    st.markdown(f"<style>{rules}</style>", unsafe_allow_html=True)
