"""The lesson on the objective: squares, three measures of one error, and their steps."""

import numpy as np

from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.error_curves import error_curves
from mf_core.figures.error_squares import error_squares
from mf_core.figures.picture import Picture
from mf_core.saying import number
from mf_core.slopes.calculus import central_difference
from mf_core.slopes.curves import Curve
from mf_core.slopes.curves.measures import lowest, measures, slide
from pages._kit import panels
from pages._kit.parts.ratings import tastes
from pages._kit.stage import Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.text import display, short

# Ada’s four ratings, explained by history alone: one number p is all that can be moved.
FILM_FACTORS = tastes.Q[:, 0]
_P = Slider("p", "p", "Ada’s taste for history", 1.0, 3.6, 0.01, 1.6, unit="√star")
_LAM = Slider("lam", "λ", "price of p²", 0.0, 2.0, 0.02, 0.5)
_ETA = Slider("eta", "η", "learning rate", 0.01, 0.5, 0.05, 0.1, log=True)
START, N_STEPS, SMALL = 1.0, 40, 1e-6


def squares(p: float) -> list[Picture]:
    """Four residuals with their squares, and the three measures made of them."""
    return [
        error_squares(tastes.hers().values, p * FILM_FACTORS, tastes.FILMS),
        _curves(_measures(), p, (1.0, 3.6), 10.0),
    ]


def measured(p: float) -> str:
    """The three measures as formulas, with what they are now."""
    sse, mse, rmse = (number(float(curve.f(p)), 3) for curve in _measures().values())
    return display(
        rf"\begin{{gathered}} \text{{SSE}} = \textstyle\sum_i e_{{ui}}^2 = {sse} \\ "
        rf"\text{{MSE}} = \text{{SSE}} / 4 = {mse} \\ "
        rf"\text{{RMSE}} = \sqrt{{\text{{MSE}}}} = {rmse} \end{{gathered}}"
    )


def penalised(lam: float) -> Picture:
    """The three measures, each with λp² on top; their minima part."""
    curves = {f"{name} + λp²": curve for name, curve in _measures(lam).items()}
    return _curves(curves, None, (0.0, 3.6), 16.0)


def minima(lam: float) -> str:
    """Where each of the three is lowest."""
    at = {name: lowest(curve) for name, curve in _measures(lam).items()}
    return display(
        r"\begin{gathered}"
        + r" \\ ".join(
            rf"\text{{{name}}} + \lambda p^2 \text{{ is lowest at }} p = {number(where, 3)}"
            for name, where in at.items()
        )
        + r"\end{gathered}"
    )


def steps(eta: float) -> Picture:
    """Descent on each measure from one start at one rate: p after every step."""
    runs = {name: slide(curve, START, eta, N_STEPS) for name, curve in _measures().items()}
    return compare_curves(runs, clock="step", title="p (√star)", top=5.0)


SQUARES = LiveFigure("error_squares", squares, (_P,), says=measured)
PENALISED = LiveFigure("penalised", penalised, (_LAM,), says=minima)
STEPPING = LiveFigure("three_steps", steps, (_ETA,))


def cancelled() -> str:
    """Where the four residuals add up to 0, and how large they are there."""
    ratings = tastes.hers().values
    p = float(ratings.sum() / FILM_FACTORS.sum())
    e = ratings - p * FILM_FACTORS
    said = ", ".join(number(x, sign=True) for x in e)
    best = lowest(_measures()["SSE"])
    return (
        f"At p = {number(p)} the four residuals are {said}. They add up to {number(abs(e.sum()))}, "
        f"and yet the largest is off by {number(float(np.abs(e).max()))} stars: what is too high "
        "cancels what is too low. **Squaring makes every error positive**, so nothing can hide. "
        f"By their squares p = {number(best)} is better."
    )


def slopes_at(p: float) -> None:
    """The slope of RMSE from that of MSE, with numbers, and a difference quotient as witness."""
    curves = _measures()
    mse, rmse = curves["MSE"], curves["RMSE"]
    panels.formula(
        r"\gradient{\frac{d\,\text{RMSE}}{dp}} = \frac{\gradient{d\,\text{MSE}/dp}}"
        rf"{{2 \cdot \text{{RMSE}}}} = \frac{{{number(float(mse.df(p)), 3)}}}"
        rf"{{2 \cdot {number(float(rmse.f(p)), 3)}}} = \gradient{{{number(float(rmse.df(p)), 3)}}}"
    )
    quotient = central_difference(lambda x: float(rmse.f(x)), p, SMALL)
    panels.note(
        f"At p = {short(p)}. The difference quotient of RMSE with h = {short(SMALL)} says "
        f"{number(quotient, 3)}; the slope of SSE is {number(float(curves['SSE'].df(p)), 3)}, "
        "of MSE "
        f"{number(float(mse.df(p)), 3)}."
    )


def _measures(lam: float = 0.0) -> dict[str, Curve]:
    return measures(FILM_FACTORS, tastes.hers().values, lam)


def _curves(
    curves: dict[str, Curve], p: float | None, ends: tuple[float, float], top: float
) -> Picture:
    grid = np.linspace(*ends, 120)
    at = {name: lowest(curve) for name, curve in curves.items()}
    return error_curves(
        grid,
        {name: curve.f(grid) for name, curve in curves.items()},
        {name: (x, float(curves[name].f(x))) for name, x in at.items()},
        None if p is None else (p, {name: float(curve.f(p)) for name, curve in curves.items()}),
        top,
        "error + λp²" if p is None else "star² (RMSE: star)",
    )
