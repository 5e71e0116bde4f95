"""Alternating least squares for many factors: each system nearly solved, by conjugate gradients.

An exact solution costs k² operations a rating and k³ a row, which from some k on is most of them
for digits that the next half-step throws away. The systems change little from one pair of
half-steps to the next, so a few steps from the last solution come as close as the run needs.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mf_core._jit import fast_kernel
from mf_core.fast.lanes import (
    axpy,
    dots,
    load,
    load_rows,
    prefetch_rows,
    store_rows,
    total,
    zero_rows,
    zeros,
)
from mf_core.fast.tables import Table

SMALL = np.float32(1e-14)  # square of an error that single precision hardly shows
AHEAD = 6  # ratings between asking memory for a row and using it


@cache
def gradients_kernel(width: int) -> Callable[..., None]:
    r"""A few steps of conjugate gradients towards the half-step of ALS, for some of its rows.

    With :math:`A_u, b_u` the system of `kernels.als.als_half`, from :math:`x = p_u` and
    :math:`r = d = b_u - A_u x` on,

    .. math::

        \alpha = \frac{r^\top r}{d^\top A_u d}, \qquad
        x \leftarrow x + \alpha\,d, \qquad
        r' = r - \alpha\,A_u d, \qquad
        d \leftarrow r' + \frac{r'^\top r'}{r^\top r}\,d, \qquad
        r \leftarrow r'

    The matrix is never written out: A d is Σ q (q·d) + λ n d, one pass over the ratings of a row,
    which lie at hand from the first pass on. After k steps the solution would be exact.

    Parameters
    ----------
    width : int
        Floats in a row of the tables.

    References
    ----------
    Takács, Pilászy & Tikk, "Applications of the Conjugate Gradient Method for Implicit Feedback
    Collaborative Filtering", RecSys 2011.
    """

    def improve(
        starts: NDArray[np.int64],
        columns: NDArray[np.int32],
        values: NDArray[np.float32],
        rated: NDArray[np.int32],
        moving: Table,
        fixed: Table,
        lam: np.float32,
        n_steps: int,
    ) -> None:
        for m in range(rated.size):
            first, last = starts[rated[m]], starts[rated[m] + 1]
            ridge = lam * np.float32(last - first)
            x = load_rows(moving, rated, m, 1, width)
            r = zero_rows(1, width) - ridge * x
            for n in range(first, last):
                prefetch_rows(fixed, columns, min(n + AHEAD, last - 1), 1, width)
                q = load_rows(fixed, columns, n, 1, width)
                r = axpy(load(values, n, 1) - dots(q, x), q, r)
            d, size = r, total(dots(r, r))
            for _ in range(n_steps):
                # The error of x is at most |r| / λn. What is not a number is not small.
                if size <= SMALL * ridge * ridge * total(dots(x, x)):
                    break
                curved = ridge * d
                for n in range(first, last):
                    q = load_rows(fixed, columns, n, 1, width)
                    curved = axpy(dots(q, d), q, curved)
                along = total(dots(d, curved))
                x = axpy(zeros(1) + size / along, d, x)
                r = axpy(zeros(1) - size / along, curved, r)
                left = total(dots(r, r))
                d = axpy(zeros(1) + left / size, d, r)
                size = left
            store_rows(moving, rated, m, x)

    return fast_kernel(improve)
