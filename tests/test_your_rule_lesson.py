"""The lesson `your_rule`: two typed lines are run, held against the slope, and named."""

import json
import random
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from mf_core import objective
from mf_core.kernels.lines import LETTERS
from mf_core.model import take
from mf_core.rules import RIGHT, read_rule
from mf_core.rules.mistakes import judge
from mf_core.slopes.formula.language import RULE_NAMES
from pages._kit.course import lesson
from pages._kit.parts.your_rule import check, lines, others, run, verdict
from pages._kit.toy import runs as toy
from tests.browser import axe, open_lesson, screenshot, wait_until_still
from tests.formula_corpus import HOSTILE, random_formula
from tests.rules_corpus import FADING, MOMENTUM, OWN, WRONG
from tests.rules_corpus import RIGHT as RIGHT_ONES
from tests.test_pages import errors, opened

ETA, LAM = toy.KNOBS.eta, toy.KNOBS.lam


# --- the runs


@pytest.mark.parametrize("view", run.VIEWS)
def test_the_right_rule_solves_the_task_in_every_view_and_nothing_else_does(view):
    task = run.same_curve(ETA, LAM, *run.LINES, view)
    assert task.reached
    assert task.value == 0.0
    assert "the same, to the last digit" in run.told(ETA, LAM, *run.LINES, view)
    assert not run.same_curve(ETA, LAM, *run.NOTHING, view).reached
    assert "Nothing moves." in run.told(ETA, LAM, *run.NOTHING, view)


@pytest.mark.parametrize(
    ("p", "q", "eta", "said"),
    [
        ("p − η(e q − λ p)", "q − η(e p − λ q)", 0.1, "Your run diverges in epoch"),
        (*run.LINES, 0.8, "The course’s does, too"),
        ("p + η/9(e q − λ p)", "q + η/9(e p − λ q)", 0.8, "survives a rate at which the course’s"),
        ("p (1 − λ η) + e q η", "q (1 − λ η) + e p η", 0.1, "the same, but for rounding"),
        ("p + 2", "q", 0.1, "larger than it was before"),
        ("p + η e q", "q + η e p", 0.1, "stars below the course’s"),
        ("p + η(e q − λ p)", "q", 0.1, "stars above the course’s"),
    ],
)
def test_what_a_run_did_is_said_of_that_run(p, q, eta, said):
    told = run.told(eta, LAM, p, q, run.TRAINING)
    assert said in told
    assert not re.search(r"\b(nan|inf)\b", told)


# --- the gradient checker


@pytest.mark.parametrize("lam", [0.0, LAM])
def test_the_measured_slopes_are_those_of_the_objective(lam):
    ratings, factors, baseline = check.place()
    measured = check.slopes(lam)
    for n in range(ratings.values.size):
        one = take(ratings, np.array([n]))
        exact = objective.gradient(one, factors, lam, baseline)
        np.testing.assert_allclose(measured.p[n], exact.P[one.users[0]], atol=1e-8)
        np.testing.assert_allclose(measured.q[n], exact.Q[one.items[0]], atol=1e-8)


def test_a_right_rule_lies_on_the_line_and_no_mistake_does():
    n_steps = 4 * check.place().ratings.values.size
    for p, q in RIGHT_ONES[::6]:
        assert check.told(ETA, LAM, p, q).startswith(f"**All {n_steps} steps lie on the line.**")
    for p, q, _ in WRONG[::4]:
        told = check.told(ETA, LAM, p, q)
        on_line = int(re.match(r"\*\*(\d+) of", told)[1])
        assert on_line < n_steps
        assert not re.search(r"\b(nan|inf)\b", told)


def test_the_three_pictures_are_what_their_names_say():
    assert {which: check.found(which) for which in check.SHAPES} == {s: s for s in check.SHAPES}
    uphill, twice, own = (check.shape(which).data[1] for which in check.SHAPES)
    np.testing.assert_allclose(uphill["y"], -uphill["x"], atol=1e-6)
    np.testing.assert_allclose(twice["y"], 2 * twice["x"], atol=1e-6)
    assert abs(np.corrcoef(own["x"], own["y"])[0, 1]) < 0.7
    names = [set(judge(read_rule(one.p, one.q)).findings) for one in check.SHAPES.values()]
    assert names == [{"uphill"}, {"twice"}, {"own factor"}]


# --- what the page says of other rules


def test_the_new_p_hides_at_a_small_rate_and_breaks_where_the_old_one_still_learns():
    assert others.order_found(0.1) == others.ALIKE
    assert others.order_found(0.3) == others.BREAKS
    old, new = others.both_orders(0.3).values()
    assert old[-1] < 0.5 < old[0]
    assert not np.isfinite(new[-1])
    assert judge(read_rule(*others.SEQUENTIAL)).findings == {"new p": ("q",)}


def test_a_fading_rate_stops_the_quarrel_and_a_clipped_step_survives_a_large_rate():
    rises = {name: others.risen(rmse) for name, rmse in others.all_others(ETA, LAM).items()}
    assert rises[others.FADING] == 0 < rises[run.OURS]
    late = others.all_others(0.6, LAM)
    assert not np.isfinite(late[run.OURS][-1])
    assert late[others.CLIPPED][-1] < late[others.CLIPPED][0]
    early = {name: rmse[5] for name, rmse in others.all_others(ETA, LAM).items()}
    assert early[others.MOMENTUM] < early[run.OURS] - 0.2  # it gathers speed
    assert others.settles(*others.OTHERS_LINES[others.FADING]).reached
    for not_so in (run.LINES, run.NOTHING, others.SEQUENTIAL, ("1/0", "q")):
        assert not others.settles(*not_so).reached


# --- the verdict


def test_every_wrong_rule_is_answered_in_clean_sentences():
    for p, q, _ in WRONG:
        said = verdict.in_words(verdict.judged(p, q))
        assert said
        assert not re.search(r"\{mine|\{other|Right\.", said)
        assert said.count("$") % 2 == 0


def test_right_fading_and_own_rules_are_welcomed_each_in_its_way():
    assert {verdict.in_words(verdict.judged(p, q))[:10] for p, q in RIGHT_ONES} == {"**Right.**"}
    assert all("a rate that changes" in verdict.in_words(verdict.judged(*one)) for one in FADING)
    assert all("momentum" in verdict.in_words(verdict.judged(*one)) for one in MOMENTUM)
    for one in OWN:
        said = verdict.in_words(verdict.judged(*one))
        assert "your own" in said
        assert "At none of forty random points" in said
    assert "your own" in verdict.in_words(verdict.judged("p + η e^3 q", "q"))


def test_whatever_can_be_read_is_run_drawn_and_answered_without_a_fault():
    """Random formulas: undefined, endless, enormous; NumPy's warnings are errors here."""
    rng, names, tried = random.Random(20261125), list(RULE_NAMES), 0
    while tried < 40:
        p = random_formula(rng, rng.randint(1, 4), names, [*LETTERS[:3], "η", "λ", "r", "2"])
        q = random_formula(rng, rng.randint(1, 4), names, [*LETTERS, "0.5", "3"])
        if p not in run.CHOICES["p"] or q not in run.CHOICES["q"]:
            continue
        tried += 1
        settings = {"eta": ETA, "lam": LAM, "p": p, "q": q}
        assert verdict.in_words(verdict.judged(p, q))
        for view in run.VIEWS:
            assert json.dumps(run.RUN.scene(settings | {"view": view}), allow_nan=False)
        assert json.dumps(check.CHECK.scene(settings), allow_nan=False)
        assert others.settles(p, q).standing


# --- as a session


def fields(session):
    return [next(one for one in session.text_input if one.label == f"new {x} =") for x in "pq"]


def test_a_line_that_cannot_be_read_is_refused_beside_its_field_and_the_old_one_stays():
    session = opened(lesson("your_rule"))
    fields(session)[0].set_value("p + η e q").run()
    kept = [info.value for info in session.info]
    refused = [text for text in HOSTILE if text not in run.CHOICES["p"] and text.isprintable()]
    for text in [text for text in refused if len(text) < 200][::12]:
        fields(session)[0].set_value(text).run()
        assert errors(session) == []
        assert session.warning[0].value
        assert [info.value for info in session.info] == kept
    fields(session)[0].set_value(RIGHT.p.text).run()
    fields(session)[1].set_value("q + η(e p − λ q)").run()
    assert "**Right.**" in session.success[0].value
    assert not session.warning


def test_a_button_writes_the_lines_and_another_takes_them_back():
    session = opened(lesson("your_rule"))
    press = {button.key: button for button in session.button}
    press["your_rule_preset_write_it_for_me"].click().run()
    assert [field.value for field in fields(session)] == list(run.LINES)
    press["your_rule_preset_start_again"].click().run()
    assert [field.value for field in fields(session)] == list(run.NOTHING)
    assert "Neither line makes a step" in session.info[0].value


# --- as a reader does it


@pytest.mark.browser
def test_two_lines_are_typed_judged_and_kept_in_the_address(page):
    open_lesson(page, "your_rule", "your_rule_p=p+%2B+eta*e*q")
    stage = page.locator(".st-key-your_rule_run")
    expect(page.get_by_text("The line of p.")).to_be_visible()
    expect(stage).to_contain_text("stars above the course’s")
    first, second = page.get_by_label("new p ="), page.get_by_label("new q =")
    first.fill("p + eta*(e*q - lambda*p)")
    first.press("Enter")
    wait_until_still(page)
    second.fill("q + __import__('os')")
    second.press("Enter")
    expect(page.get_by_text("I cannot read the character", exact=False)).to_be_visible()
    second.fill("q + η(e p − λ q)")
    second.press("Enter")
    expect(page.get_by_text("both lines are the course’s", exact=False)).to_be_visible()
    expect(stage).to_contain_text("Reached")
    expect(page).to_have_url(re.compile("your_rule_q=q"))
    expect(page.locator(".st-key-your_rule_check")).to_contain_text("steps lie on the line")
    screenshot(page, "your_rule_right")
    assert axe(page) == []
    assert lines.P in page.url
