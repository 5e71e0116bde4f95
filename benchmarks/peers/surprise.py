"""scikit-surprise: float64, Cython, one thread, one Python tuple per rating."""

from itertools import pairwise

import numpy as np
from surprise import SVD, Trainset

from benchmarks.longtail import Data
from benchmarks.peers.timing import ETA, LAM, Seconds, epochs_for, rmse_of, slope


class Sgd:
    """`SVD`, which is biased SGD."""

    def __init__(self, data: Data, k: int, threads: int) -> None:
        del threads  # it knows only one
        self.data, self.k = data, k
        starts = np.searchsorted(data.users, np.arange(data.n_users + 1))
        items, values = data.items.tolist(), data.values.tolist()
        by_user = {
            u: list(zip(items[a:b], values[a:b], strict=True))
            for u, (a, b) in enumerate(pairwise(starts))
        }
        n = data.values.size
        self.train = Trainset(by_user, {}, data.n_users, data.n_items, n, (0.5, 5.0), {}, {})

    def fit(self, epochs: int) -> SVD:
        """Its `fit` without the checks of the input."""
        model = SVD(n_factors=self.k, n_epochs=epochs, lr_all=ETA, reg_all=LAM, random_state=0)
        model.trainset = self.train
        model.sgd(self.train)
        return model

    def seconds(self) -> Seconds:
        """What one more epoch costs."""
        return slope(self.fit, 1, 1 + max(2, epochs_for(self.data) // 4))

    def rmse(self, epochs: int) -> float:
        """Held-out error."""
        model = self.fit(epochs)
        return rmse_of(self.data, model.pu, model.qi, self.data.mu, model.bu, model.bi)


JOBS = {"sgd": Sgd}
