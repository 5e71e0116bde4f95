"""How many different products a model is made of: its singular values, as bars side by side."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.saying import brief


def singular_values(strengths: Mapping[str, NDArray[np.float64]]) -> Picture:
    """Draw one bar for each singular value of P Qᵀ, one colour for each model.

    Parameters
    ----------
    strengths : mapping from the name of a model to (k,)
        Its singular values in stars, the largest first; as many of each model.
    """
    k = len(next(iter(strengths.values())))
    data = [
        {
            "type": "bar",
            "name": name,
            "x": list(range(1, k + 1)),
            "y": values,
            "marker": {"color": style.look(n).color},
            "hovertemplate": f"{name}, %{{x}}: %{{y}} stars<extra></extra>",
        }
        for n, (name, values) in enumerate(strengths.items())
    ]
    said = "; ".join(
        f"{name} {', '.join(brief(value, 2) for value in values)}"
        for name, values in strengths.items()
    )
    return Picture(
        data,
        style.layout(
            showlegend=True,
            barmode="group",
            xaxis=style.axis("product of a column of P and one of Q", dtick=1),
            yaxis=style.axis("singular value (stars)", rangemode="tozero"),
        ),
        f"Bars of the singular values of P Qᵀ, the largest first: {said}.",
    )
