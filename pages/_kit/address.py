"""The address of a page as it is now, for somebody else to open."""

from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

import streamlit as st

from pages._kit.frame import presenter


def address(hidden: Sequence[str] = ()) -> str:
    """The full address of this page in its present state, as a student opens it.

    It says nothing of a presentation, and under ``--share`` it names this machine as the network
    does.

    Parameters
    ----------
    hidden : symbols
        Controls that whoever opens the address shall not see.
    """
    left_out = {"hide", "embed", "figure", *presenter.OWN}
    state = {
        name: st.query_params.get_all(name) for name in st.query_params if name not in left_out
    }
    if hidden:
        state["hide"] = [",".join(hidden)]
    query = urlencode(state, doseq=True, safe=",")
    page = reached(st.context.url or "")
    return f"{page}?{query}" if query else page


def reached(url: str) -> str:
    """The address of a page for those at other machines, where others are let in at all."""
    parts = urlsplit(url)
    mine = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if not mine or st.get_option("server.address") != "0.0.0.0":  # noqa: S104 (it is compared)
        return url
    host = st.get_option("browser.serverAddress")
    return parts._replace(netloc=f"{host}:{parts.port or 80}").geturl()
