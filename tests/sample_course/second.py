"""The second sample lesson: it fails where the first one does not."""

import streamlit as st

from pages._kit import controls, lesson


def fail():
    raise ValueError("a detail no visitor may see")


lesson.begin("second")
lesson.title()
if lesson.section("Failing well"):
    controls.eta("second")
    st.button("Fail in a callback", on_click=fail)
    if st.button("Fail in the page"):
        fail()
lesson.end(points=("One.", "Two.", "Three."), question="Is that all?")
