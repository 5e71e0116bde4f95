"""How far a run lies outside of what the right program does: the fingerprint of a mistake.

The right program, too, draws another curve from every start. So the `distance` of a run is counted
in theirs: its loudness is that distance over the largest one of the right program's `STARTS`. At 1
a run lies as far out as the farthest of those; from `CLEAR` on we call it another program. A run
that diverged is infinitely loud.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mf_core.museum.program import Program, Run, Setting, run

_Floats = NDArray[np.float64]

SIGNS = ("printed", "held_out", "empty", "second")  # the curves of a `Run`
STARTS = tuple(range(100, 112))  # seeds; a run that is judged has another one
CLEAR = 2.0  # no right run from another start comes near it, every mistake passes it


@lru_cache(maxsize=32)
def band(program: Program, setting: Setting) -> dict[str, _Floats]:
    """Every curve of the right program from every start: name of the curve → (starts, n + 1)."""
    runs = [curves_of(run(program, setting, seed)) for seed in STARTS]
    return {sign: np.array([one[sign] for one in runs]) for sign in SIGNS}


def curves_of(one: Run) -> dict[str, _Floats]:
    """The curves of a run by their names."""
    return dict(zip(SIGNS, one[:4], strict=True))


def distance(right: _Floats, curve: _Floats) -> float:
    r"""How far a curve is from the median of the right ones on the average of all epochs.

    .. math::

        d = \frac{1}{n} \sum_{t=1}^{n} \lvert x_t - m_t \rvert

    with x_t the curve that is judged and m_t the median of the right ones after epoch t.

    Parameters
    ----------
    right : (starts, n + 1)
        The same curve of the right program.
    curve : (n + 1,)
        NaN from where it has diverged.

    Returns
    -------
    float
        In the unit of the curve; infinite if it has diverged.
    """
    away = np.abs(curve[1:] - np.median(right[:, 1:], axis=0))
    return float(away.mean()) if np.isfinite(away).all() else np.inf


def loudness(program: Program, setting: Setting, judged: Run) -> dict[str, float]:
    """For each curve of a run, its distance in units of the farthest right one."""
    right, curves = band(program, setting), curves_of(judged)
    return {
        sign: distance(right[sign], curves[sign])
        / max(distance(right[sign], one) for one in right[sign])
        for sign in SIGNS
    }
