"""What the course tells of a run in training, for whoever follows it."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from mf_core.figures.picture import Picture


class News(NamedTuple):
    """Where a run in training stands."""

    version: int  # another one after every change
    message: Mapping[str, object]  # what its figure draws; under "status" a sentence
    done: bool  # whether nothing will follow


Latest = Callable[[str], News | None]  # from the token of a run; None if there is no such run
Draw = Callable[[Mapping[str, object]], Sequence[Picture]]
