"""A clock that only the test moves, to stand in for the module `time` of a module under test."""


class Clock:
    """Seconds; both clocks of Python's show the same."""

    now = 1000.0

    def monotonic(self):
        return self.now

    def perf_counter(self):
        return self.now
