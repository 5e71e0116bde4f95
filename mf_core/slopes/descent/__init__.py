"""Walking downhill on any surface: optimisers, walks, and the best rate for a walk."""

from mf_core.slopes.descent.optimizers import OPTIMIZERS, Optimizer
from mf_core.slopes.descent.path import FAR_AWAY, Path, descend, growing_since, walk
from mf_core.slopes.descent.rates import (
    Goldilocks,
    fewest_steps,
    largest_stable_rate,
    steps_to_reach,
)

__all__ = [
    "FAR_AWAY",
    "OPTIMIZERS",
    "Goldilocks",
    "Optimizer",
    "Path",
    "descend",
    "fewest_steps",
    "growing_since",
    "largest_stable_rate",
    "steps_to_reach",
    "walk",
]
