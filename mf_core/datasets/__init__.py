"""The data sets of the course, and the ways to bring another.

Built in are the ones of `DATASETS`: nothing to download, the same on every machine. Others
come by `ratings_csv.read_upload` (a file of the reader) or `download` (MovieLens).
A new built-in set: a file with a `load(seed)` function, ending in `SOURCE = …`, and a line here.
"""

from mf_core.datasets import planted, toy
from mf_core.datasets.dataset import DataError, Dataset, DatasetSource

__all__ = ["DATASETS", "DataError", "Dataset", "DatasetSource"]

DATASETS: dict[str, DatasetSource] = {
    "history_romance": toy.HISTORY_ROMANCE,
    "tiny": toy.TINY,
    "rank_one": toy.RANK_ONE,
    "planted": planted.SOURCE,
}
