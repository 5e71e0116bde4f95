"""Gates, quizzes and what is remembered of them; first as values, then in the browser."""

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

import run
from pages._kit import course, memory
from pages._kit.questions import gap_in_words
from pages._kit.questions.measure import (
    CurveGap,
    curve_gap,
    curve_gap_in_words,
    place_gap_in_words,
)
from pages._kit.stage.guess import points_in
from pages._kit.typed import plain_number
from tests.browser import axe, open_lesson, visiting, wait_until_still
from tests.test_kit import outcome, sample

ROOT = Path(run.__file__).parent


@pytest.fixture(autouse=True)
def real_course(monkeypatch):
    """The sample shell replaces the list of lessons; put the real one back afterwards."""
    monkeypatch.setattr(course, "COURSE", course.COURSE)
    monkeypatch.setattr(course, "PAGES", course.PAGES)


# --- what is said


def options_in_the_source():
    """Every text in the lessons and their parts that could be an option of a gate."""
    for path in [*ROOT.glob("pages/*.py"), *ROOT.glob("pages/_kit/parts/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Tuple | ast.Dict | ast.Assign):
                named = {ast.Tuple: "elts", ast.Dict: "keys", ast.Assign: "value"}[type(node)]
                parts = getattr(node, named)
                for part in parts if isinstance(parts, list) else [parts]:
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value


OPTIONS = sorted({o for o in options_in_the_source() if " " in o and "“" not in o and len(o) < 90})


def test_every_option_of_the_lessons_makes_a_sentence():
    """A clause, a name with its full stop, a phrase: each is quoted, and nothing ends in ".."."""
    assert "it climbs, faster and faster" in OPTIONS
    for option in OPTIONS:
        for value in (option, "zero", None):
            said = gap_in_words(value, option)
            assert said.count("“") == said.count("”") == (2 if value == "zero" else 1)
            assert f"“{option.removesuffix('.')}”" in said
            assert said.endswith(".")
            assert not said.endswith("..")
            assert "it is it" not in said


@given(some.floats(-1e6, 1e6), some.floats(-1e6, 1e6))
def test_a_gap_of_numbers_has_no_hyphen_and_the_right_direction(value, truth):
    said = gap_in_words(value, truth, "stars")
    assert "-" not in said
    assert ("too high" in said) <= (value > truth)
    assert ("too low" in said) <= (value < truth)


@pytest.mark.parametrize(
    ("text", "number"),
    [("2,48", 2.48), ("2.48", 2.48), ("−0.5", -0.5), ("-,5", -0.5), ("+3", 3.0), (" 7. ", 7.0)],
)
def test_a_number_is_read_as_people_write_it(text, number):
    assert plain_number(text) == number


@pytest.mark.parametrize("text", ["", "abc", "1e9", "nan", "1,2,3", "2 3", "٣", "x" * 500, "--1"])
def test_what_is_no_number_is_refused_without_a_word_about_formulas(text):
    with pytest.raises(ValueError, match=r"number") as refused:
        plain_number(text)
    assert "sin" not in str(refused.value)
    assert len(str(refused.value)) < 120


# --- gates


def test_show_me_opens_a_gate_without_a_guess():
    app = sample()
    app.button(key="start_rate_show").click().run()
    assert outcome(app)
    said = [block.value for block in app.markdown]
    assert any("The answer is “worse”." in each for each in said)
    assert any("Because of the edge." in each for each in said)
    app.button(key="start_rate_change").click().run()
    assert not outcome(app)


def test_a_wrong_guess_gets_its_own_reason():
    app = sample()
    app.radio(key="start_rate_guess").set_value("better")
    app.button(key="start_rate_commit").click().run()
    said = [block.value for block in app.markdown]
    assert any("Only up to an edge." in each for each in said)
    assert any("● **better**  \n○ worse" in each for each in said)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type a number first."),
        ("many", "is no number I can read"),
        ("2000", "It lies between 0 and 1,000"),
        ("−1", "It lies between 0 and 1,000"),
    ],
)
def test_a_number_gate_refuses_in_a_sentence_and_opens_nothing(text, sentence):
    app = sample()
    app.text_input(key="start_number_guess").set_value(text)
    app.button(key="start_number_commit").click().run()
    assert [sentence in box.value for box in app.warning if "title" not in box.value] == [True]
    assert not any("steps" in block.value for block in app.markdown if "You said" in block.value)


# --- gates in a figure


def test_the_distance_of_a_sketch_is_measured_at_its_own_places():
    truth = [[-1.0, -6.0], [0.0, 0.0], [1.0, 6.0]]
    gap = curve_gap([[-1.0, -5.0], [-0.5, -3.0], [1.0, 8.0]], truth)
    assert gap.distance == pytest.approx((1 + 0 + 2) / 3)
    assert gap.same_sign == 1.0
    assert gap.likeness > 0.99


@given(some.lists(some.tuples(some.floats(-3, 3), some.floats(-20, 20)), min_size=2, max_size=65))
def test_a_sketch_that_is_the_curve_is_nowhere_away_and_its_mirror_is_called_wrong(points):
    truth = [[x, x + 40.0] for x in (-3.0, 3.0)]
    drawn = [[x, x + 40.0] for x, _ in points]
    gap = curve_gap(drawn, truth)
    assert gap.distance == pytest.approx(0.0, abs=1e-9)
    assert "right everywhere" in curve_gap_in_words(gap)
    mirrored = curve_gap([[x, -y] for x, y in drawn], truth)
    assert mirrored.same_sign == 0.0
    assert "right everywhere" not in curve_gap_in_words(mirrored)


def test_each_shape_of_a_sketch_has_its_words():
    said = [curve_gap_in_words(CurveGap(1.0, 0.5, likeness)) for likeness in (1.0, 0.7, -1.0)]
    assert ["shape is right." in each for each in said] == [True, False, False]
    assert ["roughly" in each for each in said] == [False, True, False]
    assert "shape" not in curve_gap_in_words(CurveGap(1.0, 0.5, float("nan")))


def test_a_place_is_measured_in_a_straight_line_and_along_both_axes():
    said = place_gap_in_words([-1.0, 0.0], [2.0, 4.0], "√star")
    assert said == "You are 5 √star away: 3 too far left, 4 too far down."


@pytest.mark.parametrize("value", [None, "zero", [["1", 2]], [[1, float("inf")]], [[0, 0]] * 999])
def test_what_is_no_drawing_is_read_as_none(value):
    assert points_in(value) is None


def asking():
    """A page with a gate of each kind."""
    import streamlit as st  # noqa: PLC0415 (the body becomes a script of its own)

    from mf_core.figures.picture import Picture  # noqa: PLC0415
    from pages._kit import questions  # noqa: PLC0415
    from pages._kit.questions.gates import commit  # noqa: PLC0415

    axes = Picture([{"type": "scatter", "x": [0, 9], "y": [0, 9]}], {}, "Two axes.")
    st.button("draw", on_click=commit, args=("a_level", [[3.0, 4.0]]))
    st.button("show", on_click=commit, args=("a_place", []))
    opened = {
        "level": questions.level("a_level", "How high?", axes, 5.0, unit="stars"),
        "place": questions.place("a_place", "Where?", axes, (1.0, 2.0)),
        "sketch": questions.sketch("a_sketch", "Which way?", axes, [(0.0, 0.0), (9.0, 9.0)]),
    }
    st.text(" ".join(name for name, guess in opened.items() if guess is not None))


def test_a_drawn_gate_opens_by_a_drawing_or_by_show_me_and_stays_in_memory():
    app = AppTest.from_function(asking).run()
    assert app.text[0].value == ""
    app.button[0].click().run()
    assert app.text[0].value == "level"
    app.button[1].click().run()
    assert app.text[0].value == "level place"
    assert app.session_state["memory_kept"]["a_level_committed"] == [[3.0, 4.0]]


def test_the_projector_shows_every_outcome_that_is_asked_for():
    app = AppTest.from_function(asking)
    app.query_params["present"] = "1"
    app.run()
    assert app.text[0].value == ""
    app.session_state["presenter_revealed"] = ["a_level", "a_sketch"]
    app.query_params["shown"] = "2"
    assert app.run().text[0].value == "level sketch"


# --- memory


@pytest.mark.parametrize(
    "text",
    [None, "", "{", "[]", "3", '{"version": 0, "kept": {"a": 1}}', '{"version": 1}', "[" * 9999],
)
def test_a_strange_storage_is_an_empty_memory(text):
    assert memory.read(text) == {}


def test_only_values_the_course_writes_come_out_of_the_storage():
    kept = '{"a": "b", "c": 1.5, "d": [[0, 1]], "e": null, "f": {"g": 1}, "h": NaN}'
    found = memory.read(f'{{"version": {memory.VERSION}, "kept": {kept}}}')
    assert found == {"a": "b", "c": 1.5, "d": [[0, 1]]}


def remembering(kept, **query):
    """The sample lesson in a session that has found this in the browser's storage."""
    app = sample(**query)
    app.session_state["memory_kept"] = kept
    return app.run()


def test_what_was_kept_stands_on_the_page_again():
    app = remembering({"start_rate_committed": "better", "start_zero_quiz": "minus"})
    assert outcome(app)
    assert app.radio(key="start_zero_quiz").value == "minus"
    assert "Downhill is minus the gradient." in app.success[0].value


@pytest.mark.parametrize("stale", ["sideways", 3.0, [1]])
def test_an_answer_that_is_no_option_any_more_is_forgotten(stale):
    app = remembering({"start_rate_committed": stale, "start_zero_quiz": stale})
    assert not app.exception
    assert not outcome(app)
    assert app.radio(key="start_zero_quiz").value is None


def test_the_projector_begins_with_an_empty_memory():
    kept = {"start_rate_committed": "better", "start_zero_quiz": "minus"}
    assert not outcome(remembering(kept, present="1", section="2"))
    app = remembering(kept, present="1", section="4")
    assert app.radio(key="start_zero_quiz").value is None
    assert "start_rate_committed" in app.session_state["memory_kept"]


def test_a_lesson_is_done_when_the_reader_says_so_and_not_before():
    app = sample()
    app.switch_page(str(ROOT / "tests/sample_course/second.py")).run()
    assert app.session_state["memory_kept"]["second_lesson"] == "visited"
    app.button(key="second_done").click().run()
    assert app.session_state["memory_kept"]["second_lesson"] == "finished"
    assert any("✓ done" in block.value for block in app.markdown)
    app.button(key="second_done").click().run()
    assert not any("✓ done" in block.value for block in app.markdown)


# --- in the browser


SAID = "You said 2.5 steps; it is 12 steps."
STORED = "() => JSON.parse(localStorage.getItem('downhill') ?? 'null')"


@pytest.fixture
def reader(browser, sample):
    """The sample lesson in a window of its own, with a guess and an answer."""
    with visiting(browser, sample, 1280, 800) as visit:
        page = visit.page
        open_lesson(page, "start")
        gate = page.locator(".st-key-predict_start_number")
        gate.get_by_role("textbox").fill("2,5")
        gate.get_by_role("button", name="That is my guess").click()  # one click, no blur before
        expect(page.get_by_text(SAID)).to_be_visible()
        page.locator(".st-key-start_zero_quiz label", has_text="plus").click()
        expect(page.get_by_text("Plus climbs.")).to_be_visible()
        page.wait_for_function(f"() => ({STORED})()?.kept?.start_zero_quiz === 'plus'")
        yield page
        page.evaluate("() => localStorage.clear()")


@pytest.mark.browser
def test_a_reload_finds_guesses_and_answers_and_the_projector_does_not(reader):
    assert "quiz" not in reader.url
    open_lesson(reader, "start")
    expect(reader.get_by_text(SAID)).to_be_visible()
    expect(reader.get_by_text("Plus climbs.")).to_be_visible()
    assert axe(reader) == []  # the committed guess is as readable as all text
    open_lesson(reader, "start", "present=1&section=2")
    expect(reader.get_by_role("button", name="Reveal")).to_be_visible()
    assert reader.get_by_text("You said").count() == 0


@pytest.mark.browser
def test_everything_is_forgotten_where_the_reader_wants_it(reader):
    reader.get_by_role("button", name="Link").click()
    reader.get_by_role("button", name="Forget everything").click()
    expect(reader.get_by_text(SAID)).to_have_count(0)
    wait_until_still(reader)
    kept = reader.evaluate(STORED) or {"kept": {}}
    assert not any("committed" in key or "quiz" in key for key in kept["kept"]), json.dumps(kept)
    open_lesson(reader, "start")
    expect(reader.get_by_role("button", name="Show me").first).to_be_visible()
    assert reader.get_by_text("You said").count() == 0
