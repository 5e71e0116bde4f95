"""Functions of two variables to walk down on, with gradient, Hessian and landmarks.

Notation: f is the function, fx and fy its partial derivatives, fxx, fxy and fyy the second
ones. Every formula is written with + − × only, so that the same line serves a single step
(plain floats, which are quickest) and a whole grid (arrays).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Point = tuple[float, float]


@dataclass(frozen=True)
class Surface:
    """A function of two variables.

    Attributes
    ----------
    title : its name in a menu
    tex : the right-hand side of f, for print
    gradient_tex : those of its two partial derivatives
    f : (x, y) to a number; of two arrays, an array
    gradient : (x, y) to the pair of partial derivatives, in the same shapes
    hessian : (x, y) to (fxx, fxy, fyy), of two numbers
    x_range, y_range : the part of the plane that is worth showing
    start : where a walk begins unless the reader chooses
    note : what it is there to show, in one sentence
    minima : the places of its lowest points, as far as they are isolated
    saddles : places where the gradient is 0 and which are no minima
    axes : what the two variables are called
    """

    title: str
    tex: str
    gradient_tex: tuple[str, str]
    f: Callable[[Any, Any], Any]
    gradient: Callable[[Any, Any], tuple[Any, Any]]
    hessian: Callable[[float, float], tuple[float, float, float]]
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    start: Point
    note: str
    minima: tuple[Point, ...] = ()
    saddles: tuple[Point, ...] = ()
    axes: tuple[str, str] = ("x", "y")

    @property
    def square(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The two ranges of a square map: the shorter one is widened about its middle.

        Examples
        --------
        >>> STRETCHED_BOWL.square
        ((-4.0, 4.0), (-4.0, 4.0))
        """
        ranges = self.x_range, self.y_range
        half = max(high - low for low, high in ranges) / 2
        x_middle, y_middle = (sum(limits) / 2 for limits in ranges)
        return (x_middle - half, x_middle + half), (y_middle - half, y_middle + half)

    def curvatures(self, x: float, y: float) -> tuple[float, float]:
        r"""Smallest and largest curvature at a point: the eigenvalues of the Hessian.

        .. math::

            c = \frac{f_{xx} + f_{yy}}{2}
                \pm \sqrt{\Big(\frac{f_{xx} - f_{yy}}{2}\Big)^2 + f_{xy}^2}

        Examples
        --------
        >>> BOWL.curvatures(0.0, 0.0), SADDLE.curvatures(0.0, 0.0)
        ((2.0, 2.0), (-4.0, 6.0))
        """
        fxx, fxy, fyy = self.hessian(x, y)
        middle = (fxx + fyy) / 2
        spread = float(np.hypot((fxx - fyy) / 2, fxy))
        return middle - spread, middle + spread


BOWL = Surface(
    title="Bowl",
    tex="x^2 + y^2",
    gradient_tex=("2x", "2y"),
    f=lambda x, y: x * x + y * y,
    gradient=lambda x, y: (2 * x, 2 * y),
    hessian=lambda _x, _y: (2.0, 0.0, 2.0),
    x_range=(-4.0, 4.0),
    y_range=(-4.0, 4.0),
    start=(-3.0, 2.0),
    note="Equally steep in all directions: downhill points straight at the minimum.",
    minima=((0.0, 0.0),),
)

STRETCHED_BOWL = Surface(
    title="Stretched bowl",
    tex="x^2 + 10y^2",
    gradient_tex=("2x", "20y"),
    f=lambda x, y: x * x + 10 * y * y,
    gradient=lambda x, y: (2 * x, 20 * y),
    hessian=lambda _x, _y: (2.0, 0.0, 20.0),
    x_range=(-4.0, 4.0),
    y_range=(-2.0, 2.0),
    start=(-3.5, 1.2),
    note="Ten times as curved across as along: the rate the walls allow is slow on the floor.",
    minima=((0.0, 0.0),),
)

SADDLE = Surface(
    title="Saddle",
    tex="3x^2 - 2y^2",
    gradient_tex=("6x", "-4y"),
    f=lambda x, y: 3 * x * x - 2 * y * y,
    gradient=lambda x, y: (6 * x, -4 * y),
    hessian=lambda _x, _y: (6.0, 0.0, -4.0),
    x_range=(-3.0, 3.0),
    y_range=(-3.0, 3.0),
    start=(-2.0, 0.01),
    note="The gradient is 0 at the centre, a minimum for x alone and a maximum for y alone.",
    saddles=((0.0, 0.0),),
)

# H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a
# function", The Computer Journal 3(3), 1960.
BANANA = Surface(
    title="Banana valley (Rosenbrock)",
    tex="(1 - x)^2 + 100(y - x^2)^2",
    gradient_tex=("-2(1 - x) - 400x(y - x^2)", "200(y - x^2)"),
    f=lambda x, y: (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x),
    gradient=lambda x, y: (-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
    hessian=lambda x, y: (2 - 400 * y + 1200 * x * x, -400 * x, 200.0),
    x_range=(-2.0, 2.0),
    y_range=(-1.0, 3.0),
    start=(-1.2, 1.0),
    note="Falling into the valley is easy; following its bend to the minimum takes thousands.",
    minima=((1.0, 1.0),),
)


def _himmelblau_gradient(x: Any, y: Any) -> tuple[Any, Any]:  # noqa: ANN401 (float or array)
    first, second = x * x + y - 11, x + y * y - 7
    return 4 * x * first + 2 * second, 2 * first + 4 * y * second


# D. M. Himmelblau, "Applied Nonlinear Programming", McGraw-Hill 1972.
HIMMELBLAU = Surface(
    title="Four valleys (Himmelblau)",
    tex="(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    gradient_tex=(
        "4x(x^2 + y - 11) + 2(x + y^2 - 7)",
        "2(x^2 + y - 11) + 4y(x + y^2 - 7)",
    ),
    f=lambda x, y: (x * x + y - 11) * (x * x + y - 11) + (x + y * y - 7) * (x + y * y - 7),
    gradient=_himmelblau_gradient,
    hessian=lambda x, y: (12 * x * x + 4 * y - 42, 4 * x + 4 * y, 4 * x + 12 * y * y - 26),
    x_range=(-5.0, 5.0),
    y_range=(-5.0, 5.0),
    start=(-0.5, -1.5),
    note="Four minima, all equally deep: which one is found depends on the start.",
    minima=(
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.283185991286170),
        (3.584428340330492, -1.848126526964404),
    ),
)


def _beale_parts(x: Any, y: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401 (float or array)
    return 1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y


def _beale(x: Any, y: Any) -> Any:  # noqa: ANN401 (float or array)
    a, b, c = _beale_parts(x, y)
    return a * a + b * b + c * c


def _beale_gradient(x: Any, y: Any) -> tuple[Any, Any]:  # noqa: ANN401 (float or array)
    a, b, c = _beale_parts(x, y)
    fx = 2 * (a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1))
    fy = 2 * x * (a + 2 * y * b + 3 * y * y * c)
    return fx, fy


def _beale_hessian(x: float, y: float) -> tuple[float, float, float]:
    a, b, c = _beale_parts(x, y)
    ax, bx, cx = y - 1, y * y - 1, y * y * y - 1
    fxx = 2 * (ax * ax + bx * bx + cx * cx)
    fxy = 2 * (a + 2 * y * b + 3 * y * y * c) + 2 * x * (ax + 2 * y * bx + 3 * y * y * cx)
    fyy = 2 * x * (2 * b + 6 * y * c) + 2 * x * x * (1 + 4 * y * y + 9 * y * y * y * y)
    return fxx, fxy, fyy


# E. M. L. Beale, "On an iterative method for finding a local minimum of a function of more
# than one variable", Princeton Statistical Techniques Research Group, report 25, 1958.
BEALE = Surface(
    title="Plateau and ravine (Beale)",
    tex="(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2",
    gradient_tex=(
        "2(1.5 - x + xy)(y - 1) + 2(2.25 - x + xy^2)(y^2 - 1) + 2(2.625 - x + xy^3)(y^3 - 1)",
        "2x(1.5 - x + xy) + 4xy(2.25 - x + xy^2) + 6xy^2(2.625 - x + xy^3)",
    ),
    f=_beale,
    gradient=_beale_gradient,
    hessian=_beale_hessian,
    x_range=(-1.0, 4.5),
    y_range=(-1.5, 1.5),
    start=(1.0, 1.2),
    note="A plateau where the slope says little, then a narrow ravine.",
    minima=((3.0, 0.5),),
    saddles=((0.0, 1.0),),
)


def factorization(r: float) -> Surface:
    r"""One rating r explained by one factor on each side: :math:`f(p, q) = (r - pq)^2`.

    Every pair with pq = r is a minimum: two branches of a hyperbola, of which `minima` names
    the two points that are balanced, p = q. The centre is a saddle.

    Parameters
    ----------
    r : float, > 0
        The rating, in stars.

    Examples
    --------
    >>> factorization(4.0).minima
    ((2.0, 2.0), (-2.0, -2.0))
    """
    balanced = r**0.5
    return Surface(
        title=f"One rating of {r:g} stars",
        tex=f"({r:g} - pq)^2",
        gradient_tex=(f"-2q({r:g} - pq)", f"-2p({r:g} - pq)"),
        f=lambda p, q: (r - p * q) * (r - p * q),
        gradient=lambda p, q: (-2 * q * (r - p * q), -2 * p * (r - p * q)),
        hessian=lambda p, q: (2 * q * q, 4 * p * q - 2 * r, 2 * p * p),
        x_range=(-4.0, 4.0),
        y_range=(-4.0, 4.0),
        start=(0.5, 1.5),
        note="Not one minimum but a whole curve of them: p and q can share a rating in any way.",
        minima=((balanced, balanced), (-balanced, -balanced)),
        saddles=((0.0, 0.0),),
        axes=("p", "q"),
    )
