"""What the run doctor says of a run, in sentences with its numbers, and the proof as a figure."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from mf_core.doctor import Case, Finding, examine
from mf_core.doctor.factors import IDLE
from mf_core.figures.parameter_count import parameter_count
from mf_core.figures.picture import Picture
from mf_core.figures.singular_values import singular_values
from mf_core.figures.stop_curve import stop_curve
from mf_core.projection import singular_values_of
from mf_core.saying import brief, number
from pages._kit import panels
from pages._kit.stage import stage
from pages._kit.text import counted, paragraphs

_Numbers = Mapping[str, float]

HEALTHY = "The run doctor finds nothing wrong with this run."


def _leaked(n: _Numbers, _unit: str) -> str:
    if n["both"]:
        return (
            f"**The test leaks**: {n['both']:.0f} of {n['held_out']:.0f} held-out ratings are "
            "among the training ratings, too."
        )
    return (
        f"**The test seems to leak**: the held-out error is {number(n['test'], 3)} stars, hardly "
        f"above the training error of {number(n['train'], 3)}, although there are "
        f"{number(n['room'], 2)} numbers for each rating to learn by heart with."
    )


# Name of the finding → its sentence, from its numbers and what the run calls a step.
SAID: Mapping[str, Callable[[_Numbers, str], str]] = {
    "diverged": lambda n, unit: (
        f"**Diverged** at {unit} {n['epoch']:.0f}: from {number(n['start'], 3)} stars it has "
        "left all bounds. The rate is too large for factors of this length."
    ),
    "stuck": lambda n, _unit: (
        f"**Stuck at zero**: all factors are exactly 0, so each of their gradients is 0, too. "
        f"The error of {number(n['rmse'], 3)} stars is that of the baseline."
    ),
    "rank one": lambda n, _unit: (
        f"**Rank one**: the {n['k']:.0f} columns are alike and stay alike, as after a start with "
        "one number everywhere. They are worth a single factor."
    ),
    "sequential": lambda n, _unit: (
        f"**Sequential update**: repeated by the right rule, the first epoch ends "
        f"{brief(n['apart'])} √star away; with q moved by the *new* p, exactly where it was."
    ),
    "wrong scale": lambda n, _unit: (
        f"**Another scale**: reported are {brief(n['reported'])}, but in stars these predictions "
        f"miss by {number(n['found'], 3)}. They fit best when multiplied by {brief(n['times'])}."
    ),
    "clipped": lambda n, _unit: (
        f"**Clipping hides error**: {number(n['reported'], 4)} stars are reported, of predictions "
        f"cut off at the ends of the scale. The model itself misses by {number(n['found'], 4)}."
    ),
    "zero-filled": lambda n, _unit: (
        f"**Empty cells were trained as zeros**: they are predicted at {number(n['empty'])} stars "
        f"on average, known cells at {number(n['known'])}, where people gave "
        f"{number(n['ratings'])}."
    ),
    "leaked": _leaked,
    "crawling": lambda n, unit: (
        f"**Crawling**: from {number(n['start'], 3)} to {number(n['end'], 3)} stars in "
        f"{counted(int(n['epochs']), unit)}, and not slowing down: the last "
        f"{n['quarter']:.0f} still "
        f"brought {number(n['late'], 4)}. The rate is small, or the start too close to 0."
    ),
    "overfitted": lambda n, unit: (
        f"**Overfitted** since {unit} {n['epoch']:.0f}: there the held-out error was "
        f"{number(n['lowest'], 3)} stars, now it is {number(n['end'], 3)}, and the training error "
        f"has gone on falling to {number(n['train'], 3)}."
    ),
    "idle factors": lambda n, _unit: (
        f"**k without effect**: of {n['k']:.0f} tastes {n['useful']:.0f} can be told in the "
        f"predictions; all else moves them by less than {brief(IDLE)} stars. λ has shrunk it, or "
        "no step has reached it."
    ),
    "too many parameters": lambda n, _unit: (
        f"**More numbers than ratings**: {n['parameters']:,.0f} are learnt from "
        f"{n['ratings']:,.0f} ratings. Each rating could be known by heart."
    ),
}


def sentences(findings: Sequence[Finding], unit: str = "epoch") -> list[str]:
    """Each finding as a sentence, the gravest first."""
    return [SAID[each.name](each.numbers, unit) for each in findings]


def proof(finding: Finding, case: Case) -> Picture | None:
    """The figure that shows a finding; None where its numbers are all there is to see."""
    if finding.name == "too many parameters" and case.ended is not None:
        model, train = case.ended
        k = model.factors.P.shape[1]
        return parameter_count(train.n_users, train.n_items, k, train.values.size, max(k, 20))
    if finding.name in {"idle factors", "rank one"} and case.ended is not None:
        return singular_values({"this run": singular_values_of(*case.ended[0].factors)})
    if finding.name in {"diverged", "crawling", "overfitted", "leaked"}:
        shown = stop_curve(case.train_rmse, case.test_rmse, held="held-out ratings")
        return shown._replace(tracks=(), n_steps=1)
    return None


def show(page: str, case: Case, unit: str = "epoch") -> None:
    """A quiet line on what the run says, and its proofs, folded away."""
    findings = examine(case)
    if not findings:
        panels.note(HEALTHY)
        return
    first, *others = sentences(findings, unit)
    st.markdown(paragraphs(f"What the run says: {first}", *others))
    pictures = [proof(each, case) for each in findings]
    shown = [each for each in pictures if each is not None]
    if shown:
        with st.expander("The proof"):
            stage(shown, key=f"{page}_proof", columns=min(len(shown), 2), height=300, follow=False)
