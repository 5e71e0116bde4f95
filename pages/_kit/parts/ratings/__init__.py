"""Parts of the lesson `ratings`."""

from pages._kit.parts.ratings import tastes

LIVE = (
    tastes.COUNT,
    tastes.FIT,
    tastes.TASTE,
)
