"""A MovieLens zip for the browser tests: the real small set where it is, else one in its layout."""

import io
import zipfile

import numpy as np

from mf_core.datasets import DATASETS
from tests.test_golden import MOVIELENS


def small_zip() -> bytes:
    """Real ratings beside the project, or the planted ones rounded to half stars."""
    return MOVIELENS.read_bytes() if MOVIELENS.is_file() else _stand_in()


def _stand_in() -> bytes:
    data = DATASETS["planted"].load(0)
    stars = np.clip(np.round(data.ratings.values * 2) / 2, 0.5, 5.0)
    triples = zip(data.ratings.users + 1, data.ratings.items + 1, stars, strict=True)
    ratings = "".join(f"{u},{i},{r},0\n" for u, i, r in triples)
    movies = "".join(f'{i},"{t}",Drama\n' for i, t in enumerate(data.item_titles, 1))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ml-x/ratings.csv", "userId,movieId,rating,timestamp\n" + ratings)
        archive.writestr("ml-x/movies.csv", "movieId,title,genres\n" + movies)
    return packed.getvalue()
