"""The lesson kit without a browser: texts, formulas, questions, controls, the sample course."""

import ast
import base64
import inspect
import re
import string
import unicodedata
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from mf_core import reading
from mf_core.figures.style import ROLES, ink
from mf_core.kernels import sgd
from pages._kit import address, controls, course, lesson, questions, text
from pages._kit.emblems import emblem
from pages._kit.frame import theme
from pages._kit.parts import start
from pages._kit.task import Task
from tests.sample_course.made_up import EVIL, halve

SHELL = Path(__file__).parent / "sample_course" / "shell.py"


def sample(**query: str) -> AppTest:
    """The first lesson of the sample course, opened with these parameters."""
    app = AppTest.from_file(str(SHELL), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


@pytest.fixture(autouse=True)
def real_course(monkeypatch):
    """The sample shell replaces the list of lessons; put the real one back afterwards."""
    monkeypatch.setattr(course, "COURSE", course.COURSE)
    monkeypatch.setattr(course, "PAGES", course.PAGES)


# --- text


@given(some.text(max_size=60) | some.sampled_from(EVIL))
def test_every_punctuation_mark_from_data_is_escaped_and_nothing_is_lost(words):
    """CommonMark: a backslash before ASCII punctuation makes it plain text, everywhere."""
    escaped = text.esc_md(words).replace("\u2060", "")
    plain = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escaped)
    assert not set(re.sub(r"\\[!-/:-@\[-`{-~]", "", escaped)) & set(string.punctuation)
    assert plain == "".join(c for c in " ".join(words.split()) if unicodedata.category(c)[0] != "C")


@pytest.mark.parametrize("evil", EVIL)
def test_a_title_stays_one_line_without_control_characters(evil):
    escaped = text.esc_md(evil)
    assert len(escaped.splitlines()) == 1
    assert escaped.replace("\u2060", "").isprintable()


def test_a_long_title_is_cut():
    assert text.esc_md("a" * 500, limit=10) == "a" * 9 + "…"


def test_symbols_are_coloured_by_role_and_indices_stay_together():
    tex = text.tinted(r"\hat r_{ui} = p_u^\top q_i + P Q \lambda p_{uf}")
    user, item, seen = (ROLES[role].color for role in ("user", "item", "prediction"))
    assert tex == (
        rf"\textcolor{{{seen}}}{{\hat r_{{ui}}}} = \textcolor{{{user}}}{{p_u}}^\top "
        rf"\textcolor{{{item}}}{{q_i}} + \textcolor{{{user}}}{{P}} \textcolor{{{item}}}{{Q}} "
        rf"\lambda \textcolor{{{user}}}{{p_{{uf}}}}"
    )


@pytest.mark.parametrize(("tex", "role"), [(r"\tilde e_{ui}", "residual"), (r"\bar p_u", "user")])
def test_a_letter_wears_its_colour_outside_its_accent(tex, role):
    """`\\bar\\textcolor{…}{p_u}` is refused by KaTeX and stands on the page in red."""
    color = ROLES[role].color
    assert text.tinted(f"- {tex} + x") == rf"- \textcolor{{{color}}}{{{tex}}} + x"


@pytest.mark.parametrize("role", ROLES)
def test_a_role_can_be_given_by_hand(role):
    nested = r"\frac{a}{p_u}"
    assert text.tinted(rf"\{role}{{{nested}}}") == rf"\textcolor{{{ROLES[role].color}}}{{{nested}}}"


def test_a_role_that_is_never_closed_is_refused():
    with pytest.raises(ValueError, match="never closed"):
        text.tinted(r"\user{p_u")


def test_numbers_stand_under_their_symbols_and_nowhere_else():
    tex = text.with_numbers(r"e_{ui} = e x \exp(x)", {"e_{ui}": 0.5, "x": -1.0})
    assert tex == r"\underset{0.5}{e_{ui}} = e \underset{−1}{x} \exp(\underset{−1}{x})"


# --- reading


def test_the_formula_of_a_function_is_read_from_its_docstring():
    (formula,) = reading.formulas(halve)
    assert formula.splitlines() == [
        r"\begin{aligned}",
        r"x &= r_{ui} - e_{ui} \\",
        r"y &= x / 2",
        r"\end{aligned}",
    ]


def test_a_formula_may_stand_in_the_line_of_its_mark():
    def twice(x):
        """Double it.

        .. math:: y = 2x

        Nothing more.

        .. math::

            y = x

        """
        return 2 * x

    assert reading.formulas(twice) == ["y = 2x", "y = x"]


def test_the_source_is_the_function_without_its_docstring():
    assert reading.source(halve) == (
        "def halve(r: float, e: float) -> float:\n    x = r - e  # the difference\n    return x / 2"
    )


def test_the_source_of_a_kernel_is_the_python_that_was_compiled():
    shown = ast.parse(reading.source(sgd.sgd_epoch)).body[0]
    whole = ast.parse(inspect.getsource(sgd.sgd_epoch.py_func)).body[0]
    del whole.body[0]  # the docstring
    assert ast.dump(shown) == ast.dump(whole)
    assert r"p_u^\top q_i" in reading.formulas(sgd.sgd_visit)[0]


def test_a_function_without_source_is_an_error_not_an_empty_box():
    with pytest.raises((OSError, TypeError)):
        reading.source(len)


# --- controls


@given(some.floats(1e-6, 1.0), some.floats(1.0, 1e3))
def test_a_logarithmic_scale_climbs_in_even_steps_of_round_numbers(low, high):
    steps = controls.log_steps(low, high)
    ratios = [b / a for a, b in pairwise(steps)]
    assert all(low <= step <= high for step in steps)
    assert all(1.05 < ratio < 1.3 for ratio in ratios)
    assert all(float(f"{step:.2g}") == step for step in steps)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("0.5", 0.5), ("0.12", 0.12), ("99", 0.05), ("abc", 0.05), ("1e999", 0.05), ("nan", 0.05)],
)
def test_the_address_sets_a_control_or_leaves_its_default(written, expected):
    app = sample(start_eta=written)
    assert not app.exception
    assert app.select_slider(key="start_eta").value == expected


def test_a_hidden_control_is_out_of_sight_and_keeps_its_value():
    app = sample(hide="eta", start_eta="0.5")
    assert not app.exception
    assert r"\eta = 0.5" in app.latex[0].value


def test_a_preset_sets_its_controls():
    app = sample().button(key="start_preset_diverges").click().run()
    assert app.select_slider(key="start_eta").value == 0.5
    assert app.slider(key="start_k").value == 7


@pytest.mark.parametrize("key", ["lam", "scale", "epochs", "held_out"])
@pytest.mark.parametrize("end", [0, -1])
def test_a_stepped_control_works_at_both_ends(key, end):
    written = sample().select_slider(key=f"start_{key}").options[end]
    app = sample(**{f"start_{key}": written})
    assert not app.exception
    assert app.select_slider(key=f"start_{key}").value == pytest.approx(number(written))


def number(written: str) -> float:
    return float(written.rstrip("%")) / (100 if written.endswith("%") else 1)


# --- questions


def outcome(app: AppTest) -> bool:
    return any(block.value == "The outcome." for block in app.markdown)


def test_the_outcome_stays_hidden_until_the_reader_commits_and_can_be_hidden_again():
    app = sample()
    app.button(key="start_rate_commit").click().run()
    assert next(box.value for box in app.warning).startswith("Choose one of them")
    assert not outcome(app)
    app.radio(key="start_rate_guess").set_value("better")
    app.button(key="start_rate_commit").click().run()
    assert outcome(app)
    assert any("You said “better”. The answer is “worse”." in block.value for block in app.markdown)
    app.button(key="start_rate_change").click().run()
    assert not outcome(app)
    assert app.radio(key="start_rate_guess").value == "better"


def test_a_number_is_guessed_and_the_gap_named():
    app = sample()
    app.text_input(key="start_number_guess").set_value("15")
    app.button(key="start_number_commit").click().run()
    assert any("That is 3 too high." in block.value for block in app.markdown)


@pytest.mark.parametrize(("choice", "kind"), [("minus", "success"), ("plus", "error")])
def test_each_answer_of_a_quiz_gets_its_own_reason(choice, kind):
    app = sample().radio(key="start_zero_quiz").set_value(choice).run()
    reasons = {"minus": "Downhill is minus the gradient.", "plus": "Plus climbs."}
    assert [reasons[choice] in box.value for box in app.get(kind)] == [True]


@pytest.mark.parametrize("goal", ["at most", "at least", "close to"])
@given(value=some.floats(-1e6, 1e6), target=some.floats(-1e6, 1e6), tolerance=some.floats(0, 10))
def test_a_task_is_reached_exactly_where_its_words_say(goal, value, target, tolerance):
    reached = {
        "at most": value - target <= tolerance,
        "at least": target - value <= tolerance,
        "close to": abs(value - target) <= tolerance,
    }
    assert Task("", value, target, goal, tolerance).reached == reached[goal]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_run_that_diverged_reaches_nothing(value):
    assert Task("", value, 0.0).left == float("inf")


def test_an_answer_must_be_among_the_options():
    with pytest.raises(ValueError, match="not among"):
        questions.quiz("a", "b?", {"c": "d"}, answer="e")


# --- presenter mode


def test_a_state_begins_as_for_a_fresh_visitor_whatever_was_set_before():
    app = sample(present="1", section="3")
    app.slider(key="start_k").set_value(9).run()
    app.session_state["notation"] = "TR"
    app.session_state["presenter_revealed"] = ["start_rate"]
    app.query_params.update({"lecture": "1", "shown": "1"})
    app.run()
    assert app.slider(key="start_k").value == 2
    assert "notation" not in app.session_state
    assert app.session_state["presenter_revealed"] == []
    app.slider(key="start_k").set_value(7).run()  # the same state: what is set on it stays
    assert app.slider(key="start_k").value == 7


def test_each_section_stands_alone_and_all_together_make_the_lesson():
    titles = [heading.value for heading in sample().header]
    screens = [sample(present="1", section=str(n)) for n in range(1, len(titles) + 2)]
    assert [[h.value for h in screen.header] for screen in screens] == [[], *([t] for t in titles)]
    assert not any(screen.exception for screen in screens)


@pytest.mark.parametrize("written", ["0", "-1", "x", "1e9", "²", "", "99999999999"])
def test_a_strange_section_in_the_address_is_the_first(written):
    app = sample(present="1", section=written)
    assert not app.header  # the opening has none
    assert app.markdown[-1].value.startswith("Only a sample")


def test_a_section_beyond_the_last_is_the_last():
    titles = [heading.value for heading in sample(present="1", section="99").header]
    assert titles == ["To take along"]


def asked_for(app, *keys, shown):
    """The page after the presenter has asked for these answers, and gone back to so many."""
    app.session_state["presenter_revealed"] = list(keys)
    app.query_params["shown"] = shown
    return app.run()


def test_the_browser_is_told_what_a_screen_still_hides_in_its_order():
    app = sample(present="1", section="2")
    assert app.session_state["presenter_hidden"] == ["start_rate", "start_number"]
    assert not outcome(app)
    asked_for(app, "start_rate", shown="1")
    assert outcome(app)
    assert app.session_state["presenter_hidden"] == ["start_number"]


@pytest.mark.parametrize("shown", ["0", "", "x", "-1", "²"])
def test_back_hides_again_what_was_revealed(shown):
    app = asked_for(sample(present="1", section="2"), "start_rate", shown="1")
    assert outcome(app)
    assert not outcome(asked_for(app, "start_rate", shown=shown))


def test_a_quiz_on_the_projector_keeps_its_answer_until_asked():
    app = sample(present="1", section="4").radio(key="start_zero_quiz").set_value("minus").run()
    assert not app.success
    asked_for(app, "start_zero_quiz", shown="1")
    assert "Downhill is minus the gradient." in app.success[0].value


# --- links


def test_the_link_for_students_knows_nothing_of_the_presentation():
    app = sample(present="1", section="4", shown="0", start_few="zeros")
    assert "?start_few=zeros" in [block.value for block in app.code]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1:8501/slope", "http://192.0.2.7:8501/slope"),
        ("http://localhost:8501/", "http://192.0.2.7:8501/"),
        ("https://course.example/slope", "https://course.example/slope"),
    ],
)
def test_under_share_a_link_names_this_machine_as_the_network_does(monkeypatch, url, told):
    shared = {"server.address": "0.0.0.0", "browser.serverAddress": "192.0.2.7"}  # noqa: S104
    monkeypatch.setattr(lesson.st, "get_option", shared.get)
    assert address.reached(url) == told
    monkeypatch.setitem(shared, "server.address", "127.0.0.1")
    assert address.reached(url) == url


# --- the course


def test_the_path_through_the_course_has_no_gap():
    slugs = [lesson.slug for lesson in course.lessons()]
    assert len(set(slugs)) == len(slugs)
    for before, after in pairwise(slugs):
        assert course.neighbours(before)[1].slug == after
        assert course.neighbours(after)[0].slug == before
    assert course.neighbours(slugs[0])[0] is None
    assert course.neighbours(slugs[-1])[1] is None


def test_an_unknown_lesson_says_what_to_do():
    with pytest.raises(LookupError, match="COURSE"):
        course.lesson("nowhere")


def test_each_role_in_a_formula_has_a_shade_for_either_page():
    rules = theme.inks()
    for role in ROLES.values():
        assert f'"{role.color}"' in rules
        assert f"light-dark({ink(role.color, 'light')}, {ink(role.color, 'dark')})" in rules


def test_the_balls_on_the_welcome_page_find_all_four_valleys_and_the_sentence_says_so():
    settings = {slider.name: slider.value for slider in start.THROW.sliders}
    assert start.valleys(**settings).startswith("Five balls, **four** valleys. Nobody told them")
    ends = {start._valley(path) for path in start.walks(**settings)}
    assert ends == {0, 1, 2, 3}
    far = start.valleys(**(settings | {"eta": 0.03}))
    assert "**none** has come to rest" in far or "found none" in far


@pytest.mark.parametrize(("eta", "why"), [(0.001, "longer than that"), (0.03, "jumps too far")])
def test_balls_that_rest_nowhere_are_said_to_jump_only_where_they_rise(eta, why):
    said = start.valleys(-0.3, -0.6, eta, 2)
    assert said.startswith("Two balls, and **none** has come to rest within 80 steps: ")
    assert why in said
    rose = [bool((np.diff(path.value) > 0).any()) for path in start.walks(-0.3, -0.6, eta, 2)]
    assert all(rose) == ("jumps" in said)


@pytest.mark.parametrize("lesson", course.lessons(), ids=lambda lesson: lesson.slug)
def test_every_lesson_has_an_emblem_that_is_a_drawing(lesson):
    drawn = emblem(lesson.slug).partition("base64,")[2].removesuffix('">')
    assert len(list(ET.fromstring(base64.b64decode(drawn)))) > 0  # noqa: S314 (our own)
