"""Several straight lines in one plot, each with one step: one to the right, its slope up."""

from typing import NamedTuple

import numpy as np

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, label
from mf_core.saying import brief
from mf_core.slopes.curves import line

_REACH = 3.3  # the x axis goes a little farther than three steps


class Drawn(NamedTuple):
    """A line, what is asked about it, and what somebody says its slope is.

    m, b : slope and intercept
    asked : whether the rise is shown as a question mark
    claimed : a slope somebody believes it has; None if nobody said one, or the right one
    """

    m: float
    b: float
    asked: bool = False
    claimed: float | None = None


def slope_lines(lines: tuple[Drawn, ...], top: float = 28.0) -> Picture:
    r"""Draw lines :math:`f = mx + b` with the step from x = 0 to x = 1 at each of them.

    Parameters
    ----------
    lines : tuple of Drawn
        At most six. What is claimed of one is a line through the same intercept.
    top : float
        The vertical axis goes from -top to top.
    """
    ends = np.array([-_REACH, _REACH])
    data, notes = [], []
    for n, each in enumerate(lines):
        drawn = line(each.m, each.b)
        data.append(curve(ends, drawn.f(ends), n, f"f = {drawn.title}", width=4))
        step = [each.b, each.b, each.b + each.m]
        data.append(curve([0.0, 1.0, 1.0], step, "gradient", width=2.5))
        rise = "?" if each.asked else brief(each.m)
        beside = label(f"<b>{rise}</b>", 1.0, each.b + each.m / 2, "gradient", xanchor="left")
        notes.append(beside | {"xshift": 4})
        if each.claimed is not None and each.claimed != each.m:
            yours = f"slope {brief(each.claimed)} from {brief(each.b)}"
            data.append(curve(ends, line(each.claimed, each.b).f(ends), "guess", yours))
    said = "; ".join(
        f"f = {line(each.m, each.b).title}, {'how far' if each.asked else brief(each.m)} up"
        for each in lines
    )
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("x", range=[-_REACH, _REACH], zeroline=True, dtick=1),
            yaxis=style.axis("f", range=[-top, top], zeroline=True),
            annotations=notes,
        ),
        f"Lines, each with its rise for one step to the right: {said}.",
    )
