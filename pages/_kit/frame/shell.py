"""The frame round every page: what the browser is told, the menu, the chosen page.

This is the script Streamlit runs for every visitor. It must not lie beside ``pages/``: there,
a fresh server would open a deep link in Streamlit's old way, as a bare page without a frame.
"""

import streamlit as st

from pages._kit import memory
from pages._kit.course import COURSE, WELCOME, Lesson
from pages._kit.frame import presenter, theme

st.set_page_config(
    page_icon=theme.ICON, layout="wide", initial_sidebar_state="collapsed", menu_items={}
)


def _page(lesson: Lesson) -> st.Page:
    return st.Page(lesson.file, title=lesson.title, url_path=lesson.slug, default=lesson is WELCOME)


quiet = presenter.presenting() or st.context.is_embedded
page = st.navigation(
    {"": [_page(WELCOME)]}
    | {c.name: [_page(lesson) for lesson in c.lessons] for c in COURSE if c.lessons},
    position="hidden" if quiet else "top",
)
title = page.title if page.title == WELCOME.title else f"{page.title} · {WELCOME.title}"
st.set_page_config(page_title=title)
theme.apply(projector=presenter.presenting())
page.run()
memory.keep()
