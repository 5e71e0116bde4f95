"""A slider of the stage: one number the reader may drag while the picture follows."""

import math
from typing import NamedTuple

import numpy as np


class Slider(NamedTuple):
    """One number of an experiment: its names, its range, where it stands.

    Parameters
    ----------
    name : str
        In ASCII: the argument of the live figure, and the parameter in the address.
    symbol : str
        As in the formula, without TeX: "η".
    label : str
        In words: "learning rate".
    low, high : float
        The range, both ends included.
    step : float
        Distance of two positions; on a `log` slider, in decades (0.05: twenty to a decade).
    value : float
        Where it stands; in a registry, where it stands at first.
    log : bool
        Whether equal distances are equal factors.
    unit : str
        Shown behind the number: "per star".
    digits : int
        Decimals; on a `log` slider, significant figures.
    whole : bool
        Whether the value is a count, handed on as an `int` (`step` 1, `digits` 0).
    hidden : bool
        Whether no slider is drawn: it is moved on the picture alone, or the link that opened the
        page leaves it out. Its value counts all the same.
    """

    name: str
    symbol: str
    label: str
    low: float
    high: float
    step: float
    value: float
    log: bool = False
    unit: str = ""
    digits: int = 2
    whole: bool = False
    hidden: bool = False

    def clamp(self, value: float) -> float:
        """The nearest value inside the range; its own `value` where that is no number."""
        if not math.isfinite(value):
            return self.value
        inside = min(max(value, self.low), self.high)
        return round(inside) if self.whole else float(inside)

    def text(self, value: float) -> str:
        """The value as the browser would write it: the shortest text that reads back equal."""
        return np.format_float_positional(value, trim="-")

    def read(self, text: str) -> float | None:
        """The value of a text from outside, or None where it is no number in the range.

        Examples
        --------
        >>> eta = Slider("eta", "η", "learning rate", 0.01, 1.0, 0.01, 0.1)
        >>> eta.read("0.25"), eta.read("7"), eta.read("nan"), eta.read("abc")
        (0.25, None, None, None)
        """
        try:
            value = float(text)
        except ValueError:
            return None
        if not self.low <= value <= self.high:  # false for NaN, too
            return None
        return self.clamp(value)
