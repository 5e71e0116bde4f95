"""LIBMF as it is on PyPI: built without -march, so without its vector code.

Unbiased, and its step adapts to each row (AdaGrad-like): another algorithm per epoch, so its
error at equal epochs is told but not comparable. Its first iteration is a partial one.
"""

import numpy as np
from libmf import mf

from benchmarks.longtail import Data
from benchmarks.peers.timing import Seconds, epochs_for, rmse_of, slope


class Sgd:
    """Its default loss, squared error, with L2."""

    def __init__(self, data: Data, k: int, threads: int) -> None:
        self.data, self.k, self.threads = data, k, threads
        self.triples = np.stack([data.users, data.items, data.values], axis=1).astype(np.float32)

    def fit(self, epochs: int) -> mf.MF:
        """From scratch."""
        model = mf.MF(
            fun=0, k=self.k, nr_threads=self.threads, nr_iters=epochs, lambda_p1=0.0,
            lambda_q1=0.0, lambda_p2=0.05, lambda_q2=0.05, eta=0.1, quiet=True,
        )  # fmt: skip
        model.fit(self.triples)
        return model

    def seconds(self) -> Seconds:
        """What one more epoch costs."""
        return slope(self.fit, 2, 2 + epochs_for(self.data))

    def rmse(self, epochs: int) -> float:
        """Held-out error; an item it has never seen is NaN to it, and the mean to us."""
        model = self.fit(epochs)
        P, Q = np.nan_to_num(model.p_factors()), np.nan_to_num(model.q_factors())
        return rmse_of(self.data, P, Q)


JOBS = {"sgd": Sgd}
