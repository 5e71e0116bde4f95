"""The lesson on ratings and tastes: its hand-made tastes, its count of parameters, its task."""

from typing import Literal, NamedTuple

import numpy as np

from mf_core import objective
from mf_core.datasets import DATASETS
from mf_core.figures.lit_tiles import Lit, lit_tiles
from mf_core.figures.matrix_product import matrix_product
from mf_core.figures.parameter_count import parameter_count
from mf_core.figures.picture import Picture
from mf_core.figures.rating_tiles import rating_tiles
from mf_core.figures.taste_arrows import taste_arrows
from mf_core.model import Factors, Ratings, triples
from mf_core.saying import number
from pages._kit import cached
from pages._kit.stage import Pick, Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task
from pages._kit.text import bracketed, display, paragraphs, short, table
from pages._kit.toy import runs as toy_runs

# Tastes made up by hand, in √star: how much history, how much romance. Only here have the two
# numbers names; what a machine finds has none.
FILMS = ("Gladiator", "Lincoln", "Titanic", "Amélie")
PEOPLE = ("Ada", "Ben", "Elif", "Hugo")
Q = np.array([[2.0, -0.2], [1.8, 0.5], [1.2, 1.6], [-0.1, 2.1]])
P = np.array([[2.3, 0.4], [2.3, 1.0], [0.5, 2.4], [1.8, 2.1]])
START = (1.2, 0.4)  # where Ada stands before anybody moves her
_FAR = 3.45  # √star: where the map ends, so that a pointer reaches all of it
_MOVED = (
    Slider("history", "p₁", "Ada’s taste for history", -_FAR, _FAR, 0.05, START[0], unit="√star"),
    Slider("romance", "p₂", "Ada’s taste for romance", -_FAR, _FAR, 0.05, START[1], unit="√star"),
)
SETS = tuple(source.title for source in DATASETS.values())
LAYOUTS = ("a row of Q (this course, the notes)", "a column of Q (the article)")
VIEWS = ("R: what was given", "M: where something was given")


def whole_table(view: str) -> Picture:
    """The toy ratings, or their mask: 1 where a rating was observed, 0 where not."""
    data = toy_runs.built_in()
    names, titles = list(data.user_names), list(data.item_titles)
    none = np.zeros((len(names), len(titles)))
    if view == VIEWS[0]:
        return rating_tiles(objective.cells_of(data.ratings), none, names, titles)
    return rating_tiles(objective.dense(data.ratings)[1], none, names, titles, kind="mask")


def taste(history: float, romance: float) -> Picture:
    """Ada as an arrow among the others, and beside each film what is predicted for her."""
    made = Q @ (history, romance)
    return _arrows(
        (history, romance), [f"{f} {number(x, 1)}" for f, x in zip(FILMS, made, strict=True)]
    )


def towards(history: float, romance: float) -> Picture:
    """The same, and beside each prediction the rating she gave: its target."""
    both = zip(FILMS, Q @ (history, romance), hers().values, strict=True)
    return _arrows((history, romance), [f"{f} {number(x, 1)} → {short(r)}" for f, x, r in both])


def _arrows(her: tuple[float, float], films: list[str]) -> Picture:
    return taste_arrows(np.vstack([her, P[1:]]), Q, PEOPLE, films)


def angles(history: float, romance: float) -> str:
    """Each of Ada’s predictions as length × length × cosine."""
    p = np.array([history, romance])
    rows = []
    for title, q in zip(FILMS, Q, strict=True):
        lengths = float(np.hypot(*p)), float(np.hypot(*q))
        cosine = float(p @ q) / (lengths[0] * lengths[1]) if lengths[0] else float("nan")
        said = [number(value) for value in (*lengths, cosine, float(p @ q))]
        rows.append((title, *said[:3], f"**{said[3]}**"))
    head = ("film", "length of p", "× length of q", "× cosine", "= prediction")
    return table(head, rows, "lrrrr")


def hers() -> Ratings:
    """What Ada really gave the four films, as ratings of one user."""
    cells = objective.cells_of(toy_runs.built_in().ratings)
    titles = list(toy_runs.built_in().item_titles)
    return triples([0] * 4, range(4), [cells[0, titles.index(film)] for film in FILMS])


def fitted(history: float, romance: float) -> Task:
    """The task: bring Ada’s predictions close to the four ratings she gave."""
    ratings, factors = hers(), Factors(np.array([[history, romance]]), Q)
    e = objective.residuals(ratings, factors)
    for_each = zip(FILMS, ratings.values, e, strict=True)
    said = " · ".join(
        f"{film}: she gave {short(r)}, residual {number(x, sign=True)}" for film, r, x in for_each
    )
    task = Task(
        "Move Ada until her four predictions miss her four ratings by little: an RMSE of at most "
        "0.45 stars.",
        objective.rmse(ratings, factors),
        0.45,
        unit="stars",
        remark=said,
    )
    best = f"The best any two numbers can do for her is {number(best_fit(), 3)} stars."
    return task._replace(remark=best) if task.reached else task


def best_fit() -> float:
    """The smallest RMSE of Ada’s four ratings over all tastes, in stars: least squares."""
    ratings = hers()
    p = np.linalg.lstsq(Q, ratings.values)[0]
    return objective.rmse(ratings, Factors(p[None], Q))


def row_walk(user: str) -> Picture:
    """One row of predictions, film by film and factor by factor: a row times each column."""
    u, (n_items, k) = PEOPLE.index(user), Q.shape
    terms, steps = P[u] * Q, range(n_items * k + 1)
    lit = Lit(
        np.zeros((len(steps), *P.shape), bool),
        np.zeros((len(steps), *Q.shape), bool),
        np.zeros((len(steps), len(P), n_items), bool),
    )
    cells = np.repeat((P @ Q.T)[None], len(steps), axis=0)
    for step in steps[1:]:
        i, f = divmod(step - 1, k)
        lit.P[step, u, f] = lit.Q[step, i, f] = True
        lit.cells[step, u, : i + 1] = True
        cells[step, u, i] = terms[i, : f + 1].sum()
    return lit_tiles(P, Q, cells, PEOPLE, FILMS, lit, "R̂")


def row_terms(user: str) -> list[str]:
    """What is multiplied at each step of the walk, and the sum so far."""
    u, said = PEOPLE.index(user), ["nothing yet"]
    for title, q in zip(FILMS, Q, strict=True):
        sums = np.cumsum(P[u] * q)
        said += [
            f"{title}: {short(p)} · {bracketed(short(x))}, so far {number(so_far)}"
            for p, x, so_far in zip(P[u], q, sums, strict=True)
        ]
    return said


def product(layout: str, user: str, film: str) -> Picture:
    """The same product with the films as rows or as columns of Q; `layout` is one of LAYOUTS."""
    drawn: Literal["rows", "columns"] = "rows" if layout == LAYOUTS[0] else "columns"
    return matrix_product(P, Q, PEOPLE, FILMS, drawn, PEOPLE.index(user), FILMS.index(film))


def in_numbers(user: str, film: str) -> str:
    """One prediction as the sum of its two products, and what the two layouts differ by."""
    p, q = P[PEOPLE.index(user)], Q[FILMS.index(film)]
    terms = " + ".join(
        rf"\user{{{short(a)}}} \cdot \item{{{bracketed(short(b))}}}"
        for a, b in zip(p, q, strict=True)
    )
    return paragraphs(
        display(rf"\hat r_{{ui}} = {terms} = \prediction{{{number(float(p @ q))}}}"),
        "Largest difference between the two products, over all 16 cells: "
        f"{short(largest_gap(), 1)} stars.",
    )


def largest_gap() -> float:
    """Largest difference between P Qᵀ from rows and P Q from columns, in stars."""
    as_columns = np.ascontiguousarray(Q.T)
    from_rows = np.array([[float(p @ q) for q in Q] for p in P])
    return float(np.abs(from_rows - P @ as_columns).max())


class Size(NamedTuple):
    """How large a rating set is."""

    n_users: int
    n_items: int
    n_ratings: int


def size(title: str) -> Size:
    """The size of the built-in data set with this title."""
    name = next(name for name, source in DATASETS.items() if source.title == title)
    ratings = cached.dataset(name).ratings
    return Size(ratings.n_users, ratings.n_items, ratings.values.size)


def parameters(k: float, data: str) -> Picture:
    """Parameters against ratings, for one of the built-in data sets."""
    shown = size(data)
    return parameter_count(shown.n_users, shown.n_items, int(k), shown.n_ratings)


def counted(k: float, data: str) -> str:
    """The count as a formula with its numbers, and a warning where there are too many."""
    n_users, n_items, n_ratings = size(data)
    n = int(k) * (n_users + n_items)
    formula = display(
        r"\underbrace{n_{\text{users}} \cdot k}_{"
        + f"{n_users} \\cdot {int(k)} = {n_users * int(k):,}".replace(",", r"\,")
        + r"} + \underbrace{k \cdot n_{\text{items}}}_{"
        + f"{int(k)} \\cdot {n_items} = {n_items * int(k):,}".replace(",", r"\,")
        + "} = "
        + f"{n:,}".replace(",", r"\,")
    )
    said = f"{n:,} numbers to learn from {n_ratings:,} ratings: {n / n_ratings:.2f} for each."
    if n > n_ratings:
        said = (
            f"**{said}** With more parameters than ratings the model can learn by heart. It may "
            "still be useful, but only regularisation and held-out ratings keep it honest."
        )
    return paragraphs(formula, said)


_PICK = Pick(0, "history", "romance")
_PRESETS = {
    name: {"history": round(by[0], 2), "romance": round(by[1], 2)}
    for name, by in {
        "As at first": START,
        "Twice as long": (2 * START[0], 2 * START[1]),
        "Half as long": (START[0] / 2, START[1] / 2),
        "A quarter turn": (-START[1], START[0]),
        "Opposite": (-START[0], -START[1]),
    }.items()
}
TASTE = LiveFigure("taste", taste, _MOVED, pick=_PICK, says=angles, presets=_PRESETS)
FIT = LiveFigure("taste_to_fit", towards, _MOVED, pick=_PICK, task=fitted)
COUNT = LiveFigure(
    "parameters",
    parameters,
    (Slider("k", "k", "factors", 1, 20, 1, 2, digits=0, whole=True),),
    {"data": SETS},
    says=counted,
)
