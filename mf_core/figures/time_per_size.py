"""Measured times of several programs against the size of the table they work on."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve
from mf_core.saying import brief

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
    data = []
    for n, (name, times) in enumerate(milliseconds.items()):
        line = curve(cells, times, n, name, hover=name + ": %{y} ms")
        data.append(line | {"mode": "lines+markers", "marker": style.marker(n, size=12)})
    low, high = style.ends_of(np.concatenate(list(milliseconds.values())))
    said = ", ".join(f"{name} {brief(times[-1])} ms" for name, times in milliseconds.items())
    sizes = {
        "tickvals": [20_000, 200_000, 2_000_000],
        "ticktext": ["20,000", "200,000", "2,000,000"],
    }
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.log_axis("cells of the table", 1e4, 10**6.6, **sizes),
            yaxis=style.log_axis("time for one gradient (ms)", low / 2, high * 2),
        ),
        f"Time for one gradient against the number of cells. On the largest table: {said}.",
    )
