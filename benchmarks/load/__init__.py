"""A lecture hall of visitors without browsers; see `benchmarks/README.md`."""
