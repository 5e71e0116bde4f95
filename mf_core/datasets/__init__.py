"""The data sets of the course, and the ways to bring another.

Built in are the ones of `DATASETS`: nothing to download, the same on every machine. Others
come by `ratings_csv.read_upload` (a file of the reader) or `download` (MovieLens).
A new built-in set is one file with a `load(seed)` function and one entry here.
"""

from mf_core.datasets import planted, toy
from mf_core.datasets.dataset import DataError, Dataset, DatasetSource

__all__ = ["DATASETS", "DataError", "Dataset", "DatasetSource"]

DATASETS: dict[str, DatasetSource] = {
    "history_romance": DatasetSource(
        "history_romance",
        "History and romance (8 × 8)",
        "Eight people rated some of four historical films and four romances.",
        toy.history_romance,
        "hand",
    ),
    "tiny": DatasetSource(
        "tiny",
        "Three by three",
        "Three people, three films and six whole stars, small enough to compute by hand.",
        toy.tiny,
        "hand",
    ),
    "rank_one": DatasetSource(
        "rank_one",
        "One taste, exactly (4 × 4)",
        "Every rating is one number of the person times one number of the film, with five "
        "cells left empty.",
        toy.rank_one,
        "hand",
    ),
    "planted": DatasetSource(
        "planted",
        "Planted tastes (100,000 ratings)",
        "A full-size set of the shape of MovieLens, made from hidden tastes and a known "
        "amount of noise, so that we know the best error anybody can reach.",
        planted.load,
        "full",
    ),
}
