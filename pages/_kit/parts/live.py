"""Every live figure of the course, for the route that answers while the reader drags."""

from pages._kit import toy
from pages._kit.parts import (
    derivative,
    descent,
    feature_by_feature,
    gradient,
    loss_surface,
    objective,
    one_rating,
    overfitting,
    ratings,
    slope,
    start,
    update_rule,
    your_rule,
)
from pages._kit.stage.live import LiveFigure

# Each lesson declares its own; a new lesson with live figures adds its line here.
_ALL: tuple[LiveFigure, ...] = (
    *start.LIVE,
    *slope.LIVE,
    *derivative.LIVE,
    *gradient.LIVE,
    *descent.LIVE,
    *ratings.LIVE,
    *objective.LIVE,
    *loss_surface.LIVE,
    *update_rule.LIVE,
    *one_rating.LIVE,
    *toy.LIVE,
    *feature_by_feature.LIVE,
    *overfitting.LIVE,
    *your_rule.LIVE,
)
LIVE: dict[str, LiveFigure] = {figure.name: figure for figure in _ALL}
