"""The objective symbol by symbol: what each letter stands for, lit in the tiles."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core.datasets import Dataset
from mf_core.figures.lit_tiles import Lit, lit_tiles
from mf_core.figures.picture import Picture
from mf_core.model import Factors
from mf_core.objective import cells_of, loss
from mf_core.saying import number
from pages._kit import cached, panels
from pages._kit.text import esc_md, short, vector
from pages._kit.toy import runs as toy_runs

_Mask = NDArray[np.bool_]


class Place(NamedTuple):
    """The toy with trained factors, and the one pair (u, i) the formula speaks of."""

    data: Dataset
    P: NDArray[np.float64]  # (n_users, k)
    Q: NDArray[np.float64]  # (n_items, k)
    mu: float  # baseline: the mean of the training ratings, in stars
    u: int
    i: int

    @property
    def observed(self) -> _Mask:
        """Where a rating is known: (n_users, n_items)."""
        return np.isfinite(cells_of(self.data.ratings))

    @property
    def e(self) -> NDArray[np.float64]:
        """Residuals, NaN where nothing is known: (n_users, n_items), in stars."""
        return cells_of(self.data.ratings) - self.mu - self.P @ self.Q.T


class Part(NamedTuple):
    """One clickable part of the objective.

    tex : how it stands in the formula
    lit : which users' rows, items' columns and cells it lights
    says : what it is and what it counts, with the numbers of the toy
    residual : whether the matrix shows residuals instead of ratings
    """

    tex: str
    lit: Callable[[Place], Lit]
    says: Callable[[Place], str]
    residual: bool = False


def _lit(
    place: Place, *, user: bool = False, item: bool = False, cells: _Mask | None = None
) -> Lit:
    """The row of the user, the column of the item, and some cells."""
    P, Q = np.zeros(place.P.shape, bool), np.zeros(place.Q.shape, bool)
    P[place.u], Q[place.i] = user, item
    return Lit(P, Q, np.zeros(place.observed.shape, bool) if cells is None else cells)


def _everything(place: Place) -> Lit:
    return Lit(np.ones(place.P.shape, bool), np.ones(place.Q.shape, bool), place.observed)


def _cell(place: Place) -> _Mask:
    mask = np.zeros(place.observed.shape, bool)
    mask[place.u, place.i] = True
    return mask


def _row(place: Place) -> _Mask:
    mask = np.zeros(place.observed.shape, bool)
    mask[place.u] = True
    return mask


def _column(place: Place) -> _Mask:
    mask = np.zeros(place.observed.shape, bool)
    mask[:, place.i] = True
    return mask


def _names(place: Place) -> tuple[str, str]:
    return esc_md(place.data.user_names[place.u]), esc_md(place.data.item_titles[place.i])


def _says_loss(place: Place) -> str:
    ratings = place.data.ratings
    above = ratings._replace(values=ratings.values - place.mu)
    value = loss(above, Factors(place.P, place.Q), toy_runs.KNOBS.lam)
    return (
        f"One number for the whole model, **{number(value, 1)} star²** at the moment. "
        "Everything lit "
        f"enters it, and nothing else: {int(place.observed.sum())} ratings and "
        f"{place.P.size + place.Q.size} factors."
    )


def _says_sum(place: Place) -> str:
    n, (rows, columns) = int(place.observed.sum()), place.observed.shape
    return (
        f"One term for every **rating**: {n} of them. Not the number of items ({columns}), not of "
        f"users ({rows}), not of cells ({rows * columns}). A mean divides by this same {n}."
    )


def _says_rating(place: Place) -> str:
    (user, film), r = _names(place), cells_of(place.data.ratings)[place.u, place.i]
    if not np.isfinite(r):
        return f"{user} has not rated *{film}*: this pair is not in Ω, and J has no term for it."
    return f"What {user} gave *{film}*: **{short(r)} stars**. It is data and never moves."


def _says_error(place: Place) -> str:
    e = place.e[place.u, place.i]
    if not np.isfinite(e):
        return "No rating, no residual: the cell stays empty, whatever the model predicts there."
    said = number(e, sign=True)
    return (
        f"Rating minus prediction, **{said} stars**; squared, {number(e * e)} star². The "
        "prediction "
        f"is the mean of the training ratings, {number(place.mu)}, plus the dot product."
    )


def _says_user(place: Place) -> str:
    user, p = _names(place)[0], place.P[place.u]
    return f"The **{p.size} numbers** of {user}: one row of P, {vector(p)} in √star."


def _says_item(place: Place) -> str:
    film, q = _names(place)[1], place.Q[place.i]
    return f"The **{q.size} numbers** of *{film}*: one column of Qᵀ, {vector(q)} in √star."


def _says_lam(place: Place) -> str:
    n_u, n_i = int(place.observed[place.u].sum()), int(place.observed[:, place.i].sum())
    user, film = _names(place)
    return (
        "The price of length, in stars. It stands *inside* the sum, so it is charged once "
        f"per rating: {user}’s row pays **{n_u} times**, the column of *{film}* {n_i} times."
    )


def _says_users(place: Place) -> str:
    n = place.observed.shape[0]
    return f"Counts **users**, from 1 to {n}. One u is one row: of R, of E and of P."


def _says_items(place: Place) -> str:
    n = place.observed.shape[1]
    return f"Counts **items**, from 1 to {n}. One i is one column: of R, of E and of Qᵀ."


PARTS: dict[str, Part] = {
    "J": Part("J", _everything, _says_loss),
    "½": Part(
        r"\tfrac12",
        _lit,
        lambda _: "Counts nothing and lights nothing. It cancels the 2 that the square leaves in "
        "the slope; the minimum is where it was.",
    ),
    "Σ over Ω": Part(
        r"\sum_{(u,i) \in \Omega}", lambda p: _lit(p, cells=p.observed), _says_sum
    ),
    "u": Part("u", lambda p: _lit(p, user=True, cells=_row(p)), _says_users),
    "i": Part("i", lambda p: _lit(p, item=True, cells=_column(p)), _says_items),
    "r": Part("r_{ui}", lambda p: _lit(p, cells=_cell(p)), _says_rating),
    "e": Part(
        "e_{ui}",
        lambda p: _lit(p, user=True, item=True, cells=_cell(p)),
        _says_error,
        residual=True,
    ),
    "p": Part("p_u", lambda p: _lit(p, user=True), _says_user),
    "q": Part("q_i", lambda p: _lit(p, item=True), _says_item),
    "λ": Part(r"\lambda", lambda p: _lit(p, user=True, item=True), _says_lam),
}  # fmt: skip


def people() -> list[str]:
    """The users of the toy, by name."""
    return list(toy_runs.built_in().user_names)


def films() -> list[str]:
    """The films of the toy, by title."""
    return list(toy_runs.built_in().item_titles)


def place(user: str, film: str) -> Place:
    """The trained toy, at the pair of this user and this film."""
    data = toy_runs.built_in()
    setup, knobs, n_epochs, seed = toy_runs.SETUP, toy_runs.KNOBS, toy_runs.N_EPOCHS, toy_runs.SEED
    run = cached.toy_run(data, "sgd", setup, knobs, n_epochs, 0.0, seed)
    P, Q = run.recording.P[-1], run.recording.Q[-1]
    mu = float(run.train.values.mean())
    return Place(
        data, P, Q, mu, list(data.user_names).index(user), list(data.item_titles).index(film)
    )


def formula(chosen: str) -> None:
    """J with the chosen part in a frame; r and e name the same square from its two ends."""
    tex = {name: _framed(part.tex, name == chosen) for name, part in PARTS.items()}
    index = _framed(r"(u,i)", chosen in {"u", "i"})
    pairs = _framed(rf"\sum_{{{index} \in \Omega}}", chosen == "Σ over Ω")
    e = tex["e"]
    panels.formula(
        rf"\begin{{aligned}} {tex['J']} = {tex['½']} {pairs} \Big[\, & {e}^2 + {tex['λ']} \big( "
        rf"\lVert {tex['p']} \rVert^2 \\ & \quad + \lVert {tex['q']} \rVert^2 \big) \Big] \\"
        rf"e_{{ui}} = {tex['r']} - & \big( b_{{ui}} + p_u^\top q_i \big) \end{{aligned}}"
    )


def picture(chosen: str, at: Place) -> Picture:
    """The tiles with what the chosen part stands for."""
    part = PARTS[chosen]
    names, titles = list(at.data.user_names), list(at.data.item_titles)
    cells = at.e if part.residual else cells_of(at.data.ratings)
    name, scale = ("E", (-2.0, 2.0)) if part.residual else ("R", at.data.scale)
    return lit_tiles(at.P, at.Q, cells, names, titles, part.lit(at), name, scale)


def says(chosen: str, at: Place) -> str:
    """What the chosen part is and counts."""
    return PARTS[chosen].says(at)


def _framed(tex: str, framed: bool) -> str:  # noqa: FBT001 (part of the formula or not)
    return rf"\boxed{{{tex}}}" if framed else tex
