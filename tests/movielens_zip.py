"""A small MovieLens zip for the tests: the real one where it lies, else one made in its layout.

The terms of MovieLens forbid to ship it, so it is looked for beside the project. A clone without
it runs the same tests on planted ratings; nothing is skipped.
"""

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

import run
from mf_core import objective
from mf_core.datasets.planted import Plan, plant
from mf_core.model import Ratings

MOVIELENS = Path(run.__file__).parent.parent / "shared" / "data" / "ml-latest-small.zip"

_PARTS = {"sgd": 1.1, "svdpp": 1.1, "bayes": 1.04}  # of the stand-in's floor, at most


class SmallSet(NamedTuple):
    """A zip, and what is known of it without reading it by our own reader."""

    content: bytes
    name: str
    shape: tuple[int, int, int]  # ratings, users, films with a rating
    mean: float  # in stars
    first: tuple[str, str]  # title and genres of the first film
    most_rated: str
    unrated: int  # films that nobody rated
    reached: dict[str, tuple[float, float]]  # held-out RMSE of an algorithm as the page trains it


@cache
def small_set() -> SmallSet:
    """The real small set, or its stand-in."""
    return _real(MOVIELENS) if MOVIELENS.is_file() else stand_in()


def small_zip() -> bytes:
    """The zip alone."""
    return small_set().content


def _real(path: Path) -> SmallSet:
    return SmallSet(
        path.read_bytes(),
        "ml-latest-small",
        (100_836, 610, 9_724),
        3.5016,
        ("Toy Story (1995)", "Adventure|Animation|Children|Comedy|Fantasy"),
        "Forrest Gump (1994)",
        18,
        # Means over five random 90/10 splits. Measured: SGD 0.8597; SVD++ 0.8467, and Koren (2008)
        # gained a comparable share on Netflix; Bayes 0.8285 without anything tuned, where the best
        # tuned SGD we know reaches 0.834.
        {"sgd": (0.850, 0.865), "svdpp": (0.840, 0.852), "bayes": (0.822, 0.830)},
    )


@cache
def stand_in() -> SmallSet:
    """Planted ratings rounded to half stars and cut off at the ends, and a film nobody rated."""
    data = plant(Plan(n_ratings=90_000), np.random.default_rng(0))
    stars = np.clip(np.round(data.ratings.values * 2) / 2, 0.5, 5.0)
    rounded = data.ratings._replace(values=stars)
    titles = data.item_titles.tolist()
    floor = objective.rmse(rounded, *data.truth)  # of the tastes that made them
    return SmallSet(
        _packed(rounded, [*titles, "Nobody Saw It"]),
        "movielens",
        (stars.size, rounded.n_users, rounded.n_items),
        float(stars.mean()),
        (titles[0], "Drama"),
        titles[int(np.bincount(rounded.items).argmax())],
        1,
        # Nobody can fall below the floor. Measured: SGD 1.048, SVD++ 1.042, Bayes 1.033 of it.
        {name: (floor, part * floor) for name, part in _PARTS.items()},
    )


def _packed(ratings: Ratings, titles: list[str]) -> bytes:
    triples = zip(ratings.users + 1, ratings.items + 1, ratings.values, strict=True)
    lines = "".join(f"{u},{i},{r},0\n" for u, i, r in triples)
    movies = "".join(f'{i},"{t}",Drama\n' for i, t in enumerate(titles, 1))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ml-x/ratings.csv", "userId,movieId,rating,timestamp\n" + lines)
        archive.writestr("ml-x/movies.csv", "movieId,title,genres\n" + movies)
    return packed.getvalue()
