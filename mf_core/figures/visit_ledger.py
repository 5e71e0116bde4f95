"""One visit as lengths: the two factors, the prediction and what is left, before and after."""

from typing import Any

from mf_core.figures import style
from mf_core.figures.picture import Picture

Point = tuple[float, float]

_ROWS = ("p", "q", "before", "after")
_LOW, _HIGH = -3.0, 7.0  # what the axis shows; it must not jump while a slider is dragged


def visit_ledger(r: float, before: Point, after: Point) -> Picture:
    r"""Draw p and q before and after a visit, and :math:`\hat r = p\,q` beside the rating.

    Parameters
    ----------
    r : float
        The rating, in stars.
    before, after : (float, float)
        p and q, in √star.
    """
    predictions = (before[0] * before[1], after[0] * after[1])
    data = [_rating(r)]
    for row, role, start, end in (
        ("p", "user", before[0], after[0]),
        ("q", "item", before[1], after[1]),
    ):
        data += _moved(row, role, start, end)
    for row, prediction in zip(_ROWS[2:], predictions, strict=True):
        data += _predicted(row, prediction, r)
    e, left = r - predictions[0], r - predictions[1]
    return Picture(
        data,
        style.layout(
            xaxis=style.axis("p, q (√star) and r̂, r (stars)", range=[_LOW, _HIGH]),
            yaxis=style.axis(
                "one visit", range=[3.5, -0.75], showticklabels=False, showgrid=False
            ),
            annotations=[_words_of_rating(r)],
        ),
        f"One visit in numbers: p goes from {before[0]:.3g} to {after[0]:.3g} and q from "
        f"{before[1]:.3g} to {after[1]:.3g}, the prediction from {predictions[0]:.3g} to "
        f"{predictions[1]:.3g} stars, the residual from {e:.3g} to {left:.3g} stars.",
    )  # fmt: skip


def _moved(row: str, role: str, start: float, end: float) -> list[dict[str, Any]]:
    """A hollow mark where it was, a full one where it is, and a line between the two."""
    y = _ROWS.index(row)
    look = style.marker(role, size=15)
    words = f"{row} = {start:.3g} → {end:.3g}"
    return [
        {
            "type": "scatter", "mode": "lines+markers", "x": [start, end], "y": [y, y],
            "line": style.line(role), "hoverinfo": "skip",
            "marker": look | {"symbol": [f"{look['symbol']}-open", look["symbol"]]},
        },
        _words(y, words, role),
    ]  # fmt: skip


def _predicted(row: str, prediction: float, r: float) -> list[dict[str, Any]]:
    """The prediction, and the residual as the gap between it and the rating."""
    y = _ROWS.index(row)
    words = f"{row}: r̂ = {prediction:.3g}, e = {r - prediction:.3g}"
    return [
        {
            "type": "scatter", "mode": "lines", "x": [prediction, r], "y": [y, y],
            "line": style.line("residual", width=4), "hoverinfo": "skip",
        },
        {
            "type": "scatter", "mode": "markers", "x": [prediction], "y": [y],
            "marker": style.marker("prediction", size=15), "hoverinfo": "skip",
        },
        _words(y, words, "residual"),
    ]  # fmt: skip


def _rating(r: float) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines+markers", "x": [r, r], "y": [1.6, 3.4],
        "line": style.line("rating"), "marker": {"size": 0.1}, "hoverinfo": "skip",
    }  # fmt: skip


def _words_of_rating(r: float) -> dict[str, Any]:
    return {
        "text": f"<b>r = {r:g}</b>", "x": r, "y": 1.6, "xanchor": "center", "yanchor": "bottom",
        "showarrow": False, "font": {"color": style.ROLES["rating"].color},
    }  # fmt: skip


def _words(y: float, words: str, role: str) -> dict[str, Any]:
    """A text above its row, at the left edge, where the rating never stands."""
    return {
        "type": "scatter", "mode": "text", "x": [_LOW + 0.15], "y": [y - 0.36],
        "text": [f"<b>{words.replace('-', '−')}</b>"], "textposition": "middle right",
        "textfont": {"color": style.ROLES[role].color, "size": style.TEXT_SIZE + 1},
        "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip
