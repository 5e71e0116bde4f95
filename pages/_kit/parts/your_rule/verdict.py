"""What is said to a typed rule: right, a known mistake by its name, or the reader's own."""

from functools import lru_cache

import streamlit as st

from mf_core.rules import Rule, read_rule
from mf_core.rules.mistakes import Side, Verdict, judge
from mf_core.rules.named import SENTENCES
from pages._kit import panels
from pages._kit.text import paragraphs

_FACTOR = {"p": "$p_{uf}$", "q": "$q_{if}$"}
_OTHER: dict[Side, Side] = {"p": "q", "q": "p"}
# No mistake of somebody who knows what they do.
_WELCOME = {"still", "twice", "half", "another rate", "no charge"}


@lru_cache(maxsize=256)
def judged(p: str, q: str) -> Verdict:
    """What both lines are: `judge` takes a moment, and is asked again at every run of the page."""
    return judge(read_rule(p, q))


def read(rule: Rule) -> None:
    """How both lines were read."""
    lines = rf"\user{{p'_{{uf}}}} &= {rule.p.latex} \\ \item{{q'_{{if}}}} &= {rule.q.latex}"
    panels.formula(rf"\begin{{aligned}} {lines} \end{{aligned}}")


def understood(rule: Rule) -> None:
    """How both lines were read, and what they are."""
    read(rule)
    verdict = judged(rule.p.text, rule.q.text)
    said = in_words(verdict)
    if verdict.right:
        st.success(said)
    elif verdict.findings.keys() - _WELCOME:
        st.error(said)
    else:
        st.info(said)


def in_words(verdict: Verdict) -> str:
    """The verdict in Markdown: a sentence, or one for each mistake."""
    if verdict.right:
        return (
            "**Right.** Held at forty random points, both lines are the course’s, however you "
            "have spelled them."
        )
    if verdict.findings == {"still": ("p", "q")}:
        return "Neither line makes a step yet. What has to be added to the old value?"
    if verdict.findings:
        return paragraphs(*_named(verdict), _rest(verdict))
    return _rest(verdict)


def _named(verdict: Verdict) -> list[str]:
    """One sentence for each mistake, with the line it is in."""
    told = []
    for name, sides in verdict.findings.items():
        where = "Both lines" if len(sides) == 2 else f"The line of {sides[0]}"
        mine = sides[0]
        sentence = SENTENCES[name].format(mine=_FACTOR[mine], other=_FACTOR[_OTHER[mine]])
        told.append(f"**{where}.** {sentence}")
    if any(len(sides) == 2 and "{" in SENTENCES[name] for name, sides in verdict.findings.items()):
        told.append("This is said for p; for q, the two letters change places.")
    return told


def _rest(verdict: Verdict) -> str:
    """What is said of lines that are no known mistake."""
    if verdict.remembers and verdict.rate:
        return (
            "**The right step, and a part of the last one on top: momentum.** Where visits agree, "
            "their steps add up; where they quarrel, they cancel. Let the curve decide how much of "
            "it is good."
        )
    if verdict.fades and verdict.rate:
        return (
            "**The right direction, with a rate that changes while you train.** Both steps point "
            "where the slope says; only their length depends on t or n. It is an old and good "
            "idea: look below what it does to the curve."
        )
    own = [side for side, one in (("p", verdict.p), ("q", verdict.q)) if one.names is None]
    if not own:
        return ""
    agree = min(one.downhill for one in (verdict.p, verdict.q) if one.names is None)
    lines = "These lines are" if len(own) == 2 else f"The line of {own[0]} is"
    return f"**{lines} your own:** the course has no name for it. {_direction(agree)}"


def _direction(agree: float) -> str:
    if agree == 1.0:
        return (
            "At none of forty random points does it step against the slope, so it has a good "
            "chance to learn. Let the curve decide."
        )
    return (
        f"At {1 - agree:.0%} of forty random points it steps against the slope. Let the curve "
        "decide whether it learns all the same."
    )
