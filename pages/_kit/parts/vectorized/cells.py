"""The lesson `vectorized`: one batch gradient as matrices, cell by cell.

The numbers are those of `notation.misprints.example`, on which the slips of the notes are
decided too: two users, three films, two factors, five ratings. A reader counts from 1, the
arguments here from 0.
"""

from collections.abc import Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mf_core import objective
from mf_core.derivation import Numbers
from mf_core.figures.matrix_tiles import Block, matrix_tiles
from mf_core.figures.picture import Picture
from mf_core.figures.tiles_in_a_row import tiles_in_a_row
from mf_core.model import Factors, triples
from mf_core.notation.misprints import example
from mf_core.saying import brief
from mf_core.slopes.calculus import difference_gradient
from pages._kit import controls, lens
from pages._kit.derivation import player, sittings
from pages._kit.stage import stage
from pages._kit.text import bracketed, display

_Floats = NDArray[np.float64]

FACTORS = Factors(np.array(example.P), np.array(example.Q))
R, M = np.array(example.R), np.array(example.M)
_RATED = np.nonzero(M)
RATINGS = triples(_RATED[0], _RATED[1], R[_RATED])
N = RATINGS.values.size

_USERS = [f"u={u + 1}" for u in example.USERS]
_ITEMS = [f"i={i + 1}" for i in example.ITEMS]
_K = [f"f={f + 1}" for f in range(example.K)]


def delta() -> _Floats:
    """The masked residuals Δ, (n_users, n_items), in stars: 0 where nothing was rated."""
    return objective.dense(RATINGS._replace(values=objective.residuals(RATINGS, FACTORS)))[0]


def mean_gradient() -> Factors:
    """The gradient of MSE = (1/N) Σ e², by the function on the page."""
    dP, dQ = objective.masked_gradient(R, M, FACTORS, 0.0)
    return Factors(2 / N * dP, 2 / N * dQ)


ROW, COLUMN, ALL = (
    "row 1 of Δ: this user’s own ratings",
    "column 1 of Δ: everybody who has rated film 1",
    "all of Δ",
)
NEEDS = {
    ROW: "Only this user’s predictions contain the factor, and Δ keeps them in one row.",
    COLUMN: "That is what the slope of a factor of *film* 1 needs. In this column stand other "
    "users, whose predictions do not contain our factor.",
    ALL: "The other user’s predictions do not contain this factor. Their residuals may be what "
    "they like; the slope does not notice.",
}


# --- from the ratings to Δ


def masked() -> Picture:
    """R − P Qᵀ, the mask, and Δ, which is filled cell by cell."""
    prediction = FACTORS.P @ FACTORS.Q.T
    visits: list[Block | None] = [None, *(Block(u, u, i, i) for u, i in np.ndindex(R.shape))]
    filled = np.full((len(visits), *R.shape), np.nan)
    for t in range(1, len(visits)):
        filled[t:].reshape(-1, R.size)[:, t - 1] = delta().flat[t - 1]
    return tiles_in_a_row(
        [
            matrix_tiles(R - prediction, "R − P Qᵀ", "residual", _USERS, _ITEMS, visited=visits),
            matrix_tiles(M, "⊙ M", "mask", _USERS, _ITEMS, visited=visits),
            matrix_tiles(filled, "= Δ", "residual", _USERS, _ITEMS, visited=visits),
        ]
    )


def cell_labels() -> list[str]:
    """The calculation of each cell of Δ, for the player."""
    prediction = FACTORS.P @ FACTORS.Q.T
    said = [
        f"({brief(r)} − {bracketed(brief(rhat))}) × {brief(m)} = {brief(e)}"
        for r, rhat, m, e in zip(R.flat, prediction.flat, M.flat, delta().flat, strict=True)
    ]
    return ["nothing yet", *said]


def given() -> list[Picture]:
    """The tables from which everything on the page can be worked out by hand."""
    prediction = FACTORS.P @ FACTORS.Q.T
    known = [
        matrix_tiles(R, "R", "stars", _USERS, _ITEMS),
        matrix_tiles(M, "M", "mask", _USERS, _ITEMS),
    ]
    modelled = [
        matrix_tiles(FACTORS.P, "P", "factor", _USERS, _K),
        matrix_tiles(FACTORS.Q, "Q", "factor", _ITEMS, _K),
        matrix_tiles(prediction, "P Qᵀ", "stars", _USERS, _ITEMS),
    ]
    return [tiles_in_a_row(known), tiles_in_a_row(modelled)]


# --- one cell of a gradient


def user_cell(u: int, f: int) -> Picture:
    """Row u of Δ, column f of Q, and the cell of ΔQ they make, term by term."""
    return _product(delta(), FACTORS.Q, (u, f), ("Δ", "× Q", "= Δ Q"), (_USERS, _ITEMS))


def item_cell(i: int, f: int) -> Picture:
    """Row i of Δᵀ, column f of P, and the cell of ΔᵀP they make, term by term."""
    return _product(delta().T, FACTORS.P, (i, f), ("Δᵀ", "× P", "= Δᵀ P"), (_ITEMS, _USERS))


def _product(
    left: _Floats,
    right: _Floats,
    cell: tuple[int, int],
    names: tuple[str, str, str],
    labels: tuple[Sequence[str], Sequence[str]],
) -> Picture:
    row, f = cell
    n_terms = right.shape[0]
    terms = range(n_terms)
    so_far = np.concatenate([[0.0], np.cumsum(left[row] * right[:, f])])
    result = np.repeat((left @ right)[None], n_terms + 1, axis=0)
    result[:, row, f] = so_far
    outer, inner = labels
    one = Block(row, row, f, f)
    return tiles_in_a_row([
        matrix_tiles(
            left, names[0], "residual", outer, inner, Block(row, row, 0, n_terms - 1),
            [None, *(Block(row, row, n, n) for n in terms)],
        ),
        matrix_tiles(
            right, names[1], "factor", inner, _K, Block(0, n_terms - 1, f, f),
            [None, *(Block(n, n, f, f) for n in terms)],
        ),
        matrix_tiles(result, names[2], "residual", outer, _K, one, [one] * (n_terms + 1)),
    ])  # fmt: skip


def user_terms(u: int, f: int) -> list[str]:
    """Each product of row and column, and the sum so far, for the player."""
    return _terms(delta()[u], FACTORS.Q[:, f])


def item_terms(i: int, f: int) -> list[str]:
    """The same for a cell of ΔᵀP."""
    return _terms(delta()[:, i], FACTORS.P[:, f])


def _terms(row: _Floats, column: _Floats) -> list[str]:
    sums = np.cumsum(row * column)
    said = [
        f"{brief(a)} × {bracketed(brief(b))}, so far {brief(s)}"
        for a, b, s in zip(row, column, sums, strict=True)
    ]
    return ["so far 0", *said]


def user_slope(u: int, f: int) -> str:
    """The cell of the gradient that follows, and what nudging that factor measures."""
    total = float(delta()[u] @ FACTORS.Q[:, f])
    letter = rf"\user{{p_{{{u + 1},{f + 1}}}}}"
    return _slope(letter, total, float(mean_gradient().P[u, f]), measured(0, u, f))


def item_slope(i: int, f: int) -> str:
    """The same for a factor of a film."""
    total = float(delta()[:, i] @ FACTORS.P[:, f])
    letter = rf"\item{{q_{{{i + 1},{f + 1}}}}}"
    return _slope(letter, total, float(mean_gradient().Q[i, f]), measured(1, i, f))


def measured(side: int, row: int, f: int) -> float:
    """A slope of the MSE by differences of the MSE itself: 0 for P, 1 for Q."""

    def mean_squared_error(x: _Floats) -> float:
        moved = [factor.copy() for factor in FACTORS]
        moved[side][row, f] = x[0]
        return objective.rmse(RATINGS, Factors(*moved)) ** 2

    return float(difference_gradient(mean_squared_error, [FACTORS[side][row, f]])[0])


def _slope(letter: str, total: float, slope: float, by_difference: float) -> str:
    return display(
        rf"\frac{{\partial\,\text{{MSE}}}}{{\partial {letter}}} = -\frac{{2}}{{{N}}} \cdot "
        rf"({brief(total, 4)}) = \gradient{{{brief(slope, 4)}}} \qquad "
        rf"\text{{measured: }} {{{brief(by_difference, 4)}}}"
    )


# --- the proof

_OWN_ROW, _OWN_COLUMN, _PRODUCT = 4, 5, 8  # the lines of the proof that single them out


def numbers(u: int, f: int, dialect: str) -> Numbers:
    """Where the derivation of the batch route stands: at the cell the reader has chosen."""
    return Numbers(R, M, 0 * R, *FACTORS, u, 0, f, 0.1, 0.0, dialect)


def lit(u: int, f: int, line: int) -> Picture:
    """What a line of the proof still speaks of: all of Δ, then a row, then a row and a column.

    Parameters
    ----------
    line : int
        Lines of the proof that are shown, from 1.
    """
    n_users, n_items = R.shape
    row = Block(u, u, 0, n_items - 1) if line >= _OWN_ROW else Block(0, n_users - 1, 0, n_items - 1)
    column = Block(0, n_items - 1, f, f) if line >= _OWN_COLUMN else None
    cell = Block(u, u, f, f) if line >= _PRODUCT else None
    product = delta() @ FACTORS.Q
    return tiles_in_a_row(
        [
            matrix_tiles(delta(), "Δ", "residual", _USERS, _ITEMS, row),
            matrix_tiles(FACTORS.Q, "Q", "factor", _ITEMS, _K, column),
            matrix_tiles(product, "Δ Q", "residual", _USERS, _K, cell),
        ]
    )


def proof() -> None:
    """The derivation of the cell chosen above, with the tables of each line beside it."""
    u, f = (controls.value("vectorized_user", *each) - 1 for each in (("u", 1), ("f", 2)))

    def tables(line: int) -> None:
        stage(lit(u, f, line), key="vectorized_lit", height=190)

    player.player("vectorized", numbers(u, f, lens.dialect()), sittings.BATCH, aside=tables)


# --- the task

ETA, ITEM, FACTOR = 0.5, 1, 0


def step_by_hand() -> float:
    """Ask for one factor after a step; how far off the answer is, in √star (NaN if none)."""
    answer = st.number_input(
        f"q of film {ITEM + 1}, factor {FACTOR + 1}, after the step",
        value=None,
        step=0.01,
        key="vectorized_by_hand",
        persist_state="session",
        placeholder="a number",
    )
    after = FACTORS.Q[ITEM, FACTOR] - ETA * mean_gradient().Q[ITEM, FACTOR]
    return float("nan") if answer is None else abs(answer - float(after))
