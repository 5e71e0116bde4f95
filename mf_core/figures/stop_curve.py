"""Training and validation error over the epochs, and the epoch at which it is best to stop."""

import numpy as np
from numpy.typing import NDArray

from mf_core.figures.picture import Picture
from mf_core.figures.rmse_curve import rmse_curve
from mf_core.figures.traces import dots, label, upright

_Floats = NDArray[np.float64]


def stop_curve(
    train: _Floats,
    valid: _Floats,
    *,
    test: tuple[float, float] | None = None,
    noise: float | None = None,
    held: str = "validation ratings",
) -> Picture:
    """Draw both errors, and an upright line where the validation error is lowest.

    Parameters
    ----------
    train, valid : (n_epochs + 1,)
        RMSE in stars.
    test : (at the stop, at the end), optional
        The error on the test ratings, once somebody has opened them, in stars.
    noise : float, optional
        What the model behind the ratings misses, in stars.
    held : str
        What those of `valid` are called.
    """
    references = [] if noise is None else [("planted noise", noise)]
    picture = rmse_curve(train, valid, held=held, references=references)
    finite = np.isfinite(valid)
    if not finite.any():
        return picture
    stop, last = int(np.argmin(np.where(finite, valid, np.inf))), valid.size - 1
    bottom, _ = picture.layout["yaxis"]["range"]
    left = stop <= 0.6 * last  # of the note; else it stands before its line
    beside = {"xanchor": "left" if left else "right", "xshift": 4 if left else -4}
    note = label(f"stop at {stop}", stop, bottom, "gradient") | beside | {"yanchor": "bottom"}
    layout = picture.layout | {
        "shapes": [upright(stop, "gradient", width=2)],
        "annotations": [*picture.layout["annotations"], note],
    }
    data = picture.data
    if test is not None:
        hover = "test ratings, %{x}: %{y} stars"
        opened = dots([stop, last], list(test), "f", "test ratings", hover=hover, size=12)
        data = [*data, opened | {"cliponaxis": False}]
    said = f"{picture.alt} The validation error is lowest at epoch {stop}."
    return picture._replace(data=data, layout=layout, alt=said)
