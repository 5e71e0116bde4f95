"""What an exhibit leaves in its four curves: drawn, and said with the numbers of the run."""

from functools import lru_cache
from math import isinf

import numpy as np
from numpy.typing import NDArray

from mf_core.figures.curve_in_band import curve_in_band
from mf_core.figures.picture import Picture
from mf_core.museum import (
    CLEAR,
    EXHIBITS,
    SIGNS,
    STARTS,
    Exhibit,
    Run,
    Setting,
    band,
    curves_of,
    distance,
    loudness,
    run,
)
from mf_core.saying import number

SEED = 0  # of every run on the page; the band has seeds of its own
TITLES = {
    "printed": "printed (stars)",
    "held_out": "held-out (stars)",
    "empty": "empty cells (stars)",
    "second": "second taste (share)",
}
_CALLED = {
    "printed": "what it prints",
    "held_out": "its held-out error",
    "empty": "its prediction of the empty cells",
    "second": "its second taste",
}


@lru_cache(maxsize=64)
def wrong_run(name: str, *, shows: bool) -> Run:
    """The run of an exhibit, in the setting in which it shows or in which it hides."""
    one = EXHIBITS[name]
    return run(one.wrong, setting(one, shows=shows), SEED)


def setting(one: Exhibit, *, shows: bool) -> Setting:
    """The setting in which an exhibit shows, or the one in which it hides, if there is one."""
    return one.setting if shows or one.hides is None else one.hides


def pictures(name: str, *, shows: bool = True, guessed: str = "") -> list[Picture]:
    """The four curves of an exhibit in the bands of its right program.

    Parameters
    ----------
    guessed : str
        Another exhibit, drawn beside it as it looks in its own room.
    """
    right = band(EXHIBITS[name].right, setting(EXHIBITS[name], shows=shows))
    runs = {"run": curves_of(wrong_run(name, shows=shows))}
    if guessed:
        runs["named"] = curves_of(wrong_run(guessed, shows=True))
    return [
        curve_in_band(right[sign], {word: each[sign] for word, each in runs.items()}, TITLES[sign])
        for sign in SIGNS
    ]


def right_pictures() -> list[Picture]:
    """The four curves of a right run among the others."""
    one = EXHIBITS["zeros"]
    right, mine = band(one.right, one.setting), curves_of(run(one.right, one.setting, SEED))
    return [curve_in_band(right[sign], {"run": mine[sign]}, TITLES[sign]) for sign in SIGNS]


def verdict(name: str, *, shows: bool = True) -> str:
    """Whether the mistake shows, and by how much, in a sentence with its numbers."""
    one = EXHIBITS[name]
    under, made = setting(one, shows=shows), wrong_run(name, shows=shows)
    loud = loudness(one.right, under, made)
    sign = max(loud, key=lambda each: loud[each])
    if isinf(loud[sign]):
        n = int(np.isfinite(made.held_out).sum())
        return (
            f"**It shows**: in epoch {n} the numbers run out. None of the {len(STARTS)} right "
            "runs diverges."
        )
    away = distance(band(one.right, under)[sign], curves_of(made)[sign])
    unit = "" if sign == "second" else " stars"
    far = (
        f"on the average of all epochs {_CALLED[sign]} is {number(away)}{unit} from the middle of "
        f"the right runs. That is {number(loud[sign], 1)} times as far as the farthest of those."
    )
    if loud[sign] > CLEAR:
        return f"**It shows**: {far}"
    return f"**It hides**: {far} From its curves alone nobody would know."


# --- the two programs of the opening

A, B = "program A", "program B"


def two_programs() -> dict[str, NDArray[np.float64]]:
    """What A, which is right, and B, which is sequential, print; NaN before the first epoch."""
    one = EXHIBITS["sequential"]
    right = run(one.right, setting(one, shows=False), SEED)
    return {A: right.printed, B: wrong_run("sequential", shows=False).printed}


def opening(*, revealed: bool) -> Picture:
    """Both curves, and once a guess is made, the band of the right program."""
    one, printed = EXHIBITS["sequential"], two_programs()
    right = band(one.right, setting(one, shows=False))["printed"]
    return curve_in_band(right if revealed else right[:0], printed, TITLES["printed"])


def ahead() -> int:
    """After how many epochs the wrong program prints the smaller error."""
    printed = two_programs()
    return int((printed[B] < printed[A]).sum())


def apart() -> float:
    """How far the wrong program is from the right one, in units of its farthest start."""
    one = EXHIBITS["sequential"]
    made = wrong_run("sequential", shows=False)
    return loudness(one.right, setting(one, shows=False), made)["printed"]
