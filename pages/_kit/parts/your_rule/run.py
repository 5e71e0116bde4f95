"""A typed rule let loose on the toy: its run beside the course's, from one start, in one order."""

import numpy as np
from numpy.typing import NDArray

from mf_core.algorithms import Knobs
from mf_core.figures.compare_curves import compare_curves
from mf_core.figures.picture import Picture
from mf_core.rules import RIGHT, read_line_of_p, read_line_of_q
from mf_core.saying import number
from pages._kit import cached
from pages._kit.cached import ToyRun
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.text import paragraphs
from pages._kit.toy import boards
from pages._kit.toy import runs as toy
from pages._kit.typed import Readable

_Floats = NDArray[np.float64]

LINES = (RIGHT.p.text, RIGHT.q.text)
NOTHING = ("p", "q")  # what stands in the fields at first: nobody moves
TRAINING, HELD_OUT, BOARD = "training", "held_out", "board"
VIEWS = {
    TRAINING: "training error",
    HELD_OUT: "error on held-out ratings",
    BOARD: "all its numbers",
}
_ROUNDING = 1e-9  # stars; the same rule, spelled otherwise, is rounded otherwise
YOURS, OURS = "your rule", "the course’s"


CHOICES: dict[str, tuple[str, ...]] = {
    "p": Readable(NOTHING[0], read_line_of_p),
    "q": Readable(NOTHING[1], read_line_of_q),
}


def view_title(view: str) -> str:
    """What a view is called in the control."""
    return VIEWS[view]


def trained(eta: float, lam: float, p: str, q: str) -> ToyRun:
    """Sixty epochs by two typed lines, with a tenth of the ratings held out."""
    knobs = Knobs(eta=eta, lam=lam)
    return cached.toy_run(
        toy.built_in(), (p, q), toy.SETUP, knobs, toy.N_EPOCHS, toy.SHARE, toy.SEED
    )


def course(eta: float, lam: float) -> ToyRun:
    """The same by the course's own kernel."""
    return toy.by_epochs(toy.built_in(), eta, lam, toy.SETUP.k, toy.SEED)


def picture(eta: float, lam: float, p: str, q: str, view: str) -> Picture:
    """One of the two errors of both runs; or the board of the typed one."""
    mine, ours = trained(eta, lam, p, q), course(eta, lam)
    if view == BOARD:
        return boards.of_run(toy.built_in(), mine, Knobs(eta=eta, lam=lam))
    both = {YOURS: mine.recording, OURS: ours.recording}
    if view == HELD_OUT:
        curves = {name: run.test_rmse for name, run in both.items()}
        return compare_curves(curves, title="held-out RMSE (stars)")
    curves = {name: run.train_rmse for name, run in both.items()}
    return compare_curves(curves, title="training RMSE (stars)")


def told(eta: float, lam: float, p: str, q: str, view: str) -> str:  # noqa: ARG001 (of every view)
    """What the typed rule's run did, in a sentence, and where both end."""
    mine, ours = trained(eta, lam, p, q).recording, course(eta, lam).recording
    ends = [
        f"{name} training {_end(run.train_rmse)}, held out {_end(run.test_rmse)}"
        for name, run in ((YOURS, mine), (OURS, ours))
    ]
    return paragraphs(
        _what_happened(mine.train_rmse, ours.train_rmse),
        f"After the last epoch, RMSE in stars: {'; '.join(ends)}.",
    )


def _end(rmse: _Floats) -> str:
    return number(rmse[-1], 3) if np.isfinite(rmse[-1]) and rmse[-1] < 1e3 else "beyond all bounds"


def _what_happened(mine: _Floats, ours: _Floats) -> str:
    if lost(mine):
        said = f"**Your run diverges in epoch {mine.size - 1}.**"
        return f"{said} The course’s does, too: this η is too large." if lost(ours) else said
    if np.ptp(mine) == 0:
        return "**Nothing moves.** The error stays where the random start has put it."
    if mine[-1] > mine[0]:
        return "**Your run makes the error larger than it was before any training.**"
    return _compared(mine, ours)


def _compared(mine: _Floats, ours: _Floats) -> str:
    if apart(mine, ours) < _ROUNDING:
        exactly = "to the last digit" if apart(mine, ours) == 0 else "but for rounding"
        return f"**Both runs are the same, {exactly}.**"
    if lost(ours):
        return "**Your run survives a rate at which the course’s diverges.**"
    gap = mine[-1] - ours[-1]
    if abs(gap) < 0.0005:
        return "**Both runs end alike**, though not by the same way."
    side = "above" if gap > 0 else "below"
    return f"**Your run ends {number(abs(gap), 3)} stars {side} the course’s.**"


def lost(rmse: _Floats) -> bool:
    """Whether a run has diverged, by its error."""
    return not np.isfinite(rmse[-1])


def apart(mine: _Floats, ours: _Floats) -> float:
    """The largest distance of two curves, in stars; infinite where only one of them ends early."""
    if mine.size != ours.size:
        return np.inf
    kept = np.isfinite(mine) & np.isfinite(ours)
    return float(np.abs(mine[kept] - ours[kept]).max(initial=0.0))


def same_curve(eta: float, lam: float, p: str, q: str, view: str) -> Task:  # noqa: ARG001
    """The task: bring the own curve onto the course's."""
    mine, ours = trained(eta, lam, p, q).recording, course(eta, lam).recording
    return Task(
        "Write the two lines so that your training curve lies on the course’s. What counts is the "
        "largest distance between them.",
        apart(mine.train_rmse, ours.train_rmse),
        0.0,
        tolerance=_ROUNDING,
        unit="stars",
    )


RUN = LiveFigure(
    "typed_rule",
    picture,
    (toy.ETA, toy.LAM),
    CHOICES | {"view": tuple(VIEWS)},
    says=told,
    task=same_curve,
)
