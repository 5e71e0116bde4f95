"""Measured comparisons; not part of the app, and never a test: the machines are shared."""
