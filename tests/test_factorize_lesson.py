"""The toy lesson as a student uses it: guess, play, turn the knobs, break it, mend it."""

import re

import pytest
from playwright.sync_api import expect

from mf_core.datasets import DATASETS
from mf_core.saying import number
from pages._kit.toy import boards, runs, trust
from tests.browser import open_lesson, screenshot, wait_until_still

pytestmark = pytest.mark.browser


def commit(page, option):
    page.get_by_text(option, exact=True).click()
    page.get_by_role("button", name="That is my guess").click()
    wait_until_still(page)


def run_stage(page):
    return page.locator(".st-key-factorize_run")


def test_the_run_stands_trained_plays_and_follows_the_hand(page):
    open_lesson(page, "factorize")
    stage = run_stage(page)
    expect(stage).to_contain_text("Step 60 of 60")
    stage.get_by_role("button", name="Play").click()
    expect(stage).to_contain_text(re.compile(r"Step ([2-9]|\d\d) of 60"))
    screenshot(page, "factorize-playing")
    eta = stage.get_by_role("slider", name=re.compile("learning rate"))
    eta.focus()
    page.keyboard.press("ArrowRight")
    expected = boards.said_of_epochs(float(eta_of(stage)), 0.2, 2, 3).split("**")[1]
    expect(stage.locator(".dh-words")).to_contain_text(expected)


def eta_of(stage):
    """The rate one position to the right of the first one: twenty to a decade."""
    positions = stage.get_by_role("slider", name=re.compile("learning rate"))
    at = int(positions.evaluate("input => input.value"))
    most = int(positions.evaluate("input => input.max"))
    return 0.001 * (1.0 / 0.001) ** (at / most)


def test_what_the_settings_are_worth_waits_for_a_guess_and_then_names_the_gap(page):
    open_lesson(page, "factorize")
    compared = page.locator(".st-key-factorize_compared")
    expect(compared).to_have_count(0)
    first, _, last = trust.OPTIONS
    commit(page, first)
    expect(page.get_by_text(f"The answer is “{last}”")).to_be_visible()
    expect(page.get_by_text("Repeating is not predicting.")).to_be_visible()
    expect(compared.locator(".js-plotly-plot")).to_have_count(1)
    expect(page.get_by_text("That is overfitting", exact=False)).to_be_visible()


def test_a_preset_that_diverges_is_told_as_a_result_and_back_undoes_it_in_one_step(page):
    open_lesson(page, "factorize")
    stage = run_stage(page)
    stage.get_by_role("button", name="Diverges").click()
    expect(stage).to_contain_text("jumped over the valley")
    wait_until_still(page)
    expect(page).to_have_url(re.compile("factorize_run_eta=0.55"))
    page.go_back()
    expect(stage).to_contain_text("lowest in epoch")


def test_the_task_counts_every_rating_left_out(page):
    open_lesson(page, "factorize", "factorize_trust_k=1&factorize_trust_lam=0.3")
    expect(page.locator(".st-key-factorize_trust")).to_contain_text("Reached")
    open_lesson(page, "factorize", "factorize_trust_k=2")
    expect(page.locator(".st-key-factorize_trust")).to_contain_text("to go")


def test_an_edited_rating_trains_anew_and_a_wrong_one_is_refused(page):
    open_lesson(page, "factorize")
    expect(page.get_by_text("39 of 64 cells are known.")).to_be_visible()
    run_stage(page).locator(".dh-board[data-step]").wait_for()
    page.get_by_test_id("stDataFrame").scroll_into_view_if_needed()
    wait_until_still(page)
    for typed, sentence in (("9", "the scale goes from 1 to 5"), ("4", "40 of 64 cells are known")):
        # The cell Ada × Notting Hill: empty at first. Its row is the first below the header.
        box = page.get_by_test_id("stDataFrame").bounding_box()
        page.mouse.click(box["x"] + 0.70 * box["width"], box["y"] + 52)
        page.wait_for_timeout(300)  # the grid takes a breath between selecting and editing
        page.keyboard.type(typed)  # typing replaces what stood there
        page.wait_for_timeout(300)
        page.keyboard.press("Enter")
        expect(page.get_by_text(sentence)).to_be_visible()


def test_zeros_never_move_and_the_quiz_says_why(page):
    open_lesson(page, "factorize")
    expect(page.locator(".st-key-factorize_starts")).to_contain_text("all zero: 1.5")
    page.get_by_text("Zero is the best solution.", exact=True).click()
    expect(page.get_by_text("here it is a saddle", exact=False)).to_be_visible()
    page.get_by_text("Each gradient is multiplied by the other factor, which is zero.").click()
    expect(page.get_by_text("At zero both vanish", exact=False)).to_be_visible()


def test_the_map_turns_and_no_prediction_changes(page):
    open_lesson(page, "factorize")
    stage = page.locator(".st-key-factorize_turned")
    predictions = """stage => {
      const plots = stage.querySelectorAll('.js-plotly-plot');
      const z = plots[1].data[0].z;
      return Array.from(z._inputArray ?? z).map(r => Array.from(r, v => +v.toFixed(3))).flat();
    }"""
    stage.scroll_into_view_if_needed()
    expect(stage.locator(".js-plotly-plot")).to_have_count(2)
    before = stage.evaluate(predictions)
    angle = stage.get_by_role("slider", name=re.compile("turned by"))
    angle.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    wait_until_still(page)
    expect(angle).to_have_attribute("aria-valuetext", re.compile("40"))
    assert stage.evaluate(predictions) == pytest.approx(before, abs=2e-3)
    assert "factorize_turned_angle=40" in page.url


# Notes whatever is written on a canvas, each painting anew.
NOTE = """() => {
  const pen = CanvasRenderingContext2D.prototype;
  const [clear, fill] = [pen.clearRect, pen.fillText];
  pen.clearRect = function (...all) { this.said = []; clear.apply(this, all); };
  pen.fillText = function (...all) {
    this.said.push([all[0], this.font]);
    fill.apply(this, all);
  };
}"""
SAID = "stage => stage.querySelector('.dh-board canvas').getContext('2d').said"


def visits_stage(page):
    stage = page.locator(".st-key-factorize_visits")
    stage.scroll_into_view_if_needed()
    return stage


def test_the_board_at_rest_writes_the_recorded_numbers_visit_after_visit(page):
    page.add_init_script(f"({NOTE})()")
    open_lesson(page, "factorize")
    stage = visits_stage(page)
    run = runs.by_visits(DATASETS["history_romance"].load(0), 0.1, 0.2, 2, 3)
    for step in (1, 2):
        stage.get_by_role("button", name="One step forward").click()
        expect(stage).to_contain_text(f"Visit {step} of 105")
        page.wait_for_timeout(600)  # longer than any glide
        said = [text for text, _ in stage.evaluate(SAID)]
        n = run.visited[step]
        u, i = run.train.users[n], run.train.items[n]
        for factors in (run.recording.P[step], run.recording.Q[step]):
            for factor in factors.ravel():
                assert number(factor, 2) in said or abs(abs(factor * 100) % 1 - 0.5) < 1e-3
        assert number(run.recording.prediction[step, u, i], 2) in said
        caption = stage.locator(".dh-board-caption")
        expect(caption).to_contain_text(DATASETS["history_romance"].load(0).user_names[u])
        expect(caption).to_contain_text(number(run.recording.prediction[step - 1, u, i], 2))


def test_a_number_opens_by_key_with_its_formula_for_those_who_listen(page):
    open_lesson(page, "factorize")
    stage = visits_stage(page)
    board = stage.locator(".dh-board")
    board.focus()
    page.keyboard.press("ArrowRight")
    status = stage.locator(".dh-board-status")
    expect(status).to_contain_text("r̂ = μ + p1 · q1 + p2 · q2: ")
    numbers = [float(text) for text in re.findall(r"\d+\.\d{3}", status.inner_text())]
    assert len(numbers) >= 6
    page.keyboard.press("Escape")


def test_the_smallest_type_on_the_board_is_eleven_pixels_on_a_screen_and_on_a_phone(page):
    page.add_init_script(f"({NOTE})()")
    open_lesson(page, "factorize")
    for width, height in ((1280, 800), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        wait_until_still(page)
        stage = visits_stage(page)
        page.wait_for_timeout(300)
        sizes = [float(re.search(r"([\d.]+)px", font)[1]) for _, font in stage.evaluate(SAID)]
        assert min(sizes) >= 11
        board = stage.locator(".dh-board")
        assert board.evaluate("board => board.scrollWidth <= board.clientWidth")
        fits = "[...document.querySelectorAll('.st-key-factorize_visits .dh-board-words > *')]"
        fits += ".every(part => part.scrollHeight <= part.parentElement.clientHeight + 2)"
        assert page.evaluate(fits)


def test_a_click_on_the_error_goes_there(page):
    open_lesson(page, "factorize")
    stage = visits_stage(page)
    canvas = stage.locator(".dh-board canvas")
    box = canvas.bounding_box()
    canvas.click(position={"x": box["width"] * 0.42, "y": box["height"] - 30})
    expect(stage.get_by_text(re.compile(r"Visit [45]\d of 105"))).to_be_visible()
    expect(stage.locator(".dh-board-status")).to_contain_text("RMSE = √( Σ e² / n )")
