"""The lessons, one flat script each, and `_kit`, which they share."""
