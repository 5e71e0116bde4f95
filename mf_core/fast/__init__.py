"""The same steps as in `kernels`, laid out for speed; each is held to its twin on paper by a test.

A fast step takes the `State` of the paper step and returns one, so that a run may go on by
either. In between it works on tables in single precision (`tables`) and on ratings in lanes
(`layout`), which nobody outside sees. What they need is derived once and kept (`kept`).
"""

from mf_core._jit import COMPILES
from mf_core.fast.tables import fits

# Ratings, and products of a rating's two factors: with fewer, what a fast step does besides
# (copy the model in and out, hand blocks to the pool: 0.1 ms) costs more than is gained.
FROM, PRODUCTS = 20_000, 100_000


def pays(n_ratings: int, k: int) -> bool:
    """Whether the fast wing is for a run on so many ratings, with so many factors.

    Never without Numba: vectors spelt out in Python are slower than the loop on paper.
    """
    return COMPILES and n_ratings >= FROM and n_ratings * k >= PRODUCTS and fits(k)
