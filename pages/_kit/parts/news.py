"""News of everything that is trained in the background, for the one route that sends them."""

from collections.abc import Mapping, Sequence

from mf_core.figures.picture import Picture
from pages._kit.parts.full_data import runs
from pages._kit.parts.overfitting import searches
from pages._kit.stage.news import News


def latest(job_id: str) -> News | None:
    """Where the run or the search with this id stands; None if there is none (any more)."""
    return runs.latest(job_id) or searches.latest(job_id)


def pictures(message: Mapping[str, object]) -> Sequence[Picture]:
    """What the stage draws of it while it goes on."""
    if "searched" in message:
        return searches.pictures_of_news(message)
    return runs.pictures_of_news(message)
