"""The slips found in the sources, each with what is right, and a number that decides."""

from mf_core.notation.misprints.article import ARTICLE
from mf_core.notation.misprints.notes import NOTES
from mf_core.notation.misprints.record import Check, Misprint
from mf_core.notation.misprints.slides import SLIDES
from mf_core.notation.misprints.transcript import TRANSCRIPT

MISPRINTS: tuple[Misprint, ...] = TRANSCRIPT + NOTES + SLIDES + ARTICLE

__all__ = ["MISPRINTS", "Check", "Misprint"]
