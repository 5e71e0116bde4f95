"""Small random rating sets, and models they could have come from."""

import numpy as np

from mf_core.model import Baseline, Model, random_factors, triples
from mf_core.objective import predict

N_USERS, N_ITEMS = 7, 9


def planted_model(rng, k):
    """A random model with biases."""
    factors = random_factors(N_USERS, N_ITEMS, k, 1.0, rng)
    return Model(factors, Baseline(3.0, rng.normal(size=N_USERS), rng.normal(size=N_ITEMS)))


def observed(rng, model=None, share=0.6):
    """Ratings for a random share of the cells: noise, or exactly what a model predicts."""
    seen = rng.random((N_USERS, N_ITEMS)) < share
    seen[0, 0] = True  # never nothing at all
    users, items = np.nonzero(seen)
    values = rng.normal(3.0, 1.0, users.size) if model is None else predict(users, items, *model)
    return triples(users, items, values, N_USERS, N_ITEMS)
