"""A run beside what the right program draws from other starts: inside the band, or out of it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.runaway import ceiling, leaving
from mf_core.figures.traces import Trace, curve, dots
from mf_core.saying import number

_Floats = NDArray[np.float64]


def curve_in_band(
    right: _Floats, runs: Mapping[str, _Floats], title: str, clock: str = "epoch"
) -> Picture:
    """Draw the band between the lowest and the highest right curve, and each run over it.

    A run that begins above the picture has a mark at its edge.

    Parameters
    ----------
    right : (starts, n_steps)
        The curve of the right program from several starts, or from none: then there is no band.
        A step at which any of them is NaN is left out of it.
    runs : mapping from name to (n_steps,)
        Up to six; NaN where there is nothing, or nothing any more.
    title : str
        What is drawn, with its unit.
    clock : str
        What a step is called.
    """
    t = np.arange(right.shape[1])
    bottom, top = _range(right, runs)
    data = _band(t, right) if len(right) else []
    data += [
        curve(*_drawn(values, max(top, -bottom)), n, name, hover=f"%{{x}}: %{{y}}, {name}")
        for n, (name, values) in enumerate(runs.items())
    ]
    firsts = [int(np.argmax(np.isfinite(values))) for values in runs.values()]
    data += [
        dots([first], [0.93 * top], n, symbol="triangle-up")
        for n, (first, values) in enumerate(zip(firsts, runs.values(), strict=True))
        if values[first] > top
    ]
    said = [f"{name} {_end(values)}" for name, values in runs.items()]
    if len(right):
        low, high = float(right[:, -1].min()), float(right[:, -1].max())
        said = [f"{len(right)} right runs end at {number(low)} to {number(high)}", *said]
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis(clock, range=[0, max(t.size - 1, 1)]),
            yaxis=style.axis(title, range=[bottom, top]),
        ),
        f"{title} per {clock}: {'; '.join(said)}.",
    )


def _band(t: NDArray[np.int64], right: _Floats) -> list[Trace]:
    """Once round all right curves, and the middle one."""
    there = np.isfinite(right).all(axis=0)
    low, high = right.min(axis=0), right.max(axis=0)
    around = curve(
        np.concatenate([t[there], t[there][::-1]]),
        np.concatenate([low[there], high[there][::-1]]),
        "rating",
        dash="solid",
        width=1,
    )
    told = f"%{{x}}: %{{y}}, the middle of {len(right)}"
    middle = curve(t, np.median(right, axis=0), "rating", "right", hover=told, width=2)
    return [around | {"fill": "toself", "opacity": 0.35}, middle]


def _drawn(values: _Floats, top: float) -> tuple[_Floats, _Floats]:
    """A run from where it begins to where it leaves the picture: x and y."""
    first = int(np.argmax(np.isfinite(values)))
    return np.arange(first, values.size, dtype=np.float64), leaving(values[first:], top)


def _range(right: _Floats, runs: Mapping[str, _Floats]) -> tuple[float, float]:
    """From zero, or below it, to a little above all that is bounded: what explodes may leave."""
    every = np.concatenate([right.ravel(), *runs.values()])
    bounded = [*right, *(values for values in runs.values() if np.isfinite(values[-1]))]
    sizes = np.array([values[np.isfinite(values)].max(initial=0.0) for values in bounded])
    top = ceiling(sizes, every) * 1.08 or 1.0
    lowest = float(np.nanmin(np.where(np.isfinite(every), every, np.nan)))
    return max(min(lowest * 1.08, 0.0), -top), top


def _end(values: _Floats) -> str:
    if np.isfinite(values[-1]):
        return f"ends at {number(values[-1])}"
    return f"leaves after {max(int(np.isfinite(values).sum()) - 1, 0)}"
