"""Every lesson of the course, run the way a session runs it: cold, at every extreme, and again."""

import pytest
from streamlit import config
from streamlit.runtime.state.common import TESTING_KEY
from streamlit.testing.v1 import AppTest

import run
from pages._kit.course import lessons
from tests.browser import (
    axe,
    open_lesson,
    visiting,
    wait_for,
)

SHELL = f"{run.HERE}/pages/_kit/frame/shell.py"
LESSONS = list(lessons())
each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)


@pytest.fixture(autouse=True)
def errors_in_full():
    """Visitors are spared the details of an error; who reads a failing test is not."""
    option = "client.showErrorDetails"
    before = config.get_option(option)
    config.set_option(option, "full")
    yield
    config.set_option(option, before)


def opened(lesson, session=None):
    """A session that shows this lesson; a new one unless given."""
    session = session or AppTest.from_file(SHELL, default_timeout=120).run()
    assert errors(session) == []
    session.switch_page(f"../../{lesson.slug}.py").run()
    assert_stands(session, lesson)
    return session


def assert_stands(session, lesson, why=""):
    """The lesson is on the screen, and nothing failed."""
    assert errors(session) == [], f"{lesson.slug} {why}"
    assert lesson.title in [title.value for title in session.title], why


def errors(session):
    """What went wrong in the last run, with the place in the source."""
    return [f"{one.value} {''.join(one.stack_trace)}" for one in session.exception]


@each_lesson
def test_a_lesson_opens_cold(lesson):
    opened(lesson)


@each_lesson
def test_a_lesson_stands_at_both_ends_of_every_control(lesson):
    session = opened(lesson)
    for kind, identity, values in extremes(session):
        if find(session, kind, identity) is None:  # hidden by another control's last value
            session = opened(lesson)
        for value in values:
            turn(session, kind, identity, value)
            assert_stands(session, lesson, f"with {kind} {identity} at {value!r}")


@each_lesson
def test_a_lesson_can_be_left_and_entered_again(lesson):
    session = opened(lesson)
    for kind, identity, values in extremes(session):
        if values:
            turn(session, kind, identity, values[-1])
    assert_stands(session, lesson, "with every control at its last value")
    other = LESSONS[LESSONS.index(lesson) - 1]
    opened(other, session)
    opened(lesson, session)


# --- the same in a browser


@pytest.mark.browser
def test_a_visit_reports_other_hosts_and_uncaught_errors(browser, server):
    with pytest.raises(AssertionError, match=r"asked elsewhere\.invalid\n.*in the page: boom"):
        misbehave(browser, server)


def misbehave(browser, server):
    with visiting(browser, server, 1280, 800) as visit:
        open_lesson(visit.page, LESSONS[0].slug)
        visit.page.evaluate("() => { new Image().src = 'http://elsewhere.invalid/x.png' }")
        visit.page.evaluate("() => { setTimeout(() => { throw new Error('boom') }) }")
        wait_for(visit.page, lambda: visit.page_errors and len(visit.hosts) > 1)


@pytest.mark.browser
def test_the_helper_for_accessibility_finds_a_fault(page):
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><img src='data:,'></main>")
    assert [fault.split(":")[0] for fault in axe(page)] == ["image-alt"]


# --- the controls on a page


def extremes(session):
    """(kind, id, values worth trying) of every control on the page."""
    return [
        (kind, widget.id, values(widget))
        for kind, values in TRIED.items()
        for widget in session.get(kind)
    ]


def ends(widget):
    """Both ends of a number, or of a range; an open end is left alone."""
    limits = [limit for limit in (widget.min, widget.max) if limit is not None]
    is_range = isinstance(widget.value, tuple | list)
    return [(limit, limit) for limit in limits] if is_range else limits or [widget.value]


def choices(widget):
    """Each option of a short list, both ends of a long one; as lists where many may be chosen."""
    options = widget.options
    if len(options) > 12:
        options = [options[0], options[-1]]
    if isinstance(widget.value, list):
        return [[], *([option] for option in options)]
    return [(option, option) if isinstance(widget.value, tuple) else option for option in options]


def both(widget):
    """On and off, ending where it was."""
    return [not widget.value, widget.value]


def typed(_widget):
    """What a student may type, from nothing to nonsense."""
    return ["", "x", "9^9^9^9", "((", "<script>", "![](http://a.b/c.png)", "−1,5"]


TRIED = {
    **dict.fromkeys(["slider", "number_input"], ends),
    **dict.fromkeys(
        ["select_slider", "selectbox", "radio", "button_group", "multiselect"], choices
    ),
    **dict.fromkeys(["checkbox", "toggle"], both),
    **dict.fromkeys(["text_input", "text_area"], typed),
}


def turn(session, kind, identity, value):
    """Give one control a new value, if it is (still) on the page, and run the script."""
    widget = find(session, kind, identity)
    if widget is None or widget.proto.disabled:
        return
    if hasattr(widget, "options"):
        # Options are known here by the text on the screen; AppTest would format them once more.
        widget.root.session_state[TESTING_KEY][identity] = str
    widget.set_value(value).run()


def find(session, kind, identity):
    return next((widget for widget in session.get(kind) if widget.id == identity), None)


# --- the controls of these tests themselves, on a page that fails at each extreme


def fragile():
    """A page with one fault behind each kind of control."""
    import streamlit as st  # noqa: PLC0415 (the body becomes a script of its own)

    name = {"a": "alpha", "b": "beta"}.get
    faults = {
        "slider": st.slider("slider", 0, 10, 5) == 10,
        "range": st.slider("range", 0, 10, (2, 8)) == (10, 10),
        "number": st.number_input("number", 0, 9, 5) == 9,
        "select": st.selectbox("select", ["a", "b"], format_func=lambda x: f"is {name(x)}") == "b",
        "steps": st.select_slider("steps", [1, 2, 3], format_func=lambda x: f"k = {x}") == 3,
        "pills": st.pills("pills", ["a", "b"], format_func=name) == "b",
        "many": st.multiselect("many", ["a", "b"], format_func=name) == ["b"],
        "radio": st.radio("radio", ["a", "b"]) == "b",
        "toggle": st.toggle("toggle"),
        "text": st.text_input("text", "fine") == "((",
    }
    st.text(" ".join(fault for fault, found in faults.items() if found))


def test_every_kind_of_control_is_really_turned_to_its_ends():
    session, seen = AppTest.from_function(fragile).run(), set()
    for kind, identity, values in extremes(session):
        for value in values:
            turn(session, kind, identity, value)
            seen |= set(session.text[0].value.split())
    assert not session.exception
    assert seen == {
        *("slider", "range", "number", "select", "steps", "pills", "many", "radio"),
        *("toggle", "text"),
    }
