"""The grammar of a lesson page: begin, opening, sections, presets, end.

A page is a flat script::

    lesson.begin("slope")
    if lesson.opening():
        with lesson.beside("line") as scene:
            lesson.title()
            st.markdown("…")
            with scene:
                lab(slope.LINE, key="slope_line")
    if lesson.section("A line has one slope"):
        st.markdown("…")
    lesson.end(points=("…", "…", "…"), question="And a curve?")

In presenter mode only one of them is true, so each must stand on its own: what two sections
need, a control for instance, is written outside of both and stands on every screen.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._kit import course, glossary, memory, qr
from pages._kit.address import address
from pages._kit.frame import embed, presenter
from pages._kit.text import small


@dataclass
class _Run:
    """Where the page stands while it runs from top to bottom."""

    slug: str
    tools: DeltaGenerator
    visit: int  # how many times the reader has come to another lesson
    sections: list[str] = field(default_factory=list)  # their titles so far
    controls: dict[str, str] = field(default_factory=dict)  # symbol → label


GRID = (10, 13)  # text and scene; whatever else stands side by side keeps to the same edge

_RUN = "lesson_run"
_LAST = "To take along"  # the title of the closing section
_DEEDS = (("Add this state", "add"), ("My lecture", "lecture"), ("Print with answers", "print"))
_LONG = 2000  # characters of an address that everything in the world passes on


def begin(slug: str) -> None:
    """Open the lesson: its chapter, and what can be done with the page as a whole."""
    lesson = course.lesson(slug)
    presenter.new_screen(slug)
    embed.begin()
    memory.visit(slug)
    running_head = presenter.presenting() and presenter.section() > 1
    with st.container(key="lesson_top", horizontal=True, vertical_alignment="center"):
        if running_head:
            st.title(lesson.title, anchor=False)
        else:
            head = course.chapter_name(slug) + (memory.mark(slug) if memory.finished(slug) else "")
            st.markdown(small(head), unsafe_allow_html=True)
        tools = st.container(key="lesson_tools", horizontal=True, width="content")
    before: _Run | None = st.session_state.get(_RUN)
    visit = before.visit + (before.slug != slug) if before else 0
    st.session_state[_RUN] = _Run(slug, tools, visit)


def title() -> None:
    """The title of the lesson and the question it answers: its first words."""
    if presenter.presenting() and presenter.section() > 1:
        return  # there the running head says it
    lesson = course.lesson(_run().slug)
    with st.container(key="lesson_title"):
        st.title(lesson.title, anchor=False)
        st.markdown(f'<p class="question">{lesson.question}</p>', unsafe_allow_html=True)


def opening() -> bool:
    """The first words of the lesson, a section without a heading."""
    return _opened("Opening")


def section(title: str) -> bool:
    """Open a section; false where presenter mode shows another one.

    Returns
    -------
    bool
        Whether to write the section: ``if lesson.section("…"):``.
    """
    shown = _opened(title)
    if shown:
        st.header(title, anchor=f"section-{len(_run().sections)}")
    return shown


def _opened(title: str) -> bool:
    """Count a section; whether it is on the screen."""
    run = _run()
    run.sections.append(title)
    return not _one_only() or presenter.section() == len(run.sections)


def _one_only() -> bool:
    """Whether one section is shown: on a projector, or where a page embeds ``&section=3``."""
    return presenter.presenting() or embed.section()


def presenting() -> bool:
    """Whether this page is shown on a projector, one step per screen."""
    return presenter.presenting()


@contextmanager
def beside(name: str) -> Iterator[DeltaGenerator]:
    """Text with a scene at its side: ``with lesson.beside("walk") as scene:``.

    What is written inside stands in the text column; ``with scene:`` puts a figure beside it,
    where it stays in view while the text is read. On a narrow screen the scene comes first.
    """
    with st.container(key=f"beside_{name}"):
        text, figure = st.columns(GRID, gap="large")
    with figure:
        scene = st.container(key=f"scene_{name}")
    with text:
        yield scene


def tools() -> DeltaGenerator:
    """Where a control stands that is about the page as a whole: quietly, beside its links."""
    return _run().tools


def wide(name: str) -> DeltaGenerator:
    """A container as wide as a figure: ``with lesson.wide("maps"):`` leaves the reading column.

    Figures and columns that stand directly on the page are wide by themselves.
    """
    return st.container(key=f"wide_{name}")


def preset(label: str, **values: object) -> None:
    """A button that sets controls of this page; the browser's Back undoes it.

    Parameters
    ----------
    label : str
        What the reader will see happen: "Diverges".
    **values : object
        The key of a control → its value, as in ``factorize_eta=0.5``.
    """
    key = f"{_run().slug}_preset_{'_'.join(label.lower().split())}"
    st.button(label, key=key, on_click=_set, args=(values,), type="secondary")


def visit_number() -> int:
    """Which visit to a lesson this is; the same as long as the reader stays on the page."""
    return _run().visit


def note_control(symbol: str, label: str) -> None:
    """Remember that this page has a control, so that a link can hide it."""
    if _RUN in st.session_state:  # a figure may stand outside of any lesson
        _run().controls[symbol] = label


def is_hidden(symbol: str) -> bool:
    """Whether the link that opened this page hides a control: ``?hide=eta,lam``."""
    return symbol in st.query_params.get("hide", "").split(",")


def end(points: Sequence[str], question: str) -> None:
    """Close the lesson: three key points, the next question, and the way on.

    Parameters
    ----------
    points : three sentences
        What to remember, in Markdown.
    question : str
        What the reader should now be asking; the next lesson answers it.
    """
    if len(points) != 3:
        raise ValueError(f"a lesson ends with three key points, not {len(points)}")
    run = _run()
    if not _one_only() or presenter.section() > len(run.sections):
        _closing(run, points, question)
    if embed.part():
        with st.container(key="lesson_whole"):
            st.markdown(embed.missing())
            whole = f"[{course.lesson(run.slug).title}: the whole lesson]({address()})"
            st.title(whole, anchor=False)  # small, but the heading of a frame without another
    if presenter.paper():
        with st.container(key="paper_link"):
            qr.on_paper(address())
    _tools(run)
    presenter.frame(run.slug, [*run.sections, _LAST])


def _run() -> _Run:
    if _RUN not in st.session_state:
        raise RuntimeError("a page starts with lesson.begin(slug)")
    run = st.session_state[_RUN]
    assert isinstance(run, _Run)  # noqa: S101 (for the type checker)
    return run


def _set(values: dict[str, object]) -> None:
    for key, value in values.items():
        st.session_state[key] = value


def _closing(run: _Run, points: Sequence[str], question: str) -> None:
    slug = run.slug
    with st.container(key="lesson_end"):
        st.header(_LAST, anchor=f"section-{len(run.sections) + 1}")
        st.markdown("\n".join(f"{number}. {point}" for number, point in enumerate(points, 1)))
        st.markdown(f'<p class="question">{question}</p>', unsafe_allow_html=True)
        if not presenter.presenting() and course.chapter_name(slug):
            done = memory.finished(slug)
            label = "Not done after all" if done else "Done with this lesson"
            st.button(
                label,
                key=f"{slug}_done",
                on_click=memory.finish,
                args=(slug,),
                kwargs={"done": not done},
            )
        before, after = course.neighbours(slug)
        carried = {"present": "1"} if presenter.presenting() else None
        with st.container(key="lesson_neighbours", horizontal=True):
            if before is not None:
                st.page_link(before.file, label=f"← {before.title}", query_params=carried)
            if after is not None:
                st.page_link(after.file, label=f"{after.title} →", query_params=carried)


def _tools(run: _Run) -> None:
    with run.tools:
        with st.popover("Link", type="tertiary", on_change="rerun", key="lesson_link"):
            st.markdown("This address opens the page as it is now.")
            hidden = st.multiselect(
                "Leave out these controls",
                list(run.controls),
                default=[symbol for symbol in run.controls if is_hidden(symbol)],
                format_func=lambda symbol: run.controls.get(symbol, symbol),
                placeholder="none",
            )
            here = address(hidden)
            st.code(here, language=None, wrap_lines=True)
            if len(here) > _LONG:
                st.caption(
                    f"It has {len(here)} characters. Not every mail program sends so long an "
                    "address whole: try it before you rely on it."
                )
            if st.button("QR code", key="lesson_qr"):
                qr.show(here)
            with st.container(horizontal=True):  # their clicks are the browser's: frame/js/main.js
                for label, deed in _DEEDS:
                    st.button(label, key=f"lesson_{deed}")
            forget_button("lesson")
        with st.popover("Signs", type="tertiary", key="lesson_signs"):
            st.markdown(glossary.signs())
        if not presenter.presenting():
            st.button(
                "Present",
                key="lesson_present",
                on_click=presenter.start,
                type="tertiary",
                help="Alt+P presents from the section you are reading.",
            )


def forget_button(where: str) -> None:
    """The button that forgets all guesses, answers and progress, with what it will do."""
    st.caption("Your guesses, answers and progress stay in this browser and go nowhere else.")
    with st.container(horizontal=True):
        st.button("Forget everything", key=f"{where}_forget", on_click=memory.forget_everything)
