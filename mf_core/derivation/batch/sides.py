"""The lines of the batch route: what is written on each, and what it is worth."""

from mf_core.derivation.numbers import Matrix, Numbers, Scalar, all_squares, by_p, entries_by_p
from mf_core.derivation.record import Side


def predictions(n: Numbers) -> Scalar:
    """All predictions, (n_users, n_items), in stars."""
    return n.B + n.P @ n.Q.T


def slopes(n: Numbers) -> Matrix:
    """The slope of every prediction in p_uf, (n_users, n_items)."""
    return entries_by_p(n, predictions)


def row(n: Numbers) -> Scalar:
    """The errors of user u where they were observed, else 0: the u-th row of E."""
    return n.M[n.u] * n.errors[n.u]


def entry(n: Numbers, matrix: Matrix) -> float:
    """The entry (u, f) of a matrix times Q."""
    return float((matrix @ n.Q)[n.u, n.f])


def pull(n: Numbers, charges: float) -> float:
    """Errors times item factors, less so many charges for the length of p_uf."""
    return entry(n, n.M * n.errors) - n.sign * n.lam * charges * float(n.p)


def n_rated(n: Numbers) -> float:
    """How many items user u rated."""
    return float(n.M[n.u].sum())


ALL = r"\sum_{<pairs:v,i>}"
MINE = r"\sum_{<items_of:i,u>}"
EVERY_ITEM = r"\sum_{<i>=1}^{<n_items>}"
MY_TERM = r"<e:u,i>\, <by_p:u,f> <rhat:u,i>"
OTHERS = r"\sum_{<v> \neq <u>} \sum_{<items_of:i,v>} <e:v,i>\, <by_p:u,f> <rhat:v,i>"

START = Side(rf"<by_p:u,f>\, <scale> {ALL} <e:v,i>^2", lambda n: by_p(n, all_squares))
CHAINED = Side(
    rf"<twice> {ALL} <e:v,i>\, <by_p:u,f> <e:v,i>",
    lambda n: 2 * n.scale * float((n.M * n.errors * entries_by_p(n, lambda m: m.errors)).sum()),
)
PREDICTED = Side(
    rf"<neg><twice> {ALL} <e:v,i>\, <by_p:u,f> <rhat:v,i>",
    lambda n: n.slope * float((n.M * n.errors * slopes(n)).sum()),
)
BY_USER = Side(
    rf"<neg><twice>\Big( {MINE} {MY_TERM} + {OTHERS} \Big)",
    lambda n: n.slope * sum(float(row.sum()) for row in n.M * n.errors * slopes(n)),
)
ONE_USER = Side(
    rf"<neg><twice> {MINE} {MY_TERM}", lambda n: n.slope * float(row(n) @ slopes(n)[n.u])
)
ONE_FACTOR = Side(
    rf"<neg><twice> {MINE} <e:u,i>\, <q:i,f>", lambda n: n.slope * float(row(n) @ n.Q[:, n.f])
)
TIDY = Side(
    rf"<slope>{MINE} <e:u,i>\,<q:i,f>",
    lambda n: n.slope * sum(n.errors[n.u, i] * n.Q[i, n.f] for i in n.M[n.u].nonzero()[0]),
)
MASKED = Side(
    rf"<slope>{EVERY_ITEM} <m:u,i>\,<e:u,i>\,<q:i,f>",
    lambda n: (
        n.slope
        * sum(m * e * q for m, e, q in zip(n.M[n.u], n.errors[n.u], n.Q[:, n.f], strict=True))
    ),
)
ENTRY = Side("<slope><EQ_entry:u,f>", lambda n: n.slope * entry(n, n.M * n.errors))


def ratings(n: Numbers) -> Matrix:
    """The ratings themselves, which no factor moves."""
    return n.R
