"""The table that sets the sources side by side: one row per concept, one column per source."""

from collections.abc import Mapping
from typing import NamedTuple

from mf_core.notation.dialects import DIALECTS
from mf_core.notation.templates import borrowed, render


class Row(NamedTuple):
    """One concept in all notations.

    templates : what to render; a source without a letter for a template leaves it out
    notes : words (Markdown) added after the symbols, or in place of them
    """

    concept: str
    templates: tuple[str, ...] = ()
    notes: Mapping[str, str] = {}


ROSETTA: tuple[Row, ...] = (
    Row("rating", ("<r:u,i>",)),
    Row(
        "mask",
        ("<M>", "<m:u,i>", "<Omega>"),
        {"NO": "0 or 1", "SL": "the set of rated pairs", "Surprise": "the training ratings"},
    ),
    Row(
        "user, item",
        ("<u>", "<i>"),
        {"AR": "$i$ is any user; $a$ is the user whose factor moves"},
    ),
    Row(
        "factor; number of factors",
        ("<f>", "<k>"),
        {"NO": "the same letter for both; $s$ inside sums"},
    ),
    Row(
        "user factors",
        ("<P>", "<P_row:u>", "<p:u,f>"),
        {"course": "users are rows", "AR": "users × factors", "NO": "users are rows"},
    ),
    Row(
        "item factors",
        ("<Q>", "<Q_row:i>", "<q:i,f>"),
        {
            "course": "items are rows",
            "TR": r"once misspoken as $q_{uf}$",
            "NO": "items are rows",
            "AR": "factors × items: items are columns",
            "SL": r"later $v_{sj}$",
        },
    ),
    Row(
        "prediction",
        ("<baseline:u,i><dot:u,i>",),
        {"Surprise": r"with $b_{ui} = \mu + b_u + b_i$"},
    ),
    Row("error", ("<error:u,i>",)),
    Row(
        "loss",
        (r"<scale> \sum <e:u,i>^2",),
        {
            "course": r"and $\tfrac\lambda2$ times both squared lengths, per rating",
            "AR": "called a mean; its update leaves out the 2/N",
            "Surprise": r"and $\lambda$ times the squared lengths",
        },
    ),
    Row("learning rate", ("<eta>",), {"SL": "not named"}),
    Row("regulariser", ("<lam>",), {"AR": "named in words only", "SL": "announced"}),
    Row(
        "number of ratings",
        ("<n_ratings>",),
        {"TR": "said to be the number of items; it is that of ratings"},
    ),
    Row("number of users", ("<n_users>",)),
    Row("number of items", ("<n_items>",)),
    Row(
        "a small step; the residual matrix",
        ("<h>", "<E>"),
        {"NO": r"here $\Delta$ is the residuals", "SL": r"here $\Delta$ is the step"},
    ),
    Row(
        "algorithm",
        notes={
            "course": "each by its own name",
            "TR": "SGD, one factor at a time (FunkSVD)",
            "NO": "gradient descent on all ratings, vectorized",
            "AR": "gradient descent on all ratings",
            "SL": "gradient descent on all ratings",
            "Surprise": "SGD, all factors at once",
        },
    ),
)

# These formulas are the sources' own even where a letter in them has to be lent to them.
_SPELLED_OUT = ("prediction", "error", "loss")


def cell(row: Row, dialect: str) -> str:
    r"""What a source writes for a concept, as Markdown with TeX; "–" where it writes nothing.

    Examples
    --------
    >>> cell(ROSETTA[0], "NO")
    '$\\rating{y_{ij}}$'
    """
    own = [t for t in row.templates if row.concept in _SPELLED_OUT or not borrowed(t, dialect)]
    symbols = ", ".join(f"${render(template, dialect).strip()}$" for template in own)
    note = row.notes.get(dialect, "")
    return " · ".join(part for part in (symbols, note) if part) or "–"


def table() -> list[dict[str, str]]:
    """The whole table: one dictionary per concept, with a column for each source."""
    return [{"concept": row.concept} | {key: cell(row, key) for key in DIALECTS} for row in ROSETTA]
