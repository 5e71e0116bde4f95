"""How many numbers there are to learn, against how many ratings there are to learn them from."""

import numpy as np

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots


def parameter_count(n_users: int, n_items: int, k: int, n_ratings: int, k_max: int = 20) -> Picture:
    r"""Draw :math:`n_{users} k + n_{items} k` against k, and the number of ratings as a level.

    Parameters
    ----------
    n_users, n_items, n_ratings : int, ≥ 1
        The size of the data set.
    k : int, ≥ 1
        The number of factors that is marked.
    k_max : int, ≥ 1
        Where the axis ends.
    """
    factors = np.arange(0, k_max + 1)
    counts = (n_users + n_items) * factors
    now, too_many = int(counts[k]), int(counts[k]) > n_ratings
    top = 1.1 * max(float(counts[-1]), n_ratings)
    verdict = "more parameters than ratings" if too_many else "fewer parameters than ratings"
    if now == n_ratings:
        verdict = "as many parameters as ratings"
    told, ends = "k = %{x}: %{y} ", np.array([0, k_max])
    levels = np.full(2, n_ratings)
    data = [
        curve(factors, counts, "f", "parameters", hover=told + "parameters", width=4),
        curve(ends, levels, "rating", "ratings", hover=told + "ratings", dash="dash", width=4),
        dots([k], [now], "f", size=18),
    ]
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("number of factors k", range=[0, k_max], dtick=max(1, k_max // 10)),
            margin={"l": 56, "r": 12, "t": 76, "b": 48},
            yaxis=style.axis("how many", range=[0, top], hoverformat=","),
            title={
                "text": f"<b>k = {k}: {now:,} parameters</b>, {verdict}",
                "font": {"size": style.TEXT_SIZE + 2},
                "x": 0.5,
            },
        ),
        f"The number of parameters grows by {n_users + n_items:,} with every factor. With k = {k} "
        f"there are {now:,} for {n_ratings:,} ratings: {verdict}.",
    )
