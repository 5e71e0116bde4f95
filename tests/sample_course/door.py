"""The door of the sample course, as app.py is of the real one."""

from pathlib import Path

import streamlit as st

from pages._kit.frame import mishap, script, theme

app = st.App(
    Path(__file__).with_name("shell.py"),
    routes=[theme.FONTS, script.ROUTE],
    on_script_error=mishap.show,
)
