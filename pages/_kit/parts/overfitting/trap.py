"""The best of forty on one small test set, and what fresh ratings say of it."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.picture import Picture
from mf_core.grid import Setting, fit
from mf_core.model import take
from mf_core.saying import number
from pages._kit.parts.overfitting.stop import ETA, FIRST, SEED, parts
from pages._kit.stage.live import LiveFigure
from pages._kit.stage.slider import Slider

N_MODELS, N_FIRST = 40, 100
N_EPOCHS = 8
SIZE = Slider("n", "n", "test ratings", 30, 10_000, 0.1, N_FIRST, log=True, digits=2, whole=True)

_Floats = NDArray[np.float64]


STORY = (
    "Forty students hand in the same program: sixteen factors, the same η and λ, eight epochs. "
    "Only the seed of the start differs. Each is judged on the same hundred test ratings, and of "
    "course we keep the best."
)
TOLD = (
    "Nothing distinguishes the winner but its luck with these hundred ratings. Nobody has cheated: "
    "each of the forty was tested fairly, *once*. It is we who used the test ratings to choose, "
    "and from then on their number describes the choice and not the model. The solid curve "
    "is what a report would say, the dashed one what its readers get.\n\n"
    "Drag the size of the test set. More ratings leave less room for luck; never to look twice "
    "leaves none."
)


class Judged(NamedTuple):
    """Forty models on a small test set and on fresh ratings; the winner after each of them."""

    test: _Floats  # (n_models,)  in stars
    fresh: _Floats  # (n_models,)  in stars
    winner: NDArray[np.int64]  # (n_models,)  the best on the test set of those so far

    @property
    def best(self) -> float:
        """What the winner of all has reached on the test set."""
        return float(self.test[self.winner[-1]])

    @property
    def truth(self) -> float:
        """What the winner of all reaches on fresh ratings."""
        return float(self.fresh[self.winner[-1]])


@cache
def squares() -> tuple[_Floats, _Floats]:
    """Squared residuals of every model on both held-out parts: (n_models, n) each, in star².

    The models differ in their seed alone: one program, started by forty students. A small test
    set is the first few of the one part, in random order; the other part is the fresh one.
    """
    train, pool, fresh, _ = parts()
    pool = take(pool, np.random.default_rng(SEED).permutation(pool.values.size))
    setting = Setting(FIRST[0], ETA, FIRST[1])
    models = [fit(train, pool, setting, N_EPOCHS, seed).last for seed in range(N_MODELS)]
    on_pool, on_fresh = (
        np.stack([objective.residuals(held, *model) ** 2 for model in models])
        for held in (pool, fresh)
    )
    return on_pool, on_fresh


def judged(n: int) -> Judged:
    """The forty on a test set of n ratings."""
    on_pool, on_fresh = squares()
    test = np.sqrt(on_pool[:, :n].mean(axis=1))
    so_far = [int(np.argmin(test[: tried + 1])) for tried in range(N_MODELS)]
    return Judged(test, np.sqrt(on_fresh.mean(axis=1)), np.array(so_far))


def question() -> str:
    """What is to be guessed, with the number of the winner."""
    found = judged(N_FIRST)
    return (
        f"On these {N_FIRST} ratings the forty miss by {number(float(found.test.mean()), 3)} stars "
        f"on average, and the winner by {number(found.best, 3)}. How much does the winner miss "
        f"{parts().test.values.size:,} fresh ratings by?"
    )


def answer() -> float:
    """What the winner of the question reaches on fresh ratings, in stars."""
    return round(judged(N_FIRST).truth, 3)


def drawn(n: int) -> Picture:
    """The winner's two errors, after one model, after two, after forty."""
    found = judged(n)
    mean = np.cumsum(found.test) / np.arange(1, N_MODELS + 1)
    curves = {
        "winner, test": found.test[found.winner],
        "winner, fresh": found.fresh[found.winner],
        "all, test": mean,
    }
    return compare_curves(curves, clock="others tried after the first", from_zero=False)


def said(n: int) -> str:
    """What choosing has promised, and what it has kept."""
    found = judged(n)
    mean, fresh = float(found.test.mean()), float(found.fresh.mean())
    promised, kept = mean - found.best, fresh - found.truth
    return (
        f"On {n:,} test ratings the forty miss by {number(mean, 3)} stars on average and the "
        f"winner by **{number(found.best, 3)}**: a gain of {number(promised, 3)}. On "
        f"{parts().test.values.size:,} fresh ratings all miss by {number(fresh, 3)} and the winner "
        f"by **{number(found.truth, 3)}**: a gain of {number(kept, 3, sign=True)}."
    )


TRAP = LiveFigure("trap", drawn, (SIZE,), says=said, presets={
    "100 ratings": {"n": 100}, "1,000 ratings": {"n": 1000}, "10,000 ratings": {"n": 10_000},
})  # fmt: skip
