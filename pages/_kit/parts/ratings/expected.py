"""What to expect before any taste: the mean and the biases of the toy, and what they are worth."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.figures.bias_tiles import bias_tiles
from mf_core.figures.picture import Picture
from mf_core.model import Baseline, Ratings, no_factors, take
from mf_core.saying import number
from pages._kit.parts.ratings import asked
from pages._kit.stage import Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.text import bracketed, display, paragraphs, table
from pages._kit.toy import runs as toy_runs

_Floats = NDArray[np.float64]

LEVELS = ("the mean", "+ films", "+ films and people")
TESTED = ("on what they were made from", "on one left out as well")
_BETA = Slider("beta", "β", "damping", 0.0, 10.0, 0.5, 0.0, unit="ratings", digits=1)


class Worth(NamedTuple):
    """What a level costs and brings."""

    n_numbers: int  # taken from the ratings
    seen: float  # RMSE on the ratings the numbers were taken from, in stars
    unseen: float  # RMSE where each rating was left out in turn, in stars


def toy() -> Ratings:
    """The 39 ratings."""
    return toy_runs.built_in().ratings


def at(level: str, ratings: Ratings, beta: float) -> Baseline:
    """The baseline as far as a level goes; what it leaves out is 0."""
    whole, n = objective.bias_baseline(ratings, beta), LEVELS.index(level)
    return Baseline(whole.mu, whole.b_user * (n > 1), whole.b_item * (n > 0))


def left_over(ratings: Ratings, baseline: Baseline) -> _Floats:
    """Rating minus what was to be expected, in stars, (n,)."""
    nobody = no_factors(ratings.n_users, ratings.n_items)
    return objective.residuals(ratings, nobody, baseline)


@lru_cache(maxsize=128)
def worth(level: str, beta: float) -> Worth:
    """How well a level explains what it was made from, and what it had not seen."""
    ratings = toy()
    b = at(level, ratings, beta)
    unseen = []
    for n in range(ratings.values.size):
        kept = np.arange(ratings.values.size) != n
        without = at(level, take(ratings, kept), beta)
        unseen.append(left_over(take(ratings, ~kept), without)[0])
    numbers = (1, 1 + ratings.n_items, 1 + ratings.n_items + ratings.n_users)
    return Worth(numbers[LEVELS.index(level)], _rms(left_over(ratings, b)), _rms(np.array(unseen)))


def _rms(e: _Floats) -> float:
    return float(np.sqrt(np.mean(e * e)))


def picture(beta: float, level: str, tested: str) -> Picture:  # noqa: ARG001 (said, not drawn)
    """What is left of each rating, and the biases that were taken away."""
    data = toy_runs.built_in()
    b, n = at(level, data.ratings, beta), LEVELS.index(level)
    cells = objective.cells_of(data.ratings) - b.mu - b.b_user[:, None] - b.b_item
    users, items = b.b_user.copy(), b.b_item.copy()
    users[: None if n < 2 else 0] = items[: None if n < 1 else 0] = np.nan
    return bias_tiles(cells, users, items, b.mu, list(data.user_names), list(data.item_titles))


def told(beta: float, level: str, tested: str) -> str:
    """The expectation as a formula, and what each level is worth, on unseen ratings if tested."""
    b = objective.bias_baseline(toy(), beta)
    tex = (r"\mu", r"\mu + \item{b_i}", r"\mu + \item{b_i} + \user{b_u}")[LEVELS.index(level)]
    rows, n_columns = [], 3 + (tested == TESTED[1])
    for one in LEVELS:
        n_numbers, seen, unseen = worth(one, beta)
        cells = (one, str(n_numbers), number(seen), number(unseen))
        rows.append([f"**{cell}**" if one == level else cell for cell in cells[:n_columns]])
    head = ("RMSE, in stars", "numbers", "of these 39", "of one left out")[:n_columns]
    formula = display(rf"b_{{ui}} = {tex} \qquad \mu = {number(b.mu)}")
    return paragraphs(formula, table(head, rows, "lrrr"))


def by_hand() -> str:
    """The three steps for Gladiator and Ada, in numbers of the toy."""
    data = toy_runs.built_in()
    ratings, b = data.ratings, objective.bias_baseline(data.ratings, 0.0)
    ada, film, other = _index(data.user_names, "Ada"), _film("Gladiator"), _film("Notting Hill")
    given = ratings.values[ratings.items == film]
    hers = left_over(ratings, at(LEVELS[1], ratings, 0.0))[ratings.users == ada]
    summed = " + ".join(number(x, 0) for x in given)
    return (
        "What should one say about an empty cell, knowing nobody’s taste? Try the simplest answers "
        "first, with pencil and paper.\n\n"
        f"**The mean.** All 39 stars together are {ratings.values.sum():.0f}, so "
        f"μ = {number(b.mu)}. **A film.** *Gladiator* was given {summed}, on average "
        f"{number(given.mean())}: {number(b.b_item[film], sign=True)} above μ. That is its bias, "
        "$b_i$: how much better this film is liked than the rest. **A person.** Take the mean and "
        f"the film’s bias from each of Ada’s {hers.size} ratings. What is left is on average "
        f"{number(hers.mean())}: her bias, $b_u$. She is a little harder to please than most. "
        "So for *Notting Hill*, which she has not seen, expect "
        f"{number(b.mu)} + {bracketed(number(b.b_item[other]))} + "
        f"{bracketed(number(b.b_user[ada]))} = "
        f"**{number(b.mu + b.b_item[other] + b.b_user[ada])} stars**."
    )


def bought() -> str:
    """What sixteen biases buy on the ratings they were made from, and on others."""
    mean, whole = worth(LEVELS[0], 0.0), worth(LEVELS[2], 0.0)
    return (
        f"Sixteen numbers, and the RMSE falls from {number(mean.seen)} only to "
        f"{number(whole.seen)} stars. It gets worse. Leave one rating out, take the biases from "
        f"the other 38, and predict it; do so for each of the 39. Then the mean alone misses by "
        f"{number(mean.unseen)} stars, mean and biases by **{number(whole.unseen)}**."
    )


def outcome() -> str:
    """Whether the biases help with a rating they have not seen, in the words of `asked.WORTH`."""
    mean, whole = worth(LEVELS[0], 0.0), worth(LEVELS[2], 0.0)
    return asked.LARGER if whole.unseen > mean.unseen else asked.SMALLER


def _index(names: NDArray[np.str_], name: str) -> int:
    return list(names).index(name)


def _film(title: str) -> int:
    return _index(toy_runs.built_in().item_titles, title)


EXPECTED = LiveFigure("expected", picture, (_BETA,), {"level": LEVELS, "tested": TESTED}, says=told)
