"""Measured times of several programs against the size of the table they work on."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture

_Floats = NDArray[np.float64]


def time_per_size(cells: _Floats, milliseconds: Mapping[str, _Floats]) -> Picture:
    """Draw one line for each program, on logarithmic axes.

    Parameters
    ----------
    cells : (n,)
        Cells of each table, ascending.
    milliseconds : mapping from the name of a program to (n,)
        Up to six; on one height for a line that does not care about the size.
    """
    data = [
        {
            "type": "scatter", "mode": "lines+markers", "name": name, "x": cells, "y": times,
            "line": {"color": style.SERIES[n], "dash": style.DASHES[n], "width": 3},
            "marker": {"symbol": style.MARKERS[n], "size": 12, "color": style.SERIES[n]},
            "hovertemplate": name + ": %{y:.3g} ms<extra></extra>",
        }
        for n, (name, times) in enumerate(milliseconds.items())
    ]  # fmt: skip
    said = ", ".join(f"{name} {times[-1]:.3g} ms" for name, times in milliseconds.items())
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis(
                "cells of the table", type="log", range=[4, 6.6],
                tickvals=[20_000, 200_000, 2_000_000], ticktext=["20,000", "200,000", "2,000,000"],
            ),
            yaxis=style.axis(
                "time for one gradient (ms)", type="log", dtick=1, exponentformat="none"
            ),
        ),
        f"Time for one gradient against the number of cells. On the largest table: {said}.",
    )  # fmt: skip
