"""A task with a target the program checks: how far it is, and what is said about it."""

import math
from typing import Literal, NamedTuple

from pages._kit.text import short, with_unit

Goal = Literal["at most", "at least", "close to"]


class Task(NamedTuple):
    """What is to be reached, and what has been reached so far.

    Parameters
    ----------
    statement : str
        What to do, in Markdown.
    value : float
        What the reader has reached so far, computed by the real code; NaN if there is nothing.
    target : float
        What is to be reached, in the same unit.
    goal : "at most", "at least" or "close to"
        Which side of the target counts.
    tolerance : float, ≥ 0
        How far beside the target still counts.
    unit : str
        Said behind the numbers.
    remark : str
        What else there is to say now: in which direction one is off, or what was found.
    """

    statement: str
    value: float
    target: float
    goal: Goal = "at most"
    tolerance: float = 0.0
    unit: str = ""
    remark: str = ""

    @property
    def left(self) -> float:
        """How far the target is: 0 once it is reached, infinite while there is no number.

        Examples
        --------
        >>> Task("", 0.95, 0.9, tolerance=0.1).left, Task("", 3.0, 5.0, "at least").left
        (0.0, 2.0)
        """
        if not math.isfinite(self.value):
            return math.inf
        beyond = {"at most": self.value - self.target, "at least": self.target - self.value}
        return max(beyond.get(self.goal, abs(self.value - self.target)) - self.tolerance, 0.0)

    @property
    def reached(self) -> bool:
        """Whether the target is reached."""
        return self.left == 0.0

    @property
    def standing(self) -> str:
        """Where it stands, in Markdown.

        Examples
        --------
        >>> Task("", 1.2, 0.9, unit="stars").standing
        'Now 1.2 stars; wanted at most 0.9 stars. **0.3 to go.**'
        """
        now, aim = self._said(self.value), f"{self.goal} {self._said(self.target)}"
        if self.reached:
            said = f"**Reached:** {now} ({aim})."
        elif math.isfinite(self.left):
            said = f"Now {now}; wanted {aim}. **{short(self.left)} to go.**"
        else:
            said = f"Wanted {aim}; so far there is no finite value."
        return f"{said} {self.remark}".strip()

    def _said(self, value: float) -> str:
        return with_unit(value, self.unit)
