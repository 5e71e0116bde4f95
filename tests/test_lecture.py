"""A prepared lecture: ten states of five lessons, a key press each; its desk; the second window."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from pages._kit.frame import presenter
from tests.browser import axe, open_lesson, press, screenshot, stand, visiting, wait_for

# Address and what is to be seen of it: the step on the screen, and where its sliders stand.
STATES = [
    ("slope", "slope 1 1/", {"slope_line slope": "2.0"}),
    ("slope?slope_line_m=3.5&at=slope_line", "slope 1 2/", {"slope_line slope": "3.5"}),
    ("slope?section=3", "slope 3 1/", {"slope_cooling change in an hour": "-2.0 °C per hour"}),
    (
        "descent?descent_stretched_bowl_eta=0.05&at=descent_stretched_bowl",
        "descent 1 2/",
        {"descent_stretched_bowl learning rate": "0.05", "descent_stretched_bowl at": "60"},
    ),
    (
        "descent?descent_stretched_bowl_step=4&at=descent_stretched_bowl",
        "descent 1 2/",
        {"descent_stretched_bowl learning rate": "0.08", "descent_stretched_bowl at": "4"},
    ),
    (
        "one_rating?one_rating_visit_eta=0.4&at=one_rating_visit",
        "one_rating 1 ",
        {"one_rating_visit learning rate": "0.4 per star"},
    ),
    (
        "one_rating?one_rating_visit_t=3&at=one_rating_visit",
        "one_rating 1 ",
        {"one_rating_visit learning rate": "0.1 per star", "one_rating_visit visits": "3"},
    ),
    (
        "factorize?factorize_run_seed=7&at=factorize_run",
        "factorize 1 ",
        {"factorize_run start": "7", "factorize_run at": "60"},
    ),
    (
        "update_rule?section=7&update_rule_nudge_h=0.1&at=update_rule_nudge",
        "update_rule 7 ",
        {"update_rule_nudge step": "0.1 √star"},
    ),
    ("slope?at=slope_line", "slope 1 2/", {"slope_line slope": "2.0"}),
]
SEEN = """() => Object.fromEntries([...document.querySelectorAll('.dh-stage')].flatMap((stage) => {
  const key = /st-key-(\\S+)/.exec(stage.closest('[class*="st-key-"]').className)[1];
  return [[`${key} at`, stage.dataset.step],
    ...[...stage.querySelectorAll('.dh-slider input')].map((input) =>
      [`${key} ${input.ariaLabel}`, input.getAttribute('aria-valuetext')])];
}))"""


def written(states):
    return json.dumps({"downhill lecture": 1, "states": states})


@pytest.mark.browser
def test_ten_states_across_five_lessons_are_given_by_ten_key_presses(browser, server, tmp_path):
    file = tmp_path / "lecture.json"
    file.write_text(written([{"address": address, "note": address} for address, *_ in STATES]))
    with visiting(browser, server, 1024, 768) as visit:
        page = visit.page
        open_lesson(page, "slope", "slope_line_m=3")
        page.get_by_role("button", name="Link").click()
        page.get_by_role("button", name="My lecture").click()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Open a file").click()
        chooser.value.set_files(file)
        expect(page.locator(".dh-cover-desk li")).to_have_count(10)
        for n, (address, step, values) in enumerate(STATES, 1):
            page.keyboard.press("PageDown")
            wait_for(page, lambda n=n: f"lecture={n}" in page.url.split("&"))
            wait_for(page, lambda step=step: stand(page).startswith(step))
            wait_for(page, lambda values=values: values.items() <= page.evaluate(SEEN).items())
            named = parse_qs(urlsplit(address).query).get("at")
            if named:
                expect(page.locator(f".st-key-{named[0]} .dh-stage")).to_be_visible()
                assert parse_qs(urlsplit(page.url).query)["at"] == named
        expect(page.locator(".dh-foot output")).to_contain_text("Lecture 10/10")
        page.keyboard.press("PageDown")  # beyond the last there is nothing
        page.keyboard.press("PageUp")
        wait_for(page, lambda: stand(page).startswith("update_rule 7 "))


@pytest.fixture
def page(browser, sample):
    """The first sample lesson with factors k = 5, in a fresh window."""
    with visiting(browser, sample, 1280, 800) as visit:
        open_lesson(visit.page, "", "start_k=5")
        yield visit.page


STATE = {"address": "start?start_k=5", "title": "Downhill", "note": "Ask b. first."}


@pytest.mark.browser
def test_a_state_is_added_with_a_note_and_saved_and_a_hostile_file_is_refused(page, tmp_path):
    hostile = tmp_path / "hostile.json"
    hostile.write_text(written([{"address": "https://elsewhere.example/start"}]))
    page.get_by_role("button", name="Link").click()
    page.get_by_role("button", name="Add this state").click()
    desk = page.locator(".dh-cover-desk")
    page.keyboard.type(STATE["note"])  # its field has the focus
    assert axe(page) == []
    screenshot(page, "desk")
    with page.expect_file_chooser() as chooser:
        desk.get_by_role("button", name="Open a file").click()
    chooser.value.set_files(hostile)
    expect(desk).to_contain_text("“https://elsewhere.example/start”, and that is no page of")
    with page.expect_download() as saved:
        desk.get_by_role("button", name="Save as a file").click()
    assert json.loads(saved.value.path().read_text()) == json.loads(written([STATE]))
    desk.get_by_role("button", name="Give it").click()
    wait_for(page, lambda: stand(page).startswith("start 1 1/"))
    press(page, "a")
    expect(page.locator(".dh-said")).to_have_text("State 2 of your lecture.")


@pytest.mark.browser
def test_the_second_window_has_the_notes_and_drives_the_show(page):
    text = written([STATE, {"address": "second", "title": "The second"}])
    page.evaluate("text => localStorage.setItem('downhill_lecture', text)", text)
    page.get_by_role("button", name="Link").click()
    page.get_by_role("button", name="My lecture").click()
    page.keyboard.press("PageDown")
    wait_for(page, lambda: stand(page).startswith("start 1 1/"))
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    speaker = opened.value
    expect(speaker.locator("#note")).to_have_text(STATE["note"])
    expect(speaker.locator("#next")).to_have_text("The second")
    speaker.get_by_role("button", name="1 min").click()
    expect(page.locator(".dh-countdown")).to_have_text(re.compile("0:5[0-9]|1:00"))
    speaker.keyboard.press("PageDown")
    wait_for(page, lambda: stand(page).startswith("second 1 "))
    expect(speaker.locator("#now")).to_contain_text("Lecture 2/2")
    expect(page.locator(".dh-countdown")).to_be_visible()  # it runs on
    page.keyboard.press("Escape")
    expect(page.locator(".dh-countdown")).to_have_count(0)
    speaker.close()


# --- what Python has to do with it


def test_the_lecture_of_a_start_is_read_for_its_word_alone(tmp_path, monkeypatch):
    file = tmp_path / "monday: first.json"
    file.write_text(written([]), encoding="utf-8")
    monkeypatch.setenv("DOWNHILL_LECTURE", f"1234abcd:{file}")
    assert presenter.prepared("1234abcd") == written([])
    assert presenter.prepared("1234abce") == presenter.prepared("") == ""
    file.write_bytes(b"\xff\xfe\x00")
    assert presenter.prepared("1234abcd") == "unreadable"
    monkeypatch.delenv("DOWNHILL_LECTURE")
    assert presenter.prepared("") == presenter.prepared("1234abcd") == ""
