"""The fast wing as the course runs it: with the model in double precision that a step returns."""

from benchmarks.peers.steps import FAST

JOBS = FAST
