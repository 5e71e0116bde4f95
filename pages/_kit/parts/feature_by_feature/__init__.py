"""Parts of the lesson `feature_by_feature`."""

from pages._kit.parts.feature_by_feature import stairs

LIVE = (stairs.STAIRS,)
