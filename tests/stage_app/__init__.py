"""A small app that shows the stage in every situation its tests need."""
