"""A column of text inside a container that is as wide as a figure."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import streamlit as st

from pages._kit import lesson

_WIDTH = 594  # pixels: the 33rem of the text face in theme.css


@contextmanager
def text_column() -> Iterator[None]:
    """Write what follows as wide as the text of the page, centred under the figure."""
    width: int | Literal["stretch"] = "stretch" if lesson.presenting() else _WIDTH
    with (
        st.container(horizontal=True, horizontal_alignment="center"),
        st.container(width=width),
    ):
        yield
