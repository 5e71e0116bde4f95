"""cmfrec: ALS in C with BLAS; needs `threadpoolctl`, which it does not ask for."""

import numpy as np
import scipy.sparse as sp
from cmfrec import CMF

from benchmarks.longtail import Data
from benchmarks.peers.timing import Seconds, epochs_for, rmse, slope


class Als:
    """With Cholesky; its default are conjugate gradients. λ once per row, hence another value."""

    by_gradients = False

    def __init__(self, data: Data, k: int, threads: int) -> None:
        self.data, self.k, self.threads = data, k, threads
        shape = (data.n_users, data.n_items)
        self.matrix = sp.coo_matrix((data.values, (data.users, data.items)), shape=shape)

    def fit(self, epochs: int) -> CMF:
        """From scratch."""
        model = CMF(
            k=self.k, lambda_=5.0, method="als", use_cg=self.by_gradients, user_bias=False,
            item_bias=False, center=True, niter=epochs, nthreads=self.threads, use_float=True,
            finalize_chol=False, precompute_for_predictions=False, verbose=False,
            produce_dicts=False, random_state=1, maxiter=0,
        )  # fmt: skip
        return model.fit(self.matrix)

    def seconds(self) -> Seconds:
        """What one more pair of half-steps costs."""
        return slope(self.fit, 1, 1 + max(1, epochs_for(self.data) // 4))

    def rmse(self, epochs: int) -> float:
        """Held-out error; where a user or an item is new, the mean to us."""
        data = self.data
        predicted = self.fit(epochs).predict(data.test_users, data.test_items)
        known = np.isin(data.test_users, data.users) & np.isin(data.test_items, data.items)
        return rmse(data, np.where(known, predicted, data.mu))


class AlsCg(Als):
    """By conjugate gradients."""

    by_gradients = True


JOBS = {"als": Als, "als-cg": AlsCg}
