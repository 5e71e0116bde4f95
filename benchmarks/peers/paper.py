"""Our loops as they stand on paper and in the lessons."""

from benchmarks.peers.steps import ON_PAPER

JOBS = ON_PAPER
