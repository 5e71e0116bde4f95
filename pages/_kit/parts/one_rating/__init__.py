"""Parts of the lesson `one_rating`."""

from pages._kit.parts.one_rating import words

LIVE = (
    words.HIT,
    words.LIKED,
    words.ORDERS,
    words.VISIT,
)
