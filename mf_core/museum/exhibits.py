"""The exhibits: each two programs that differ in one part, and the setting in which it shows."""

from collections.abc import Callable
from typing import NamedTuple

from mf_core.kernels.bugs.masks import (
    filled_step,
    masked_step,
    mean_step,
    positive_step,
    shifted_step,
    unrated_step,
)
from mf_core.kernels.bugs.visits import borrowed_visit, climbing_visit, copied_visit
from mf_core.kernels.sequential import sequential_visit
from mf_core.kernels.sgd import sgd_visit
from mf_core.museum.parts import (
    after_the_epoch,
    all_tenths,
    all_zeros,
    as_they_come,
    on_the_way,
    over_every_cell,
    scattered,
    shuffled,
    visits,
    whole,
    without_the_mean,
)
from mf_core.museum.program import Program, Setting


class Exhibit(NamedTuple):
    """One mistake.

    right, wrong : the two programs
    code : the part in which they differ, right and wrong, to be shown side by side
    setting : in which the mistake shows
    hides : in which it does not, where it is one of those that can hide
    misprint : its name among `notation.MISPRINTS`, where a source has printed it
    """

    right: Program
    wrong: Program
    code: tuple[Callable[..., object], Callable[..., object]]
    setting: Setting = Setting()
    hides: Setting | None = None
    misprint: str = ""


SGD, MASKED = Program(), Program(step=whole(masked_step))
_AT_THE_EDGE = Setting(eta=0.1)
_STEPS = Setting(eta=0.01, lam=0.0, epochs=60)

EXHIBITS: dict[str, Exhibit] = {
    "uphill": Exhibit(
        SGD,
        Program(step=visits(climbing_visit)),
        (sgd_visit, climbing_visit),
        misprint="plus the gradient",
    ),
    "sequential": Exhibit(
        SGD,
        Program(step=visits(sequential_visit)),
        (sgd_visit, sequential_visit),
        _AT_THE_EDGE,
        hides=Setting(),
    ),
    "borrowed": Exhibit(
        SGD,
        Program(step=visits(borrowed_visit)),
        (copied_visit, borrowed_visit),
        _AT_THE_EDGE,
        hides=Setting(),
    ),
    "undivided": Exhibit(
        Program(step=whole(mean_step)),
        MASKED,
        (mean_step, masked_step),
        _STEPS._replace(eta=2.0),
        misprint="a mean without its 2/N",
    ),
    "unrated": Exhibit(
        MASKED,
        Program(step=whole(unrated_step)),
        (masked_step, unrated_step),
        _STEPS,
        misprint="the sum over what was not rated",
    ),
    "shifted": Exhibit(
        MASKED,
        Program(step=whole(shifted_step)),
        (masked_step, shifted_step),
        _STEPS,
        misprint="the mask subtracted",
    ),
    "filled": Exhibit(MASKED, Program(step=whole(filled_step)), (masked_step, filled_step), _STEPS),
    "positive": Exhibit(
        MASKED,
        Program(step=whole(positive_step)),
        (masked_step, positive_step),
        _STEPS._replace(centred=True),
        hides=_STEPS,
    ),
    "zeros": Exhibit(SGD, Program(start=all_zeros), (scattered, all_zeros)),
    "tenths": Exhibit(SGD, Program(start=all_tenths), (scattered, all_tenths)),
    "unshuffled": Exhibit(
        SGD,
        Program(order=as_they_come),
        (shuffled, as_they_come),
        Setting(eta=0.08, by_stars=True),
        hides=Setting(eta=0.08),
    ),
    "every_cell": Exhibit(SGD, Program(report=over_every_cell), (after_the_epoch, over_every_cell)),
    "no_mean": Exhibit(SGD, Program(report=without_the_mean), (after_the_epoch, without_the_mean)),
    "on_the_way": Exhibit(
        SGD,
        Program(report=on_the_way),
        (after_the_epoch, on_the_way),
        _AT_THE_EDGE,
        hides=Setting(),
    ),
}
