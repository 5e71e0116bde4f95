"""The full-size lesson as a student uses it: train, pause, leave, reload, upload, download."""

import hashlib
import json
import re

import pytest
from playwright.sync_api import expect

from mf_core.datasets.ratings_csv import read_upload
from pages._kit.course import lessons
from tests.browser import (
    open_lesson,
    screenshot,
    serving,
    visiting,
    wait_for_rest,
    wait_until_still,
)
from tests.loopback import serving as mirroring
from tests.movielens_zip import small_set, small_zip

pytestmark = pytest.mark.browser

UPLOAD = "input[type=file]"
# From the second epoch on, whichever a busy machine happens to see first.
GOING_ON = re.compile(r"Training: epoch ([2-9]|[1-9]\d+) of")
BAD_FILES = {
    "empty.csv": (b"", "empty"),
    "paper.csv": (b"%PDF-1.7 and so on", "PDF"),
    "words.csv": (b"user,item,rating\nada,lincoln,good\n", "good"),
    "two.csv": (b"user,rating\nada,5\n", "item"),
}


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def counted(content):
    """How the page describes a zip, by what the reader of the core finds in it."""
    ratings = read_upload("ml.zip", content).ratings
    return f"{ratings.values.size:,} ratings by {ratings.n_users:,} users"


def status(page):
    """What the stage says of a run in training."""
    return page.locator(".dh-stage").first


def test_a_run_can_be_watched_paused_left_and_found_again(page):
    open_lesson(page, "full_data")
    button(page, "Train").click()
    expect(status(page)).to_contain_text(GOING_ON)
    assert "run=" in page.url
    button(page, "Pause").click()
    expect(button(page, "Go on")).to_be_visible()
    expect(status(page)).to_contain_text("Paused after epoch")
    address = page.url

    page.get_by_role("link", name="← ", exact=False).first.click()  # to another lesson …
    every = [lesson.title for lesson in lessons()]
    before = every[every.index("Full data") - 1]
    expect(page.get_by_role("heading", level=1)).to_have_text(before)
    wait_until_still(page)
    page.go_back()  # … and back
    expect(button(page, "Go on")).to_be_visible()
    page.goto(address)  # a reload is a new session
    expect(button(page, "Go on")).to_be_visible()
    button(page, "Go on").click()
    expect(page.get_by_text(re.compile(r"Done: 50 epochs.*held-out ratings"))).to_be_visible(
        timeout=30_000
    )
    screenshot(page, "full_data-done")
    button(page, "Train 25 epochs more").click()
    expect(page.get_by_text("Done: 75 epochs")).to_be_visible(timeout=30_000)


def test_stop_ends_a_run_and_what_was_reached_stays(page):
    open_lesson(page, "full_data", "full_data_sgd_epochs=200")  # time to find the button
    button(page, "Train").click()
    expect(status(page)).to_contain_text(GOING_ON)
    button(page, "Stop").click()
    expect(page.get_by_text(re.compile(r"Stopped after epoch \d+ of 200.*lowest"))).to_be_visible()


def test_too_large_a_rate_is_a_result(page):
    open_lesson(page, "full_data", "full_data_sgd_eta=0.2&full_data_sgd_lam=0&full_data_sgd_k=64")
    button(page, "Train").click()
    expect(page.get_by_text(re.compile("Diverged.*ends where it ends"))).to_be_visible()


def test_bad_files_get_a_sentence_and_the_old_data_stay(page):
    open_lesson(page, "full_data", "full_data_source=A+file+of+mine")
    for name, (content, word) in BAD_FILES.items():
        file = {"name": name, "mimeType": "text/csv", "buffer": content}
        page.set_input_files(UPLOAD, file)
        expect(page.get_by_test_id("stAlert")).to_contain_text(word)
        expect(page.get_by_text("Planted tastes (100,000 ratings)", exact=True)).to_be_visible()


def test_a_file_with_odd_rows_is_asked_about_and_nothing_is_left_out_unasked(page):
    """A review's number first, one row without a rating, and −1 for "seen, not rated"."""
    rows = "".join(f"a{n},u{n % 8},f{n % 9},{(-1, 6, 7, 8, 9)[n % 5]}\n" for n in range(60))
    table = f"no,who,anime_id,score\n{rows}x,u1,f2,NA\n"
    file = {"name": "mine.csv", "mimeType": "text/csv", "buffer": table.encode()}
    open_lesson(page, "full_data", "full_data_source=A+file+of+mine")
    page.set_input_files(UPLOAD, file)
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_contain_text("1 of 61 rows cannot be read. Line 62: the rating “NA”")
    expect(page.get_by_text("Planted tastes (100,000 ratings)", exact=True)).to_be_visible()
    page.get_by_text("Leave 1 row out and read the other 60").click()
    described = page.get_by_text(re.compile(r"^mine: "))
    expect(described).to_contain_text("60 ratings by 60 users of 9 items")
    expect(page.get_by_text("Every user has a single rating")).to_be_visible()  # it was the review
    page.get_by_text("Which column is what?").click()
    column = page.get_by_role("combobox", name="User")
    wait_for_rest(page)
    column.press_sequentially("who")  # the list of a box that is still unfolding closes on a click
    expect(page.get_by_role("option")).to_have_count(1)
    column.press("Enter")
    expect(described).to_contain_text("60 ratings by 8 users of 9 items")
    page.get_by_text("20% of the ratings are −1, all others 6 to 9: leave them out?").click()
    expect(described).to_contain_text("48 ratings by 8 users of 9 items")
    expect(alert).to_have_count(0)


def test_a_movielens_zip_is_read_and_trained(page):
    known = small_set()
    content, (lowest, highest) = known.content, known.reached["sgd"]
    query = "full_data_source=A+file+of+mine&full_data_pace=As+fast+as+it+goes"
    open_lesson(page, "full_data", query)
    page.set_input_files(
        UPLOAD, {"name": "ml.zip", "mimeType": "application/zip", "buffer": content}
    )
    expect(page.get_by_text(counted(content))).to_be_visible()
    button(page, "Train").click()
    done = page.get_by_text(re.compile(r"Done: 50 epochs.*lowest 0\.\d+"))
    expect(done).to_be_visible()
    reached = float(re.search(r"lowest (0\.\d+)", done.inner_text())[1])
    assert 0.985 * lowest < reached < 1.015 * highest  # of one split; what is known is a mean
    screenshot(page, "full_data-movielens")


def test_movielens_comes_by_download_with_its_progress(browser, tmp_path, monkeypatch):
    """From a server on this machine, as a campus mirror would serve it."""
    content = small_zip()
    with mirroring(content) as mirror:
        mirror.mode = "hang"
        release = {
            "name": "a-mirror", "title": "Mirror of the small set", "url": mirror.url,
            "md5": hashlib.md5(content, usedforsecurity=False).hexdigest(),
            "n_ratings": 100_000, "size": len(content),
        }  # fmt: skip
        listed = tmp_path / "releases.json"
        listed.write_text(json.dumps([release]))
        monkeypatch.setenv("DOWNHILL_RELEASES", str(listed))
        monkeypatch.setenv("DOWNHILL_DATA", str(tmp_path / "data"))
        with (
            serving(tmp_path / "log.txt") as server,
            visiting(browser, server, 1280, 800) as visit,
        ):
            page = visit.page
            open_lesson(
                page, "full_data",
                "full_data_source=Download+MovieLens"
                "&full_data_release=Mirror+of+the+small+set,+100,000+ratings",
            )  # fmt: skip
            button(page, "Download").click()
            whole = f"{len(content) / 1e6:.1f}"
            expect(page.get_by_text(re.compile(rf"0\.[1-9] MB of {whole} MB"))).to_be_visible()
            mirror.released.set()  # the connection breaks half-way …
            expect(page.get_by_test_id("stAlert")).to_contain_text("upload it here")
            mirror.mode = "ok"
            button(page, "Try again").click()  # … and the second half is fetched
            expect(page.get_by_text(counted(content))).to_be_visible()
    assert mirror.ranges[-1].startswith("bytes=")
    assert [path.name for path in (tmp_path / "data").glob("*.zip")]
