"""Parts of the lesson `update_rule`."""

from pages._kit.parts.update_rule import gradient_check, rating

LIVE = (
    gradient_check.NUDGE,
    rating.PULLS,
)
