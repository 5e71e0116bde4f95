"""The lesson on descent: what momentum does, and what a rate for each coordinate does."""

import numpy as np
from numpy.typing import NDArray

from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.picture import Picture
from mf_core.figures.walks_map import walks_map
from mf_core.slopes.curves import SURFACES
from mf_core.slopes.descent import OPTIMIZERS, Path, descend
from mf_core.slopes.descent.optimizers import BETA
from pages._kit.stage import Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.text import paragraphs, short

STRETCHED = SURFACES["stretched bowl"]
N_STEPS = 60
LOOK_AT = 10  # the step whose moves are compared in words


def _walked(optimizer: str, eta: float) -> Path:
    return descend(STRETCHED, STRETCHED.start, OPTIMIZERS[optimizer], eta, N_STEPS)


# --- momentum


def momentum_pictures(eta: float) -> list[Picture]:
    """Plain descent and the heavy ball on one map, and how far each moves along the valley."""
    paths = {OPTIMIZERS[name].title: _walked(name, eta) for name in ("plain", "momentum")}
    lengths = {name: moved_along(path.x) for name, path in paths.items()}
    return [walks_map(STRETCHED, paths), compare_curves(lengths, "step", "move along x")]


def moved_along(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each step moved; 0 for the start."""
    return np.concatenate([[0.0], np.abs(np.diff(x))])


def momentum_in_words(eta: float) -> str:
    """The moves of one step, and the gain that a steady slope would bring."""
    plain, heavy = (
        float(moved_along(_walked(name, eta).x)[LOOK_AT]) for name in ("plain", "momentum")
    )
    return paragraphs(
        f"Step {LOOK_AT} moves {short(plain)} along x without momentum and **{short(heavy)}** with "
        f"it. On a steady slope the ball would end up {gain():.0f} times as fast: "
        f"1 + β + β² + … = 1/(1 − β), with β = {short(BETA)}.",
    )


def gain() -> float:
    """How much faster than one step's push a ball becomes on a steady slope: 1/(1 − β)."""
    return 1.0 / (1.0 - BETA)


MOMENTUM = LiveFigure(
    "momentum",
    momentum_pictures,
    (Slider("eta", "η", "learning rate", 0.001, 0.098, 0.02, 0.01, log=True, digits=3),),
    says=momentum_in_words,
)

# --- a rate for each coordinate

DIVIDED = {"adagrad": "the sum so far (AdaGrad)", "rmsprop": "a mean that forgets (RMSProp)"}


def divided_by(optimizer: str) -> str:
    """Name what an optimiser divides slopes by the root of."""
    return DIVIDED[optimizer]


def rates_pictures(eta: float, optimizer: str) -> list[Picture]:
    """The walk beside plain descent at its best, and the rate each coordinate gets."""
    own = _walked(optimizer, eta)
    best = _walked("plain", PLAIN_BEST)
    paths = {f"Gradient descent, η = {short(PLAIN_BEST)}": best, OPTIMIZERS[optimizer].title: own}
    curves = dict(zip(("along x", "along y"), own_rates(own), strict=True))
    return [
        walks_map(STRETCHED, paths),
        compare_curves(curves, "step", "move ÷ slope", log=True),
    ]


PLAIN_BEST = 1 / 11  # 2/(2 + 20): balances the two curvatures of the stretched bowl


def own_rates(path: Path) -> list[NDArray[np.float64]]:
    """The rate by which each coordinate's slope was multiplied, step by step; the last twice."""
    slopes = STRETCHED.gradient(path.x, path.y)
    found = []
    for places, slope in zip((path.x, path.y), slopes, strict=True):
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = np.abs(np.diff(places) / slope[:-1])
        found.append(np.concatenate([rate, rate[-1:]]))
    return found


def rates_in_words(eta: float, optimizer: str) -> str:
    """The rates of the first step, and their ratio."""
    along_x, along_y = (float(rates[0]) for rates in own_rates(_walked(optimizer, eta)))
    return (
        f"The first step multiplies the slope along x by {short(along_x)} and the slope along y "
        f"by {short(along_y)}: the steep coordinate is held back "
        f"**{short(along_x / along_y, 2)} times** as hard."
    )


RATES = LiveFigure(
    "own_rates",
    rates_pictures,
    (Slider("eta", "η", "learning rate", 0.05, 1.0, 0.02, 0.5, log=True, digits=3),),
    {"optimizer": tuple(DIVIDED)},
    says=rates_in_words,
)
