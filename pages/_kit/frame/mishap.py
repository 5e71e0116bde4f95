"""What a visitor sees when our code fails: a sentence and a number, never a traceback."""

import logging
import secrets

import streamlit as st

_log = logging.getLogger("downhill")


def show(error: Exception) -> bool:
    """Log `error` under a fresh number and show that number in place of a traceback.

    Streamlit calls this for any exception of a page, a callback or a fragment; other visitors
    are not affected.

    Returns
    -------
    bool
        True: Streamlit need not show anything itself.
    """
    number = secrets.token_hex(4)
    _log.error("error %s", number, exc_info=error)
    st.error(
        f"Something went wrong on our side, and the rest of this page is missing. "
        f"Reload the page to try again; if it happens twice, report error **{number}**."
    )
    return True
