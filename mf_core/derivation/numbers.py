r"""The numbers that stand under the symbols of a derivation, and how to differentiate at them.

Two independent derivatives are kept apart. `by_p` differentiates *exactly*, with the complex
step: for a formula made of sums and products,

.. math:: f'(x) = \operatorname{Im} f(x + ih) / h

has no difference in it and hence loses no digit. `slope_in_p` is a central difference: it
knows no rule at all, only two values of the loss. Each line is held against both.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mf_core.notation import DIALECTS, loss_scale, printed_rate_in, rate_in, step_coefficient

# Floats, and complex numbers while the complex step is being taken.
Matrix = NDArray[Any]
Scalar: TypeAlias = Any

_TINY = 1e-30  # the complex step: nothing is subtracted, so it can be as small as one likes
_NUDGE = 1e-5  # the central difference: a compromise between curvature and rounding


class Numbers(NamedTuple):
    """Where a derivation stands: a rating matrix, its factors, and the entry in question.

    R, M, B : (n_users, n_items) ratings, mask (1 where observed) and baselines, in stars
    P, Q : (n_users, k), (n_items, k) factors, in √star
    u, i, f : the rating (u, i) and the factor f that the derivation is about
    eta, lam : the course's learning rate, in 1/star, and regularisation, in stars
    dialect : whose conventions hold: the constant before the loss, the sign of the error
    """

    R: Matrix
    M: Matrix
    B: Matrix
    P: Matrix
    Q: Matrix
    u: int
    i: int
    f: int
    eta: float
    lam: float
    dialect: str = "course"

    @property
    def n_ratings(self) -> int:
        """Number of observed ratings N."""
        return int(self.M.sum())

    @property
    def scale(self) -> float:
        """The constant before Σ e² in the source's loss: ½, 1 or 1/N."""
        return loss_scale(self.dialect, self.n_ratings)

    @property
    def sign(self) -> int:
        """+1 where the error is rating minus prediction, −1 where it is the reverse."""
        return DIALECTS[self.dialect].error_sign

    @property
    def slope(self) -> float:
        """What stands before e · q in the gradient of the source's loss."""
        return -2 * self.scale * self.sign

    @property
    def rate(self) -> float:
        """The learning rate that belongs to the source's own loss."""
        return rate_in(self.dialect, self.eta, self.n_ratings)

    @property
    def printed_rate(self) -> float:
        """The learning rate of the update the source prints."""
        return printed_rate_in(self.dialect, self.eta, self.n_ratings)

    @property
    def step(self) -> float:
        """What stands before e · q in the update the source prints."""
        return step_coefficient(self.dialect, self.printed_rate, self.n_ratings)

    @property
    def r(self) -> Scalar:
        """The rating r_ui."""
        return self.R[self.u, self.i]

    @property
    def b(self) -> Scalar:
        """The baseline b_ui."""
        return self.B[self.u, self.i]

    @property
    def p(self) -> Scalar:
        """The user's factor p_uf."""
        return self.P[self.u, self.f]

    @property
    def q(self) -> Scalar:
        """The item's factor q_if."""
        return self.Q[self.i, self.f]

    @property
    def products(self) -> Matrix:
        """The k products p_ug q_ig, whose sum is the dot product."""
        return np.asarray(self.P[self.u] * self.Q[self.i])

    @property
    def rhat(self) -> Scalar:
        """The prediction r̂_ui."""
        return self.b + self.products.sum()

    @property
    def errors(self) -> Matrix:
        """All errors, (n_users, n_items), in the source's sign; also where M is 0."""
        return np.asarray(self.sign * (self.R - self.B - self.P @ self.Q.T))

    @property
    def e(self) -> Scalar:
        """The error e_ui, in the source's sign."""
        return self.sign * (self.r - self.rhat)


Quantity = Callable[[Numbers], Scalar]


def one_rating(
    r: float,
    p: NDArray[np.float64],
    q: NDArray[np.float64],
    f: int,
    eta: float,
    lam: float,
    b: float = 0.0,
) -> Numbers:
    """Numbers for a derivation on a single rating: a matrix of one user and one item.

    Parameters
    ----------
    r, b : float
        Rating and baseline, in stars.
    p, q : (k,)
        Factors of the user and of the item, in √star.
    f : int
        The factor in question, 0 ≤ f < k.
    eta, lam : float
        Learning rate, in 1/star, and regularisation, in stars.
    """
    cell = np.ones((1, 1))
    return Numbers(cell * r, cell, cell * b, p[None, :], q[None, :], 0, 0, f, eta, lam)


def _moved(matrix: Matrix, row: int, column: int, by: complex) -> Matrix:
    copy = matrix.astype(complex) if isinstance(by, complex) else matrix.copy()
    copy[row, column] += by
    return copy


def entries_by_p(numbers: Numbers, quantity: Quantity) -> Matrix:
    """The derivative in p_uf of each entry of an array, exact to rounding."""
    moved = numbers._replace(P=_moved(numbers.P, numbers.u, numbers.f, 1j * _TINY))
    return np.asarray(np.imag(quantity(moved)) / _TINY)


def by_p(numbers: Numbers, quantity: Quantity) -> float:
    """The derivative of a quantity in p_uf, exact to rounding."""
    return float(entries_by_p(numbers, quantity))


def by_q(numbers: Numbers, quantity: Quantity) -> float:
    """The derivative of a quantity in q_if, exact to rounding."""
    moved = numbers._replace(Q=_moved(numbers.Q, numbers.i, numbers.f, 1j * _TINY))
    return float(np.imag(quantity(moved)) / _TINY)


def slope_in_p(numbers: Numbers, quantity: Quantity, h: float = _NUDGE) -> float:
    """The slope of a quantity in p_uf, by a central difference of half-width h."""
    above, below = (
        quantity(numbers._replace(P=_moved(numbers.P, numbers.u, numbers.f, by))) for by in (h, -h)
    )
    return float((above - below) / (2 * h))


def slope_in_q(numbers: Numbers, quantity: Quantity, h: float = _NUDGE) -> float:
    """The slope of a quantity in q_if, by a central difference of half-width h."""
    above, below = (
        quantity(numbers._replace(Q=_moved(numbers.Q, numbers.i, numbers.f, by))) for by in (h, -h)
    )
    return float((above - below) / (2 * h))


def squares(numbers: Numbers) -> Scalar:
    """The source's loss of one rating without regularisation, c · e²."""
    return numbers.scale * numbers.e**2


def charge(numbers: Numbers) -> Scalar:
    """The squared lengths of both factor rows, ‖p_u‖² + ‖q_i‖²."""
    return (numbers.P[numbers.u] ** 2).sum() + (numbers.Q[numbers.i] ** 2).sum()


def charged(numbers: Numbers) -> Scalar:
    """The source's loss of one rating with the charge for length, c · [e² + λ(…)]."""
    return squares(numbers) + numbers.scale * numbers.lam * charge(numbers)


def all_squares(numbers: Numbers) -> Scalar:
    """The source's loss of all ratings without regularisation, c · Σ e²."""
    return numbers.scale * (numbers.M * numbers.errors**2).sum()


def all_charged(numbers: Numbers) -> Scalar:
    """The source's loss of all ratings, each charged for the length of its two rows."""
    lengths = (numbers.P**2).sum(axis=1)[:, None] + (numbers.Q**2).sum(axis=1)
    return all_squares(numbers) + numbers.scale * numbers.lam * (numbers.M * lengths).sum()
