"""How far estimates are from the truth, against how many ratings each was made from."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve
from mf_core.saying import number

_Floats = NDArray[np.float64]


def error_by_count(counts: _Floats, errors: Mapping[str, _Floats], title: str) -> Picture:
    """Draw one curve for each way to estimate.

    Parameters
    ----------
    counts : (n_groups,)
        Ratings behind an estimate, > 0 and increasing: the mean of each group of users.
    errors : mapping from a name to (n_groups,)
        Root mean square distance to the truth, in stars.
    title : str
        What is estimated.
    """
    every = np.concatenate(list(errors.values()))
    top = 1.08 * float(np.nanmax(np.where(np.isfinite(every), every, np.nan), initial=0.1))
    data = []
    for n, (name, values) in enumerate(errors.items()):
        told = name + ", about %{x} ratings: %{y} stars"
        line = curve(counts, values, n, name, hover=told)
        data.append(line | {"mode": "lines+markers", "marker": style.marker(n, size=9)})
    low, high = style.ends_of(counts)
    said = ", ".join(
        f"{name} from {number(float(values[0]))} to {number(float(values[-1]))}"
        for name, values in errors.items()
    )
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.log_axis("ratings of a user", 0.85 * low, 1.18 * high),
            yaxis=style.axis(f"{title} (stars)", range=[0.0, top]),
        ),
        f"{title} against the number of ratings, from few to many: {said} stars.",
    )
