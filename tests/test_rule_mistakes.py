"""Known wrong rules are called by their name, right ones are not called wrong."""

import numpy as np
import pytest

from mf_core.rules import known, read_rule
from mf_core.rules.mistakes import judge
from mf_core.rules.named import SENTENCES
from tests.rules_corpus import FADING, MOMENTUM, OWN, RIGHT, WRONG


def named(p, q):
    return set(judge(read_rule(p, q)).findings)


@pytest.mark.parametrize(("p", "q"), RIGHT)
def test_no_spelling_of_the_right_rule_is_called_wrong(p, q):
    verdict = judge(read_rule(p, q))
    assert verdict.right
    assert not verdict.findings
    assert verdict.p.downhill == verdict.q.downhill == 1.0


def test_nine_of_ten_known_wrong_rules_get_their_own_name():
    missed = {
        (p, q): found for p, q, names in WRONG if (found := named(p, q)) != set(names.split(", "))
    }
    share = 1 - len(missed) / len(WRONG)
    print(f"{len(WRONG)} wrong rules, {share:.1%} get their own name; not so: {missed}")  # noqa: T201
    assert len(WRONG) >= 60
    assert len({(p, q) for p, q, _ in WRONG}) == len(WRONG)
    assert share >= 0.9


def test_no_wrong_rule_is_called_right():
    assert not [(p, q) for p, q, _ in WRONG if judge(read_rule(p, q)).right]


def test_every_name_has_a_sentence_and_a_rule_that_earns_it():
    tables = (known.OLD, known.ERROR, known.CHARGE, known.STEP, known.WHOLE)
    of_parts = {name for table in tables for names in table.values() for name in names}
    assert of_parts <= SENTENCES.keys()
    assert set().union(*(named(p, q) for p, q, _ in WRONG)) == SENTENCES.keys()


@pytest.mark.parametrize(("p", "q"), OWN)
def test_a_rule_of_ones_own_is_not_called_a_mistake_and_leads_downhill(p, q):
    verdict = judge(read_rule(p, q))
    assert not verdict.known
    assert not verdict.findings
    assert verdict.p.downhill == verdict.q.downhill == 1.0


@pytest.mark.parametrize(("p", "q"), FADING)
def test_a_rate_that_changes_in_the_run_is_seen_as_one(p, q):
    verdict = judge(read_rule(p, q))
    assert verdict.rate
    assert verdict.fades
    assert not verdict.right
    assert not verdict.findings


@pytest.mark.parametrize(("p", "q"), MOMENTUM)
def test_a_step_that_keeps_a_part_of_the_last_one_is_seen_as_momentum(p, q):
    verdict = judge(read_rule(p, q))
    assert verdict.rate
    assert verdict.remembers
    assert not verdict.right
    assert not verdict.findings


def test_a_mistake_in_one_line_is_said_of_that_line():
    verdict = judge(read_rule("p + η(e q − λ p)", "q + e p − η λ q"))
    assert verdict.findings == {"error without η": ("q",)}
    both = judge(read_rule("p + η e", "q + η e p"))
    assert both.findings == {"no other factor": ("p",), "no charge": ("p", "q")}


def test_a_verdict_is_about_numbers_and_not_about_a_lucky_point():
    """A line that differs from the right one by a millionth is not the right one."""
    nearly = judge(read_rule("p + η(e q − λ p) + 0.000001 e^2", "q + η(e p − λ q)"))
    assert not nearly.right
    assert nearly.p.names is None
    assert np.isfinite(nearly.p.downhill)
