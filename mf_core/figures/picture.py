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


class Land(NamedTuple):
    r"""Ground over a plane, painted in colour and light below the axes, or as a block in space.

    Only values are given here. Colours and light are the painter's, but how heights become
    shades is the figure's choice: evenly, or by :math:`\log(1 + (z - z_{min}) / s)`, which
    shows the floor of a valley as well as its walls.

    Parameters
    ----------
    x, y : (n_x,), (n_y,) float32
        Increasing, with even distances.
    z : (n_y, n_x) float32
        z[j, i] is the height at (x[i], y[j]); between the points the painter draws a cubic.
    levels : (n,) float32
        Heights of the contour lines, increasing.
    soft : float or None
        s in the unit of z; None for evenly.
    hover : str
        What the pointer is told: a template of Plotly with x, y and z.
    """

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    z: NDArray[np.float32]
    levels: NDArray[np.float32]
    soft: float | None
    hover: str


class Picture(NamedTuple):
    """A figure as a value: what Plotly or a painter of ours draws, what it says, what moves."""

    data: list[dict[str, Any]]  # traces, with typed arrays
    layout: dict[str, Any]
    alt: str  # one or two sentences for those who do not see the figure
    tracks: tuple[Track, ...] = ()
    n_steps: int = 1  # frames on the clock, the start included
    painter: Literal["plotly", "relief", "board"] = "plotly"
    own: Mapping[str, Any] = {}  # what a painter of our own draws; its arrays travel as all do
    land: Land | None = None  # what lies below it all
