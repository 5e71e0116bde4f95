"""What the page keeps of a background run: its errors, and where the items lie on a map."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.datasets import Dataset
from mf_core.jobs import Snapshot
from mf_core.projection import aligned, shared_plane
from mf_core.training import Frame


class Point(NamedTuple):
    """What is kept of every frame: its errors, and the watched rows."""

    t: int
    loss: float  # J, in star²
    train_rmse: float  # in stars
    test_rmse: float  # in stars
    seconds: float  # in the steps so far
    positions: NDArray[np.float32]  # (n_watched, 2)  of the watched items, in √star


@dataclass(eq=False)
class Watch:
    """One run as the page looks at it; what its pictures need besides the points."""

    data: Dataset
    items: NDArray[np.int64]  # whose way over the map is recorded
    baseline_rmse: float  # held-out RMSE of mean + biases alone, in stars
    floor: float | None = None  # held-out RMSE of the model the set was planted with, in stars
    _plane: NDArray[np.float64] | None = field(default=None, init=False)  # (k, 2)  drawn last

    @property
    def bytes_per_frame(self) -> int:
        """Memory of one point: two float32 for each watched item."""
        return 8 * self.items.size

    def keep(self, frame: Frame) -> Point:
        """Keep the errors, and the watched items on a plane turned so that the map cannot jump."""
        plane = shared_plane(*frame.model.factors)
        self._plane = plane if self._plane is None else aligned(plane, self._plane)
        with np.errstate(over="ignore", invalid="ignore"):  # a run may leave float32 behind
            positions = (frame.model.factors.Q[self.items] @ self._plane).astype(np.float32)
        return Point(
            frame.t, frame.loss, frame.train_rmse, frame.test_rmse, frame.seconds, positions
        )


Seen = Snapshot[Watch]
