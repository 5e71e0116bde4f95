"""Presenter mode: ``?present=1`` shows a lesson on a projector, one step per screen.

The browser (`js/`) cuts what a section shows into steps and turns them; sections, reveals and
lessons are turned here. The section is in the address: ``?present=1&section=3``; so is how many
answers have been revealed (``&shown=2``), so that the browser's Back hides the last one again.
The step of the section is, too (``&at=slope_line``: its figure, its question, or its number); the
browser writes and reads it. ``&lecture=4`` is the fourth state of a prepared lecture.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from pages._kit import course
from pages._kit.frame import script

_HERE = Path(__file__).parent
_show = st.components.v2.component(
    "downhill_presenter",
    html='<div class="dh-foot"></div>',
    js=script.fetched("presenter", _HERE / "js", _HERE / "lecture.css", _HERE / "paper.css"),
    isolate_styles=False,  # the whole page is shown, and it has its own sheet
)

_HIDDEN = "presenter_hidden"  # answers the screen shown last still hides, in their order
_REVEALED = "presenter_revealed"  # answers this presenter has revealed, in their order
_LAST = "presenter_last"  # the number of the lesson's last screen
_HEARD = "presenter_heard"  # the last move of the browser, by its number
_ARRIVE = "presenter_arrive"  # at which end of a section another lesson begins
_GOING = "presenter_going"  # the lesson to go to
_LANDING = "presenter_landing"  # where presenter mode was left
_STATE = "presenter_state"  # the state of a prepared lecture that was shown last
_PAPER = "presenter_paper"  # how the page is drawn while it is being printed
_SHARED = ("notation", "run_id")  # what lessons keep for one another

# What the address says of a presentation, and not of the lesson.
OWN = ("present", "section", "shown", "at", "lecture", "prepared")


def presenting() -> bool:
    """Whether this page is shown in presenter mode."""
    return st.query_params.get("present") == "1"


def section() -> int:
    """The section on the screen, from 1 (anything odd in the address counts as 1)."""
    return _counted("section", 1)


def _counted(parameter: str, least: int) -> int:
    """A small number of the address; anything odd counts as the least."""
    written = st.query_params.get(parameter, "")
    sound = written.isascii() and written.isdigit() and len(written) < 4
    return max(int(written), least) if sound else least


def new_screen(lesson: str) -> None:
    """Forget what the previous run hid, go to the lesson asked for; `lesson.begin` calls this."""
    st.session_state[_HIDDEN] = []
    _as_prepared(lesson)
    slug = st.session_state.pop(_GOING, None)
    if slug is not None:
        at_end = st.session_state.get(_ARRIVE) == "last"
        kept = {
            name: st.query_params[name] for name in ("shown", "lecture") if name in st.query_params
        }
        asked = {"present": "1"} | ({"section": "999"} if at_end else {}) | kept
        st.switch_page(course.lesson(slug).file, query_params=asked)


def _as_prepared(lesson: str) -> None:
    """Begin a state of a lecture as a fresh visitor would: nothing counts but its address."""
    state = st.query_params.get("lecture", "")
    if state == st.session_state.get(_STATE, ""):
        return
    st.session_state[_STATE] = state
    st.session_state[_REVEALED] = []
    # A stage counts its reports to the browser, and a new count would never be the one awaited.
    stages = {key.removesuffix("_address") for key in _keys() if key.endswith("_address")}
    for key in _keys():
        if (key.startswith(f"{lesson}_") and key not in stages) or key in _SHARED:
            del st.session_state[key]


def _keys() -> list[str]:
    return [str(key) for key in st.session_state]


def concealed(key: str) -> bool:
    """Whether an answer stays hidden until the presenter asks for it.

    Parameters
    ----------
    key : str
        Names the answer; the same one at every run.
    """
    if not presenting() or key in _revealed():
        return False
    hidden = st.session_state.setdefault(_HIDDEN, [])
    if key not in hidden:
        hidden.append(key)
    return True


def revealed(key: str) -> bool:
    """Whether an answer is to be seen that nobody has guessed: by the presenter, or on paper."""
    return paper() == "answers" or (presenting() and not concealed(key))


def paper() -> str:
    """How the page is drawn while the browser prints it: "questions", "answers", else empty.

    On paper nobody has guessed yet; see `js/paper.js`.
    """
    mode: str = st.session_state.get(_PAPER, "")
    return mode


def _revealed() -> list[str]:
    """The answers on the wall: Back takes the last one away, a reload all of them."""
    asked: list[str] = st.session_state.get(_REVEALED, [])
    return asked[: _counted("shown", 0)]


def start(at: int = 1) -> None:
    """Enter presenter mode at a section, with every answer hidden."""
    st.session_state[_REVEALED] = []
    st.query_params.update({"present": "1"} | ({"section": str(at)} if at > 1 else {}))


def leave() -> None:
    """Back to the page as everybody reads it, at the section that was shown."""
    before = st.session_state.get(_LANDING, {"n": 0})
    st.session_state[_LANDING] = {"n": before["n"] + 1, "section": section()}
    for name in OWN:
        st.query_params.pop(name, None)


def reveal(key: str) -> None:
    """Show an answer."""
    known = [*_revealed(), key]
    st.session_state[_REVEALED] = known
    st.query_params["shown"] = str(len(known))


def turn_to(target: int) -> None:
    """Show another section of the lesson; beyond its ends, the first or the last one."""
    target = min(max(target, 1), st.session_state.get(_LAST, target))
    if target != section():
        st.query_params["section"] = str(target)


def frame(slug: str, titles: Sequence[str]) -> None:
    """The browser's part: steps, keys and the foot of the screen, or the way into all that.

    Parameters
    ----------
    slug : str
        Of the lesson.
    titles : sequence of str
        The sections of the lesson, the closing one included.
    """
    st.session_state[_LAST] = len(titles)
    data = {
        "presenting": presenting(),
        "slug": slug,
        "section": min(section(), len(titles)),
        "sections": list(titles),
        "lessons": [[lesson.slug, lesson.title] for lesson in course.lessons()],
        "hidden": list(st.session_state.get(_HIDDEN, [])),
        "heard": st.session_state.get(_HEARD, 0),
        "arrive": st.session_state.pop(_ARRIVE, "first"),
        "paper": paper(),
        "state": st.query_params.get("lecture", ""),
        "prepared": prepared(st.query_params.get("prepared", "")),
        "landing": st.session_state.get(_LANDING, {"n": 0, "section": 1}),
    }
    place = st.bottom if presenting() else st.container(key="hidden_presenter")
    with place, st.container(key="presenter_show"):
        _show(key="presenter_move", data=data, on_move_change=_on_move)


def prepared(word: str) -> str:
    """The lecture that ``run.py --lecture`` has named, for who knows the word of this start."""
    known, _, path = os.environ.get("DOWNHILL_LECTURE", "").partition(":")
    if not word or word != known:
        return ""
    try:
        return Path(path).read_text("utf-8")
    except (OSError, UnicodeError):
        return "unreadable"  # no JSON: the browser says so


def _on_move() -> None:
    act(st.session_state["presenter_move"].move)


def act(move: Mapping[str, Any]) -> None:
    """Do what the browser asks for: one of the moves that the head of `js/main.js` lists."""
    st.session_state[_HEARD] = move["serial"]
    if "present" in move:
        start(int(move["present"]))
    elif "reveal" in move:
        reveal(str(move["reveal"]))
    elif "section" in move:
        turn_to(int(move["section"]))
    elif "lesson" in move:
        st.session_state[_GOING] = course.lesson(str(move["lesson"])).slug
        st.session_state[_ARRIVE] = move["at"]
    elif "leave" in move:
        leave()
    elif move.get("paper") in ("questions", "answers", ""):
        st.session_state[_PAPER] = move["paper"]
