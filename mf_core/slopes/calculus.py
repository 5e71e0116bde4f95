r"""Derivatives by differences: what a slope is before any rule, and what checks every rule.

Notation: f is the function, x the point, h the step (the Δ of the lesson), d a direction.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Number = TypeVar("Number", float, NDArray[np.float64])
Vector = NDArray[np.float64]  # (n,)

# The error of a central difference is about h² from the curve and 1e-16/h from rounding:
# together smallest near h = 1e-5.
SMALL_STEP = 1e-5


class Line(NamedTuple):
    """The straight line y = slope · x + intercept."""

    slope: float
    intercept: float

    def at(self, x: Number) -> Number:
        """Give the height of the line at x."""
        return self.slope * x + self.intercept


def difference_quotient(f: Callable[[Number], Number], x: Number, h: float) -> Number:
    r"""How much f rises per unit of x between x and x + h: the slope of the secant.

    .. math::

        \frac{f(x + h) - f(x)}{h}

    Parameters
    ----------
    f : function of x
    x : number, or array of any shape
        Where the secant starts.
    h : float, not 0
        The step; a negative one looks to the left.

    Returns
    -------
    The slope of the secant, in the shape of x; the derivative only in the limit h → 0.

    Examples
    --------
    On 3x² the secant is too steep by exactly 3h:

    >>> difference_quotient(lambda x: 3 * x * x, 1.0, h=0.5)
    7.5
    """
    return (f(x + h) - f(x)) / h


def central_difference(f: Callable[[Number], Number], x: Number, h: float = SMALL_STEP) -> Number:
    r"""How much f rises per unit of x between x − h and x + h.

    .. math::

        \frac{f(x + h) - f(x - h)}{2h} = f'(x) + \frac{h^2}{6} f'''(x) + \dots

    Looking to both sides cancels the error of order h, so that it is exact on any parabola.

    Parameters
    ----------
    f : function of x
    x : number, or array of any shape
    h : float, > 0

    Returns
    -------
    The slope, in the shape of x; off by about h² for a smooth f.

    Examples
    --------
    >>> central_difference(lambda x: 3 * x * x, 1.0, h=0.5)
    6.0
    """
    return (f(x + h) - f(x - h)) / (2 * h)


def secant(f: Callable[[float], float], x: float, h: float) -> Line:
    r"""Draw the line through (x, f(x)) and (x + h, f(x + h)).

    .. math::

        y = f(x) + \frac{f(x + h) - f(x)}{h}\,(\xi - x)

    Examples
    --------
    >>> secant(lambda x: 3 * x * x, 1.0, h=0.5)
    Line(slope=7.5, intercept=-4.5)
    """
    return line_through(x, f(x), difference_quotient(f, x, h))


def tangent(f: Callable[[float], float], df: Callable[[float], float], x: float) -> Line:
    r"""Draw the line that touches the curve at x: what the secant becomes as h goes to 0.

    .. math::

        y = f(x) + f'(x)\,(\xi - x)

    Examples
    --------
    >>> tangent(lambda x: 3 * x * x, lambda x: 6 * x, 7.0)
    Line(slope=42.0, intercept=-147.0)
    """
    return line_through(x, f(x), df(x))


def line_through(x: float, y: float, slope: float) -> Line:
    """Draw the line of this slope through the point (x, y)."""
    return Line(float(slope), float(y - slope * x))


def directional_derivative(gradient: ArrayLike, d: ArrayLike) -> float:
    r"""How fast f rises per unit of length when walking in the direction d.

    .. math::

        \nabla f \cdot \frac{d}{\lVert d \rVert}

    Largest along the gradient itself, where it is ‖∇f‖; zero along the contour line.

    Parameters
    ----------
    gradient : (n,)
        ∇f at the point.
    d : (n,), not 0
        Only its direction counts.

    Examples
    --------
    >>> directional_derivative([3.0, 4.0], [6.0, 8.0])
    5.0
    >>> directional_derivative([3.0, 4.0], [-4.0, 3.0])
    0.0
    """
    direction = np.asarray(d, dtype=np.float64)
    return float(np.dot(gradient, direction) / np.linalg.norm(direction))


def difference_gradient(
    f: Callable[[Vector], float], x: ArrayLike, h: float = SMALL_STEP
) -> Vector:
    r"""Estimate the gradient: one central difference per coordinate, the others held still.

    .. math::

        \frac{\partial f}{\partial x_n} \approx
        \frac{f(x + h\,\mathbf{1}_n) - f(x - h\,\mathbf{1}_n)}{2h}

    Parameters
    ----------
    f : function of a vector (n,), a number
    x : (n,)
        The point; not changed.
    h : float, > 0

    Returns
    -------
    (n,) : an estimate of ∇f(x), at the price of 2n values of f.

    Examples
    --------
    >>> difference_gradient(lambda x: float((x * x).sum()), [1, 1, 1, 2], h=0.5)
    array([2., 2., 2., 4.])
    """
    point = np.asarray(x, dtype=np.float64)
    estimate = np.empty_like(point)
    for n in range(point.size):
        step = np.zeros_like(point)
        step[n] = h
        estimate[n] = (f(point + step) - f(point - step)) / (2 * h)
    return estimate


def gradient_error(
    f: Callable[[Vector], float],
    gradient: Callable[[Vector], ArrayLike],
    x: ArrayLike,
    h: float = SMALL_STEP,
) -> float:
    r"""Check a gradient: how far it is from the differences, relative to its own size.

    .. math::

        \frac{\lVert g - \hat g \rVert}{\max(1, \lVert g \rVert, \lVert \hat g \rVert)}

    with g the gradient claimed and ĝ the one measured by `difference_gradient`.

    Returns
    -------
    float
        About 1e-9 for a right gradient of a smooth f; about 1 for a wrong one; NaN where
        either is undefined, so compare with ``<``, which NaN fails.

    Examples
    --------
    A lost factor 2 shows:

    >>> f = lambda x: float(x[0] ** 2)
    >>> gradient_error(f, lambda x: [2 * x[0]], [3.0]) < 1e-8
    True
    >>> round(gradient_error(f, lambda x: [x[0]], [3.0]), 3)
    0.5
    """
    claimed = np.asarray(gradient(np.asarray(x, dtype=np.float64)), dtype=np.float64)
    measured = difference_gradient(f, x, h)
    size = np.max([1.0, np.linalg.norm(claimed), np.linalg.norm(measured)])
    return float(np.linalg.norm(claimed - measured) / size)
