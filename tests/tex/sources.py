"""What the letters of each source stand for, written down a second time, by hand.

The tables say which letter is what (AR prints the item factors as columns, NO calls the mask r);
the numbers behind them come from the course's own code.
"""

from copy import deepcopy
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.derivation import Numbers
from mf_core.model import Baseline, Factors, Model, Ratings, triples
from mf_core.notation import DIALECTS
from tests.tex.places import Place

Floats = NDArray[np.float64]

# The kind of each index.
COURSE_INDICES = {"u": "u", "v": "u", "i": "i", "f": "f", "g": "f"}
INDICES = {
    "course": COURSE_INDICES,
    "TR": COURSE_INDICES,
    "Surprise": COURSE_INDICES,
    "NO": {"i": "u", r"\ell": "u", "j": "i", "k": "f", "s": "f"},
    "AR": {"a": "u", "i": "u", "j": "i", "b": "f", "g": "f"},
    "SL": {"i": "u", "i'": "u", "j": "i", "s": "f", "g": "f"},
}
# The indices of the rating and of the factor in question.
IN_QUESTION = {"NO": ("i", "j", "k"), "AR": ("a", "j", "b"), "SL": ("i", "j", "s")}


def users_as_rows(n: Numbers, p: str, q: str) -> dict[str, object]:
    """Both matrices with the factors as columns: p_u and q_i are rows."""
    P, Q = p.upper(), q.upper()
    return {P: n.P, f"{p}_u": n.P, f"{p}_uf": n.P, Q: n.Q, f"{q}_i": n.Q, f"{q}_if": n.Q}


def article(n: Numbers) -> dict[str, object]:
    users = {"P": n.P, "P_u": n.P, "P_uf": n.P}
    return users | {"Q": n.Q.T, "Q_i": n.Q, "Q_fi": n.Q.T, r"\mathbf{M}": n.M}


def own(n: Numbers) -> dict[str, object]:
    """The letters of the source of these numbers, and those it borrows from the course."""
    rhat, e = n.B + n.P @ n.Q.T, n.errors
    n_users, n_items = n.M.shape
    k, n_ratings, eta0 = n.P.shape[1], n.M.sum(), n.rate
    shared = {"b_ui": n.B, r"\Omega": n.M, r"\Omega_u": n.M, "m_ui": n.M, "M": n.M, "e_ui": e}
    shared |= {r"\hat{r}_ui": rhat, "E": n.M * e, "R": n.R, "r_ui": n.R, "k": k}
    shared |= {r"n_\text{items}": n_items, r"n_\text{users}": n_users}
    loss, eta, lam = loss_of(n), n.printed_rate, n.lam
    # fmt: off
    tables = {
        "course": lambda: users_as_rows(n, "p", "q") | {
            "J": loss, r"\eta": eta, r"\lambda": lam,
        },
        "TR": lambda: users_as_rows(n, "p", "q") | {
            "J": loss, r"\lambda": eta, r"\lambda_0": eta0, r"\gamma": lam, "n": n_ratings,
            r"\varepsilon_ui": e, r"\tilde{r}_ui": rhat,
        },
        "NO": lambda: users_as_rows(n, "u", "v") | {
            "E": loss, r"\eta": eta, r"\lambda": lam, "N": n_ratings, "n": n_users, "m": n_items,
            "y_ui": n.R, "Y": n.R, "r_ui": n.M, "R": n.M, r"\hat{y}_ui": rhat, r"\Delta": n.M * e,
        },
        "AR": lambda: article(n) | {
            r"\text{MSE}": loss, r"\alpha": eta, r"\alpha_0": eta0, r"\lambda": lam, "Z": k,
            "M": n_users, "N": n_items,
        },
        "SL": lambda: users_as_rows(n, "u", "v") | {
            "J": loss, r"\eta": eta, r"\lambda": lam, "S": n.M, "I_u": n.M,
        },
        "Surprise": lambda: users_as_rows(n, "p", "q") | {
            "J": loss, r"\gamma": eta, r"\gamma_0": eta0, r"\lambda": lam, "I_u": n.M,
            r"R_\text{train}": n.M, r"n_\text{factors}": k,
        },
    }
    # fmt: on
    return shared | tables[n.dialect]() | {".P": n.P, ".Q": n.Q}


def left_to_explain(n: Numbers) -> Ratings:
    """The observed ratings less their baseline, as triples."""
    users, items = np.nonzero(n.M)
    return triples(users, items, (n.R - n.B)[users, items], *n.M.shape)


def loss_of(n: Numbers) -> float:
    """The source's loss: the course's, by the constant before it, with λ where it has one."""
    lam = n.lam if DIALECTS[n.dialect].penalised else 0.0
    return 2 * n.scale * objective.loss(left_to_explain(n), Factors(n.P, n.Q), lam)


def place_of(n: Numbers) -> Place:
    """Where the formulas of a source are read, with these numbers."""
    named = IN_QUESTION.get(n.dialect, ("u", "i", "f"))
    return Place(
        own(n),
        INDICES[n.dialect],
        {"u": n.M.shape[0], "i": n.M.shape[1], "f": n.P.shape[1]},
        dict(zip(named, (n.u, n.i, n.f), strict=True)),
        moving=(".P", ".Q"),
        make=lambda P, Q: own(n._replace(P=P, Q=Q)),
    )


def place_of_a_model(ratings: Ratings, model: Model, eta: float, lam: float) -> Place:
    """Where the formulas of the kernels are read; its arrays are copies, for a run to move."""
    (P, Q), (mu, b_user, b_item) = deepcopy(model)
    R, M = objective.dense(ratings)
    # fmt: off
    data = {
        "r_ui": R, "R": R, "M": M, r"\Omega": M, r"\Omega_u": M, r"\Omega_i": M.T, r"\mu": mu,
        "n_u": M.sum(axis=1), "n_i": M.sum(axis=0), r"\eta": eta, r"\lambda": lam,
        "I": np.eye(P.shape[1]),
    }
    # fmt: on

    def letters(P: Floats, Q: Floats, b_user: Floats, b_item: Floats) -> dict[str, object]:
        loss = objective.loss(ratings, Factors(P, Q), lam, Baseline(mu, b_user, b_item))
        b = mu + b_user[:, None] + b_item
        biases = {"b_u": b_user, "b_i": b_item, "b_ui": b}
        return data | biases | {"P": P, "p_u": P, "Q": Q, "q_i": Q, "J": loss}

    return Place(
        letters(P, Q, b_user, b_item),
        INDICES["course"],
        {"u": ratings.n_users, "i": ratings.n_items, "f": P.shape[1]},
        moving=("P", "Q", "b_u", "b_i"),
        make=letters,
    )


def with_residuals(ratings: Ratings, place: Place) -> Place:
    """The same place with the residuals as they are before anything moves."""

    def letters(P: Floats, Q: Floats, b_user: Floats, b_item: Floats) -> dict[str, object]:
        baseline = Baseline(place.letters[r"\mu"], b_user, b_item)
        e = objective.residuals(ratings, Factors(P, Q), baseline)
        dense = objective.dense(ratings._replace(values=e))[0]
        return place.make(P, Q, b_user, b_item) | {"e_ui": dense}

    return replace(place, letters=letters(*(place.letters[x] for x in place.moving)), make=letters)
