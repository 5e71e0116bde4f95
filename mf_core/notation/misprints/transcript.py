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
    of_a_square,
    residual,
    sign,
    slope,
)
from mf_core.notation.misprints.record import FALLS_OR_RISES, Check, Misprint

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
            "Descent takes one small step on factor 1 of user 2, for the rating of item 3. How "
            "must the loss, here e², change?",
            printed=lambda: sign(_change_of_loss(+1.0)),
            right=lambda: sign(_change_of_loss(-1.0)),
            measured=lambda: -1.0,
            choices=FALLS_OR_RISES,
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
            likely=lambda: {fmean(_observed_squares()): "That is the mean; its root is missing."},
            hint="Square the five residuals in E, add them up, divide by five, take the root.",
        ),
    ),
    Misprint(
        "TR",
        "the user's row of the item factors",
        r"\sum_f p_{uf}\, q_{uf}",
        r"\sum_f p_{uf}\, q_{if}",
        "Q has one row per item. With the user's number in it, the product meets the wrong film.",
        Check(
            "User 2 and item 3: what is the slope of e² in factor 1 of the user?",
            printed=lambda: -2 * residual(_U, _I) * Q[_U][_F],
            right=lambda: -2 * residual(_U, _I) * Q[_I][_F],
            measured=lambda: slope(_squared_error, P, _U, _F),
            likely=lambda: of_a_square(-2 * residual(_U, _I) * Q[_I][_F]),
            hint="It is −2 times a residual times a factor of the item.",
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
            "User 2 and item 3: what is the slope of ε² in factor 1 of the user? As printed, n is "
            "taken to be 5, the number of ratings.",
            printed=lambda: (N_RATINGS - 2) * residual(_U, _I) * Q[_I][_F],
            right=lambda: -2 * residual(_U, _I) * Q[_I][_F],
            measured=lambda: slope(_squared_error, P, _U, _F),
            likely=lambda: of_a_square(-2 * residual(_U, _I) * Q[_I][_F]),
            hint="It is −2 times a residual times a factor of the item.",
        ),
    ),
)
