"""Reasons that are compared, and questions from earlier lessons that are asked again."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

import run
from pages._kit import course
from pages._kit.parts import earlier

ROOT = Path(run.__file__).parent


def reasoning():
    """A page with both kinds of prompt."""
    import streamlit as st  # noqa: PLC0415 (the body becomes a script of its own)

    from pages._kit import questions  # noqa: PLC0415

    open_ones = [
        questions.because("a_own", "It climbs because …", None, "Plus is uphill."),
        questions.because("a_pick", "It stays because …", ("of luck", "of η"), "η is 0."),
    ]
    st.text(str(open_ones))


def test_a_written_reason_stands_beside_ours_and_is_plain_text():
    app = AppTest.from_function(reasoning).run()
    assert app.text[0].value == "[False, False]"
    app.text_area(key="a_own_guess").set_value("of **plus**\n![](http://elsewhere.test/x)")
    app.button(key="a_own_commit").click().run()
    said = next(block.value for block in app.markdown if "You wrote" in block.value)
    assert r"of \*\*plus\*\*" in said
    assert "![" not in said
    assert "Plus is uphill." in said
    app.button(key="a_own_change").click().run()
    assert app.text[0].value == "[False, False]"


def test_a_chosen_reason_is_compared_with_ours():
    app = AppTest.from_function(reasoning).run()
    app.radio(key="a_pick_guess").set_value("of luck")
    app.button(key="a_pick_commit").click().run()
    assert app.text[0].value == "[False, True]"
    assert any("η is 0." in block.value for block in app.markdown)


def test_every_quiz_that_is_asked_again_is_one_of_its_lesson():
    slugs = [lesson.slug for lesson in course.lessons()]
    for slug, quizzes in earlier.ASKED.items():
        assert slug in slugs
        source = (ROOT / "pages" / f"{slug}.py").read_text("utf-8")
        for key, (question, options, answer) in quizzes.items():
            assert f'"{key}"' in source
            assert answer in options
            assert question.endswith("?")


def test_what_was_missed_comes_first_then_what_was_asked_least():
    keys = ["a", "b", "c", "d"]
    assert earlier.chosen(keys, set(), {}, 2) == ["a", "b"]
    assert earlier.chosen(keys, {"d"}, {"a": 1, "b": 1}, 2) == ["d", "c"]
    assert earlier.chosen(keys[:1], set(), {}, 2) == ["a"]
    assert earlier.chosen([], set(), {}, 2) == []


def looking_back():
    """The questions a lesson opens with."""
    from pages._kit.parts import earlier  # noqa: PLC0415 (the body becomes a script of its own)

    earlier.ask("descent")


def test_a_quiz_once_missed_is_asked_again_and_stays_while_it_is_answered():
    app = AppTest.from_function(looking_back)
    app.session_state["memory_kept"] = {"gradient_partial_quiz": "2x"}
    app.run()
    before = [radio.key for radio in app.radio]
    assert before[0] == "descent_again_gradient_partial_quiz"
    assert len(before) == 2
    assert app.expander[0].label == "Two questions from before"
    app.radio[0].set_value("2x₁").run()
    assert [radio.key for radio in app.radio] == before
    kept = app.session_state["memory_kept"]
    assert (kept["gradient_partial_last"], kept["gradient_partial_again"]) == ("2x₁", 1)
    assert not any("descent_again" in key for key in kept)  # another day it is asked anew
