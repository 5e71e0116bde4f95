"""implicit: ALS for likes, not stars: timed for its work, which is alike; its error is another."""

import scipy.sparse as sp
from implicit.cpu.als import AlternatingLeastSquares

from benchmarks.longtail import Data
from benchmarks.peers.timing import ALS_LAM, Seconds, epochs_for, slope


class Als:
    """With Cholesky; its default are conjugate gradients."""

    by_gradients = False

    def __init__(self, data: Data, k: int, threads: int) -> None:
        self.data, self.k, self.threads = data, k, threads
        shape = (data.n_users, data.n_items)
        self.matrix = sp.csr_matrix((data.values, (data.users, data.items)), shape=shape)

    def fit(self, epochs: int) -> None:
        """From scratch."""
        model = AlternatingLeastSquares(
            factors=self.k, regularization=ALS_LAM, use_cg=self.by_gradients, iterations=epochs,
            num_threads=self.threads, random_state=0,
        )  # fmt: skip
        model.fit(self.matrix, show_progress=False)

    def seconds(self) -> Seconds:
        """What one more pair of half-steps costs."""
        return slope(self.fit, 1, 1 + max(1, epochs_for(self.data) // 4))

    def rmse(self, epochs: int) -> float:
        """No such number: it predicts a preference, not stars."""
        del epochs
        return float("nan")


class AlsCg(Als):
    """By conjugate gradients."""

    by_gradients = True


JOBS = {"als": Als, "als-cg": AlsCg}
