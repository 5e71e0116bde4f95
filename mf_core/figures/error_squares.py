"""Each residual as a length, and its square as an area."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture

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
    data = [
        _squares(x, predictions, e),
        _marks(x, ratings, "rating", "rating"),
        _marks(x, predictions, "prediction", "prediction"),
    ]
    notes = [
        {"x": at + 0.15, "y": float(np.nanmax([r, s])) + 0.12, "xanchor": "left",
         "yanchor": "bottom", "showarrow": False, "text": _said(error),
         "font": {"color": style.ROLES["residual"].color, "size": style.TEXT_SIZE}}
        for at, r, s, error in zip(x, ratings, predictions, e, strict=True)
        if np.isfinite(error)
    ]  # fmt: skip
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis(
                "film i", range=[-0.4, _SPACING * ratings.size], tickvals=x,
                ticktext=list(titles), showgrid=False, fixedrange=True,
            ),
            yaxis=style.axis(
                "stars", range=[-0.7, top], scaleanchor="x", constrain="domain", dtick=1,
                fixedrange=True,
            ),
            annotations=notes,
        ),
        f"{ratings.size} ratings, each with its prediction. The square on each residual has the "
        f"area e²; together they are {float(np.nansum(e * e)):.2f} star².",
    )  # fmt: skip


def _said(error: float) -> str:
    return f"({error:+.1f})² = {error**2:.2f}".replace("-", "−")


def _finite(values: _Floats) -> _Floats:
    return np.where(np.isfinite(values), values, np.nan)


def _squares(x: _Floats, predictions: _Floats, e: _Floats) -> dict[str, Any]:
    side = np.abs(e)
    gap = np.full_like(x, np.nan)
    ratings = predictions + e
    corners = np.column_stack([x, x, x + side, x + side, x, gap])
    heights = np.column_stack([predictions, ratings, ratings, predictions, predictions, gap])
    return {
        "type": "scatter", "mode": "lines", "x": corners.ravel(), "y": heights.ravel(),
        "fill": "toself", "name": "squared residual", "line": style.line("residual"),
        "opacity": 0.75, "hoverinfo": "skip",
    }  # fmt: skip


def _marks(x: _Floats, stars: _Floats, role: str, word: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": x, "y": stars, "name": word,
        "marker": style.marker(role, size=14),
        "hovertemplate": "%{y:.2f} stars<extra>" + word + "</extra>",
    }  # fmt: skip
