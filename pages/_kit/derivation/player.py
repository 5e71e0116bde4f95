"""The derivation player: watch a derivation line by line, fill its gaps, or order its lines."""

from collections.abc import Callable, Mapping

import streamlit as st

from mf_core.derivation import ROUTES, Numbers, Part, Route, with_gap
from pages._kit import controls, lens, lesson, panels
from pages._kit.derivation.lines import (
    Place,
    cards,
    chain,
    choices,
    out_of_place,
    places,
    proof,
    verdict,
)

WATCH, FILL, ORDER = "Watch", "Fill the gaps", "Order the lines"
MODES = [WATCH, FILL, ORDER]
_BOX = 264  # px: three lines with their numbers, and on a laptop all that belongs to them
_LETTERS = "ABCDE"  # a choice made of a formula alone would have no name to read out


@st.fragment
def player(
    page: str,
    numbers: Numbers,
    routes: Mapping[str, Route] = ROUTES,
    *,
    keys: bool = True,
    aside: Callable[[int], None] | None = None,
) -> None:
    """Show a derivation on these numbers, by the route and in the way the reader chooses.

    The lines stand in a box of fixed height, the newest at its foot: buttons and reasons below
    it never move.

    Parameters
    ----------
    page : str
        The slug of the lesson; every key begins with it.
    numbers : Numbers
        The rating, the factors and the notation.
    routes : mapping
        By the name a link may carry; a single one is not asked for.
    keys : bool
        Whether N and B turn its lines; one player of a page at most.
    aside : function of the number of lines that are shown
        Draws what the lines speak of, beside them.
    """
    with st.container(key=f"player_{page}_{next(iter(routes))}"):
        name, mode = _chosen(page, routes)
        key = f"{page}_{name}"
        beside, lines = (None, st.container()) if aside is None else st.columns([4, 9], gap="large")
        with lines:
            shown = _play(mode, key, routes[name], numbers, keys=keys)
        if aside is not None and beside is not None:
            with beside:
                aside(shown)


def _chosen(page: str, routes: Mapping[str, Route]) -> tuple[str, str]:
    """The name of the route, and the way it is played; folded away on a projector."""
    titles = [route.title for route in routes.values()]
    fold = lesson.presenting()
    place = st.popover("Route and mode", type="tertiary") if fold else st.container()
    with place, st.container(horizontal=True, gap="large"):
        several = len(titles) > 1
        chosen = controls.choose(page, "route", "Route", titles) if several else titles[0]
        name = list(routes)[titles.index(chosen)]
        sitting = page if several else f"{page}_{name}"
        return name, controls.choose(sitting, "mode", "How", MODES)


# --- the three ways


def _play(mode: str, key: str, route: Route, numbers: Numbers, *, keys: bool) -> int:
    """One of the three; how many lines it shows."""
    if mode == WATCH:
        return _watch(key, route, numbers, keys=keys)
    return (_fill if mode == FILL else _order)(key, route, numbers)


def _watch(key: str, route: Route, numbers: Numbers, *, keys: bool) -> int:
    """Next and Back through all lines, with what happens and the proof of each."""
    every, at = places(route), f"{key}_line"
    shown = st.container()
    with st.container(horizontal=True, vertical_alignment="center"):
        back, onward = st.container(width="content"), st.container(width="content")
        # Before the lines: on the way back in the browser's history only it knows the address.
        with controls.place(at, at, f"Line of “{route.title}”"):
            line = st.slider(
                "Line", 1, len(every), key=at, bind="query-params", label_visibility="collapsed"
            )
        back.button(
            "Back", key=f"{key}_back", on_click=_go, args=(at, line - 1), disabled=line == 1,
            shortcut="B" if keys else None,
        )  # fmt: skip
        onward.button(
            "Next line", key=f"{key}_next", on_click=_go, args=(at, line + 1),
            disabled=line == len(every), shortcut="N" if keys else None, type="primary",
        )  # fmt: skip
    place = every[line - 1]
    with shown:
        _heading(place.part, line, len(every))
        _lines(key, chain(place.part, place.line + 1, numbers))
    st.markdown(f"**{place.step.name}.** {place.step.says}  \n*By:* {place.step.rule}.")
    panels.note(proof(place, numbers))
    return line


def _fill(key: str, route: Route, numbers: Numbers) -> int:
    """One gap after the other; a wrong content is answered by its reason and its number."""
    every, done = places(route), f"{key}_filled"
    line = _kept(done, len(route.steps))
    if line == len(every):
        _finished(every[-1], numbers, f"All {line} gaps are filled.", done)
        return line
    place = every[line]
    _heading(place.part, line + 1, len(every))
    options = choices(place)
    field = f"{key}_gap_{line}"
    chosen = st.session_state.get(field)
    content = r"\;?\;" if chosen is None else options[chosen]
    opened = with_gap(place.step, rf"\boxed{{{content}}}")
    _lines(key, chain(place.part, place.line, numbers, last=opened))
    st.markdown(f"**{place.step.name}.** *By:* {place.step.rule}.")
    st.radio(
        "What stands in the gap?", range(len(options)), index=None, key=field,
        format_func=lambda n: f"{_LETTERS[n]}: ${lens.tex(options[n])}$", persist_state="session",
    )  # fmt: skip
    if chosen is None:
        return line
    if reason := verdict(place, options[chosen], numbers):
        panels.feedback(reason, right=False)
        return line
    panels.feedback(f"{place.step.says} {proof(place, numbers)}", right=True)
    st.button(
        "Next gap", key=f"{key}_next_gap", on_click=_go, args=(done, line + 1), shortcut="N",
        type="primary",
    )  # fmt: skip
    return line


def _order(key: str, route: Route, numbers: Numbers) -> int:
    """Which line comes next? Buttons, so that keyboard and finger do alike."""
    every, done, slip = places(route), f"{key}_placed", f"{key}_slip"
    line = _kept(done, len(route.steps))
    if line == len(every):
        _finished(every[-1], numbers, f"All {line} lines stand in their order.", done)
        return line
    place = every[line]
    _heading(place.part, line + 1, len(every))
    _lines(key, chain(place.part, place.line, numbers))
    st.markdown("**Which line comes next?**")
    for card in cards(route, line):
        step = every[card].step
        st.button(
            f"{step.name}: ${{}} = {lens.tex(step.right.tex)}$", key=f"{key}_card_{line}_{card}",
            on_click=_place, args=(done, slip, line, card), width="stretch", wrap=True,
        )  # fmt: skip
    picked = st.session_state.get(slip)
    if picked is not None:
        st.error(f"**Not yet.** {out_of_place(route, line, picked, numbers)}")
    elif line:
        before = every[line - 1].step
        st.success(f"**{before.name}.** {before.says}")
    return line


def _heading(part: Part, line: int, n_lines: int) -> None:
    st.markdown(f"### {part.title} · line {line} of {n_lines}")


def _lines(key: str, tex: str) -> None:
    """The lines so far in a box of fixed height; what has no room is scrolled out at its head."""
    with st.container(height=_BOX, border=False, key=f"lines_{key}"):
        st.latex(tex)


def _finished(last: Place, numbers: Numbers, sentence: str, done: str) -> None:
    _lines(done, chain(last.part, len(last.part.steps), numbers))
    st.success(f"**{sentence}** {proof(last, numbers)}")
    st.button("Once more", key=f"{done}_again", on_click=_go, args=(done, 0))


def _kept(key: str, last: int) -> int:
    """A number of lines from the session, within its range."""
    kept = st.session_state.get(key, 0)
    line = min(max(int(kept), 0), last)
    st.session_state[key] = line
    return line


def _go(key: str, line: int) -> None:
    st.session_state[key] = line


def _place(done: str, slip: str, line: int, card: int) -> None:
    """Put a line next if it is the one, and remember it if it is not."""
    st.session_state[slip] = None if card == line else card
    st.session_state[done] = line + (card == line)
