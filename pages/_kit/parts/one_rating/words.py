"""The lesson `one_rating`: what its figures say in formulas and in words."""

from collections.abc import Sequence

import numpy as np

from mf_core import objective
from mf_core.derivation import Numbers
from mf_core.figures.picture import Picture
from mf_core.model import Factors, triples
from mf_core.notation import DIALECTS
from mf_core.saying import brief
from mf_core.slopes.calculus import difference_gradient
from pages._kit import lens
from pages._kit.parts.one_rating.visit import (
    AFTER,
    BEFORE,
    RATING,
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
    visits,
)
from pages._kit.stage import Pick
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.text import display, paragraphs, short, table

FIRST = {slider.name: slider.value for slider in SLIDERS}
TENTH = 0.1  # star
TOO_FAR = 0.4  # per star: a rate with which one visit steps over the valley
PRESETS = {
    "One visit": FIRST,
    "Again and again": FIRST | {"t": 4},
    "Too far": FIRST | {"eta": TOO_FAR},
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


# --- what stands below them


def in_numbers(t: int, p: float, q: float, eta: float, dialect: str) -> str:
    """The last of the visits in numbers, and what is to be seen in them."""
    made = visits(t, p, q, RATING, eta)
    last = made[-1] if made else visit(p, q, RATING, eta)
    return paragraphs(_ledger(last, dialect, moved=bool(made)), verdict(made, last))


def _ledger(made: Visit, dialect: str, *, moved: bool) -> str:
    """Both factors, the prediction and the residual before and after a visit: a table."""
    n = _numbers(made.p, made.q, made.r, made.eta, dialect)
    rows = (
        ("<p:u,f>", made.p, r"<slope><e:u,i>\,<q:i,f>", n.slope * n.e * made.q, made.new_p),
        ("<q:i,f>", made.q, r"<slope><e:u,i>\,<p:u,f>", n.slope * n.e * made.p, made.new_q),
        (r"<rhat:u,i>", made.p * made.q, "", 0.0, made.prediction),
        ("<e:u,i> = <error:u,i>", n.e, "", 0.0, n.sign * made.left),
    )
    cells = []
    for letter, before, slope, worth, after in rows:
        said = f"{_in_line(slope, dialect)} = {brief(worth)}" if slope else ""
        end = f"**{brief(after)}**" if moved else ""
        cells.append((_in_line(letter, dialect), brief(before), said, end))
    return table(("", "before", "slope of the loss", "after"), cells, "lrrr")


def _in_line(template: str, dialect: str) -> str:
    return f"${lens.tex(template, source=dialect)}$".replace("|", r"\vert ")


def verdict(made: Sequence[Visit], last: Visit) -> str:
    """What the last visit shows: a saddle, a walk too far, or more than its slope promised."""
    if not last.p and not last.q:
        return (
            f"On the saddle both slopes are 0 and nothing moves, though {brief(last.e)} stars are "
            "missing: each step is multiplied by the *other* factor."
        )
    promised = last.eta * last.e * (last.p**2 + last.q**2)
    if not made:
        return f"Nothing has moved yet. The slope promises {brief(promised)} stars more."
    if abs(last.left) > abs(last.e):
        said = (
            f"**Too far.** {brief(abs(last.e))} stars were off before the visit, "
            f"{brief(abs(last.left))} after it: "
        )
        if last.left * last.e < 0:
            return said + "it has stepped over the valley."
        return said + "it is off on the same side as before, and further."
    gained = last.prediction - last.p * last.q
    which = f"Visit {len(made)}" if len(made) > 1 else "The visit"
    product = (last.new_p - last.p) * (last.new_q - last.q)
    return (
        f"{which} moves the prediction by {brief(gained)} stars. Its slope promised "
        f"{brief(promised)}; the rest, {brief(product)}, is the product of both moves."
    )


def too_far() -> tuple[str, str]:
    """The residual before and after the visit of the preset "Too far", in stars."""
    made = visit(FIRST["p"], FIRST["q"], RATING, TOO_FAR)
    return brief(made.e), brief(made.left)


def n_to_the_curve() -> int:
    """How many visits of the first figure leave less than a tenth of a star."""
    start = (FIRST["p"], FIRST["q"], RATING, FIRST["eta"])
    left = [abs(made.left) for made in visits(int(SLIDERS[0].high), *start)]
    return 1 + [each < TENTH for each in left].index(True)


def nudge(q: float, shown: str) -> str:
    """How far a visit moves p, and in which direction; nothing of it before the guess."""
    made = visit_liked(q)
    if shown == BEFORE:
        return f"r̂ = p q = {brief(made.p * made.q)} stars, e = {brief(made.e)} stars."
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


def orders_in_numbers(eta: float, shown: str) -> str:
    """Where the two orders end, how far apart, and which of the two followed the slope."""
    right, wrong = visit_both_orders(eta)
    if shown == BEFORE:
        return f"Both at once: p = {brief(right.new_p)}, q = {brief(right.new_q)}."
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


REASONS = {
    "Always.": "With q = −0.5 it goes down: a *larger* p would make the prediction even lower.",
    "When p is positive.": "Δp = η e q: once the prediction is too low, e is positive, and the "
    "sign of p plays no part in its own step.",
    "When q is positive.": "Δp = η e q. With e > 0, p moves in the direction of q: up if q is "
    "positive, down if it is negative.",
    "When η is small enough.": "η scales the step and is never negative; it cannot turn it round.",
}
SIGNS = {
    "negative": "η and e are positive, and q is negative: so is η e q.",
    "zero": "Only q = 0 or e = 0 would leave p where it is.",
    "positive": "So says the rule of thumb. But a larger p adds more of q, and q is negative: the "
    "prediction would fall further.",
}
SMALLER = {
    "ten times smaller": "So it would be if the slip were η e q once more. But what is added is "
    "η e times *the move of p*, and that has an η of its own.",
    "a hundred times smaller": "The second line adds η e · Δp, and Δp = η e q: η stands there "
    "twice. At the small rates of real programs nobody sees it.",
    "the same: a mistake is a mistake": "Drag η to the left: the ring of the wrong order runs "
    "into that of the right one.",
}


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


def _drawn(t: int, p: float, q: float, eta: float, dialect: str) -> Picture:  # noqa: ARG001
    """The figure itself looks the same in every notation."""
    return drawn(t, p, q, eta)


_SHOWN = {"shown": (AFTER, BEFORE)}
VISIT = LiveFigure(
    "visit",
    _drawn,
    SLIDERS,
    {"dialect": tuple(DIALECTS)},
    Pick(0, "p", "q"),
    says=in_numbers,
    presets=PRESETS,
)
LIKED = LiveFigure("visit_liked", drawn_liked, SLIDERS_LIKED, _SHOWN, says=nudge)
HIT = LiveFigure("visit_to_hit", drawn_task, SLIDERS_TASK, task=task)
ORDERS = LiveFigure("two_orders", drawn_orders, SLIDERS_ORDERS, _SHOWN, says=orders_in_numbers)
