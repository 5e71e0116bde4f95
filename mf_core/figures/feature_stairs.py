"""RMSE of a run that trains one feature after the other: a staircase, each tread named."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mf_core.figures.picture import Picture
from mf_core.figures.rmse_curve import rmse_curve
from mf_core.figures.traces import label, upright

_Floats = NDArray[np.float64]


def feature_stairs(
    train: _Floats, test: _Floats, epochs: int, references: Sequence[tuple[str, float]] = ()
) -> Picture:
    """Draw both errors against the epochs of the features, with a line where one is frozen.

    Parameters
    ----------
    train, test : (n_steps,)
        RMSE in stars before the first epoch and after each.
    epochs : int
        Epochs of each feature.
    references : pairs of a name and an RMSE in stars
        Levels to compare with, as dotted lines.
    """
    stairs = rmse_curve(train, test, clock="epochs of feature 1, 2, …", references=references)
    low, high = stairs.layout["yaxis"]["range"]
    room = [low - 0.08 * (high - low), high]  # for the names, below all curves
    ends = range(epochs, train.size, epochs)
    names = [
        label(str(f), end - epochs / 2, 0.0, "rating", yref="paper", yanchor="bottom")
        for f, end in enumerate(ends, 1)
    ]
    frozen = [upright(end, "rating", dash="dot", width=1) for end in ends if end < train.size - 1]
    return stairs._replace(
        layout=stairs.layout
        | {"shapes": frozen, "annotations": [*stairs.layout["annotations"], *names]}
        | {"yaxis": stairs.layout["yaxis"] | {"range": room}},
        alt=f"{stairs.alt} Every {epochs} epochs a feature is frozen and the next begins.",
    )
