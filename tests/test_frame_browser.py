"""The frame and the lesson kit in a real browser: links, keys, presets, look, failures."""

import re

import pytest
from playwright.sync_api import expect

from pages._kit.course import lessons
from tests.browser import (
    axe,
    open_lesson,
    press,
    query,
    screenshot,
    serving,
    settle,
    stand,
    visiting,
    wait_for,
    wait_until_still,
)
from tests.sample_course.made_up import EVIL

pytestmark = pytest.mark.browser

# Streamlit's own sidebar, which it opens on phones, puts headings straight into a list.
SIDEBAR = re.compile(r"^(list|listitem): .*(stSidebarNavItems|<li class=\"st-emotion)")


@pytest.fixture
def lesson(browser, sample):
    """The first sample lesson in a fresh window."""
    with visiting(browser, sample, 1280, 800) as visit:
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        open_lesson(visit.page, "")
        yield visit.page


def handle(page, key):
    """What the keyboard moves in a slider."""
    return page.locator(f'.st-key-{key} [role="slider"], .st-key-{key} input[type="range"]').first


def value(page, key):
    """The value a slider shows above its handle."""
    return float(page.locator(f".st-key-{key} [data-testid='stSliderThumbValue']").text_content())


def sections(page):
    return page.locator(".stMainBlockContainer h2").all_text_contents()


# --- the frame


def test_a_cold_deep_link_opens_the_right_lesson_in_the_right_frame(browser, tmp_path):
    """With `pages/` beside the main script, Streamlit would show this one without its frame."""
    last = lessons()[-1]
    with serving(tmp_path / "log.txt") as server, visiting(browser, server, 1280, 800) as visit:
        open_lesson(visit.page, last.slug)
        assert visit.page.locator("h1").inner_text() == last.title
        assert visit.page.title() == f"{last.title} · Downhill"
        assert visit.page.locator('[data-testid="stTopNavSection"]').count() > 0


def test_embedded_a_lesson_has_no_menu(browser, sample):
    with visiting(browser, sample, 1280, 800) as visit:
        open_lesson(visit.page, "second", "embed=true")
        assert visit.page.locator("h1").inner_text() == "The second"
        assert visit.page.locator('[data-testid="stTopNavSection"]').count() == 0


def test_embedded_with_a_section_there_is_only_that_and_a_link_to_the_whole(browser, sample):
    with visiting(browser, sample, 800, 600) as visit:
        open_lesson(visit.page, "", "embed=true&section=3&start_k=4")
        wait_for(visit.page, lambda: sections(visit.page) == ["The controls"])
        whole = visit.page.get_by_role("link", name="the whole lesson").get_attribute("href")
        assert whole == f"{sample.url}?start_k=4"


def test_embedded_a_figure_fills_the_frame_and_nothing_else_is_there(browser, server):
    with visiting(browser, server, 640, 420) as visit:
        page = visit.page
        page.goto("/slope?embed=true&figure=slope_line&slope_line_m=3")
        stage = page.locator(".st-key-slope_line .dh-stage")
        expect(stage.get_by_role("slider", name="slope")).to_have_attribute("aria-valuetext", "3.0")
        expect(page.locator(".dh-stage:visible")).to_have_count(1)
        heads = page.locator(".stMain :is(h1, h2)").filter(visible=True)
        expect(heads).to_have_text(["Slope: the whole lesson"])
        box = stage.bounding_box()
        assert box["x"] >= 0
        assert box["width"] > 600
        assert 300 < box["height"] <= 420
        whole = page.get_by_role("link", name="Slope: the whole lesson")
        assert whole.get_attribute("href") == f"{server.url}/slope?slope_line_m=3"
        assert whole.bounding_box()["y"] + whole.bounding_box()["height"] <= 420
        assert axe(page) == []
        page.goto("/slope?embed=true&figure=<b>")  # no name at all: the lesson
        expect(page.get_by_role("heading", name="Slope", exact=True)).to_be_visible()
        page.goto("/slope?embed=true&figure=nothing")
        expect(page.get_by_text("There is no figure nothing here")).to_be_visible()


@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (768, "dark"), (1280, "light"), (1280, "dark")]
)
def test_everybody_can_read_it_and_nothing_scrolls_sideways(browser, sample, width, scheme):
    with visiting(browser, sample, width, 844) as visit:
        visit.page.emulate_media(color_scheme=scheme)
        open_lesson(visit.page, "")
        visit.page.wait_for_selector(".st-key-start_evil input")
        faults = [fault for fault in axe(visit.page) if not SIDEBAR.match(fault)]
        screenshot(visit.page, f"kit_{scheme}_{width}")
        assert faults == []
        main = '[data-testid="stMain"]'
        assert visit.page.evaluate(f"document.querySelector('{main}').scrollWidth") <= width


def test_the_text_is_set_in_our_own_face_with_a_readable_measure(lesson):
    lesson.evaluate("document.fonts.ready")
    assert lesson.evaluate("document.fonts.check('18px \"Downhill Serif\"')")
    paragraph = lesson.locator(".stMarkdown p", has_text="Only a sample").first
    assert "Downhill Serif" in paragraph.evaluate("p => getComputedStyle(p).fontFamily")
    width = paragraph.evaluate("p => p.parentElement.getBoundingClientRect().width")
    letters = lesson.evaluate(MEASURE)
    assert 62 <= width / letters <= 75


# The mean width of a letter of ordinary English in the face of the text.
MEASURE = """() => {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = '18px "Downhill Serif"';
  const words = 'a small step downhill, and another look at what is left of the error';
  return pen.measureText(words).width / words.length;
}"""


def test_display_formulas_are_large_enough_for_their_colours(lesson):
    """At 24 px a contrast of 3 : 1 suffices, which is what the role colours have."""
    sizes = lesson.locator(".katex-display > .katex").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert sizes
    assert min(sizes) >= 24


def test_hostile_titles_are_shown_letter_by_letter_and_call_nobody(lesson):
    """`visiting` fails besides if any other host is asked."""
    lesson.wait_for_selector(".st-key-start_evil input")
    shown = [
        words.replace("\u2060", "")
        for words in lesson.locator(".st-key-start_evil label").all_inner_texts()
    ]
    for title in EVIL[:-1]:
        assert " ".join(title.split()) in shown
    assert lesson.evaluate("window.PWN") is None
    assert (
        lesson.locator(".stMain a[href*='elsewhere'], .stMain img[src*='elsewhere']").count() == 0
    )


@pytest.mark.parametrize("where", ["in the page", "in a callback"])
def test_a_failure_shows_a_number_that_is_in_the_log_and_never_a_traceback(browser, sample, where):
    context = browser.new_context(base_url=sample.url)
    page = context.new_page()
    open_lesson(page, "second")
    page.get_by_role("button", name=f"Fail {where}").click()
    message = page.get_by_text("Something went wrong on our side").inner_text()
    number = re.search(r"error ([0-9a-f]{8})", message)[1]
    assert f"error {number}" in sample.log_text()
    assert "a detail no visitor may see" in sample.log_text()
    assert "a detail no visitor may see" not in page.content()
    assert "Traceback" not in page.content()
    context.close()


# --- links and presets


def test_back_undoes_a_preset_of_two_controls_in_one_step(lesson):
    lesson.get_by_role("button", name="Diverges").click()
    settle(lesson)
    wait_for(lesson, lambda: query(lesson) == {"start_eta": "0.5", "start_k": "7"})
    wait_for(lesson, lambda: value(lesson, "start_k") == 7)
    lesson.go_back()
    wait_for(lesson, lambda: query(lesson) == {})
    wait_for(lesson, lambda: value(lesson, "start_k") == 2)
    wait_for(lesson, lambda: value(lesson, "start_eta") == 0.05)


def test_the_copied_link_opens_the_same_state_with_a_control_left_out(lesson, browser, sample):
    handle(lesson, "start_k").focus()
    press(lesson, "ArrowRight")
    lesson.get_by_role("button", name="Link").click()
    settle(lesson)
    lesson.get_by_role("combobox", name="Leave out these controls").click()
    lesson.get_by_role("option", name="Factors k").click()
    settle(lesson)
    popover = lesson.locator('[data-testid="stPopoverBody"]')
    popover.get_by_text("This address opens").click()  # folds the list away
    popover.get_by_role("button", name="Copy to clipboard").click()
    link = lesson.evaluate("navigator.clipboard.readText()")
    assert link.startswith(sample.url)
    with visiting(browser, sample, 1280, 800) as visit:
        visit.page.goto(link)
        wait_until_still(visit.page)
        wait_for(visit.page, lambda: query(visit.page) == {"start_k": "3", "hide": "k"})
        expect(visit.page.locator(".st-key-start_k")).not_to_be_visible()
        expect(visit.page.locator(".st-key-start_eta")).to_be_visible()
        values = visit.page.locator(".katex-display annotation").first.text_content()
        assert "k = 3" in values


def test_values_and_guesses_survive_a_change_of_page(lesson):
    handle(lesson, "start_k").focus()
    press(lesson, "ArrowRight")
    lesson.locator(".st-key-start_rate_guess label", has_text="worse").click()
    settle(lesson)
    lesson.get_by_role("button", name="That is my guess").first.click()
    settle(lesson)
    lesson.get_by_role("link", name="The second →").click()
    lesson.get_by_role("heading", name="The second").wait_for()
    settle(lesson)
    lesson.get_by_role("link", name="← Downhill").click()
    lesson.get_by_role("heading", name="A prediction").wait_for()
    settle(lesson)
    wait_for(lesson, lambda: value(lesson, "start_k") == 3)
    expect(lesson.get_by_text("You said “worse”, and that is right.")).to_be_visible()


# --- presenter mode


def test_the_clicker_reveals_and_turns_even_while_a_slider_has_the_focus(lesson):
    lesson.get_by_role("button", name="Present").click()
    settle(lesson)
    wait_for(lesson, lambda: query(lesson) == {"present": "1"})
    expect(lesson.locator('[data-testid="stTopNavSection"]')).to_have_count(0)
    press(lesson, "PageDown")
    wait_for(lesson, lambda: sections(lesson) == ["A prediction"])
    expect(lesson.get_by_text("The outcome.")).not_to_be_visible()
    press(lesson, "PageDown")
    expect(lesson.get_by_text("The outcome.")).to_be_visible()
    lesson.go_back()
    expect(lesson.get_by_text("The outcome.")).to_have_count(0)
    while sections(lesson) == ["A prediction"]:
        press(lesson, "PageDown")
    wait_for(lesson, lambda: sections(lesson) == ["The controls"])
    wait_for(lesson, lambda: query(lesson).get("section") == "3")
    handle(lesson, "start_eta").focus()
    press(lesson, "PageUp")
    wait_for(lesson, lambda: sections(lesson) == ["A prediction"])
    wait_for(lesson, lambda: value(lesson, "start_eta") == 0.05)
    steps = stand(lesson).split()[-1].split("/")
    assert steps[0] == steps[1]  # back to the last step, not to the first


def test_arrows_turn_the_page_unless_something_else_uses_them(browser, sample):
    with visiting(browser, sample, 1280, 800) as visit:
        page = visit.page
        open_lesson(page, "", "present=1&section=3")
        page.wait_for_selector(".st-key-start_k")
        handle(page, "start_eta").focus()
        press(page, "ArrowRight")
        wait_for(page, lambda: sections(page) == ["The controls"])
        wait_for(page, lambda: value(page, "start_eta") == 0.06)
        page.evaluate("document.activeElement.blur()")
        while sections(page) == ["The controls"]:
            press(page, "ArrowRight")
        wait_for(page, lambda: sections(page) == ["The questions"])
        press(page, "ArrowLeft")
        wait_for(page, lambda: sections(page) == ["The controls"])
        wait_for(page, lambda: value(page, "start_eta") == 0.06)
        press(page, "4")
        press(page, "Enter")
        wait_for(page, lambda: sections(page) == ["The questions"])
        press(page, "Escape")
        wait_for(page, lambda: len(sections(page)) == 5)
        where = "document.getElementById('section-4').getBoundingClientRect().top"
        wait_for(page, lambda: 0 <= page.evaluate(where) < 400)  # where one stood
        page.keyboard.press("Alt+p")  # and from here on
        wait_for(page, lambda: query(page).get("present") == "1")
        assert query(page) == {"present": "1", "section": "4", "start_eta": "0.06"}


def test_black_overview_and_larger_type_are_one_key_away(browser, sample):
    with visiting(browser, sample, 1024, 768) as visit:
        page = visit.page
        open_lesson(page, "", "present=1&section=2")
        wait_for(page, lambda: stand(page).startswith("start 2 1/"))
        press(page, "b")
        expect(page.locator(".dh-cover-black")).to_be_visible()
        press(page, "b")
        expect(page.locator(".dh-cover")).to_have_count(0)
        size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
        before = page.evaluate(size)
        press(page, "+")
        assert page.evaluate(size) > before
        press(page, "-")
        assert page.evaluate(size) == before
        press(page, "o")
        assert axe(page) == []
        page.locator(".dh-cover").get_by_role("button", name="The panels").click()
        wait_for(page, lambda: sections(page) == ["The panels"])
        press(page, "End")
        wait_for(page, lambda: sections(page) == ["To take along"])
        press(page, "Home")
        wait_for(page, lambda: stand(page).startswith("start 1 1/"))


def test_the_clicker_goes_on_to_the_next_lesson_and_back_to_the_end_of_this_one(browser, sample):
    with visiting(browser, sample, 1024, 768) as visit:
        page = visit.page
        open_lesson(page, "", "present=1&section=6")
        wait_for(page, lambda: stand(page) == "start 6 1/1")
        press(page, "PageDown")
        wait_for(page, lambda: stand(page).startswith("second 1 1/"))
        press(page, "PageUp")
        wait_for(page, lambda: stand(page) == "start 6 1/1")


@pytest.mark.parametrize("section", [1, 2, 5, 6])
def test_a_screen_of_the_presenter_is_accessible_and_large(browser, sample, section):
    with visiting(browser, sample, 1280, 800) as visit:
        open_lesson(visit.page, "", f"present=1&section={section}")
        visit.page.wait_for_timeout(800)
        screenshot(visit.page, f"kit_present_{section}")
        assert axe(visit.page) == []
        size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
        assert visit.page.evaluate(size) >= 24


def test_a_lesson_is_printed_with_its_questions_open_and_its_answers_last(lesson):
    lesson.locator(".st-key-start_rate_guess label", has_text="worse").click()
    settle(lesson)
    lesson.get_by_role("button", name="That is my guess").first.click()
    mine = lesson.get_by_text("You said “worse”, and that is right.")
    expect(mine).to_be_visible()
    lesson.evaluate("""() => { window.print = () => { window.sheet = [
        document.querySelector('.stMainBlockContainer').innerText, // without the last page
        document.querySelector('.dh-answers').textContent,
        document.querySelector('.qr-small').src,
    ]; }; }""")
    lesson.get_by_role("button", name="Link").click()
    lesson.get_by_role("button", name="Print").click()
    lesson.wait_for_function("window.sheet")
    questions, answers, code = lesson.evaluate("window.sheet")
    assert "What does a larger rate do?" in questions
    assert "The outcome." not in questions
    assert "You said" not in questions + answers
    assert "What does a larger rate do?The answer is “worse”." in answers
    assert "The outcome." in answers
    assert "Downhill is minus the gradient." in answers
    assert code.startswith("data:image/svg+xml")
    expect(mine).to_be_visible()  # as before, with one's own guess
    expect(lesson.locator(".dh-answers")).to_have_count(0)


def test_on_paper_there_is_only_the_lesson(lesson):
    lesson.emulate_media(media="print")
    assert not lesson.locator("header.stAppHeader").is_visible()
    assert not lesson.get_by_role("button", name="Diverges").is_visible()
    assert lesson.get_by_role("heading", name="A prediction").is_visible()
    gate = lesson.locator(".st-key-predict_start_rate")
    assert "My guess" in gate.evaluate("gate => getComputedStyle(gate, '::after').content")
    assert not gate.get_by_role("button").first.is_visible()
