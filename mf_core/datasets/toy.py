"""Hand-sized data sets: small enough to look at every number. They live in `sample_data/`."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from mf_core.datasets.dataset import Dataset, DatasetSource, describe
from mf_core.datasets.ratings_csv import read_ratings_csv
from mf_core.model import Factors, Model, no_baseline, take

FOLDER = Path(__file__).parents[2] / "sample_data"
SOURCE = "Made up for this course (public domain, CC0)."


def history_romance(seed: int) -> Dataset:
    """Eight people, eight films, 39 of 64 cells: two tastes, and a few people who have both.

    Ada, Ben and Dev like history, Elif, Finn and Grace romance, Hugo likes everything and
    Iris is hard to please. Nobody's ratings follow their taste exactly, so two factors
    explain most of the matrix and not all of it.

    Parameters
    ----------
    seed : int
        Not used: these ratings are written down, not drawn.
    """
    return _toy("history_romance", "History and romance", seed)


def tiny(seed: int) -> Dataset:
    """Three people, three films, six whole stars: for working a whole epoch out by hand."""
    return _toy("tiny", "Three by three", seed)


def rank_one(seed: int) -> Dataset:
    r"""Four people, four films, and every rating exactly one product :math:`r_{ui} = p_u q_i`.

    The five empty cells are therefore known too (`truth`). Trained on the eleven observed
    ratings alone, one factor finds them with an error of 0.00 stars; trained with the empty
    cells as zeros, the best rank-1 matrix misses them by 2.67 stars (RMSE).
    """
    P = np.array([[2.0], [1.0], [1.0], [2.0]])
    Q = np.array([[1.5], [2.0], [2.5], [2.0]])
    truth = Model(Factors(P, Q), no_baseline(4, 4))
    return replace(_toy("rank_one", "One taste, exactly", seed), truth=truth, noise=0.0)


def _toy(name: str, title: str, _seed: int) -> Dataset:
    dataset = read_ratings_csv((FOLDER / f"{name}.csv").read_bytes())
    # Row by row, as a table is read: whoever edits a cell and puts it back has the same set.
    ratings = take(dataset.ratings, np.lexsort((dataset.ratings.items, dataset.ratings.users)))
    names = (list(dataset.user_names), list(dataset.item_titles), list(dataset.genres))
    return describe(name, title, ratings, names, SOURCE, scale=(1.0, 5.0))


HISTORY_ROMANCE = DatasetSource(
    "history_romance",
    "History and romance (8 × 8)",
    "Eight people rated some of four historical films and four romances.",
    history_romance,
    "hand",
)
TINY = DatasetSource(
    "tiny",
    "Three by three",
    "Three people, three films and six whole stars, small enough to compute by hand.",
    tiny,
    "hand",
)
RANK_ONE = DatasetSource(
    "rank_one",
    "One taste, exactly (4 × 4)",
    "Every rating is one number of the person times one number of the film, with five "
    "cells left empty.",
    rank_one,
    "hand",
)
