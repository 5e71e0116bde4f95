"""A rate that stays and rates that decay: what the end of a run looks like."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.picture import Picture
from mf_core.saying import brief, number
from pages._kit.parts.race import racers
from pages._kit.parts.race.racers import DECAYING, RACERS, Run

STAYS, SLOWLY, QUICKLY = "η stays", "η · 0.9 in every epoch", "η · 0.5 in every epoch"
RATES: Mapping[str, float] = {STAYS: 1.0, SLOWLY: 0.9, QUICKLY: 0.5}
STEPS = 60


@cache
def ends() -> dict[str, Run]:
    """SGD from one start and one first rate, with each of the decays."""
    first = RACERS[DECAYING]
    knobs = {name: replace(first.knobs, decay=decay) for name, decay in RATES.items()}
    return {
        name: racers.kept([racers.trained(first._replace(knobs=each), racers.K, STEPS)])
        for name, each in knobs.items()
    }


def drawn() -> Picture:
    """J epoch by epoch."""
    curves = {name: run.loss for name, run in ends().items()}
    finish = [("finish", racers.finish())]
    return compare_curves(curves, "epoch", "J (star²)", from_zero=False, references=finish)


def told() -> str:
    """Where the three end, and why."""
    found = {name: run.loss for name, run in ends().items()}
    stays, slowly, quickly = (number(loss[-1], 0) for loss in found.values())
    eta = RACERS[DECAYING].knobs.eta
    reach = {name: brief(eta / (1 - decay)) for name, decay in RATES.items() if decay < 1}
    return (
        f"All three begin with η = {brief(eta)}. The rate that stays ends at J = **{stays}**: near "
        "the bottom every rating still pulls its own way, and steps that do not shrink keep the "
        f"factors dancing round it. The rate that decays slowly dances less and less: **{slowly}**."
        f" The one that is halved stops before it has arrived: **{quickly}**. Its rates add up to "
        f"{reach[QUICKLY]}, however long it runs, against {reach[SLOWLY]} of the slow one: that is "
        "all the way it can ever go."
    )
