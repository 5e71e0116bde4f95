"""Parts of the lesson `objective`."""

from pages._kit.parts.objective import errors, rate_translator

LIVE = (
    errors.PENALISED,
    errors.SQUARES,
    errors.STEPPING,
    rate_translator.SIX,
)
