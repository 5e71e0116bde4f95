"""Short texts that the address carries beside the controls: pins, the cells of an edited table.

Two may change such a text: the page, and the address bar (a link, Back). Whoever has changed it
since the last look wins. Streamlit empties the address when the page is left; the session keeps
the text, and on return the address is mended.
"""

import streamlit as st

from pages._kit import lesson

LONGEST = 2000  # characters of a text that is read from an address


def text(key: str) -> str:
    """What is kept under `key`, which is also the parameter in the address; empty for nothing."""
    asked = st.query_params.get(key, "")[:LONGEST]
    visit, said = st.session_state.get(f"{key}_said", (-1, ""))
    if asked != said and (asked or visit == lesson.visit_number()):
        st.session_state[key] = asked
    now: str = st.session_state.get(key, "")
    if now != asked:
        if now:
            st.query_params[key] = now
        else:
            st.query_params.pop(key, None)
    st.session_state[f"{key}_said"] = (lesson.visit_number(), now)
    return now


def put(key: str, now: str) -> None:
    """Keep another text; the address follows when the page asks for it next."""
    st.session_state[key] = now
