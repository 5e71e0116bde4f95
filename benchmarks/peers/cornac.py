"""cornac: float32, Cython, OpenMP (two threads are Hogwild)."""

from collections import OrderedDict

import numpy as np
from cornac.data import Dataset
from cornac.models import MF

from benchmarks.longtail import Data
from benchmarks.peers.timing import ETA, LAM, Seconds, epochs_for, rmse_of, slope


class Sgd:
    """`MF` with biases. It starts from smaller factors and is behind at equal epochs."""

    def __init__(self, data: Data, k: int, threads: int) -> None:
        self.data, self.k, self.threads = data, k, threads
        self.set = Dataset(
            num_users=data.n_users,
            num_items=data.n_items,
            uid_map=OrderedDict((u, u) for u in range(data.n_users)),
            iid_map=OrderedDict((i, i) for i in range(data.n_items)),
            uir_tuple=(
                data.users.astype(np.int64),
                data.items.astype(np.int64),
                data.values.astype(np.float64),
            ),
            seed=0,
        )

    def fit(self, epochs: int) -> MF:
        """From scratch."""
        model = MF(
            k=self.k, max_iter=epochs, learning_rate=ETA, lambda_reg=LAM, use_bias=True,
            num_threads=self.threads, seed=0,
        )  # fmt: skip
        return model.fit(self.set)

    def seconds(self) -> Seconds:
        """What one more epoch costs."""
        return slope(self.fit, 1, 1 + epochs_for(self.data))

    def rmse(self, epochs: int) -> float:
        """Held-out error."""
        model = self.fit(epochs)
        return rmse_of(
            self.data, model.u_factors, model.i_factors, model.global_mean, model.u_biases,
            model.i_biases,
        )  # fmt: skip


JOBS = {"sgd": Sgd}
