"""Rules that are not the course's: the sequential one, and some of one's own that train."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.picture import Picture
from mf_core.rules import RIGHT
from mf_core.saying import number
from pages._kit.cached import Lines
from pages._kit.parts.your_rule.run import OURS, course, lost, trained
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.text import counted
from pages._kit.toy import runs as toy
from pages._kit.toy.facts import risen

_Floats = NDArray[np.float64]

SEQUENTIAL: Lines = (RIGHT.p.text, "q + η(e p′ − λ q)")
FADING, SIGN, CLIPPED = "a rate that fades", "only the sign", "a clipped step"
MOMENTUM = "momentum"
OTHERS_LINES: Mapping[str, Lines] = {
    FADING: ("p + η/(1 + t/10) (e q − λ p)", "q + η/(1 + t/10) (e p − λ q)"),
    SIGN: ("p + η sign(e q − λ p)", "q + η sign(e p − λ q)"),
    CLIPPED: ("p + η tanh(e q − λ p)", "q + η tanh(e p − λ q)"),
    MOMENTUM: ("p + v/2 + η(e q − λ p)", "q + v/2 + η(e p − λ q)"),
}


# --- the old p or the new one

ALIKE, BREAKS, SLOWER = "one can hardly tell them apart", "it breaks", "it learns much more slowly"
ORDERS_TOLD = (ALIKE, BREAKS, SLOWER)
TELLABLE = 0.05  # stars; two curves nearer than that look like one


def both_orders(eta: float) -> Mapping[str, _Floats]:
    """The training errors of both rules at the page's λ."""
    lam = toy.KNOBS.lam
    return {
        "old p": course(eta, lam).recording.train_rmse,
        "new p": trained(eta, lam, *SEQUENTIAL).recording.train_rmse,
    }


def orders(eta: float) -> Picture:
    """The training error of the course's rule, and of the one whose q reads the new p."""
    return compare_curves(both_orders(eta), title="training RMSE (stars)")


def order_found(eta: float) -> str:
    """What reading the new p does to the curve at this rate, as in `ORDERS_TOLD`."""
    old, new = both_orders(eta).values()
    if lost(new):
        return BREAKS
    if np.abs(old - new).max() < TELLABLE:
        return ALIKE
    return SLOWER if new[-1] > old[-1] else ALIKE


def orders_in_words(eta: float) -> str:
    """How far both curves are apart, or which of them has ended."""
    ended = {name: rmse.size - 1 for name, rmse in both_orders(eta).items() if lost(rmse)}
    if ended:
        told = " and ".join(f"{name} diverges in epoch {end}" for name, end in ended.items())
        return f"**With {told}**" + ("." if len(ended) == 2 else "; the other one goes on.")
    old, new = both_orders(eta).values()
    return (
        f"Nowhere are the curves farther apart than **{number(np.abs(old - new).max(), 3)} stars**;"
        f" at the end old p has {number(old[-1], 3)}, new p {number(new[-1], 3)}."
    )


ORDERS = LiveFigure(
    "old_or_new_p", orders, (toy.ETA._replace(low=0.01),), says=orders_in_words,
)  # fmt: skip


# --- rules of one's own


def all_others(eta: float, lam: float) -> Mapping[str, _Floats]:
    """The training errors of the course's rule and of four others."""
    runs = {name: trained(eta, lam, *lines) for name, lines in OTHERS_LINES.items()}
    every = {OURS: course(eta, lam), **runs}
    return {name: run.recording.train_rmse for name, run in every.items()}


def others(eta: float, lam: float) -> Picture:
    """The training error of each of them."""
    return compare_curves(all_others(eta, lam), title="training RMSE (stars)")


def others_in_words(eta: float, lam: float) -> str:
    """In how many epochs each of their errors rose."""
    said = [
        f"{name} diverges" if lost(rmse) else f"{name} {counted(risen(rmse), 'time')}"
        for name, rmse in all_others(eta, lam).items()
    ]
    return f"In {toy.N_EPOCHS} epochs the error rose: {', '.join(said)}."


OTHERS = LiveFigure("rules_of_others", others, (toy.ETA, toy.LAM), says=others_in_words)

LOW = 0.6  # stars


def settles(p: str, q: str) -> Task:
    """The task: a rule whose error never rises, and falls all the same."""
    rmse = trained(toy.KNOBS.eta, toy.KNOBS.lam, p, q).recording.train_rmse
    climbed = np.inf if lost(rmse) else float(np.maximum(np.diff(rmse), 0.0).sum())
    ours = risen(course(toy.KNOBS.eta, toy.KNOBS.lam).recording.train_rmse)
    end = "beyond all bounds" if lost(rmse) else number(rmse[-1])
    return Task(
        f"Write two lines whose training error rises in *no* epoch and ends below {number(LOW, 1)} "
        f"stars, with η = {number(toy.KNOBS.eta, 1)} and λ = {number(toy.KNOBS.lam, 1)}. The "
        f"course’s rose in {ours} epochs. What counts are all rises added up, and what the end "
        f"lacks to {number(LOW, 1)}.",
        climbed + max(float(rmse[-1]) - LOW, 0.0),
        0.0,
        unit="stars",
        remark=f"Your rule rose in {counted(risen(rmse), 'epoch')} and ended at {end}.",
    )
