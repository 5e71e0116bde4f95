"""The lesson `one_rating`: what its figures say in formulas and in words."""

import numpy as np

from mf_core import objective
from mf_core.derivation import Numbers, numbers_below
from mf_core.figures.picture import Picture
from mf_core.model import Factors, triples
from mf_core.notation import DIALECTS
from mf_core.saying import brief
from mf_core.slopes.calculus import difference_gradient
from pages._kit import lens
from pages._kit.parts.one_rating.visit import (
    SLIDERS,
    SLIDERS_LIKED,
    SLIDERS_ORDERS,
    SLIDERS_TASK,
    Visit,
    drawn,
    drawn_liked,
    drawn_orders,
    drawn_task,
    visit,
    visit_both_orders,
    visit_liked,
    visit_task,
)
from pages._kit.stage import Pick
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.text import display, paragraphs, short, table

FIRST = {slider.name: slider.value for slider in SLIDERS}
PRESETS = {
    "Timid": FIRST | {"eta": 0.01},
    "As at first": FIRST,
    "Too far": FIRST | {"eta": 0.4},
    "On the saddle": FIRST | {"p": 0.0, "q": 0.0},
}


def direction(q: float) -> str:
    """The sign of the change of p for the liked film, in the words of `predict_sign`."""
    made = visit_liked(q)
    moved = made.new_p - made.p
    return "zero" if moved == 0 else "positive" if moved > 0 else "negative"


def sequential_q(eta: float) -> float:
    """Where q ends if it is moved by the new p, in √star; clear of the last rounding."""
    return round(visit_both_orders(eta)[1].new_q, 12)


def moments(**_: object) -> list[str]:
    """What the player says before and after the visit."""
    return ["before", "after"]


# --- what stands below them


def in_numbers(p: float, q: float, r: float, eta: float, dialect: str) -> str:
    """The whole visit in formulas, each with its current numbers under its letters."""
    made, n = visit(p, q, r, eta), _numbers(p, q, r, eta, dialect)
    lines = (
        _line("<e:u,i> = <error:u,i>", n.e, n),
        _line(r"<dp:u,f> = <slope><e:u,i>\,<q:i,f>", n.slope * n.e * q, n),
        _line(r"<dq:i,f> = <slope><e:u,i>\,<p:u,f>", n.slope * n.e * p, n),
        _line(r"<p:u,f> \leftarrow <p:u,f> <step><e:u,i>\,<q:i,f>", made.new_p, n),
        _line(r"<q:i,f> \leftarrow <q:i,f> <step><e:u,i>\,<p:u,f>", made.new_q, n),
        lens.display(
            rf"<rhat:u,i>: {brief(p * q)} \to \mathbf{{{brief(made.prediction)}}} \qquad "
            rf"<e:u,i>: {brief(n.e)} \to \mathbf{{{brief(n.sign * made.left)}}}",
            dialect,
        ),
    )
    return paragraphs(*lines)


def _line(template: str, result: float, numbers: Numbers) -> str:
    shown = f"{template} = {short(result)}"
    return lens.display(shown, numbers.dialect, numbers_below(template, numbers))


def nudge(q: float) -> str:
    """How far a visit moves p, and in which direction."""
    made = visit_liked(q)
    moved = made.new_p - made.p
    formula = display(
        rf"\user{{\Delta p}} = \eta\,e\,q = {short(made.eta)} \cdot "
        rf"\residual{{{short(made.e)}}} \cdot "
        rf"\item{{({short(q)})}} = \user{{{short(round(moved, 12))}}}"
    )
    if made.e <= 0:
        said = f"The prediction, {brief(made.p * q)} stars, is not too low here."
        return paragraphs(formula, said)
    where = "stays where it is" if moved == 0 else f"goes **{'up' if moved > 0 else 'down'}**"
    return paragraphs(
        formula,
        f"The prediction was {brief(made.p * q)} stars, too low by {brief(made.e)}. p {where}, and "
        f"the prediction becomes {brief(made.prediction)}. Now drag q through 0.",
    )


def orders_in_numbers(eta: float) -> str:
    """Where the two orders end, how far apart, and which of the two followed the slope."""
    right, wrong = visit_both_orders(eta)
    measured = measured_slopes(right.p, right.q, right.r)
    claims = (
        ("both at once", brief(right.new_p), brief(right.new_q), *_per_eta(right)),
        ("first p, then q", brief(wrong.new_p), brief(wrong.new_q), *_per_eta(wrong)),
        ("slope of ½ e², measured", "", "", *measured),
    )
    head = ("", "new p", "new q", "step ÷ (−η) in p", "in q")
    rows = [(name, a, b, brief(x), brief(y)) for name, a, b, x, y in claims]
    apart = display(
        rf"\item{{q_{{\text{{wrong}}}} - q_{{\text{{right}}}}}} = \eta^2 e^2 q = "
        rf"{short(wrong.new_q - right.new_q)}"
    )
    return paragraphs(table(head, rows, "lrrrr"), apart)


def _per_eta(made: Visit) -> tuple[float, float]:
    """What a step claims the slope to be."""
    return (made.p - made.new_p) / made.eta, (made.q - made.new_q) / made.eta


def measured_slopes(p: float, q: float, r: float) -> tuple[float, float]:
    """The slopes of J in p and in q, measured on J itself without any rule, in star²/√star."""
    one = triples([0], [0], [r])
    slopes = difference_gradient(
        lambda x: objective.loss(one, Factors(x[:1, None], x[1:, None]), 0.0), [p, q]
    )
    return float(slopes[0]), float(slopes[1])


def task(eta: float) -> Task:
    """Check what one visit leaves of the residual."""
    made = visit_task(eta)
    return Task(
        f"Start at p = {brief(made.p)} and q = {brief(made.q)}; the rating is {brief(made.r)}. "
        "Find the learning rate with which **one** visit leaves at most 0.05 stars of the "
        "residual, on either side.",
        abs(made.left),
        0.05,
        "at most",
        unit="stars",
    )


def _numbers(p: float, q: float, r: float, eta: float, dialect: str) -> Numbers:
    """The visit as the derivation knows it, in one of the notations."""
    one = np.ones((1, 1))
    return Numbers(r * one, one, 0 * one, p * one, q * one, 0, 0, 0, eta, 0.0, dialect)


def _drawn(p: float, q: float, r: float, eta: float, dialect: str) -> list[Picture]:  # noqa: ARG001
    """The figure itself looks the same in every notation."""
    return drawn(p, q, r, eta)


VISIT = LiveFigure(
    "visit",
    _drawn,
    SLIDERS,
    {"dialect": tuple(DIALECTS)},
    Pick(0, "p", "q"),
    labels=moments,
    says=in_numbers,
    presets=PRESETS,
)
LIKED = LiveFigure("visit_liked", drawn_liked, SLIDERS_LIKED, labels=moments, says=nudge)
HIT = LiveFigure("visit_to_hit", drawn_task, SLIDERS_TASK, labels=moments, task=task)
ORDERS = LiveFigure(
    "two_orders", drawn_orders, SLIDERS_ORDERS, labels=moments, says=orders_in_numbers
)
