"""How many numbers there are to learn, against how many ratings there are to learn them from."""

from typing import Any

import numpy as np

from mf_core.figures import style
from mf_core.figures.picture import Picture


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
    data = [
        _line(factors, counts, "parameters", {"color": style.SERIES[5], "width": 4}),
        _line(np.array([0, k_max]), np.full(2, n_ratings), "ratings",
              style.line("rating", dash="dash", width=4)),
        {"type": "scatter", "mode": "markers", "x": np.array([k]), "y": np.array([now]),
         "marker": {"color": style.SERIES[5], "symbol": "circle", "size": 18},
         "name": "this k", "showlegend": False, "hoverinfo": "skip"},
    ]  # fmt: skip
    note = {
        "x": 0.02, "y": 0.97, "xref": "paper", "yref": "paper", "xanchor": "left",
        "yanchor": "top", "align": "left", "showarrow": False,
        "text": f"<b>k = {k}: {now:,} parameters</b><br>{verdict}",
        "font": {"size": style.TEXT_SIZE + 2},
    }  # fmt: skip
    return Picture(
        data,
        style.layout(
            showlegend=True,
            xaxis=style.axis("number of factors k", range=[0, k_max], dtick=max(1, k_max // 10)),
            yaxis=style.axis("how many", range=[0, top]),
            annotations=[note],
        ),
        f"The number of parameters grows by {n_users + n_items:,} with every factor. With k = {k} "
        f"there are {now:,} for {n_ratings:,} ratings: {verdict}.",
    )


def _line(x: Any, y: Any, name: str, look: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 (arrays)
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "name": name, "line": look,
        "hovertemplate": "k = %{x}: %{y:,} " + name + "<extra></extra>",
    }  # fmt: skip
