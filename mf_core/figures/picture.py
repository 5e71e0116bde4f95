"""What a figure function returns: a figure as plain data, who paints it, what moves in it."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Track(NamedTuple):
    """How one trace follows the clock of a recorded run.

    `columns` maps an attribute of the trace ("x", "y", "z", "text" …) to its recording,
    whose first axis is the step. At step t the trace shows, for each mode,

    prefix : the recording up to and including t (a path, a curve that grows)
    point  : the one entry at t (a marker that moves)
    frame  : the whole array recorded at t (a matrix, a cloud of points)
    marker : the point (x[t], y[t]), drawn on a canvas above the plot, so that contours
             and heat maps below it are never redrawn
    trail  : the line through all points up to and including t, on the same canvas: what a
             path over contours should be (60 frames a second; a prefix makes about 20)
    """

    trace: int
    mode: Literal["prefix", "point", "frame", "marker", "trail"]
    columns: Mapping[str, NDArray[np.generic]]


class Picture(NamedTuple):
    """A figure as a value: what Plotly or a painter of ours draws, what it says, what moves."""

    data: list[dict[str, Any]]  # traces, with typed arrays
    layout: dict[str, Any]
    alt: str  # one or two sentences for those who do not see the figure
    tracks: tuple[Track, ...] = ()
    n_steps: int = 1  # frames on the clock, the start included
    painter: Literal["plotly", "relief", "board"] = "plotly"
    own: Mapping[str, Any] = {}  # what a painter of our own draws; its arrays travel as all do
