"""A run beside what the right program draws from other starts: inside the band, or out of it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.runaway import ceiling, leaving
from mf_core.figures.traces import curve
from mf_core.saying import number

_Floats = NDArray[np.float64]


def curve_in_band(
    right: _Floats, runs: Mapping[str, _Floats], title: str, clock: str = "epoch"
) -> Picture:
    """Draw the band between the lowest and the highest right curve, and each run over it.

    Parameters
    ----------
    right : (starts, n_steps)
        The curve of the right program from several starts. A step at which any of them is NaN
        is left out of the band.
    runs : mapping from name to (n_steps,)
        Up to six; NaN where there is nothing, or nothing any more.
    title : str
        What is drawn, with its unit.
    clock : str
        What a step is called.
    """
    t = np.arange(right.shape[1])
    there = np.isfinite(right).all(axis=0)
    low, high, middle = right.min(axis=0), right.max(axis=0), np.median(right, axis=0)
    bottom, top = _range(right, runs)
    band = curve(
        np.concatenate([t[there], t[there][::-1]]),
        np.concatenate([low[there], high[there][::-1]]),
        "rating",
    )
    data = [band | {"fill": "toself", "opacity": 0.35, "line": style.line("rating", width=1)}]
    told = f"%{{x}}: %{{y}}, {len(right)} starts"
    data.append(curve(t, middle, "rating", "right", hover=told, width=2))
    data += [
        curve(*_drawn(values, max(top, -bottom)), n, name, hover=f"%{{x}}: %{{y}}, {name}")
        for n, (name, values) in enumerate(runs.items())
    ]
    said = "; ".join(f"{name} {_end(values)}" for name, values in runs.items())
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis(clock, range=[0, max(t.size - 1, 1)]),
            yaxis=style.axis(title, range=[bottom, top]),
        ),
        f"{title} per {clock}. {len(right)} right runs end between {number(low[-1])} and "
        f"{number(high[-1])}; {said}.",
    )


def _drawn(values: _Floats, top: float) -> tuple[_Floats, _Floats]:
    """A run from where it begins to where it leaves the picture: x and y."""
    first = int(np.argmax(np.isfinite(values)))
    return np.arange(first, values.size, dtype=np.float64), leaving(values[first:], top)


def _range(right: _Floats, runs: Mapping[str, _Floats]) -> tuple[float, float]:
    """From zero, or below it, to a little above all: a run that explodes leaves the picture."""
    every = np.concatenate([right.ravel(), *runs.values()])
    firsts = np.array(
        [values[np.isfinite(values)][:2].max(initial=0.0) for values in runs.values()]
    )
    top = ceiling(np.append(firsts, np.nanmax(right)), every) * 1.08 or 1.0
    lowest = float(np.nanmin(np.where(np.isfinite(every), every, np.nan)))
    return max(min(lowest * 1.08, 0.0), -top), top


def _end(values: _Floats) -> str:
    if np.isfinite(values[-1]):
        return f"ends at {number(values[-1])}"
    return f"leaves after {max(int(np.isfinite(values).sum()) - 1, 0)}"
