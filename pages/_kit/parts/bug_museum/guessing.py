"""Guess the bug from the curve: every exhibit once, in an order drawn by a number."""

from typing import NamedTuple

import numpy as np
import streamlit as st

from pages._kit import controls, lesson, memory, questions
from pages._kit.parts.bug_museum import curves
from pages._kit.parts.bug_museum.rooms import PAGE, drawn
from pages._kit.parts.bug_museum.words import LABELS
from pages._kit.task import Task

ORDERS = tuple(range(1, 21))
TWINS = {"borrowed": "sequential", "undivided": "uphill"}  # the same curves: one of them is enough
ALIKE = ({"shifted", "filled"}, {"zeros", "unrated"})  # never side by side among the answers
CASES = tuple(name for name in LABELS if name not in TWINS)
N_OPTIONS = 4


class Case(NamedTuple):
    """One run and the mistakes that may be behind it."""

    answer: str
    options: tuple[str, ...]  # names of exhibits, the answer among them


def cases(order: int) -> list[Case]:
    """All cases in the order that belongs to a number, each with its answers to choose from."""
    rng = np.random.default_rng(order)
    answers = [CASES[n] for n in rng.permutation(len(CASES))]
    return [_case(answer, rng) for answer in answers]


def _case(answer: str, rng: np.random.Generator) -> Case:
    taken = {answer}
    for n in rng.permutation(len(CASES)):
        other = CASES[n]
        if len(taken) < N_OPTIONS and not any({other, one} in ALIKE for one in taken):
            taken.add(other)
    options = [name for name in CASES if name in taken]
    return Case(answer, tuple(options[n] for n in rng.permutation(len(options))))


def reasons(case: Case) -> dict[str, str]:
    """Title of each option → by what one would have known it."""
    return {
        LABELS[name].title: LABELS[name].known_by
        if name == case.answer
        else f"That one has another look, drawn beside it as “named”. {LABELS[name].known_by}"
        for name in case.options
    }


def key_of(order: int, n: int) -> str:
    """The key of the n-th question (from 1) of an order."""
    return f"{PAGE}_case_{order}_{n}"


def game() -> None:
    """Draw a case with its four curves, and ask which of four mistakes it is."""
    with st.container(horizontal=True):
        order = controls.choose(PAGE, "order", "Order of the cases", ORDERS)
        n = controls.choose(PAGE, "case", "Case", tuple(range(1, len(CASES) + 1)))
    case, key = cases(order)[n - 1], key_of(order, n)
    title = LABELS[case.answer].title
    said = questions.answered(key, title)
    named = next((name for name in case.options if LABELS[name].title == said), case.answer)
    guessed = "" if named == case.answer else named
    drawn(curves.pictures(case.answer, guessed=guessed), f"{PAGE}_case_curves")
    questions.quiz(key, "Which mistake is it?", reasons(case), title)
    if n < len(CASES):
        lesson.preset("Next case", **{f"{PAGE}_case": n + 1})
    questions.show_task(task(order))


def task(order: int) -> Task:
    """Every case of an order named; as the answers stand now."""
    named = sum(
        memory.recall(f"{key_of(order, n)}_quiz") == LABELS[case.answer].title
        for n, case in enumerate(cases(order), 1)
    )
    return Task(f"Name all {len(CASES)} bugs of this order.", named, len(CASES), "at least")
