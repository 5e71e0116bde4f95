"""A walk on a surface: the one loop that every optimiser goes through."""

from collections.abc import Iterator
from itertools import count, islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.slopes.descent.optimizers import Optimizer

if TYPE_CHECKING:
    from mf_core.slopes.curves import Surface

FAR_AWAY = 1e6  # a walk that leaves the square |x|, |y| ≤ 1e6 has diverged


class Path(NamedTuple):
    """Where a walk has been: point t after t steps, the start at t = 0.

    A walk that diverges ends at its last point within 1e6 of the origin in x and y;
    `diverged_at` is then the step that would have left it, which is also its length.
    """

    x: NDArray[np.float64]  # (n,)
    y: NDArray[np.float64]  # (n,)
    value: NDArray[np.float64]  # (n,)  f(x, y)
    diverged_at: int | None

    def on_clock(self, n_points: int) -> dict[str, NDArray[np.float64]]:
        """Give its x and y for as many points as others have: it stands still, or is gone (NaN).

        Parameters
        ----------
        n_points : int
            At least as many as its own.
        """
        rest = n_points - self.x.size
        stays = self.diverged_at is None
        return {
            name: np.concatenate([values, np.full(rest, values[-1] if stays else np.nan)])
            for name, values in (("x", self.x), ("y", self.y))
        }


def walk(
    surface: "Surface",
    start: tuple[Any, Any],
    optimizer: Optimizer,
    eta: Any,  # noqa: ANN401 (one rate, or an array of rates for as many walks at once)
    direction: Literal[-1, 1] = -1,
) -> Iterator[tuple[Any, Any]]:
    r"""Yield the start, then the point after each step, for ever.

    .. math::

        (x, y) \leftarrow (x, y) + \text{move}(\mp\nabla f)

    Parameters
    ----------
    surface : Surface
        What to walk on; only its gradient is used.
    start : (x, y)
        Two numbers.
    optimizer : Optimizer
        One of OPTIMIZERS.
    eta : number, > 0, or array of them
        Learning rate; for an array, x and y become arrays of its shape.
    direction : −1 or +1
        −1 walks downhill; +1 makes the classic mistake and adds the gradient.

    Examples
    --------
    >>> from itertools import islice
    >>> from mf_core.slopes.curves import SURFACES
    >>> from mf_core.slopes.descent import OPTIMIZERS
    >>> list(islice(walk(SURFACES["bowl"], (4.0, -2.0), OPTIMIZERS["plain"], 0.25), 3))
    [(4.0, -2.0), (2.0, -1.0), (1.0, -0.5)]
    """
    x, y = start
    of_x = of_y = optimizer.start_memory
    step, lookahead = optimizer.step, optimizer.lookahead
    for t in count(1):
        yield x, y
        if lookahead:
            gx, gy = surface.gradient(x + lookahead * of_x[0], y + lookahead * of_y[0])
        else:
            gx, gy = surface.gradient(x, y)
        move_x, of_x = step(-direction * gx, of_x, eta, t)
        move_y, of_y = step(-direction * gy, of_y, eta, t)
        x, y = x + move_x, y + move_y


def descend(
    surface: "Surface",
    start: tuple[float, float],
    optimizer: Optimizer,
    eta: float,
    n_steps: int,
    direction: Literal[-1, 1] = -1,
) -> Path:
    r"""Walk `n_steps` steps, or until the walk diverges.

    Parameters
    ----------
    surface, start, optimizer, eta, direction
        As in `walk`; the start within 1e6 of the origin.
    n_steps : int, >= 0

    Returns
    -------
    Path
        n_steps + 1 points; fewer if it diverged, which is a result and not an error.

    Examples
    --------
    >>> from mf_core.slopes.curves import SURFACES
    >>> from mf_core.slopes.descent import OPTIMIZERS
    >>> path = descend(SURFACES["bowl"], (4.0, -2.0), OPTIMIZERS["plain"], 0.25, 2)
    >>> path.x.tolist(), path.value.tolist(), path.diverged_at
    ([4.0, 2.0, 1.0], [20.0, 5.0, 1.25], None)
    >>> descend(SURFACES["bowl"], (4.0, -2.0), OPTIMIZERS["plain"], 50.0, 20).diverged_at
    3
    """
    # Plain floats: inf and nan come without warnings, and a step costs a microsecond.
    begin = float(start[0]), float(start[1])
    if not is_near(*begin):
        raise ValueError("the start must lie within 1e6 of the origin")
    points = [begin]
    diverged_at = None
    steps = walk(surface, begin, optimizer, float(eta), direction)
    for t, point in enumerate(islice(steps, 1, n_steps + 1), start=1):
        if not is_near(*point):
            diverged_at = t
            break
        points.append(point)
    x, y = np.array(points).T.copy()
    return Path(x, y, surface.f(x, y), diverged_at)


def growing_since(path: Path) -> int | None:
    r"""Find the step after which the height only grows, to end above the start: divergence.

    .. math::

        f_t < f_{t+1} < \dots < f_n \quad\text{and}\quad f_n > f_0

    Parameters
    ----------
    path : Path

    Returns
    -------
    int or None
        The lowest step t of such a walk. None for any other: it may have come to rest, jump about
        at one height, or run down without end. At least three steps have to grow, for two may
        do so by chance.

    Examples
    --------
    Each step on x² with η = 1.1 multiplies x by −1.2, and f by 1.44:

    >>> from mf_core.slopes.curves import SURFACES
    >>> from mf_core.slopes.descent import OPTIMIZERS
    >>> bowl, plain = SURFACES["bowl"], OPTIMIZERS["plain"]
    >>> growing_since(descend(bowl, (1.0, 0.0), plain, 1.1, 5))
    0
    >>> growing_since(descend(bowl, (1.0, 0.0), plain, 0.9, 5)) is None
    True
    """
    f = path.value
    lowest = int(np.argmin(f))
    grows = bool((np.diff(f[lowest:]) > 0).all()) and f.size - lowest > 3
    return lowest if grows and f[-1] > f[0] else None


def is_near(x: float, y: float) -> bool:
    """Whether a point is still on the map; false for NaN too."""
    return abs(x) <= FAR_AWAY and abs(y) <= FAR_AWAY
