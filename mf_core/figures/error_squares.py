"""Each residual as a length, and its square as an area."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots, named
from mf_core.saying import number

_Floats = NDArray[np.float64]
_SPACING = 2.7  # between two ratings, in stars: room for the square of a usual residual


def error_squares(
    ratings: _Floats, predictions: _Floats, titles: Sequence[str], top: float = 7.0
) -> Picture:
    r"""Draw :math:`e_i = r_i - \hat r_i` as a line and :math:`e_i^2` as the square on it.

    One star is equally long in both directions, so the areas can be compared by eye.

    Parameters
    ----------
    ratings, predictions : (n,)
        In stars.
    titles : sequence of str
        What was rated.
    top : float
        Where the axis of stars ends.
    """
    ratings, predictions = _finite(ratings), _finite(predictions)
    e = ratings - predictions
    x: _Floats = _SPACING * np.arange(ratings.size, dtype=np.float64) + 0.3
    told = "%{y} stars"
    corners, heights = _outline(x, predictions, e)
    squares = curve(corners, heights, "residual", "squared residual")
    data = [
        squares | {"fill": "toself", "opacity": 0.75},
        dots(x, ratings, "rating", "rating", hover=told, size=14),
        dots(x, predictions, "prediction", "prediction", hover=told, size=14),
    ]
    tops: _Floats = np.fmax(ratings, predictions) + 0.1
    said = [_said(error) if np.isfinite(error) else "" for error in e.tolist()]
    unseen = dots(x + 0.1, tops, "residual", opacity=0)
    data.append(named(unseen, said, "top right", "residual", style.TEXT_SIZE))
    still = {"fixedrange": True}
    films = {"tickvals": x, "ticktext": list(titles), "showgrid": False} | still
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("film i", range=[-0.4, _SPACING * ratings.size], **films),
            yaxis=style.axis(
                "stars", range=[-0.7, top], scaleanchor="x", constrain="domain", **still
            ),
        ),
        f"{ratings.size} ratings, each with its prediction. The square on each residual has the "
        f"area e²; together they are {number(float(np.nansum(e * e)))} star².",
    )


def _said(error: float) -> str:
    return f"({number(error, 2, sign=True)})² = {number(error**2)}"


def _finite(values: _Floats) -> _Floats:
    return np.where(np.isfinite(values), values, np.nan)


def _outline(x: _Floats, predictions: _Floats, e: _Floats) -> tuple[_Floats, _Floats]:
    """Once round each square, and a gap before the next."""
    side = np.abs(e)
    gap = np.full_like(x, np.nan)
    ratings = predictions + e
    corners = np.column_stack([x, x, x + side, x + side, x, gap])
    heights = np.column_stack([predictions, ratings, ratings, predictions, predictions, gap])
    return corners.ravel(), heights.ravel()
