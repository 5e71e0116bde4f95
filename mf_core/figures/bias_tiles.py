"""What the mean and the biases leave over: residuals as tiles, with the biases at two margins."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.blocks import blocks
from mf_core.figures.picture import Picture
from mf_core.figures.traces import Shade, tiles
from mf_core.saying import number

_Floats = NDArray[np.float64]
_SHADE = Shade(style.SIGNED, -2.5, 2.5, sign=True)
_BIAS = _SHADE._replace(digits=2)


def bias_tiles(
    residuals: _Floats,
    b_user: _Floats,
    b_item: _Floats,
    mu: float,
    user_names: Sequence[str],
    item_titles: Sequence[str],
) -> Picture:
    r"""Draw :math:`r_{ui} - (\mu + b_u + b_i)` between the biases, which have the same colours.

    Parameters
    ----------
    residuals : (n_users, n_items)
        In stars; NaN where nothing was observed.
    b_user, b_item : (n_users,), (n_items,)
        In stars; NaN where no bias is used.
    mu : float
        The mean of the ratings, in stars.
    """
    layout = blocks(1, user_names, item_titles, "E", ("b<sub>u</sub>", "b<sub>i</sub>"))
    layout["yaxis3"] |= {"showticklabels": False}
    seen = residuals[np.isfinite(residuals)]
    return Picture(
        [
            tiles(residuals, _SHADE, "%{text} stars left"),
            tiles(b_user[:, None], _BIAS, "%{text} stars", "2"),
            tiles(b_item[None, :], _BIAS, "%{text} stars", "3"),
        ],
        layout,
        f"What is left of {seen.size} ratings after the mean {number(mu)} and "
        f"{int(np.isfinite(b_item).sum())} item and {int(np.isfinite(b_user).sum())} user biases: "
        f"residuals from {number(seen.min(), 1)} to {number(seen.max(), 1)} stars.",
    )
