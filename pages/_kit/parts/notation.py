"""The reference page `notation`: formulas side by side, the table of letters, the conventions."""

import re

from mf_core.figures.style import ROLES
from mf_core.notation import (
    DIALECTS,
    FORMULAS,
    ROSETTA,
    Misprint,
    cell,
    rate_in,
    step_coefficient,
)
from mf_core.notation.misprints import MISPRINTS
from pages._kit import controls, lens
from pages._kit.text import short, table

PAGE = "notation"
_ROLE = re.compile(r"\\(?:" + "|".join(ROLES) + r")\{")
SAME_RATE, N_RATINGS = 0.1, 8  # of the predict gate: everybody is given the same rate
SHORTEST = "The notes’"
WHOSE = ("This course’s", "The transcript’s", SHORTEST, "The article’s")

_SHOWN = {
    "prediction": "The prediction",
    "residual": "The error of one prediction",
    "loss": "What is made small",
    "slope of one rating, user": "The slope, for one rating",
    "regularised step, user": "The step of a user’s factor",
    "regularised step, item": "The step of an item’s factor",
    "gradient, users": "The slope, for all ratings at once",
    "batch step, users": "The step, for all ratings at once",
}

# Where the constant that the square leaves behind has gone: (before the loss, folded) → words.
_TWO = {
    ("half", False): "cancelled",
    ("one", True): "in the rate",
    ("mean", False): "written out",
    ("mean", True): "left out",
}


def formulas() -> str:
    """The formulas of the course beside those of the source chosen: a Markdown table."""
    chosen = lens.dialect()
    sources = ["course"] if chosen == "course" else ["course", chosen]
    rows = [
        [said, *(f"${_in_a_cell(lens.tex(FORMULAS[name], source=key))}$" for key in sources)]
        for name, said in _SHOWN.items()
    ]
    return table(["", *(DIALECTS[key].title for key in sources)], rows)


def rosetta() -> str:
    """The whole table: one row for each concept, the source chosen next to the course."""
    keys = list(dict.fromkeys(["course", lens.dialect(), *DIALECTS]))
    # Without colours: those of the roles are made for large formulas, not for small print.
    rows = [
        [f"*{row.concept}*", *(_in_a_cell(_ROLE.sub("{", cell(row, key))) for key in keys)]
        for row in ROSETTA
    ]
    return table(["", *map(lens.name, keys)], rows)


def conventions() -> str:
    """What the sources do differently, apart from their letters: a Markdown table."""
    before = {"half": "½", "one": "1", "mean": "1/N"}
    error = {1: "rating − prediction", -1: "prediction − rating"}
    rows = [
        (
            source.title,
            before[source.loss_scale],
            error[source.error_sign],
            _TWO[source.loss_scale, source.folded],
            source.item_factors,
            source.schedule,
        )
        for source in DIALECTS.values()
    ]
    head = ("source", "before Σe²", "error", "2 in the step", "items are", "trained")
    return table(head, rows, "lc")


def steps() -> str:
    """How far a step goes if every source is given the same printed rate: a Markdown table."""
    head = (
        "source",
        f"before $e\\,q$ at a printed rate of {short(SAME_RATE)}",
        f"its own rate for the course’s {short(SAME_RATE)}",
    )
    rows = (
        (
            source.title,
            short(step_coefficient(key, SAME_RATE, N_RATINGS)),
            short(rate_in(key, SAME_RATE, N_RATINGS)),
        )
        for key, source in DIALECTS.items()
    )
    return table(head, rows, "lrr")


def shortest() -> str:
    """Whose step is the shortest at the same printed rate, in the words of `WHOSE`."""
    lengths = [
        abs(step_coefficient(key, SAME_RATE, N_RATINGS)) for key in ("course", "TR", "NO", "AR")
    ]
    return WHOSE[lengths.index(min(lengths))]


def choose_slips() -> list[Misprint]:
    """Let the reader choose a source, and return its slips."""
    sources = list(dict.fromkeys(slip.source for slip in MISPRINTS))
    titles = [DIALECTS[key].title for key in sources]
    chosen = sources[titles.index(controls.choose(PAGE, "source", "Slips of the", titles))]
    return [slip for slip in MISPRINTS if slip.source == chosen]


def _in_a_cell(tex: str) -> str:
    """A bar would end the cell of a Markdown table."""
    return tex.replace("|", r"\vert ")
