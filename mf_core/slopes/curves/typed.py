"""A surface somebody has typed: the same record as those of the course, to walk on at once."""

from typing import Any

import numpy as np

from mf_core.slopes.calculus import central_difference
from mf_core.slopes.curves.surface import Point, Surface
from mf_core.slopes.formula import FormulaOfTwo

REACH = 4.0  # the map shows |x|, |y| ≤ 4


def typed_surface(formula: FormulaOfTwo, start: Point) -> Surface:
    r"""Turn a formula in x and y into a surface, with the gradient the rules give.

    Parameters
    ----------
    formula : FormulaOfTwo
        f and both partial derivatives; NaN where they are undefined.
    start : (x, y)
        Where a walk begins.

    Returns
    -------
    Surface
        On the square |x|, |y| ≤ 4. Where its minima and saddles lie is not known. Its second
        derivatives are measured on the gradient, by central differences.

    Examples
    --------
    >>> from mf_core.slopes.formula import parse_two
    >>> bowl = typed_surface(parse_two("x^2 + 10y^2"), (1.0, 1.0))
    >>> bowl.f(1.0, 2.0), bowl.gradient(1.0, 2.0), [round(c, 6) for c in bowl.curvatures(0.0, 0.0)]
    (41.0, (2.0, 40.0), [2.0, 20.0])
    """

    def f(x: Any, y: Any) -> Any:  # noqa: ANN401 (number or array, as in every surface)
        return _like(formula.value(x, y))

    def gradient(x: Any, y: Any) -> tuple[Any, Any]:  # noqa: ANN401 (number or array)
        by_x, by_y = formula.gradient(x, y)
        return _like(by_x), _like(by_y)

    def hessian(x: float, y: float) -> tuple[float, float, float]:
        return (
            central_difference(lambda at: gradient(at, y)[0], x),
            central_difference(lambda at: gradient(at, y)[1], x),
            central_difference(lambda at: gradient(x, at)[1], y),
        )

    by_x, by_y = (part or r"\dots" for part in formula.partials_latex)
    return Surface(
        title="Your surface",
        tex=formula.latex,
        gradient_tex=(by_x, by_y),
        f=f,
        gradient=gradient,
        hessian=hessian,
        x_range=(-REACH, REACH),
        y_range=(-REACH, REACH),
        start=start,
        note="Typed by you, differentiated by the rules of the course.",
    )


def _like(values: Any) -> Any:  # noqa: ANN401 (number or array)
    """A number as a plain float, which is what a walk takes its steps with."""
    return float(values) if np.ndim(values) == 0 else values
