"""Presenter mode: ``?present=1`` shows a lesson on a projector, one section per screen.

PageDown first reveals what the screen still hides, one answer at a time, and then turns to the
next section; PageUp turns back. The section is in the address: ``?present=1&section=3``.
"""

from pathlib import Path

import streamlit as st

_keys = st.components.v2.component(
    "downhill_keys", js=(Path(__file__).parent / "keys.js").read_text(encoding="utf-8")
)

_HIDDEN = "presenter_hidden"  # answers the screen shown last still hides, in their order
_REVEALED = "presenter_revealed"  # answers this presenter has revealed
_LAST = "presenter_last"  # the number of the lesson's last screen


def presenting() -> bool:
    """Whether this page is shown in presenter mode."""
    return st.query_params.get("present") == "1"


def section() -> int:
    """The section on the screen, from 1 (anything odd in the address counts as 1)."""
    written = st.query_params.get("section", "1")
    return (
        max(int(written), 1) if written.isascii() and written.isdigit() and len(written) < 4 else 1
    )


def new_screen() -> None:
    """Forget what the previous run hid; `lesson.begin` calls this."""
    st.session_state[_HIDDEN] = []


def concealed(key: str) -> bool:
    """Whether an answer stays hidden until the presenter asks for it.

    Parameters
    ----------
    key : str
        Names the answer; the same one at every run.
    """
    if not presenting() or key in st.session_state.get(_REVEALED, ()):
        return False
    hidden = st.session_state.setdefault(_HIDDEN, [])
    if key not in hidden:
        hidden.append(key)
    return True


def revealed(key: str) -> bool:
    """Whether the presenter has asked for this answer; never outside presenter mode."""
    return presenting() and not concealed(key)


def start() -> None:
    """Enter presenter mode at the first section."""
    st.session_state[_REVEALED] = set()
    st.query_params["present"] = "1"


def leave() -> None:
    """Back to the page as everybody reads it."""
    for name in ("present", "section"):
        st.query_params.pop(name, None)


def turn(step: int) -> None:
    """Reveal the next hidden answer or, where none is left, turn `step` screens on."""
    hidden = st.session_state.get(_HIDDEN, [])
    if step > 0 and hidden:
        st.session_state.setdefault(_REVEALED, set()).add(hidden[0])
        return
    target = min(max(section() + step, 1), st.session_state.get(_LAST, section() + 1))
    if target != section():
        st.query_params["section"] = str(target)


def transport(last: int) -> None:
    """The row at the foot of the screen: back, which of how many, next, leave; and the keys."""
    st.session_state[_LAST] = last
    with (
        st.bottom,
        st.container(key="presenter_transport", horizontal=True, vertical_alignment="center"),
    ):
        st.button("Back", on_click=turn, args=(-1,), disabled=section() <= 1)
        st.text(f"{min(section(), last)} / {last}")
        hidden = bool(st.session_state.get(_HIDDEN))
        st.button(
            "Reveal" if hidden else "Next",
            key="presenter_next",
            on_click=turn,
            args=(1,),
            disabled=section() >= last and not hidden,
            type="primary",
        )
        st.button("Leave presenter mode", on_click=leave, type="tertiary")
    with st.container(key="presenter_keys"):
        _keys(key="presenter_move", on_move_change=_on_key)


def _on_key() -> None:
    turn(1 if st.session_state["presenter_move"].move > 0 else -1)
