"""Parts of the lesson `ratings`."""

from pages._kit.parts.ratings import expected, tastes

LIVE = (
    expected.EXPECTED,
    tastes.COUNT,
    tastes.FIT,
    tastes.TASTE,
)
