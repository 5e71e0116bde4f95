"""An address as a picture for a camera: how a hall opens the page on the wall."""

import segno
import streamlit as st

from pages._kit.text import esc_md


@st.dialog("On your own device", width="large")
def show(address: str) -> None:
    """A screen of its own with the QR code of an address, and the address in words."""
    drawn = code(address)
    if not drawn:
        st.markdown("This address is too long for a QR code. Copy it from *Link* instead.")
        return
    picture = f'<img class="qr" alt="QR code of this address" src="{drawn}">'
    st.markdown(picture, unsafe_allow_html=True)
    st.markdown(f"**{esc_md(address, limit=400)}**")


def on_paper(address: str) -> None:
    """The code and the address at the end of a printed lesson."""
    picture = f'<img class="qr-small" alt="QR code of this page" src="{code(address)}">'
    st.markdown(picture, unsafe_allow_html=True)
    st.markdown(f"This page, alive: {esc_md(address, limit=400)}")


def code(address: str) -> str:
    """The QR code of an address as an image in a data address; empty if it is too long for one.

    Level M: it can still be read with a seventh of it hidden, by somebody's head for instance.
    The margin of four modules is part of the code; black on white on every page, as cameras
    expect it.

    Examples
    --------
    >>> code("http://10.0.0.7:8501/slope").startswith("data:image/svg+xml"), code("x" * 5000)
    (True, '')
    """
    try:
        made = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError:
        return ""
    return str(made.svg_data_uri(scale=8, border=4, dark="#000", light="#fff"))
