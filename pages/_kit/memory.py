"""What the course remembers of a reader: guesses, answers, tasks reached, lessons read.

Within a session the session state is the truth. A copy lies in the browser's own storage, so
that a reload or another day finds it again; none of it is in an address, and none of it is kept
by the server. Presenter mode has a memory of its own, which begins empty: nobody's answers are
thrown on a wall, nor printed.
"""

import json
import secrets
from pathlib import Path
from typing import Any

import streamlit as st

from pages._kit.frame import presenter

VERSION = 1  # another one when old memories could no longer be read

Kept = str | float | int | list[Any]  # what JSON can say

_store = st.components.v2.component(
    "downhill_memory", js=(Path(__file__).parent / "frame" / "memory.js").read_text("utf-8")
)
_KEPT = "memory_kept"
_HALL = "memory_hall"
_WIPED = "memory_wiped"
_SESSION = "memory_session"
_LONGEST = 100_000  # characters of a memory that is read


def remember(key: str, value: Kept) -> None:
    """Keep a value under a key of its own, ``<lesson>_<name>_<what>``."""
    _kept()[key] = value


def recall(key: str) -> Any:  # noqa: ANN401 (whoever has kept it knows what it is)
    """What was kept under a key, None if there is nothing."""
    return _kept().get(key)


def forget(key: str) -> None:
    """Keep nothing under this key any more."""
    _kept().pop(key, None)


def forget_everything() -> None:
    """Begin anew, as somebody who has never been here: the browser wipes and reloads."""
    st.session_state[_KEPT] = {}
    st.session_state[_WIPED] = True


def prefill(key: str) -> None:
    """Give a widget what was kept under its key, unless it has a value of this session."""
    if st.session_state.get(key) is None and not presenter.presenting():
        kept = recall(key)
        if kept is not None:
            st.session_state[key] = kept


# --- lessons


def visit(slug: str) -> None:
    """Note that a lesson has been opened."""
    if f"{slug}_lesson" not in _kept():
        remember(f"{slug}_lesson", "visited")


def visited(slug: str) -> bool:
    """Whether a lesson has ever been opened."""
    return recall(f"{slug}_lesson") is not None


def finish(slug: str, *, done: bool = True) -> None:
    """Note that the reader is done with a lesson, or not done after all."""
    remember(f"{slug}_lesson", "finished" if done else "visited")


def finished(slug: str) -> bool:
    """Whether the reader has said to be done with a lesson."""
    return bool(recall(f"{slug}_lesson") == "finished")


def mark(slug: str) -> str:
    """How far the reader is with a lesson, as it stands behind its name."""
    return " · ✓ done" if finished(slug) else " · begun" if visited(slug) else ""


# --- the copy in the browser


def keep(key: str = "memory_store") -> None:
    """Hand the browser what is to be kept; at the first run it hands over what it has.

    Parameters
    ----------
    key : str
        Another one where a fragment, which runs without the frame, has something to keep.
    """
    if presenter.presenting() or presenter.paper():
        return
    data = {
        "version": VERSION,
        "kept": _kept(),
        "session": st.session_state.setdefault(_SESSION, secrets.token_hex(8)),
        "wiped": st.session_state.get(_WIPED, False),
    }
    with st.container(key=f"hidden_{key}"):
        _store(key=key, data=data, on_found_change=lambda: _adopt(key))


def read(text: object) -> dict[str, Kept]:
    """The memory in a text from the browser's storage; empty where it is none of ours.

    Examples
    --------
    >>> read('{"version": 1, "kept": {"slope_shape_quiz": "5"}}'), read("[]"), read("{")
    ({'slope_shape_quiz': '5'}, {}, {})
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return {}
    try:
        memory = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(memory, dict) or memory.get("version") != VERSION:
        return {}
    kept = memory.get("kept")
    if not isinstance(kept, dict):
        return {}
    return {
        key: value for key, value in kept.items() if isinstance(value, str | float | int | list)
    }


def _adopt(key: str) -> None:
    """What was kept before, beneath what this session knows already."""
    found = read(st.session_state[key].get("found"))
    st.session_state[_KEPT] = found | st.session_state.get(_KEPT, {})


def _kept() -> dict[str, Kept]:
    if presenter.paper():
        return {}
    name = _HALL if presenter.presenting() else _KEPT
    kept: dict[str, Kept] = st.session_state.setdefault(name, {})
    return kept
