"""Parts of the lesson `descent`."""

from pages._kit.parts.descent import hops, own, rates, relatives, walks

LIVE = (
    *walks.WALKS.values(),
    *rates.RACES.values(),
    rates.GOLDILOCKS,
    hops.HOPS,
    relatives.MOMENTUM,
    relatives.RATES,
    own.OWN,
)
