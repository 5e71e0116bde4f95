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


def _slope_of_loss() -> float:
    return slope(mean_squared_error, P, _USER, _FACTOR)


def _from_delta(delta: list[float]) -> float:
    """The slope −(2/N) Σ Δ v that a row of Δ would give."""
    return -2 / N_RATINGS * sum(delta[j] * Q[j][_FACTOR] for j in ITEMS)


def _row(first: float | None = None) -> list[float]:
    """The user's row of Δ; with one and the same number for every rating, if given."""
    ratings = R[_USER] if first is None else [first for _ in ITEMS]
    return [M[_USER][j] * (ratings[j] - predicted(_USER, j)) for j in ITEMS]


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
            "What does the mask hold for user 0 and item 1, who did meet?",
            printed=lambda: sum(M[u][i] * R[u][i] for u in USERS for i in ITEMS),
            right=lambda: M[_USER][_ITEM],
            measured=lambda: 1.0,
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
            "User 0, factor 1: what is the slope of the prediction in that factor?",
            printed=lambda: Q[_ITEM][_FACTOR] if _FACTOR == _USER else 0.0,
            right=lambda: Q[_ITEM][_FACTOR],
            measured=lambda: slope(lambda p: predicted(_USER, _ITEM, p), P, _USER, _FACTOR),
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
            "The factor in question is the first of two. What is the prediction?",
            printed=lambda: sum(P[_USER][0] * Q[_ITEM][0] for _ in range(K)),
            right=lambda: P[_USER][0] * Q[_ITEM][0] + P[_USER][K - 1] * Q[_ITEM][K - 1],
            measured=lambda: predicted(_USER, _ITEM),
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
            "Which slope is the sum: that in u, or that in v?",
            printed=lambda: slope(lambda q: mean_squared_error(q=q), Q, _USER, _FACTOR),
            right=_slope_of_loss,
            measured=lambda: _from_delta(_row()),
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
            "If γ is the first rating, what slope does Δ give for user 0, factor 1?",
            printed=lambda: _from_delta(_row(R[_USER][0])),
            right=lambda: _from_delta(_row()),
            measured=_slope_of_loss,
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
            "What slope does Δ give for user 0, factor 1?",
            printed=lambda: _from_delta([residual(_USER, j) - M[_USER][j] for j in ITEMS]),
            right=lambda: _from_delta(_row()),
            measured=_slope_of_loss,
        ),
    ),
    Misprint(
        "NO",
        "the sum over what was not rated",
        r"\sum_{j\,:\,r_{ij} \neq 1} (y_{ij} - u_i \cdot v_j)\, v_{jk}",
        r"\sum_{j\,:\,r_{ij} = 1} (y_{ij} - u_i \cdot v_j)\, v_{jk}",
        "The mask keeps the rated items; the printed sum keeps exactly the others.",
        Check(
            "What slope does the sum give for user 0, factor 1?",
            printed=lambda: _from_delta([(1 - M[_USER][j]) * residual(_USER, j) for j in ITEMS]),
            right=lambda: _from_delta(_row()),
            measured=_slope_of_loss,
        ),
    ),
)
