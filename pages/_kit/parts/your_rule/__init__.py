"""Parts of the lesson `your_rule`."""

from pages._kit.parts.your_rule import check, others, run

LIVE = (
    run.RUN,
    check.CHECK,
    others.ORDERS,
    others.OTHERS,
)
