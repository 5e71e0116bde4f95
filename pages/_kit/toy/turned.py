"""The trained toy with its factors turned and stretched: what changes, and what does not."""

import math

import numpy as np
from numpy.typing import NDArray

from mf_core.datasets import Dataset
from mf_core.figures.factor_tiles import factor_tiles
from mf_core.figures.picture import Picture
from mf_core.figures.taste_map import taste_map
from mf_core.model import Factors
from mf_core.saying import number
from pages._kit.stage.live import LiveFigure
from pages._kit.stage.slider import Slider
from pages._kit.text import esc_md
from pages._kit.toy import runs
from pages._kit.toy.facts import loss_of, misled_by_distance

_SLIDERS = (
    Slider("angle", "α", "turned by", -180.0, 180.0, 1.0, 30.0, unit="°", digits=0),
    Slider("stretch", "s", "stretched by", 0.4, 2.5, 0.05, 1.0, unit="times"),
)


def trained(data: Dataset) -> tuple[Factors, NDArray[np.float64]]:
    """Factors and predictions at the end of the run of the first settings."""
    shown = runs.by_epochs(data, runs.KNOBS.eta, runs.KNOBS.lam, 2, runs.SEED).recording
    return Factors(shown.P[-1], shown.Q[-1]), shown.prediction[-1]


def moved(factors: Factors, angle: float, stretch: float) -> Factors:
    r"""Turn and stretch factors so that no prediction changes.

    .. math::

        P \mapsto P A, \qquad Q \mapsto Q A^{-\top}

    Parameters
    ----------
    angle : float
        In degrees, anticlockwise.
    stretch : float, > 0
        The users' first axis becomes this much longer, the items' this much shorter.
    """
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    by = np.array([[stretch, 0.0], [0.0, 1.0]]) @ np.array([[c, s], [-s, c]])
    return Factors(factors.P @ by, factors.Q @ np.linalg.inv(by).T)


def turned(angle: float, stretch: float, data: Dataset | None = None) -> list[Picture]:
    """The map and the tables of the trained toy after a turn and a stretch."""
    data = data or runs.built_in()
    factors, predicted = trained(data)
    P, Q = moved(factors, angle, stretch)
    baseline = predicted - factors.P @ factors.Q.T
    prediction = P @ Q.T + baseline
    names, titles = list(data.user_names), list(data.item_titles)
    return [
        taste_map(P[None], Q[None], names, titles, reach=2.5),
        factor_tiles(P[None], Q[None], prediction[None], names, titles, data.scale),
    ]


def said(angle: float, stretch: float, data: Dataset | None = None) -> str:
    """What the turn has cost, and whose nearest film misleads."""
    data = data or runs.built_in()
    factors, predicted = trained(data)
    after = moved(factors, angle, stretch)
    changed = np.abs(after.P @ after.Q.T - factors.P @ factors.Q.T).max()
    misled = misled_by_distance(data, after, predicted)
    who = ", ".join(esc_md(name) for name in misled) or "nobody"
    return (
        f"The 64 predictions are the same (largest change {number(changed, 6)} stars). "
        f"J goes from {number(loss_of(data, factors))} to "
        f"**{number(loss_of(data, after))} star²**. "
        f"The nearest film is not the one predicted best for: {who}."
    )


TURNED = LiveFigure("turned", turned, _SLIDERS, says=said)
