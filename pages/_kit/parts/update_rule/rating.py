"""The lesson `update_rule`: one real rating, its slope, and what the slope is made of."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mf_core import objective
from mf_core.derivation import Numbers, one_rating, slope_in_p
from mf_core.derivation.numbers import squares
from mf_core.figures.loss_slice import loss_slice
from mf_core.figures.picture import Picture
from mf_core.figures.row_sum import row_sum
from mf_core.figures.two_pulls import two_pulls
from mf_core.model import Baseline, Factors
from mf_core.saying import number
from pages._kit import cached, controls, lens, lesson
from pages._kit.stage import Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.text import short
from pages._kit.toy import runs as toy_runs

PAGE = "update_rule"
N_EPOCHS = 4  # of training before we look: long enough for taste, short enough for errors
_FIRST = ("Dev", "Gladiator")  # a liked film, and a second factor with a minus sign
_FAR = 4.0  # how far a picture follows a valley to its bottom, in √star
_Window = tuple[float, float]
_AGAIN, _TWICE, _FOUR = "as steep as before", "twice as steep", "four times as steep"
OUTCOMES = (_AGAIN, _TWICE, _FOUR)


def trained() -> tuple[Factors, Baseline]:
    """The factors and the baseline after a few epochs on all ratings of the toy."""
    data, rank = toy_runs.built_in(), toy_runs.SETUP.k
    run = cached.toy_run(data, "sgd", toy_runs.SETUP, toy_runs.KNOBS, N_EPOCHS, 0.0, toy_runs.SEED)
    assert run.recording.P.shape[2] == rank  # noqa: S101 (what the pictures rely on)
    factors = Factors(run.recording.P[-1], run.recording.Q[-1])
    return factors, objective.mean_baseline(data.ratings)


def numbers_at(n: int, f: int, dialect: str = "course") -> Numbers:
    """Where the derivation stands: at the n-th rating of the toy, factor f.

    Parameters
    ----------
    n : int
        The number of the rating.
    f : int
        The factor in question.
    dialect : str
        Whose conventions hold, a key of `notation.DIALECTS`.
    """
    ratings, ((P, Q), baseline) = toy_runs.built_in().ratings, trained()
    R, M = objective.dense(ratings)
    u, i = int(ratings.users[n]), int(ratings.items[n])
    B, knobs = np.full(R.shape, baseline.mu), toy_runs.KNOBS  # noqa: N806 (a matrix)
    return Numbers(R, M, B, P, Q, u, i, f, knobs.eta, knobs.lam, dialect)


def rating_of(user: str, item: str) -> int:
    """The number of the rating this user gave this item; 0 if there is none."""
    data = toy_runs.built_in()
    pairs = zip(data.ratings.users, data.ratings.items, strict=True)
    named = [(data.user_names[u], data.item_titles[i]) for u, i in pairs]
    return named.index((user, item)) if (user, item) in named else 0


def choose_rating() -> Numbers:
    """Let the reader choose a rating and a factor; the same for every section of the page."""
    data = toy_runs.built_in()
    ratings = data.ratings
    names = [
        f"{data.user_names[u]} · {data.item_titles[i]} · {short(r)} stars"
        for u, i, r in zip(ratings.users, ratings.items, ratings.values, strict=True)
    ]
    # Quietly beside the links of the page: the room belongs to the figures.
    with lesson.tools(), st.popover("Rating", type="tertiary", key="update_rule_which"):
        st.markdown("The page is computed on one real rating. Any other will do as well.")
        chosen = controls.choose(PAGE, "rating", "One real rating", names, rating_of(*_FIRST))
        factor = controls.choose(PAGE, "factor", "Factor f", ["1", "2"])
    return numbers_at(names.index(chosen), int(factor) - 1, lens.dialect())


def described(numbers: Numbers) -> str:
    """The chosen rating in a sentence, with what the model says at present."""
    data = toy_runs.built_in()
    return (
        f"**{data.user_names[numbers.u]}** gave *{data.item_titles[numbers.i]}* "
        f"{short(numbers.r)} stars. The model, which has seen all {numbers.n_ratings} ratings "
        f"{N_EPOCHS} times, says {number(float(numbers.rhat))}. Its error is e = "
        f"{number(numbers.sign * float(numbers.e))} stars."
    )


# --- the valley of one rating


def valleys(numbers: Numbers, *, revealed: bool) -> list[Picture]:
    """The loss of the rating along p_uf; once revealed, its tangent, and twice the error."""
    if not revealed:
        return [_valley(numbers, "", _window(numbers))]
    twice = with_twice_the_error(numbers)
    window = _window(twice)
    top = float(_along_p(twice, window)[1].max())
    return [
        _valley(numbers, "the error as it is", window, top),
        _valley(twice, "twice the error", window, top),
    ]


def with_twice_the_error(numbers: Numbers) -> Numbers:
    """The same place with a rating that is missed by twice as much."""
    R = numbers.R.copy()
    R[numbers.u, numbers.i] += numbers.sign * float(numbers.e)
    return numbers._replace(R=R)


def steepened(numbers: Numbers) -> str:
    """What twice the error does to the slope, measured without any formula, as in `OUTCOMES`."""
    ratio = slope_in_p(with_twice_the_error(numbers), squares) / slope_in_p(numbers, squares)
    return {1: _AGAIN, 2: _TWICE, 4: _FOUR}[round(ratio)]


def _valley(numbers: Numbers, which: str, window: _Window, top: float | None = None) -> Picture:
    """One valley; with its tangent where it is told `which` of two it is."""
    x, loss = _along_p(numbers, window)
    at = (float(numbers.p), float(squares(numbers)))
    tangent = slope_in_p(numbers, squares) if which else None
    title = f"loss, {which} (star²)" if which else "loss of this rating (star²)"
    return loss_slice(x, loss, at, "p_uf", slope=tangent, title=title, top=top)


def _window(numbers: Numbers) -> _Window:
    """From where to where to look, so that both the factor and the bottom are in the picture."""
    p, q = float(numbers.p), float(numbers.q)
    away = numbers.sign * float(numbers.e) / q if q else 0.0
    bottom = p + min(max(away, -_FAR), _FAR)
    room = 0.6 * abs(bottom - p) + 0.4
    return min(p, bottom) - room, max(p, bottom) + room


def _along_p(numbers: Numbers, window: _Window) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x = np.linspace(*window, 121)
    at = [with_entry(numbers.P, numbers.u, numbers.f, value) for value in x]
    return x, np.array([float(squares(numbers._replace(P=P))) for P in at])


def with_entry(
    matrix: NDArray[np.float64], row: int, column: int, value: float
) -> NDArray[np.float64]:
    """A copy of a matrix in which one entry has another value."""
    copy = matrix.copy()
    copy[row, column] = value
    return copy


def liked_and_down() -> str:
    """A liked film with a negative factor, in numbers computed by the derivation itself."""
    one = one_rating(4.0, np.array([1.0]), np.array([-0.5]), 0, eta=0.1, lam=0.0)
    move = -one.eta * slope_in_p(one, squares)
    return (
        f"No. Take p = {short(one.p)}, q = {number(one.q, 1)} and a rating of {short(one.r)} "
        "stars. The "
        f"prediction is {number(one.rhat, 1)}, the error {short(one.e)}, and with η = "
        f"{short(one.eta)} the "
        f"factor moves by η e q = **{number(move, 3)}**. It goes *down*, and the prediction goes "
        "up: the product of two negative numbers is positive. A liked film pulls p in the "
        "direction of its q, which need not be up."
    )


# --- one row, and the charge for length


def shares(numbers: Numbers) -> tuple[list[Picture], list[str]]:
    """The row of the user, the sum it makes, and what to say at each of its steps."""
    data, u, f = toy_runs.built_in(), numbers.u, numbers.f
    errors = np.where(numbers.M > 0, numbers.R - numbers.B - numbers.P @ numbers.Q.T, np.nan)
    terms = -errors[u] * numbers.Q[:, f]
    rated = np.flatnonzero(np.isfinite(terms))
    charge = numbers.lam * rated.size * float(numbers.p)
    sums = np.cumsum([*terms[rated], charge])
    said = [f"all {numbers.n_ratings} residuals", "the others do not contain this factor"]
    said += [
        f"{data.item_titles[i]}: {number(terms[i])}, sum {number(float(total))}"
        for i, total in zip(rated, sums[:-1], strict=True)
    ]
    said.append(f"charge λ: {number(charge)}, sum {number(float(sums[-1]))}")
    pictures = row_sum(errors, terms, charge, u, list(data.user_names), list(data.item_titles))
    return pictures, said


def slope_of_all(numbers: Numbers) -> float:
    """∂J/∂p_uf over all ratings, by the objective of the course."""
    factors, baseline = trained()
    dP = objective.gradient(toy_runs.built_in().ratings, factors, numbers.lam, baseline).P
    return float(dP[numbers.u, numbers.f])


def sum_in_words(numbers: Numbers) -> str:
    """The sum with the charge for length, as the objective computes it, in a sentence."""
    return (
        f"With the charge for length the sum is {number(slope_of_all(numbers), 4)}: so says "
        "`objective.gradient`, which every kernel is tested against."
    )


PER_RATING, ONCE = "once per rating", "once per user"
_LIKED = 2.0  # stars above the baseline in the picture of the two pulls; every q is 1
_MOST = 5  # ratings
_PULLED = (
    Slider("n", "n", "ratings like this one", 1, _MOST, 1, 2, digits=0, whole=True),
    Slider("lam", "λ", "regularisation", 0.0, 3.0, 0.05, 1.0, unit="stars"),
    Slider("p", "p", "the factor now", 0.0, 2.5, 0.05, 0.5, unit="√star"),
)


def choose_charge() -> str:
    """Let the reader choose how often λ is charged."""
    return controls.choose(PAGE, "charged", "λ is charged", [PER_RATING, ONCE])


def pulls(n: int, lam: float, p: float, charged: str) -> Picture:
    """Data pull and shrink pull on one factor, for n ratings of 2 stars above the baseline.

    Parameters
    ----------
    charged : "once per rating" or "once per user"
        Whether λ p² stands inside the sum over the ratings, or outside of it.
    """
    charges = n if charged == PER_RATING else 1
    x = np.linspace(0.0, 2.5, 51)
    rest = n * _LIKED / (n + charges * lam)
    return two_pulls(x, n * (_LIKED - x), charges * lam * x, p, rest, _MOST * _LIKED)


def share_after_an_epoch(n: int, lam: float) -> float:
    """Which part of its way to rest a factor goes in one epoch, with n visits at the toy's η.

    Each visit moves it by η (e q − λ p), with q = 1: what is left of the way shrinks by the
    factor 1 − η (1 + λ).
    """
    return float(1.0 - (1.0 - toy_runs.KNOBS.eta * (1.0 + lam)) ** n)


def pulls_in_numbers(n: int, lam: float, p: float, charged: str) -> str:
    """Both pulls, where they are equal, and what the number of ratings has to do with it."""
    charges = n if charged == PER_RATING else 1
    rest = n * _LIKED / (n + charges * lam)
    said = (
        f"Data pull {number(n * (_LIKED - p))}, charge {number(charges * lam * p)}: at rest p = "
        f"**{number(rest)}**, with one such rating {number(_LIKED / (1 + lam))}."
    )
    if charged == ONCE:
        return said
    share = share_after_an_epoch(n, lam)
    return (
        f"{said} More ratings do not move that place; they take the factor there sooner. One "
        f"epoch, {n} {'visit' if n == 1 else 'visits'} with η = {short(toy_runs.KNOBS.eta)}, goes "
        f"{share:.0%} of the way."
    )


PULLS = LiveFigure("pulls", pulls, _PULLED, {"charged": (PER_RATING, ONCE)}, says=pulls_in_numbers)
STEEP = {
    _AGAIN: "The bottom of the valley has moved away from p. Where one stands, it is no longer "
    "equally steep: the error stands in the slope.",
    _TWICE: "The error enters the slope once. Its square is in the loss, and differentiating "
    "a square takes one of the two errors away.",
    _FOUR: "That is how much the *loss* grows: it holds the square of the error. The slope of a "
    "square is twice what is squared, so it holds the error once.",
}
