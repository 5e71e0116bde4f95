"""The small example on which every misprint is put to the test, in plain Python.

Two users, three items, two factors, one rating missing; numbers without any symmetry, so
that a wrong formula cannot be right by accident.
"""

from collections.abc import Callable

Matrix = tuple[tuple[float, ...], ...]

P: Matrix = ((0.9, -0.4), (0.5, 1.2))  # (n_users, k)
Q: Matrix = ((1.1, 0.3), (-0.6, 0.8), (0.7, 1.5))  # (n_items, k)
R: Matrix = ((4.0, 1.0, 0.0), (2.0, 5.0, 3.0))  # in stars; where M is 0, nothing was rated
M: Matrix = ((1.0, 1.0, 0.0), (1.0, 1.0, 1.0))
USERS, ITEMS = range(2), range(3)
N_RATINGS = 5
K = 2


def predicted(u: int, i: int, p: Matrix = P, q: Matrix = Q) -> float:
    """The dot product p_u · q_i, in stars."""
    return sum(x * y for x, y in zip(p[u], q[i], strict=True))


def residual(u: int, i: int, p: Matrix = P, q: Matrix = Q) -> float:
    """Rating minus prediction, in stars; also where the rating is only a stored 0."""
    return R[u][i] - predicted(u, i, p, q)


def mean_squared_error(p: Matrix = P, q: Matrix = Q) -> float:
    """The mean of e² over the observed ratings, in star²."""
    return sum(M[u][i] * residual(u, i, p, q) ** 2 for u in USERS for i in ITEMS) / N_RATINGS


def moved(matrix: Matrix, row: int, column: int, by: float) -> Matrix:
    """A copy of a matrix with one entry moved."""
    changed = tuple(x + by * (f == column) for f, x in enumerate(matrix[row]))
    return (*matrix[:row], changed, *matrix[row + 1 :])


def slope(quantity: Callable[[Matrix], float], matrix: Matrix, row: int, column: int) -> float:
    """The slope of a quantity in one entry of its matrix, by a central difference."""
    h = 1e-5
    above, below = (quantity(moved(matrix, row, column, by)) for by in (h, -h))
    return (above - below) / (2 * h)


def of_a_square(slope_of_it: float) -> dict[float, str]:
    """Two wrong answers for the slope of e² in a factor, and what led to each."""
    return {
        -slope_of_it: "The size is right, the sign is not: the error falls where the prediction "
        "rises.",
        slope_of_it / 2: "The 2 of the square is missing.",
    }


def sign(x: float) -> float:
    """−1 for a number below 0, +1 for one above."""
    return -1.0 if x < 0 else 1.0
