"""The run doctor: what is wrong with a run, told from its curves and its factors.

A pure function from a `Case` (what the run reported, and what is left of it) to findings, each
with a name and the numbers that prove it. Nothing is guessed from settings: whoever trains on
another scale, clips before measuring or lets q feel the new p leaves traces, and these are
measured here. `benchmarks/doctor.py` holds the doctor against thousands of planted runs.
"""

from collections.abc import Callable

from mf_core.doctor.curves import crawling, diverged, overfitted
from mf_core.doctor.factors import idle_factors, rank_one, stuck, too_many_parameters
from mf_core.doctor.record import Case, Finding, FirstEpoch
from mf_core.doctor.residuals import clipped, leaked, wrong_scale, zero_filled
from mf_core.doctor.visits import sequential

__all__ = ["CHECKS", "Case", "Finding", "FirstEpoch", "examine"]

# What the doctor looks for, the gravest first. A later check may rely on an earlier one having
# found nothing, so each is handed the names found so far.
CHECKS: tuple[Callable[[Case, frozenset[str]], Finding | None], ...] = (
    diverged,
    stuck,
    rank_one,
    sequential,
    clipped,
    wrong_scale,
    zero_filled,
    leaked,
    crawling,
    overfitted,
    idle_factors,
    too_many_parameters,
)


def examine(case: Case) -> list[Finding]:
    """What is wrong with a run, the gravest first; nothing where nothing is found.

    Examples
    --------
    >>> import numpy as np
    >>> falls, turns = np.array([1.0, 0.8, 0.6, 0.5]), np.array([1.0, 0.9, 0.95, 1.1])
    >>> [(found.name, found.numbers["epoch"]) for found in examine(Case(falls, turns))]
    [('overfitted', 1.0)]
    """
    found: list[Finding] = []
    for check in CHECKS:
        names = frozenset(each.name for each in found)
        finding = check(case, names)
        if finding is not None:
            found.append(finding)
    return found
