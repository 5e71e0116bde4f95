"""The bug museum: small training programs, right and with one part replaced, and what they leave.

A program is a start, an order of visits, a step and a report. An exhibit is two programs that
differ in one of them; its fingerprint is the curves of the wrong one beside those that the right
one draws from other starts.
"""

from mf_core.museum.exhibits import EXHIBITS, Exhibit
from mf_core.museum.fingerprint import CLEAR, SIGNS, STARTS, band, curves_of, distance, loudness
from mf_core.museum.program import Program, Run, Setting, run

__all__ = [
    "CLEAR",
    "EXHIBITS",
    "SIGNS",
    "STARTS",
    "Exhibit",
    "Program",
    "Run",
    "Setting",
    "band",
    "curves_of",
    "distance",
    "loudness",
    "run",
]
