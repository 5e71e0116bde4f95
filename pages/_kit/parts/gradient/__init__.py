"""Parts of the lesson `gradient`."""

from pages._kit.parts.gradient import point

LIVE = (
    point.ARROWS,
    point.DIAL,
    point.FLAT,
    point.LEGS,
    point.SLICES,
    point.TURN,
)
