"""The symbols of the problem: indices, counts, and the ratings with their mask."""

from mf_core.notation.symbols.record import Symbol


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
