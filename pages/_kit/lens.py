r"""The notation lens: one switch, and the formulas of a page are written as another source does.

The choice stands in the address (``?notation=TR``) and in the session, so it holds for the
whole course. What reads differently than in the course is underlined, not only coloured::

    lens.switch()  # once, near the top of the page and outside of its sections
    lens.formula("step, user", {"e:u,i": 1.5})  # a name in notation.FORMULAS, or a template
"""

import re
from collections.abc import Mapping

import streamlit as st

from mf_core.notation import DIALECTS, FORMULAS, render
from mf_core.notation.templates import REFERENCE, WORDS
from pages._kit import lesson
from pages._kit.text import in_tex, short, tinted

KEY = "notation"  # in the session and in the address; the one key pages share
_SWITCH = "notation_switch"
_SEEN = "notation_seen"  # the page the switch was drawn on last, and what its address said
_COURSE = "course"
_NAMES = {"TR": "transcript", "NO": "notes", "AR": "article", "SL": "slides"}
_CHANGED = r"\changed{"


def switch() -> str:
    """Let the reader choose a notation, and say what is special about the one chosen.

    Returns
    -------
    str
        A key of `notation.DIALECTS`, as from `dialect`.
    """
    chosen = st.session_state[_SWITCH] = _settle()
    label = "Notation" if chosen == _COURSE else f"Notation: {DIALECTS[chosen].title}"
    with lesson.tools(), st.popover(label, type="tertiary", key="lens"):
        st.markdown(
            "Every source of this course writes the same formulas in letters of its own. Choose "
            "one, and this page is written its way."
        )
        st.radio(
            "Write formulas as in",
            list(DIALECTS),
            format_func=lambda key: DIALECTS[key].title,
            key=_SWITCH,
            on_change=_turn,
        )
    if chosen != _COURSE:
        st.caption(legend(chosen))
    return chosen


def name(source: str) -> str:
    """A source as a reader calls it.

    Examples
    --------
    >>> name("TR"), name("course")
    ('transcript', 'course')
    """
    return _NAMES.get(source, source)


def dialect() -> str:
    """The notation chosen last, a key of `notation.DIALECTS`; the course's own at first."""
    chosen = st.session_state.get(KEY)
    return chosen if isinstance(chosen, str) and chosen in DIALECTS else _COURSE


def legend(chosen: str) -> str:
    """What to know about a notation other than the course's, in Markdown."""
    source = DIALECTS[chosen]
    return (
        f"**{source.title}.** {source.note} Underlined: what differs from the course. A letter "
        "the source does not have is lent by the course."
    )


def formula(template: str, values: Mapping[str, float] | None = None) -> None:
    """A display formula in the notation chosen, with its colours and marks.

    Parameters
    ----------
    template : str
        A name in `notation.FORMULAS`, or a template: ``<e:u,i> = <error:u,i>``.
    values : mapping, optional
        Symbol, as the template refers to it (``"e:u,i"``) → its value, written below it.
    """
    st.latex(tex(template, values))


def tex(template: str, values: Mapping[str, float] | None = None, source: str = "") -> str:
    r"""The TeX that `formula` shows, for a table or a sentence.

    Parameters
    ----------
    template, values
        As for `formula`.
    source : str
        A key of `notation.DIALECTS`; the one chosen, if empty.

    Examples
    --------
    >>> tex(r"<eta>\,<e:u,i>", source="course")
    '\\eta\\,\\textcolor{#c2578f}{e_{ui}}'
    >>> tex("<eta>", source="TR")
    '\\underline{\\lambda}'
    """
    chosen = source or dialect()
    below = {key: in_tex(short(value, 3)) for key, value in (values or {}).items()}
    marked = REFERENCE.sub(lambda m: _marked(m, chosen), FORMULAS.get(template, template))
    return tinted(_underlined(render(marked, chosen, mark=True, below=below)))


def display(template: str, source: str, values: Mapping[str, float] | None = None) -> str:
    """What `formula` shows, as Markdown: for a text that follows the hand."""
    return f"$$\n{tex(template, values, source)}\n$$"


def _settle() -> str:
    """The notation that holds now: what the address says, else what was chosen before.

    Streamlit forgets a parameter when the page is left. So on arrival the address is mended; on
    a page the reader is on, an address without a notation (Back, for instance) is the course's.
    """
    page = (st.context.url or "").partition("?")[0]
    asked = st.query_params.get(KEY, "")
    was_on, said = st.session_state.get(_SEEN, ("", ""))
    if asked in DIALECTS:
        st.session_state[KEY] = asked
    elif page == was_on and said:
        st.session_state[KEY] = _COURSE
    now = dialect()
    if now not in (_COURSE, asked):
        st.query_params[KEY] = now
    st.session_state[_SEEN] = (page, st.query_params.get(KEY, ""))
    return now


def _turn() -> None:
    """Take the reader's choice into the session and the address."""
    chosen = st.session_state[_SWITCH]
    st.session_state[KEY] = chosen
    if chosen == _COURSE:
        st.query_params.pop(KEY, None)
    else:
        st.query_params[KEY] = chosen


def _marked(reference: re.Match[str], chosen: str) -> str:
    """A reference to a word of the conventions, marked where the source says it differently."""
    ours, theirs = WORDS[_COURSE].get(reference[1]), WORDS[chosen].get(reference[1])
    if ours is None or theirs is None or ours == theirs:
        return reference[0]
    # The sign stands apart, so that it keeps the space of an operator.
    sign, body = _sign_and_body(theirs)
    sign_of_ours, body_of_ours = _sign_and_body(ours)
    if sign != sign_of_ours and sign:
        sign = rf"\mathbin{{{_CHANGED}{sign}}}}}"
    if body != body_of_ours and body:
        space = r"\," if body.endswith(r"\,") else ""
        body = f"{_CHANGED}{body.removesuffix(space)}}}{space}"
    indices = (reference[2] or "").split(",")
    for n, index in enumerate(indices, start=1):
        body = body.replace(f"#{n}", index)
    return f"{sign} {body}"


def _sign_and_body(word: str) -> tuple[str, str]:
    found = re.fullmatch(r"\s*([+-]?)\s*(.*)", word)
    return (found[1], found[2]) if found else ("", word)


def _underlined(tex: str) -> str:
    r"""Every outermost ``\changed{…}`` underlined; a mark within a mark says nothing new."""
    shown: list[str] = []
    depths: list[int] = []  # of the marks that are open
    depth = position = 0
    while position < len(tex):
        if tex.startswith(_CHANGED, position):
            depth += 1
            shown.append("{" if depths else r"\underline{")
            depths.append(depth)
            position += len(_CHANGED)
            continue
        depth += {"{": 1, "}": -1}.get(tex[position], 0)
        if depths and depth < depths[-1]:
            depths.pop()
        shown.append(tex[position])
        position += 1
    return "".join(shown)
