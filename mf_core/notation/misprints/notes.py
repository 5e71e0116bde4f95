"""The slips of the lecture notes (NO), in the notes' own letters: y ratings, r mask, u and v."""

from mf_core.notation.misprints.example import (
    ITEMS,
    N_RATINGS,
    USERS,
    K,
    M,
    P,
    Q,
    R,
    mean_squared_error,
    predicted,
    residual,
    slope,
)
from mf_core.notation.misprints.record import Check, Misprint

_USER, _ITEM, _FACTOR = 0, 1, 1


def _slope_of_loss(user: int = _USER, factor: int = _FACTOR) -> float:
    return slope(mean_squared_error, P, user, factor)


def _from_delta(delta: list[float], factor: int = _FACTOR) -> float:
    """The slope −(2/N) Σ Δ v that a row of Δ would give."""
    return -2 / N_RATINGS * sum(delta[j] * Q[j][factor] for j in ITEMS)


def _row(user: int = _USER, first: float | None = None) -> list[float]:
    """The user's row of Δ; with one and the same number for every rating, if given."""
    ratings = R[user] if first is None else [first for _ in ITEMS]
    return [M[user][j] * (ratings[j] - predicted(user, j)) for j in ITEMS]


def _wrong_slopes(user: int = _USER, factor: int = _FACTOR) -> dict[float, str]:
    """Numbers one may come to instead of the slope of E in a factor."""
    right, other = _from_delta(_row(user), factor), 1 - factor
    return {
        -right: "The size is right, the sign is not: there is a minus before 2/N, because "
        "an error falls where its prediction rises.",
        right * N_RATINGS / 2: "The factor 2/N is missing: E is a *mean* of squares.",
        -right * N_RATINGS / 2: "That is the entry of ΔV. The gradient is −2/N times it.",
        _from_delta(_row(user), other): f"That is factor {other + 1}; the question is about "
        f"factor {factor + 1}.",
    }


def _hint(user: int = _USER, factor: int = _FACTOR) -> str:
    return (
        f"Multiply the errors of user {user + 1} by factor {factor + 1} of the items, one by one, "
        "add up, and multiply by −2/N; N is 5."
    )


def _entries_of_product(*, all_pairs: bool) -> float:
    left, right = [x for row in R for x in row], [x for row in M for x in row]
    if all_pairs:
        return float(len([x * y for x in left for y in right]))
    return float(len([x * y for x, y in zip(left, right, strict=True)]))


NOTES: tuple[Misprint, ...] = (
    Misprint(
        "NO",
        "the mask as a sum",
        r"R = \sum r_{ij}\, y_{ij}",
        r"R = (r_{ij})",
        "The mask is a matrix of zeros and ones, one per cell. The sum is a single number: all "
        "stars added up.",
        Check(
            "What does the mask hold for user 1 and item 1, who did meet?",
            printed=lambda: sum(M[u][i] * R[u][i] for u in USERS for i in ITEMS),
            right=lambda: M[_USER][0],
            measured=lambda: 1.0,
            likely=lambda: {
                R[_USER][0]: "That is the rating. The mask says only that there is one."
            },
        ),
    ),
    Misprint(
        "NO",
        "the case that compares a factor with a user",
        r"\tfrac{\partial \hat{y}_{ij}}{\partial u_{\ell k}} = v_{jk} \text{ if } k = i",
        r"\tfrac{\partial \hat{y}_{ij}}{\partial u_{\ell k}} = v_{jk} \text{ if } \ell = i",
        "Whether u moves the prediction depends on *whose* factor it is. A factor's number and "
        "a user's number have nothing to do with each other.",
        Check(
            "User 1 and item 2: what is the slope of the prediction in factor 2 of the user?",
            printed=lambda: Q[_ITEM][_FACTOR] if _FACTOR == _USER else 0.0,
            right=lambda: Q[_ITEM][_FACTOR],
            measured=lambda: slope(lambda p: predicted(_USER, _ITEM, p), P, _USER, _FACTOR),
            likely=lambda: {
                P[_USER][_FACTOR]: "That is the user’s own factor. The slope is what it is "
                "multiplied by.",
            },
            hint="The prediction is a sum of products. Which of them contains this factor?",
        ),
    ),
    Misprint(
        "NO",
        "the last term of the sum",
        r"u_{i1} v_{j1} + \dots + u_{ik} v_{jk} + \dots + u_{ik} v_{jk}",
        r"u_{i1} v_{j1} + \dots + u_{ik} v_{jk} + \dots + u_{iK} v_{jK}",
        "One letter is both the factor in question and the number of factors. Written so, the "
        "circled term would be counted twice.",
        Check(
            "The factor in question, k, is the first of K = 2. What is the prediction for user 1 "
            "and item 2?",
            printed=lambda: sum(P[_USER][0] * Q[_ITEM][0] for _ in range(K)),
            right=lambda: P[_USER][0] * Q[_ITEM][0] + P[_USER][K - 1] * Q[_ITEM][K - 1],
            measured=lambda: predicted(_USER, _ITEM),
            likely=lambda: {P[_USER][0] * Q[_ITEM][0]: "That is the first of two terms."},
            hint="Multiply row 1 of P by row 2 of Q, entry by entry, and add up.",
        ),
    ),
    Misprint(
        "NO",
        "the slope of the wrong matrix",
        r"-\tfrac{2}{N} \sum (y_{\ell j} - \hat{y}_{\ell j})\, v_{jk}"
        r" = \tfrac{\partial E}{\partial v_{\ell k}}",
        r"-\tfrac{2}{N} \sum (y_{\ell j} - \hat{y}_{\ell j})\, v_{jk}"
        r" = \tfrac{\partial E}{\partial u_{\ell k}}",
        "The line began as the slope in a *user* factor, and nothing on the way changed that.",
        Check(
            "Take ℓ = 1 and k = 2, that is user 1 and factor 2. What is the left side worth, the "
            "sum times −2/N?",
            printed=lambda: slope(lambda q: mean_squared_error(q=q), Q, _USER, _FACTOR),
            right=_slope_of_loss,
            measured=lambda: _from_delta(_row()),
            likely=_wrong_slopes,
            hint=_hint(),
        ),
    ),
    Misprint(
        "NO",
        "a gamma for the ratings",
        r"\Delta = (\gamma - \mathbf{u}\mathbf{v}^\top) \odot R",
        r"\Delta = (Y - U V^\top) \odot R",
        "A handwritten Y read as γ. One number cannot stand for all ratings, and the product is "
        "that of the two matrices, not of two vectors.",
        Check(
            "What is the slope of E, the mean squared error, in factor 1 of user 2? As printed, γ "
            "is taken to be the first rating, 4 stars.",
            printed=lambda: _from_delta(_row(1, R[0][0]), 0),
            right=lambda: _from_delta(_row(1), 0),
            measured=lambda: _slope_of_loss(1, 0),
            likely=lambda: _wrong_slopes(1, 0),
            hint=_hint(1, 0),
        ),
    ),
    Misprint(
        "NO",
        "the sign of the elementwise product",
        r"(Y - U V^\top) \otimes R",
        r"(Y - U V^\top) \odot R",
        "⊗ is the Kronecker product: every entry of one with every entry of the other. Entry by "
        "entry is ⊙.",
        Check(
            "Two users and three items: how many entries has the product?",
            printed=lambda: _entries_of_product(all_pairs=True),
            right=lambda: _entries_of_product(all_pairs=False),
            measured=lambda: float(len(R) * len(Q)),
            hint="⊙ keeps the shape: one entry for each cell. Count the cells.",
        ),
    ),
    Misprint(
        "NO",
        "the mask subtracted",
        r"\Delta_{ij} = (y_{ij} - u_i \cdot v_j) - r_{ij}",
        r"\Delta_{ij} = (y_{ij} - u_i \cdot v_j) \times r_{ij}",
        "Subtracting the mask takes one star off every observed error and leaves the missing "
        "ones in. Multiplying keeps the first and removes the second.",
        Check(
            "What is the slope of E, the mean squared error, in factor 2 of user 1?",
            printed=lambda: _from_delta([residual(_USER, j) - M[_USER][j] for j in ITEMS]),
            right=lambda: _from_delta(_row()),
            measured=_slope_of_loss,
            likely=_wrong_slopes,
            hint=_hint(),
        ),
    ),
    Misprint(
        "NO",
        "the sum over what was not rated",
        r"\sum_{j\,:\,r_{ij} \neq 1} (y_{ij} - u_i \cdot v_j)\, v_{jk}",
        r"\sum_{j\,:\,r_{ij} = 1} (y_{ij} - u_i \cdot v_j)\, v_{jk}",
        "The mask keeps the rated items; the printed sum keeps exactly the others.",
        Check(
            "What is the slope of E, the mean squared error, in factor 1 of user 1?",
            printed=lambda: _from_delta([(1 - M[_USER][j]) * residual(_USER, j) for j in ITEMS], 0),
            right=lambda: _from_delta(_row(), 0),
            measured=lambda: _slope_of_loss(_USER, 0),
            likely=lambda: _wrong_slopes(_USER, 0),
            hint=_hint(_USER, 0),
        ),
    ),
)
