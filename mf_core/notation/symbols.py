r"""The symbols of the course as data: what each means, and how each source writes it.

In a TeX pattern, ``#1``, ``#2`` stand for the indices a formula passes, and ``<key>`` for
another symbol of this table: ``q_{<#1><#2>}`` asked for with ``i, f`` becomes
``q_{<i><f>}``, and that is :math:`q_{if}` here and :math:`q_{jk}` in the notes.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

RoleName = Literal["user", "item", "residual", "gradient", "prediction", "rating"]


class Symbol(NamedTuple):
    """One concept of the course.

    meaning, code, shape, unit : what it is, its name in the code, its shape, its unit
    role : the colour it has everywhere (a key of `figures.style.ROLES`), or none
    tex : its TeX in each source that has a letter for it; always in "course"
    stand_in : what we write in a source that has no letter, where the course's own would
        collide with one the source uses for something else, or break its style
    """

    meaning: str
    code: str
    shape: str
    unit: str
    role: RoleName | None
    tex: Mapping[str, str]
    stand_in: Mapping[str, str] = {}


def _index(meaning: str, code: str, **tex: str) -> Symbol:
    return Symbol(meaning, code, "", "", None, tex)


INDICES: dict[str, Symbol] = {
    "u": _index("user", "u", course="u", TR="u", NO="i", AR="a", SL="i", Surprise="u"),
    "i": _index("item", "i", course="i", TR="i", NO="j", AR="j", SL="j", Surprise="i"),
    "f": _index(
        "factor in question", "f", course="f", TR="f", NO="k", AR="b", SL="s", Surprise="f"
    ),
    "g": _index("any factor, in a sum", "g", course="g", NO="s"),
    "v": _index("any user, in a sum", "v", course="v", NO=r"\ell ", AR="i")._replace(
        stand_in={"SL": "i'"}
    ),
}

COUNTS: dict[str, Symbol] = {
    "k": Symbol(
        "number of factors",
        "k",
        "",
        "",
        None,
        {"course": "k", "NO": "k", "AR": "Z", "SL": "k", "Surprise": r"n_{\text{factors}}"},
    ),
    "n_ratings": Symbol(
        "number of observed ratings",
        "n_ratings",
        "",
        "",
        None,
        {"course": r"|\Omega|", "TR": "n", "NO": "N"},
    ),
    "n_rated": Symbol(
        "number of items a user rated", "n_rated", "", "", None, {"course": r"|\Omega_{<#1>}|"}
    ),
    "n_users": Symbol(
        "number of users",
        "n_users",
        "",
        "",
        None,
        {"course": r"n_{\text{users}}", "NO": "n", "AR": "M"},
    ),
    "n_items": Symbol(
        "number of items",
        "n_items",
        "",
        "",
        None,
        {"course": r"n_{\text{items}}", "NO": "m", "AR": "N"},
    ),
}

DATA: dict[str, Symbol] = {
    "r": Symbol(
        "rating that a user gave an item",
        "ratings.values[n]",
        "(n,)",
        "star",
        "rating",
        {
            "course": "r_{<#1><#2>}",
            "TR": "r_{<#1><#2>}",
            "NO": "y_{<#1><#2>}",
            "AR": "r_{<#1>,<#2>}",
            "SL": "r_{<#1><#2>}",
            "Surprise": "r_{<#1><#2>}",
        },
    ),
    "R": Symbol(
        "matrix of ratings",
        "R",
        "(n_users, n_items)",
        "star",
        "rating",
        {"course": "R", "NO": "Y"},
    ),
    "m": Symbol(
        "1 where a rating was observed, else 0",
        "M[u, i]",
        "",
        "",
        None,
        {"course": "m_{<#1><#2>}", "NO": "r_{<#1><#2>}"},
        stand_in={"AR": "m_{<#1>,<#2>}"},
    ),
    "M": Symbol(
        "mask: which ratings were observed",
        "M",
        "(n_users, n_items)",
        "",
        None,
        {"course": "M", "NO": "R"},
        stand_in={"AR": r"\mathbf{M}"},
    ),
    "Omega": Symbol(
        "set of the observed pairs (user, item)",
        "ratings",
        "",
        "",
        None,
        {"course": r"\Omega", "SL": "S", "Surprise": r"R_{\text{train}}"},
    ),
    "pairs": Symbol(
        "over all observed pairs",
        "for n in order",
        "",
        "",
        None,
        {
            "course": r"(<#1>,<#2>) \in \Omega",
            "NO": r"(<#1>,<#2>)\,:\,r_{<#1><#2>} = 1",
            "SL": r"(<#1>,<#2>) \in S",
            "Surprise": r"r_{<#1><#2>} \in R_{\text{train}}",
        },
    ),
    "items_of": Symbol(
        "over the items one user rated",
        "ratings.items[ratings.users == u]",
        "",
        "",
        None,
        {
            "course": r"<#1> \in \Omega_{<#2>}",
            "NO": r"<#1>\,:\,r_{<#2><#1>} = 1",
            "SL": r"<#1> \in I_{<#2>}",
            "Surprise": r"<#1> \in I_{<#2>}",
        },
    ),
}

SYMBOLS_OF_THE_PROBLEM = INDICES | COUNTS | DATA
