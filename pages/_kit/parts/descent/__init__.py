"""Parts of the lesson `descent`."""

from pages._kit.parts.descent import rates, walks

LIVE = (
    *walks.WALKS.values(),
    *rates.RACES.values(),
    rates.GOLDILOCKS,
)
