"""What the lesson says of its algorithms and of the baseline, with the numbers of the data."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import streamlit as st

from mf_core import fast, objective
from mf_core.algorithms import is_fast
from mf_core.datasets import Dataset
from mf_core.model import Ratings, split
from mf_core.saying import number
from pages._kit.parts.full_data import views
from pages._kit.parts.full_data.watch import Seen
from pages._kit.text import counted

OPENING = (
    "943 people, 1,682 films, a hundred thousand ratings: the table no longer fits on a screen, "
    "and the step is the same as on the toy. Here is a run as this page opens it."
)

OPENING_OTHER = (
    "The table no longer fits on a screen, and the step is the same as on the toy. Here is a run "
    "that a reader has started; the line below says on which ratings, and with which numbers."
)

ON_THE_MAP = (
    "One curve is the error on the ratings the run trains on, the other that on the tenth it "
    "never sees. The map shows the films rated most, marked by genre, on the plane that keeps "
    "most of all factors. Play it from the start: history and romance leave the middle in opposite "
    "directions, musicals and crime across them, although nobody told the run what a genre is. It "
    "only knows who rated what. Space and country life stay mixed: three tastes were planted, a "
    "plane shows two, and theirs is the third. Then choose ratings, an algorithm and its numbers, "
    "and train a run of your own."
)

ON_THE_MAP_OTHER = (
    "One curve is the error on the ratings the run trains on, the other that on those it never "
    "sees, if any are held out. The map shows the films rated most, marked by genre where one is "
    "known, on the plane that keeps most of all factors. Change a number and train again: which of "
    "the two curves does it move?"
)

WAYS = {
    "sgd": "**Stochastic gradient descent** visits one rating at a time and moves the factors and "
    "the biases of its user and its film. It needs no more memory than the model itself. Its "
    "price is a rate to choose, and a noise that stays as long as the rate does.",
    "funk": "**FunkSVD** trains one feature until it has learnt what one feature can, freezes it "
    "and hands what is left to the next. That is how the name began, and how the transcript of "
    "the lecture tells it. The first feature never learns that a second one is coming.",
    "minibatch": "**Mini-batch** gradient descent adds up the slopes of a few hundred ratings, "
    "all read from the same factors, and then takes one step. A batch is quieter than one rating "
    "and quicker than all of them. It is the usual way to train a neural network.",
    "batch": "**Batch** gradient descent adds up the slopes of all ratings and takes one step for "
    "all factors. It goes down in every step, if the rate is small enough. But it looks at a "
    "hundred thousand ratings for a single step, and needs many steps.",
    "als": "**Alternating least squares** holds Q still: then the loss is a bowl for each user, "
    "and the bottom of a bowl can be computed. Next it holds P still and solves for the films. "
    "There is no learning rate; there must be some λ, because a user with fewer ratings than "
    "factors has no single bottom.",
    "svdpp": "**SVD++** adds to the factors of a user a little of every film she has rated, "
    "whatever the stars were. That one has watched a film at all says something about taste. "
    "Otherwise it is stochastic gradient descent.",
    "bayes": "The **Bayesian** way does not look for the one best P and Q. It draws one likely "
    "pair after the other, each given the last, and averages what they predict. What the likely "
    "ones do not agree on averages out, so there is neither η nor λ to choose; it costs time.",
}

BASELINE = (
    "How much is there to gain? First predict without any taste. The **mean** μ of all training "
    "ratings is one number for every cell. Some people are generous and some films are simply "
    "good: the **bias** of a user, or of a film, is how far its ratings lie from that mean, held "
    "back where there are only a few. Mean plus both biases is the **baseline**. Factors start "
    "where it ends, and have to explain what is left: who likes *what*."
)


NOISE = (
    "And how far can it go? For the planted set we know: we made the ratings from hidden tastes "
    "and added noise of 0.80 stars (RMSE over all ratings). Noise cannot be predicted, only "
    "learnt by heart. The dotted line *planted noise* is what the hidden model itself misses on "
    "*these* held-out ratings; a small group may carry a little more or less noise than all. For "
    "real ratings nobody knows this line."
)


class Levels(NamedTuple):
    """Held-out RMSE before any taste, in stars."""

    mean: float  # of the mean alone
    biases: float  # of mean and biases


@st.cache_resource(max_entries=32, show_spinner=False)
def _levels(_ratings: Ratings, digest: str, share: float, seed: int) -> Levels:  # noqa: ARG001
    train, test = split(_ratings, share, np.random.default_rng(seed))
    return Levels(
        views.baseline_rmse(train, test, objective.mean_baseline),
        views.baseline_rmse(train, test),
    )


def levels(data: Dataset, share: float, seed: int) -> Levels:
    """Held-out RMSE of the mean alone, and of mean and biases, in stars."""
    return _levels(data.ratings, data.digest, share, seed)


def baseline(data: Dataset, share: float, seed: int) -> str:
    """What mean and biases reach on the held-out ratings of a split."""
    known = levels(data, share, seed)
    if not np.isfinite(known.mean):
        return BASELINE
    return (
        f"{BASELINE} On the held-out ratings of the settings above the mean alone misses by "
        f"{number(known.mean, 4)} stars, mean and biases by {number(known.biases, 4)}."
    )


def which_step(seen: Seen) -> str:
    """Which of the two sources made the steps of a run, and why."""
    order = seen.order
    n, k = counted(order.train.values.size, "training rating"), order.setup.k
    if is_fast(order.algorithm, order.train.values.size, k):
        return (
            f"With {n} and k = {k} this run took the **fast** step: the same formula, several "
            "users or items at a time, in single precision. The step on paper is printed first, "
            "the one that ran below it. A test holds the two to each other."
        )
    return f"With {n} and k = {k} this run took the step **on paper**, printed here" + (
        f"; the fast one pays from {fast.FROM:,} ratings up, if ratings times factors are at least "
        f"{fast.PRODUCTS:,}."
        if order.algorithm.fast
        else "."
    )


def sources(seen: Seen) -> list[Callable[..., object]]:
    """The code to print beside a run: the step on paper and, where it ran, the fast one."""
    order = seen.order
    shown = [order.algorithm.kernels[0]]
    if order.algorithm.fast and is_fast(order.algorithm, order.train.values.size, order.setup.k):
        shown.append(order.algorithm.fast.kernels[0])
    return shown
