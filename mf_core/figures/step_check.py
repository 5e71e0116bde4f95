"""Every step of a rule against the step the slope asks for: a right rule lies on the diagonal."""

import numpy as np
from numpy.typing import NDArray

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.figures.traces import curve, dots, on_paper

_Floats = NDArray[np.float64]

_AIR = 1.15  # of the axes, beyond the outermost dot
_TALLEST = 2.5  # a step longer than so many times the longest wanted one is left out


def step_check(
    wanted_p: _Floats,
    made_p: _Floats,
    wanted_q: _Floats,
    made_q: _Floats,
    title: str = "the rule’s step (√star)",
) -> Picture:
    r"""Draw :math:`\Delta p` against :math:`-\eta\,\partial J/\partial p`, and the same for q.

    Parameters
    ----------
    wanted_p, wanted_q : (n,), (m,)
        Minus η times the measured slope, in √star.
    made_p, made_q : (n,), (m,)
        By how much the rule moves the same factors, in √star; NaN where it is undefined.
    title : str
        Whose steps they are, with their unit.
    """
    wanted, made = (
        np.where(np.isfinite(steps), steps, np.nan)
        for steps in (np.concatenate([wanted_p, wanted_q]), np.concatenate([made_p, made_q]))
    )
    longest = float(np.nanmax(np.abs(wanted), initial=1e-6))
    sizes = np.where(np.isnan(made), np.inf, np.abs(made))
    tall = float(np.clip(sizes[sizes < np.inf].max(initial=0.0), longest, _TALLEST * longest))
    outside = int((sizes > _TALLEST * longest).sum())
    on_line = int((np.abs(made - wanted) <= 1e-6 * longest).sum())
    ends = [-_AIR * longest, _AIR * longest]
    told = ": the slope asks for %{x}, the rule does %{y}"
    left_out = f"{outside} of {made.size} dots lie outside" if outside else ""
    return Picture(
        [
            curve(ends, ends, "gradient", "as asked", dash="dash", width=2),
            dots(wanted_p, made_p, "user", "p", hover=f"p{told}", size=9),
            dots(wanted_q, made_q, "item", "q", hover=f"q{told}", size=8),
        ],
        style.layout(
            showlegend=True,
            xaxis=style.axis("asked for: −η × slope (√star)", range=ends),
            yaxis=style.axis(title, range=[-_AIR * tall, _AIR * tall]),
            annotations=[on_paper(left_out, 0.02, 0.02, "edge")] if outside else [],
        ),
        f"{made.size} steps of a rule against the steps the slope asks for: {on_line} of them lie "
        f"on the diagonal, {outside} outside of the picture.",
    )
