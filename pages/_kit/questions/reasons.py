"""A "because …" in the reader's own words or chosen, and then ours beside it."""

from collections.abc import Sequence

import streamlit as st

from pages._kit.frame import presenter
from pages._kit.questions.gates import commit, committed, predict, take_back
from pages._kit.text import esc_md, paragraphs, small


def because(key: str, prompt: str, options: Sequence[str] | None, model_answer: str) -> bool:
    """Ask for a reason, then show ours for the reader to compare: nobody is graded.

    Parameters
    ----------
    key : str
        ``<lesson>_<name>``; one for each prompt.
    prompt : str
        The beginning of a sentence, in Markdown: "Momentum overshoots because …".
    options : sequence of str or None
        Reasons to choose from; None where the reader writes one.
    model_answer : str
        Our sentence, in Markdown.

    Returns
    -------
    bool
        Whether our answer is on the page.
    """
    if options is not None:
        if predict(key, prompt, options) is None:
            return False
        st.markdown(f"**Compare:** {model_answer}")
        return True
    return _written(key, prompt, model_answer)


def _written(key: str, prompt: str, model_answer: str) -> bool:
    mine = committed(key)
    shown = mine is not None or presenter.revealed(key)
    with st.container(key=f"predict_{key}", border=True):
        st.markdown(small("In your own words"), unsafe_allow_html=True)
        if shown:
            yours = f"You wrote: *{esc_md(mine, 400)}*" if mine else ""
            ours = f"**Compare:** {model_answer}"
            st.markdown(paragraphs(f"**{prompt}**", yours, ours))
            if mine is not None:
                st.button("Write it again", key=f"{key}_change", on_click=take_back, args=(key,))
            return True
        with st.form(f"{key}_form", border=False):
            st.text_area(prompt, key=f"{key}_guess", max_chars=400, persist_state="session")
            st.form_submit_button("Compare", key=f"{key}_commit", on_click=_compare, args=(key,))
    return False


def _compare(key: str) -> None:
    """Our answer is shown whether or not anything was written."""
    written = " ".join((st.session_state.get(f"{key}_guess") or "").split())
    commit(key, written)
