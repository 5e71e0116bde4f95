"""LensKit: FunkSVD and ALS in Rust. FunkSVD has one thread and visits a shuffled list."""

import numpy as np
import pandas as pd
import pyarrow as pa
from lenskit.als import BiasedMFScorer
from lenskit.config import lenskit_config
from lenskit.data import from_interactions_df
from lenskit.funksvd import FunkSVDTrainer, FunkSVDTrainingData, FunkSVDTrainingParams
from lenskit.parallel import init_threading
from lenskit.training import TrainingOptions

from benchmarks.longtail import Data
from benchmarks.peers.timing import (
    ALS_LAM,
    FUNK_ETA,
    LAM,
    START,
    Seconds,
    damped_biases,
    epochs_for,
    rmse,
    rmse_of,
    steady,
)


class Funk:
    """One epoch of one feature, and FunkSVD feature by feature."""

    def __init__(self, data: Data, k: int, threads: int) -> None:
        del threads  # it knows only one
        self.data, self.k = data, k
        order = np.random.default_rng(0).permutation(data.values.size)
        self.users, self.items = data.users[order], data.items[order]
        self.ratings = FunkSVDTrainingData(
            users=pa.array(self.users, pa.int32()),
            items=pa.array(self.items, pa.int32()),
            ratings=pa.array(data.values[order], pa.float32()),
        )
        self.b_user, self.b_item = damped_biases(data)
        below = data.mu + self.b_user[self.users] + self.b_item[self.items]
        self.below = below.astype(np.float32)

    def trainer(self) -> tuple[object, np.ndarray, np.ndarray]:
        """Its trainer, and the factors it changes in place."""
        P = np.full((self.data.n_users, self.k), START, np.float32, order="F")
        Q = np.full((self.data.n_items, self.k), START, np.float32, order="F")
        rates = FunkSVDTrainingParams(FUNK_ETA, LAM, -np.inf, np.inf)
        return FunkSVDTrainer(rates, self.ratings, P, Q), P, Q

    def seconds(self) -> Seconds:
        """One epoch of the first feature; its trailing features count as a constant."""
        trainer, _, _ = self.trainer()
        trail = START * START * (self.k - 1)
        return steady(
            lambda: trainer.feature_epoch(0, self.below, trail), 2 * epochs_for(self.data)
        )

    def rmse(self, epochs: int) -> float:
        """Held-out error after so many epochs of each feature."""
        trainer, P, Q = self.trainer()
        below = self.below.copy()
        for f in range(self.k):
            for _ in range(epochs):
                trainer.feature_epoch(f, below, START * START * (self.k - f - 1))
            below += P[self.users, f] * Q[self.items, f]
        return rmse_of(self.data, P, Q, self.data.mu, self.b_user, self.b_item)


class Als:
    """`BiasedMFScorer`: exact ALS on what mean and biases leave."""

    def __init__(self, data: Data, k: int, threads: int) -> None:
        settings = lenskit_config().parallel
        init_threading(
            settings.model_copy(update={"num_threads": threads, "num_backend_threads": 1})
        )
        self.data, self.k = data, k
        frame = {"user_id": data.users, "item_id": data.items, "rating": data.values}
        self.set = from_interactions_df(pd.DataFrame(frame))

    def trainer(self) -> tuple[BiasedMFScorer, object]:
        """The model and what trains it."""
        model = BiasedMFScorer(embedding_size=self.k, epochs=50, regularization=ALS_LAM)
        return model, model.create_trainer(self.set, TrainingOptions(rng=0))

    def seconds(self) -> Seconds:
        """One pair of half-steps."""
        _, trainer = self.trainer()
        return steady(trainer.train_epoch, max(1, epochs_for(self.data) // 4))

    def rmse(self, epochs: int) -> float:
        """Held-out error."""
        model, trainer = self.trainer()
        for _ in range(epochs):
            trainer.train_epoch()
        users = self.set.users.numbers(self.data.test_users, missing="negative")
        items = self.set.items.numbers(self.data.test_items, missing="negative")
        taste = np.einsum(
            "nf,nf->n",
            np.asarray(model.user_embeddings)[users],
            np.asarray(model.item_embeddings)[items],
        )
        b_user = np.asarray(model.bias.user_biases)[users]
        b_item = np.asarray(model.bias.item_biases)[items]
        predicted = float(model.bias.global_bias) + b_user + b_item + taste
        return rmse(self.data, np.where((users < 0) | (items < 0), self.data.mu, predicted))


JOBS = {"funk": Funk, "als": Als}
