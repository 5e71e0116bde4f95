r"""SSE, MSE and RMSE of one user's ratings as curves of one number, the user's only factor.

.. math::

    e_i = r_i - p\,q_i, \qquad
    \text{SSE} = \sum_i e_i^2, \quad \text{MSE} = \tfrac1n\,\text{SSE}, \quad
    \text{RMSE} = \sqrt{\text{MSE}}

Letters as in `notation`: p is the user's factor, q the items' factors, e the residuals.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mf_core.slopes.curves.curve import Curve

_Floats = NDArray[np.float64]


def measures(q: _Floats, ratings: _Floats, lam: float = 0.0) -> dict[str, Curve]:
    r"""The three measures of error by name, each plus :math:`\lambda p^2`.

    Without λ they have one minimum in common. With it they are three different problems: the
    same penalty weighs more beside the smaller number.

    Parameters
    ----------
    q : (n,)
        The factor of each item, in √star.
    ratings : (n,)
        What the user gave it, in stars; no p fits all of them exactly.
    lam : float, ≥ 0
        Price of p², in the unit of the measure per star.

    Examples
    --------
    >>> curves = measures(np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    >>> curves["SSE"].f(1.0).item(), curves["MSE"].f(1.0).item(), curves["RMSE"].df(1.0).item()
    (8.0, 4.0, -1.5)
    """
    n = ratings.size
    a, b, c = float(q @ q), float(q @ ratings), float(ratings @ ratings)  # SSE = ap² − 2bp + c
    sse = _quadratic("SSE", r"\sum_i e_i^2", (a + lam, b, c))
    mse = _quadratic("MSE", r"\tfrac{1}{n} \sum_i e_i^2", (a / n + lam, b / n, c / n))
    return {"SSE": sse, "MSE": mse, "RMSE": _root((a / n, b / n, c / n), lam)}


def _quadratic(title: str, tex: str, coefficients: tuple[float, float, float]) -> Curve:
    a, b, c = coefficients
    return Curve(
        title=title,
        tex=tex,
        df_tex=r"-2 \sum_i e_i\,q_i" if title == "SSE" else r"-\tfrac{2}{n} \sum_i e_i\,q_i",
        f=lambda p: a * _float(p) ** 2 - 2 * b * _float(p) + c,
        df=lambda p: 2 * (a * _float(p) - b),
        d2f=lambda p: np.full_like(_float(p), 2 * a),
        domain=(0.0, 4.0),
        note="A parabola in p.",
    )


def _root(coefficients: tuple[float, float, float], lam: float) -> Curve:
    plain = _quadratic("MSE", "", coefficients)

    def root(p: ArrayLike) -> _Floats:
        return np.sqrt(plain.f(p))

    return Curve(
        title="RMSE",
        tex=r"\sqrt{\tfrac{1}{n} \sum_i e_i^2}",
        df_tex=r"\frac{1}{2\,\text{RMSE}} \cdot \frac{d\,\text{MSE}}{dp}",
        f=lambda p: root(p) + lam * _float(p) ** 2,
        df=lambda p: plain.df(p) / (2 * root(p)) + 2 * lam * _float(p),
        d2f=lambda p: (
            plain.d2f(p) / (2 * root(p)) - plain.df(p) ** 2 / (4 * root(p) ** 3) + 2 * lam
        ),
        domain=(0.0, 4.0),
        note="In stars, as the ratings are.",
    )


def lowest(curve: Curve, steps: int = 60) -> float:
    """Where a curve that bends upwards is lowest in its domain, by halving between two slopes."""
    low, high = curve.domain
    for _ in range(steps):
        middle = (low + high) / 2
        low, high = (middle, high) if curve.df(middle) < 0 else (low, middle)
    return (low + high) / 2


def slide(curve: Curve, start: float, eta: float, n_steps: int) -> _Floats:
    r"""Gradient descent on a curve: :math:`p \leftarrow p - \eta f'(p)`, the start included.

    Returns
    -------
    (n_steps + 1,)
        Far beyond any number of the course where the rate is too large; never a warning.

    Examples
    --------
    >>> slide(measures(np.array([1.0]), np.array([3.0]))["SSE"], 1.0, 0.25, 2).tolist()
    [1.0, 2.0, 2.5]
    """
    points = [start]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(n_steps):
            points.append(points[-1] - eta * float(curve.df(points[-1])))
    return np.array(points)


def _float(p: ArrayLike) -> _Floats:
    return np.asarray(p, dtype=np.float64)
