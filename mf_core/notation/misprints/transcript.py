"""The slips of the lecture transcript (TR)."""

from math import sqrt
from statistics import fmean

from mf_core.notation.misprints.example import (
    ITEMS,
    N_RATINGS,
    USERS,
    M,
    Matrix,
    P,
    Q,
    moved,
    residual,
    sign,
    slope,
)
from mf_core.notation.misprints.record import Check, Misprint

_U, _I, _F = 1, 2, 0  # the rating at which the slips of the derivation are tried
_RATE = 0.01


def _squared_error(p: Matrix = P) -> float:
    return residual(_U, _I, p) ** 2


def _change_of_loss(direction: float) -> float:
    """How the squared error changes after a small step along ± its slope."""
    step = direction * _RATE * slope(_squared_error, P, _U, _F)
    return _squared_error(moved(P, _U, _F, step)) - _squared_error()


def _observed_squares() -> list[float]:
    return [residual(u, i) ** 2 for u in USERS for i in ITEMS if M[u][i]]


TRANSCRIPT: tuple[Misprint, ...] = (
    Misprint(
        "TR",
        "descent that looks for the top",
        "the largest value, by gradient descent",
        "the largest value, by gradient ascent",
        "Descent goes against the gradient and finds low points; going along it is ascent.",
        is_tex=False,
    ),
    Misprint(
        "TR",
        "the name of the SVD",
        "single value decomposition",
        "singular value decomposition",
        "The values are called singular. And FunkSVD is not one: its factors need not be "
        "orthogonal, and missing ratings take no part.",
        is_tex=False,
    ),
    Misprint(
        "TR",
        "plus the gradient",
        r"\theta_n = \theta_{n-1} + \nabla \text{loss}",
        r"\theta_n = \theta_{n-1} - \eta\, \nabla \text{loss}",
        "The gradient points uphill, so a step along it makes the loss larger. It also needs a "
        "rate: the gradient is a slope, not a distance.",
        Check(
            "Take one small step. Which sign must the change of the loss have?",
            printed=lambda: sign(_change_of_loss(+1.0)),
            right=lambda: sign(_change_of_loss(-1.0)),
            measured=lambda: -1.0,
        ),
    ),
    Misprint(
        "TR",
        "the mean over items",
        r"\sqrt{\tfrac{1}{n_{\text{items}}} \sum e_{ui}^2}",
        r"\sqrt{\tfrac{1}{|\Omega|} \sum e_{ui}^2}",
        "A mean is divided by the number of things that were added: one square per rating.",
        Check(
            "What is the root of the mean squared error of the five ratings?",
            printed=lambda: sqrt(sum(_observed_squares()) / len(Q)),
            right=lambda: sqrt(sum(_observed_squares()) / N_RATINGS),
            measured=lambda: sqrt(fmean(_observed_squares())),
        ),
    ),
    Misprint(
        "TR",
        "the user's row of the item factors",
        r"\sum_f p_{uf}\, q_{uf}",
        r"\sum_f p_{uf}\, q_{if}",
        "Q has one row per item. With the user's number in it, the product meets the wrong film.",
        Check(
            "What is the slope of e² in p_uf, at user 1, item 2?",
            printed=lambda: -2 * residual(_U, _I) * Q[_U][_F],
            right=lambda: -2 * residual(_U, _I) * Q[_I][_F],
            measured=lambda: slope(_squared_error, P, _U, _F),
        ),
    ),
    Misprint(
        "TR",
        "n minus two",
        r"(n - 2)\, \varepsilon_{ui}\, q_{if}",
        r"-2\, \varepsilon_{ui}\, q_{if}",
        "A slip of the transcription: a spoken “negative two”. There is no n in the square of "
        "one error.",
        Check(
            "What is the slope of ε² in p_uf, at user 1, item 2?",
            printed=lambda: (N_RATINGS - 2) * residual(_U, _I) * Q[_I][_F],
            right=lambda: -2 * residual(_U, _I) * Q[_I][_F],
            measured=lambda: slope(_squared_error, P, _U, _F),
        ),
    ),
)
