"""Why too large a rate blows up: what a visit does to its residual, visit by visit."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.picture import Picture
from mf_core.saying import number
from pages._kit.stage.live import LiveFigure
from pages._kit.toy import runs

N_EPOCHS, EDGE_AT = 12, 2.0
_LEAST = 0.01  # the smallest share that is drawn
ETA = runs.ETA._replace(low=0.05, value=0.55)

_Floats = NDArray[np.float64]


class Walk(NamedTuple):
    """The visits of a run on the toy, as far as there are numbers."""

    rmse: _Floats  # (n_visits + 1,)  on the training ratings, in stars
    step: _Floats  # (n_visits,)  η (‖p‖² + ‖q‖²) of the visited rows, before the visit
    before: _Floats  # (n_visits,)  size of the visited residual, in stars
    after: _Floats

    @property
    def grew(self) -> NDArray[np.bool_]:
        """In which visits the residual became larger."""
        return self.after > self.before


@lru_cache(maxsize=64)
def walk(eta: float) -> Walk:
    """Twelve epochs of the toy with λ = 0, visit by visit."""
    run = runs.by_visits(runs.built_in(), eta, 0.0, 2, runs.SEED, N_EPOCHS)
    n, t = run.visited[1:], np.arange(run.visited.size - 1)
    u, i, r = run.train.users[n], run.train.items[n], run.train.values[n]
    P, Q = run.recording.P[:-1], run.recording.Q[:-1]
    with np.errstate(over="ignore", invalid="ignore"):
        step = eta * (np.sum(P[t, u] ** 2, axis=1) + np.sum(Q[t, i] ** 2, axis=1))
        before = np.abs(r - run.recording.prediction[t, u, i])
        after = np.abs(r - run.recording.prediction[t + 1, u, i])
    return Walk(run.recording.train_rmse, step, before, after)


def drawn(eta: float) -> Picture:
    """The error after each visit, and the share each visit took, against the edge."""
    found = walk(eta)
    shares = np.append(found.step, found.step[-1:])  # on the clock of the errors
    curves = {
        "share": np.maximum(shares, _LEAST),
        "edge": np.full(shares.size, EDGE_AT),
        "RMSE": found.rmse,
    }
    return compare_curves(curves, clock="visit", title="share; stars", top=100.0, log=True)


def said(eta: float) -> str:
    """How often a residual grew on each side of 2."""
    found = walk(eta)
    beyond = found.step > EDGE_AT
    grew = f"{int((found.grew & ~beyond).sum())} of {int((~beyond).sum())} visits"
    said = f"Share at most 2: the residual grew in {grew}"
    if not beyond.any():
        return f"{said}. The largest share was {number(float(found.step.max()))}."
    said += f"; above 2: in **{int((found.grew & beyond).sum())} of {int(beyond.sum())}**."
    if np.isfinite(found.rmse[-1]):
        return f"{said} This run has survived it so far."
    return f"{said} After visit {found.rmse.size - 1} there were no numbers left."


EDGE = LiveFigure("edge", drawn, (ETA,), says=said)
