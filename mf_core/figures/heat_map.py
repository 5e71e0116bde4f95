"""The error of many runs as a map: a cell for each pair of settings, dark where it is low."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture, Track
from mf_core.figures.traces import Shade, curve, dots, outline, tile_columns, tiles
from mf_core.grid import lowest
from mf_core.saying import number

_Floats = NDArray[np.float64]

_WRITTEN = 8  # columns up to which every cell carries its number
_LABELS = 7  # at most so many values on an axis of a larger map


def heat_map(
    errors: _Floats,
    rows: Sequence[str],
    columns: Sequence[str],
    *,
    names: tuple[str, str],
    ends: tuple[float, float],
) -> Picture:
    """Draw an RMSE for each pair of settings; the lowest cell is framed, a diverged one crossed.

    Parameters
    ----------
    errors : (n_steps, n_rows, n_columns)
        In stars; NaN where nobody has been yet, ∞ where the run diverged. Row 0 is the lowest.
    rows, columns : sequences of str
        The settings, as they are written at the axes.
    names : (of the columns, of the rows)
        What is set: "k", "λ (stars)".
    ends : (low, high)
        The errors at which the colours end, in stars: the same for all steps.
    """
    n_columns = len(columns)
    shade = Shade(style.LAND["light"].tint, *ends, digits=3)
    written = n_columns <= _WRITTEN
    told = f"{names[1]} %{{y}}, {names[0]} %{{x}}: "
    finite = np.where(np.isfinite(errors), errors, np.nan)
    drawn = tiles(finite[-1], shade, "%{text}")
    drawn["hovertemplate"] = told + ("%{text}" if written else "%{z}") + " stars<extra></extra>"
    gone = np.stack([_crosses(frame) for frame in errors])
    framed = np.stack([_frame(frame) for frame in errors])
    data = [
        drawn if written else _plain(drawn),
        curve(framed[-1, 0], framed[-1, 1], "walk", width=5) | {"cliponaxis": False},
        dots(gone[-1, 0], gone[-1, 1], "edge", hover="diverged", size=7),
    ]
    tracks = [
        Track(0, "frame", _moved(finite, shade, written=written)),
        Track(1, "frame", {"x": framed[:, 0], "y": framed[:, 1]}),
        Track(2, "frame", {"x": gone[:, 0], "y": gone[:, 1]}),
    ]
    titles = [{"text": name} for name in names]
    return Picture(
        data,
        style.layout(
            xaxis=style.names_axis(columns, title=titles[0]) | _ticks(columns),
            yaxis=style.names_axis(rows, title=titles[1]) | _ticks(rows),
            margin={"l": 56, "r": 12, "t": 16, "b": 48},
        ),
        _alt(errors[-1], rows, columns, names),
        tuple(tracks) if errors.shape[0] > 1 else (),
        errors.shape[0],
    )


def _plain(drawn: dict[str, object]) -> dict[str, object]:
    """Without numbers in the cells, where there is no room for them; with a scale instead."""
    kept = {key: value for key, value in drawn.items() if not key.startswith("text")}
    scale = {"thickness": 12, "title": {"text": "stars"}, "outlinewidth": 0}
    return kept | {
        "xgap": 0, "ygap": 0, "showscale": True, "colorbar": scale, "zhoverformat": ".3f",
    }  # fmt: skip


def _moved(errors: _Floats, shade: Shade, *, written: bool) -> dict[str, NDArray[np.generic]]:
    columns = tile_columns(errors, shade)
    return columns if written else {"z": columns["z"]}


def _frame(errors: _Floats) -> _Floats:
    """Once round the lowest cell; nowhere while there is none."""
    cell = lowest(errors)
    if cell is None:
        return np.full((2, 5), np.nan)
    row, column = cell
    return np.array(outline(row, row, column, column))


def _crosses(errors: _Floats) -> _Floats:
    """A cross in each cell whose run diverged, as many places as there are cells."""
    row, column = np.indices(errors.shape).astype(float)
    gone = np.isposinf(errors)
    return np.array([np.where(gone, each, np.nan).ravel() for each in (column, row)])


def _ticks(labels: Sequence[str]) -> dict[str, list[int] | list[str]]:
    every = -(-len(labels) // _LABELS) if len(labels) > _WRITTEN else 1
    places = list(range(0, len(labels), every))
    return {"tickvals": places, "ticktext": [labels[place] for place in places]}


def _alt(
    errors: _Floats, rows: Sequence[str], columns: Sequence[str], names: tuple[str, str]
) -> str:
    tried = int((~np.isnan(errors)).sum())
    said = f"A map of the RMSE over {names[0]} and {names[1]}, {tried} of {errors.size} cells"
    cell = lowest(errors)
    if cell is None:
        return f"{said}, none with a finite error."
    row, column = cell
    least = number(float(errors[cell]), 3)
    return f"{said}. The lowest, {least} stars, is at {columns[column]} and {rows[row]}."
