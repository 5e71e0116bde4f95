"""The slips of the article (AR), whose error is prediction minus rating."""

from mf_core.notation.misprints.example import (
    ITEMS,
    N_RATINGS,
    M,
    Matrix,
    P,
    Q,
    mean_squared_error,
    moved,
    residual,
    sign,
    slope,
)
from mf_core.notation.misprints.record import DOWN_OR_UP, FALLS_OR_RISES, Check, Misprint

_U, _F = 0, 0
_LIKED, _NEGATIVE = 0, 1  # item 0 has a positive factor 0, item 1 a negative one
_RATE = 0.01


def _squared_error(i: int, p: Matrix = P) -> float:
    return residual(_U, i, p) ** 2


def _change_after(step: float, i: int) -> float:
    """How the squared error changes when the user's factor moves by `step`."""
    return _squared_error(i, moved(P, _U, _F, step)) - _squared_error(i)


def _error(i: int) -> float:
    return -residual(_U, i)  # as the article has it: prediction minus rating


def _sum_of_terms() -> float:
    return sum(M[_U][i] * _error(i) * Q[i][_F] for i in ITEMS)


ARTICLE: tuple[Misprint, ...] = (
    Misprint(
        "AR",
        "the error with the other sign",
        r"p \leftarrow p + \alpha\, (\hat{r} - r)\, q",
        r"p \leftarrow p - \alpha\, (\hat{r} - r)\, q",
        "Prediction minus rating is no mistake, but it wants a minus in the update. Put into the "
        "plus of the other sources, it climbs.",
        Check(
            "Descent takes one small step on factor 1 of user 1, for the rating of item 1. How "
            "must the squared error change?",
            printed=lambda: sign(_change_after(_RATE * _error(_LIKED) * Q[_LIKED][_F], _LIKED)),
            right=lambda: sign(_change_after(-_RATE * _error(_LIKED) * Q[_LIKED][_F], _LIKED)),
            measured=lambda: -1.0,
            choices=FALLS_OR_RISES,
        ),
    ),
    Misprint(
        "AR",
        "a mean without its 2/N",
        r"\tfrac{\partial\, \text{MSE}}{\partial P_{a,b}} = \sum_j e_{a,j}\, Q_{b,j}",
        r"\tfrac{\partial\, \text{MSE}}{\partial P_{a,b}} = \tfrac{2}{N} \sum_j e_{a,j}\, Q_{b,j}",
        "The sum is N/2 times the slope of the mean. The direction is right; the rate means "
        "something else, and grows with the data.",
        Check(
            "What is the slope of the mean squared error in factor 1 of user 1?",
            printed=_sum_of_terms,
            right=lambda: 2 / N_RATINGS * _sum_of_terms(),
            measured=lambda: slope(mean_squared_error, P, _U, _F),
            likely=lambda: {
                -2 / N_RATINGS * _sum_of_terms(): "The size is right, the sign is not: the "
                "article’s error is prediction minus rating, −E in the box.",
                slope(mean_squared_error, P, _U, 1): "That is the slope in factor 2.",
            },
            hint="Multiply each error of user 1 by factor 1 of its item, add up, and multiply by "
            "2/N; N is 5.",
        ),
    ),
    Misprint(
        "AR",
        "a nudge up for every liked item",
        r"\hat{r} < r \ \Rightarrow\ P_{a,b} \text{ goes up}",
        r"\hat{r} < r \ \Rightarrow\ P_{a,b} \text{ moves in the direction of } Q_{b,j}",
        "The nudge is error times item factor. Where the item's factor is negative, a prediction "
        "that is too low pulls the user's factor *down*.",
        Check(
            "User 1’s prediction for item 2 is too low, and factor 1 of item 2 is −0.6. Which way "
            "must factor 1 of user 1 move?",
            printed=lambda: 1.0,
            right=lambda: sign(-_error(_NEGATIVE) * Q[_NEGATIVE][_F]),
            measured=lambda: sign(-slope(lambda p: _squared_error(_NEGATIVE, p), P, _U, _F)),
            choices=DOWN_OR_UP,
        ),
    ),
    Misprint(
        "AR",
        "the name Funk SVD",
        "descent on all ratings at once is called Funk SVD",
        "Funk SVD trains one factor after the other, rating by rating",
        "What the article describes is batch gradient descent. Simon Funk's method visits single "
        "ratings and finishes one factor before it begins the next.",
        is_tex=False,
    ),
    Misprint(
        "AR",
        "more efficient than alternating",
        "one joint descent is more efficient than alternating",
        "it depends: each half of alternating is convex, solved exactly, and runs in parallel",
        "The joint problem is not convex and needs many steps and a rate; alternating needs few "
        "rounds and no rate, each of them dearer. Measure it: that is the lesson “race”.",
        is_tex=False,
    ),
    Misprint(
        "AR",
        "the best factors",
        r"\text{the best } P, Q",
        r"P Q = (P A)(A^{-1} Q) \text{ for every invertible } A",
        "There is no single best pair: any change of axes in P, undone in Q, predicts the same. "
        "Without regularisation even the lengths are free.",
    ),
)
