"""scipy.sparse: the full gradient as two products of a sparse matrix and a table."""

import numpy as np
import scipy.sparse as sp

from benchmarks.longtail import Data
from benchmarks.peers.timing import Seconds, epochs_for, rmse_of, steady

ETA, LAM = 0.0001, 0.02


class Batch:
    """In float32, as short as one would write it."""

    def __init__(self, data: Data, k: int, threads: int) -> None:
        del threads  # sparse products have one
        self.data, self.k = data, k
        shape = (data.n_users, data.n_items)
        self.matrix = sp.csr_matrix((data.values, (data.users, data.items)), shape=shape)
        self.mirror = self.matrix.T.tocsr()
        self.users = np.repeat(np.arange(data.n_users), np.diff(self.matrix.indptr))
        # Where each entry of the mirror stands in the matrix.
        numbered = sp.csr_matrix((np.arange(data.values.size), *self.matrix_places()), shape)
        self.places = numbered.T.tocsr().data
        self.begin()

    def matrix_places(self) -> tuple[np.ndarray, np.ndarray]:
        """Columns and row starts of the matrix."""
        return self.matrix.indices, self.matrix.indptr

    def begin(self) -> None:
        """Small random factors."""
        rng = np.random.default_rng(0)
        self.P = rng.normal(0.0, 0.1, (self.data.n_users, self.k)).astype(np.float32)
        self.Q = rng.normal(0.0, 0.1, (self.data.n_items, self.k)).astype(np.float32)

    def step(self) -> None:
        """−η times the gradient, ratings less their mean."""
        P, Q, items = self.P, self.Q, self.matrix.indices
        e = self.matrix.data - np.float32(self.data.mu) - np.sum(P[self.users] * Q[items], axis=1)
        E = sp.csr_matrix((e, items, self.matrix.indptr), self.matrix.shape)
        mirrored = sp.csr_matrix(
            (e[self.places], self.mirror.indices, self.mirror.indptr), self.mirror.shape
        )
        n_user, n_item = np.diff(E.indptr)[:, None], np.diff(mirrored.indptr)[:, None]
        dP = E @ Q - np.float32(LAM) * n_user * P
        dQ = mirrored @ P - np.float32(LAM) * n_item * Q
        self.P = (P + np.float32(ETA) * dP).astype(np.float32)
        self.Q = (Q + np.float32(ETA) * dQ).astype(np.float32)

    def seconds(self) -> Seconds:
        """One step."""
        return steady(self.step, max(2, epochs_for(self.data) // 4))

    def rmse(self, epochs: int) -> float:
        """Held-out error."""
        self.begin()
        for _ in range(epochs):
            self.step()
        return rmse_of(self.data, self.P, self.Q, self.data.mu)


JOBS = {"batch": Batch}
