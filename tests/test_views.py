"""Every lesson in every window it is read in: it fits, nothing is cut, tiny, faint or overprinted.

`views.js` measures the page from inside; one visit for each lesson, whose window changes its size.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from pages._kit.course import lessons
from pages._kit.parts.live import LIVE
from tests.browser import axe, open_lesson, screenshot, visiting, wait_until_still

MEASURES = Path(__file__).with_name("views.js").read_text(encoding="utf-8")
VIEWS = {
    "laptop": (1280, 800),
    "small": (1024, 768),
    "phone": (390, 844),
    "projector": (1920, 1080),
}
LESSONS = list(lessons())
NO_FIGURE = {"notation"}

# What a lesson still fails: (view, kind, where). Only to be shortened.
# The board with its sliders, presets and words is higher than a phone, and eight rows of tiles
# below a map are lower than their numbers.
KNOWN: dict[str, set[tuple[str, str, str]]] = {
    "factorize": {
        ("phone", "first screen", "factorize_run"),
        ("phone", "scene", "scene_run"),
        ("phone", "scene", "scene_visits"),
        ("phone", "overlap", "factorize_turned"),
    },
}


def faults(page):
    """What does not fit in this window, as (kind, where) → the first measure of it."""
    page.evaluate("VIEWS.still()")
    found = {}
    for kind, where, measure in page.evaluate("VIEWS.faults()"):
        found.setdefault((kind, where), measure)
    return found


def open_gates(page):
    """Whoever only reads presses *Show me* at every gate."""
    gates = page.get_by_role("button", name="Show me")
    for closed in range(gates.count(), 0, -1):
        gates.first.click()
        expect(gates).to_have_count(closed - 1)
        wait_until_still(page)


def measured(page, lesson):
    """Every fault of a lesson in every view: (view, kind, where) → its measure."""
    page.add_init_script(MEASURES)
    open_lesson(page, lesson.slug)
    assert page.get_by_role("heading", level=1).inner_text() == lesson.title
    screenshot(page, lesson.slug)
    assert axe(page) == []
    open_gates(page)
    found = {}
    for view, (width, height) in VIEWS.items():
        page.set_viewport_size({"width": width, "height": height})
        found |= {(view, *fault): told for fault, told in faults(page).items()}
        if view == "phone":
            screenshot(page, f"{lesson.slug}_phone")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.evaluate("VIEWS.still()")
    if faint := axe(page, "color-contrast"):
        found["dark", "contrast", "page"] = "; ".join(faint)
    return found


@pytest.mark.browser
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)
def test_a_lesson_fits_every_window(browser, server, lesson):
    with visiting(browser, server, *VIEWS["laptop"]) as visit:
        found = measured(visit.page, lesson)
        drawn = visit.page.locator(".dh-figure").count()
    assert (drawn > 0) is (lesson.slug not in NO_FIGURE)
    known = KNOWN.get(lesson.slug, set())
    new = {fault: told for fault, told in found.items() if fault not in known}
    assert not new, "\n".join(map(str, new.items()))
    assert not known - found.keys(), "mended: take it off the list"


def test_the_list_of_what_fails_is_of_this_course():
    assert KNOWN.keys() <= {lesson.slug for lesson in LESSONS}


# --- hands: every map, by what it accepts

# The arrow of `gradient_arrows` has to end on the map, too.
UNREACHED = {"gradient_arrows"}


def on_maps():
    """(figure, the range of an axis, the slider a pointer moves along it) of every map."""
    for figure in LIVE.values():
        if figure.pick and figure.pick.y:
            sliders = {slider.name: slider for slider in figure.sliders}
            settings = {name: slider.value for name, slider in sliders.items()}
            settings |= {name: texts[0] for name, texts in figure.choices.items()}
            layout = figure.pictures(settings)[figure.pick.figure].layout
            yield figure.name, layout["xaxis"]["range"], sliders[figure.pick.x]
            yield figure.name, layout["yaxis"]["range"], sliders[figure.pick.y]


def test_a_pointer_reaches_the_whole_map():
    short = {
        name
        for name, ends, slider in on_maps()
        if min(ends) < slider.low - 1e-9 or max(ends) > slider.high + 1e-9
    }
    assert short == UNREACHED


def test_the_dot_is_where_the_pointer_is():
    """What is rounded away is less than a hundredth of the map: a few pixels."""
    for name, (low, high), slider in on_maps():
        assert 0.5 * 10**-slider.digits <= (high - low) / 100, name


# --- hands: the small app of the stage, on a phone that is touched

FIRST_X = "document.querySelector('.dh-plot').data[1].x[0]"
SCROLLED = "document.querySelector('.stMain').scrollTop"
LONG = ".stMainBlockContainer { padding-bottom: 100rem !important }"
NOTE_CANCELS = """() => { window.cancels = 0;
  addEventListener("pointercancel", () => window.cancels++, true); }"""


@pytest.fixture
def touched(browser, stage_server):
    """The live page of the stage app on a phone, longer than its screen."""
    phone = {"viewport": {"width": 390, "height": 600}, "has_touch": True}
    context = browser.new_context(base_url=stage_server.url, locale="en-GB", **phone)
    page = context.new_page()
    page.goto("/live")
    page.wait_for_selector(".dh-plot .main-svg")
    wait_until_still(page)
    page.add_style_tag(content=LONG)
    page.evaluate(NOTE_CANCELS)
    yield page
    context.close()


def swipe(page, start, end, steps=8):
    """One finger from a point of the window to another, as the browser itself hears it."""
    client = page.context.new_cdp_session(page)

    def touch(kind, *points):
        touches = [{"x": x, "y": y} for x, y in points]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    touch("touchStart", start)
    for n in range(1, steps + 1):
        part = n / steps
        touch("touchMove", [a + part * (b - a) for a, b in zip(start, end, strict=True)])
        page.wait_for_timeout(20)
    touch("touchEnd")
    page.wait_for_timeout(100)


def middle(box):
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.browser
def test_a_finger_drags_a_point_over_a_whole_map(touched):
    """The page stays where it is, and the point ends where the finger does: also at the edge."""
    area = touched.locator(".dh-plot .nsewdrag").first.bounding_box()
    x, y = middle(area)
    swipe(touched, (x, y), (x - 0.25 * area["width"], y - 0.25 * area["height"]))
    touched.wait_for_function(f"() => Math.abs({FIRST_X} + 1) < 0.05")  # axes from −2 to 2
    up = touched.get_by_label("start, up")
    assert float(up.get_attribute("aria-valuetext")) == pytest.approx(1, abs=0.05)
    swipe(touched, (x, y), (x + 0.7 * area["width"], y + 0.1 * area["height"]))
    touched.wait_for_function(f"() => {FIRST_X} === 2")
    assert touched.evaluate("window.cancels") == 0
    assert touched.evaluate(SCROLLED) == 0


@pytest.mark.browser
def test_a_finger_scrolls_over_a_slider_and_drags_it_sideways(touched):
    slider = touched.get_by_label("learning rate")
    slider.scroll_into_view_if_needed()
    at = touched.evaluate(SCROLLED)
    before = slider.get_attribute("aria-valuetext")
    x, y = middle(slider.bounding_box())
    swipe(touched, (x + 60, y), (x + 60, y - 150))
    assert touched.evaluate(SCROLLED) > at + 50
    assert slider.get_attribute("aria-valuetext") == before
    slider.scroll_into_view_if_needed()
    x, y = middle(slider.bounding_box())
    swipe(touched, (x - 40, y), (x + 60, y))
    assert float(slider.get_attribute("aria-valuetext")) > 2 * float(before)
    # It stays under the finger, though the words below have become a line longer.
    assert middle(slider.bounding_box())[1] == pytest.approx(y, abs=2)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["live", "solid", "land"])
def test_the_wheel_scrolls_the_page_over_a_figure(browser, stage_server, name):
    with visiting(browser, stage_server, 1280, 600) as visit:
        visit.page.goto(f"/{name}")
        visit.page.wait_for_selector(".dh-plot .main-svg, .dh-relief canvas")
        wait_until_still(visit.page)
        visit.page.add_style_tag(
            content=".stMainBlockContainer { padding-bottom: 100rem !important }"
        )
        if name == "land":
            visit.page.get_by_text("block").click()
            visit.page.wait_for_selector(".dh-relief canvas")
        visit.page.mouse.move(*middle(visit.page.locator(".dh-figure").first.bounding_box()))
        visit.page.mouse.wheel(0, 300)
        visit.page.wait_for_function(f"() => {SCROLLED} > 200")
