r"""What a symbol is: its meaning, and its TeX in each source.

In a TeX pattern, ``#1``, ``#2`` stand for the indices a formula passes, and ``<key>`` for
another symbol of this table: ``q_{<#1><#2>}`` asked for with ``i, f`` becomes
``q_{<i><f>}``, and that is :math:`q_{if}` here and :math:`q_{jk}` in the notes.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

RoleName = Literal["user", "item", "residual", "gradient", "prediction", "rating"]


class Symbol(NamedTuple):
    """One concept of the course.

    meaning, code, shape, unit : what it is, its name in the code, its shape, its unit
    role : the colour it has everywhere (a key of `figures.style.ROLES`), or none
    tex : its TeX in each source that has a letter for it; always in "course"
    stand_in : what we write in a source that has no letter, where the course's own would
        collide with one the source uses for something else, or break its style
    """

    meaning: str
    code: str
    shape: str
    unit: str
    role: RoleName | None
    tex: Mapping[str, str]
    stand_in: Mapping[str, str] = {}
