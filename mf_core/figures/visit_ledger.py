"""One visit as lengths: the two factors, the prediction and what is left, before and after."""

from typing import Any

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots, label, named
from mf_core.saying import brief

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
    data = [curve([r, r], [1.6, 3.4], "rating")]
    for row, role, start, end in (
        ("p", "user", before[0], after[0]),
        ("q", "item", before[1], after[1]),
    ):
        data += _moved(row, role, start, end)
    for row, prediction in zip(_ROWS[2:], predictions, strict=True):
        data += _predicted(row, prediction, r)
    e, left = r - predictions[0], r - predictions[1]
    note = label(f"<b>r = {brief(r)}</b>", r, 1.6, "rating", xanchor="center", yanchor="bottom")
    stars = [*before, *after, *predictions, e, left]
    p, q, p_after, q_after, first, then, e_first, e_then = (brief(each) for each in stars)
    still = {"showticklabels": False, "showgrid": False}
    return Picture(
        data,
        style.layout(
            xaxis=style.axis("p, q (√star) and r̂, r (stars)", range=[_LOW, _HIGH]),
            yaxis=style.axis("one visit", range=[3.5, -0.75], **still),
            annotations=[note],
        ),
        f"One visit in numbers: p goes from {p} to {p_after} and q from {q} to {q_after}, the "
        f"prediction from {first} to {then} stars, the residual from {e_first} to {e_then} stars.",
    )


def _moved(row: str, role: str, start: float, end: float) -> list[dict[str, Any]]:
    """A hollow mark where it was, a full one where it is, and a line between the two."""
    y = _ROWS.index(row)
    symbol = style.look(role).marker
    marks = style.marker(role, size=15, symbol=[f"{symbol}-open", _symbol(end, symbol)])
    line = curve([_shown(start), _shown(end)], [y, y], role)
    words = f"{row} = {brief(start)} → {brief(end)}"
    return [line | {"mode": "lines+markers", "marker": marks}, _words(y, words, role)]


def _predicted(row: str, prediction: float, r: float) -> list[dict[str, Any]]:
    """The prediction, and the residual as the gap between it and the rating."""
    y, shown = _ROWS.index(row), _shown(prediction)
    symbol = _symbol(prediction, style.look("prediction").marker)
    words = f"{row}: r̂ = {brief(prediction)}, e = {brief(r - prediction)}"
    return [
        curve([shown, r], [y, y], "residual", width=4),
        dots([shown], [y], "prediction", size=15, symbol=symbol),
        _words(y, words, "residual"),
    ]


def _shown(value: float) -> float:
    """Where a value is drawn: one beyond the axis at its end."""
    return min(max(value, _LOW), _HIGH)


def _symbol(value: float, symbol: str) -> str:
    """The mark of a value; beyond the axis a triangle that points on."""
    if _LOW <= value <= _HIGH:
        return symbol
    return "triangle-right" if value > 0 else "triangle-left"


def _words(y: float, words: str, role: str) -> dict[str, Any]:
    """A text above its row, at the left edge, where the rating never stands."""
    place = dots([_LOW + 0.15], [y - 0.36], role)
    text = named(place, [f"<b>{words}</b>"], "middle right", role, style.TEXT_SIZE + 1)
    return text | {"mode": "text", "cliponaxis": False}
