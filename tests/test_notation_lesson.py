"""The page `notation`: the lens holds for the course, the tables are true, slips are found."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from mf_core.derivation import Numbers
from mf_core.notation import DIALECTS, MISPRINTS, ROSETTA
from pages._kit.parts import notation
from pages._kit.parts.update_rule import rating, where_the_two_went
from pages._kit.text import short
from tests.browser import open_lesson, wait_until_still, write_as

NAMES = {title: key for key, title in ((key, d.title) for key, d in DIALECTS.items())}


def body(markdown):
    """The rows of a Markdown table below its head, each as a list of cells."""
    rows = [row.strip("|").split("|") for row in markdown.splitlines()[2:]]
    return [[cell.strip() for cell in row] for row in rows]


# --- the tables


@pytest.mark.parametrize(
    "table", [notation.rosetta, notation.formulas, notation.conventions, notation.steps]
)
def test_every_row_has_as_many_cells_as_the_head(table):
    rows = [row.count("|") for row in table().splitlines()]
    assert len(set(rows)) == 1
    assert len(rows) > 6


def test_every_concept_has_its_row():
    assert [row[0].strip("*") for row in body(notation.rosetta())] == [r.concept for r in ROSETTA]


def test_the_same_printed_rate_makes_the_notes_step_shortest():
    """2 η / N with η = 0.1 and N = 8 is 0.025; everybody else takes 0.1."""
    steps = {NAMES[row[0]]: float(row[1].replace("−", "-")) for row in body(notation.steps())}
    assert steps == {
        "course": 0.1, "TR": 0.1, "NO": 0.025, "AR": -0.1, "SL": 0.1, "Surprise": 0.1,
    }  # fmt: skip
    assert notation.shortest() == notation.SHORTEST
    own = {NAMES[row[0]]: float(row[2]) for row in body(notation.steps())}
    assert own == {"course": 0.1, "TR": 0.05, "NO": 0.4, "AR": 0.4, "SL": 0.1, "Surprise": 0.05}


@pytest.mark.parametrize("n", [2, 7, 20])
def test_translated_rates_move_the_factor_alike_in_every_row(n):
    at = rating.numbers_at(n, 0)
    assert isinstance(at, Numbers)
    rows = body(where_the_two_went.rates(at))
    expected = at.eta * float(at.e * at.q)
    assert len(rows) == len(DIALECTS)
    assert {float(row[-1].replace("−", "-")) for row in rows} == {round(expected, 4)}


def test_every_way_to_treat_the_two_is_said():
    said = {NAMES[row[0]]: row[3] for row in body(notation.conventions())}
    assert said == {
        "course": "cancelled", "TR": "in the rate", "NO": "written out", "AR": "left out",
        "SL": "cancelled", "Surprise": "in the rate",
    }  # fmt: skip


# --- the exercise


def exercise(name):
    """The exercise on one misprint, alone on a page."""
    return AppTest.from_string(
        f"from pages._kit.misprint import find_misprint\nfind_misprint('alone', {name!r})"
    ).run()


def test_a_direction_is_chosen_in_words_and_a_sign_is_fine():
    app = exercise("a nudge up for every liked item")
    assert app.radio[0].options == ["down (−)", "up (+)"]
    app.radio[0].set_value("up (+)").run()
    assert "up (+) is what the formula gives as it stands" in app.error[0].value
    app.radio[0].set_value("down (−)").run()
    assert app.success[0].value.startswith("**down (−)** by the right formula; by the printed one")
    assert not app.error


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-0.93", "by the right formula"),
        ("0.93", "the sign is not"),
        ("-0.97", "That is the slope in factor 2."),
        ("-2.327", "is what the formula gives as it stands"),
        ("7", "Multiply each error of user 1 by factor 1 of its item"),
    ],
)
def test_each_answer_that_is_typed_has_its_own_reply(typed, said):
    app = exercise("a mean without its 2/N")
    app.text_input[0].set_value(typed).run()
    (reply,) = [*app.success, *app.error]
    assert said in reply.value
    assert bool(app.success) == (typed == "-0.93")


def test_a_rule_without_an_answer_is_said_to_have_none():
    app = exercise("the exception of the power rule")
    app.text_input[0].set_value("0").run()
    assert "the printed one has no answer" in app.success[0].value


# --- as a reader does it


def settle(page):
    page.wait_for_timeout(300)
    wait_until_still(page)


@pytest.mark.browser
def test_the_notation_is_kept_in_the_address_and_for_the_whole_course(page):
    open_lesson(page, "update_rule", "notation=NO")
    page.get_by_text("Here y is the rating and r the mask").wait_for()
    page.get_by_role("link", name=re.compile("One rating →")).click()
    page.get_by_role("heading", level=1, name="One rating").wait_for()
    page.get_by_text("Here y is the rating and r the mask").wait_for()
    settle(page)
    assert "notation=NO" in page.url
    write_as(page, "This course")
    settle(page)
    assert "notation" not in page.url


@pytest.mark.browser
def test_a_notation_nobody_writes_is_the_course(page):
    open_lesson(page, "notation", "notation=XX")
    page.get_by_role("button", name="Notation", exact=True).click()
    assert page.get_by_test_id("stPopoverBody").get_by_label("This course").is_checked()
    assert page.get_by_text("Underlined: what differs").count() == 0


@pytest.mark.browser
def test_the_gate_the_switch_and_a_slip_answered_by_its_number(page):
    open_lesson(page, "notation", "notation_source=Lecture+slides")
    assert page.get_by_text("0.025").count() == 0
    page.get_by_text("The article’s", exact=True).click()
    page.get_by_role("button", name="That is my guess").click()
    page.get_by_text("You said “The article’s”. The answer is “The notes’”.").wait_for()
    page.get_by_role("cell", name="0.025").wait_for()

    write_as(page, "Lecture transcript")
    page.get_by_role("columnheader", name="Lecture transcript").wait_for()

    slip = next(slip for slip in MISPRINTS if slip.name == "the missing brackets")
    field = page.get_by_label(re.compile("slope of the secant"))
    field.fill(str(slip.check.printed()))
    field.press("Enter")
    page.get_by_text("is what the formula gives as it stands").wait_for()
    settle(page)
    page.get_by_text("Compute it for me").click()
    page.get_by_role("cell", name=short(slip.check.right())).first.wait_for()
    field.fill(str(slip.check.right()))
    field.press("Enter")
    page.get_by_text("Division binds before subtraction").wait_for()
