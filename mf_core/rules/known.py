"""The parts of an update line, as they should be and as they are often written.

A line is the old value, plus what the error asks for, less the charge for length:

    p  +  η e q  −  η λ p

Each part is given with what it is mistaken for, in the language the reader types in, and with the
names of the mistakes in it. All of them are written for p; for q, p and q change places.
"""

from collections.abc import Mapping

Names = tuple[str, ...]

OLD: Mapping[str, Names] = {
    "p": (),
    "0": ("gone",),
    "q": ("from other",),
    "-p": ("minus old",),
    "2p": ("old twice",),
    "η p": ("all times η",),
    "p - η p": ("averaged",),
}

ERROR: Mapping[str, Names] = {
    "η e q": (),
    "-η e q": ("error sign",),
    "e q": ("error without η",),
    "-e q": ("error sign", "error without η"),
    "η e": ("no other factor",),
    "-η e": ("error sign", "no other factor"),
    "e": ("no other factor", "error without η"),
    "η e p": ("own factor",),
    "-η e p": ("error sign", "own factor"),
    "η q": ("no error",),
    "η e^2 q": ("error squared",),
    "η e^2": ("error squared", "no other factor"),
    "η |e| q": ("error’s size",),
    "η r q": ("rating for error",),
    "η (r - μ) q": ("rating for error",),
    "η (r - e) q": ("prediction for error",),
    "η (r - p q) q": ("one factor’s error",),
    "η (r - μ - p q) q": ("one factor’s error",),
    "η e p q": ("both factors",),
    "η e q^2": ("factor squared",),
    "η e (p + q)": ("sum of factors",),
    "η (e + q)": ("plus for times",),
    "η e / q": ("divided",),
    "η^2 e q": ("error with η²",),
    "e q / η": ("error divided by η",),
    "η λ e q": ("λ at the error",),
    "λ e q": ("λ for η",),
    "2 η e q": ("error twice",),
    "η e q / 2": ("error halved",),
    "0": ("no error term",),
}

CHARGE: Mapping[str, Names] = {
    "-η λ p": (),
    "η λ p": ("charge sign",),
    "-λ p": ("charge without η",),
    "λ p": ("charge sign", "charge without η"),
    "-η λ q": ("charges other",),
    "η λ q": ("charge sign", "charges other"),
    "-λ q": ("charges other", "charge without η"),
    "-η λ": ("bare λ",),
    "-λ": ("bare λ", "charge without η"),
    "η λ": ("charge sign", "bare λ"),
    "-η p": ("λ lost",),
    "-η λ e p": ("charge times error",),
    "-η λ p^2": ("charge squared",),
    "-η λ p^2 / 2": ("charge squared",),
    "-η λ |p|": ("charge’s size",),
    "-η λ (p + q)": ("charges both",),
    "-η λ p q": ("charges product",),
    "-η^2 λ p": ("charge with η²",),
    "-η λ^2 p": ("λ squared",),
    "-λ p / η": ("charge divided by η",),
    "-2 η λ p": ("charge twice",),
    "-η λ p / 2": ("charge halved",),
    "0": ("no charge",),
}

# What is mistaken in error and charge together has one name.
STEP: Mapping[str, Names] = {
    "e q - λ p": ("no η",),
    "η^2 (e q - λ p)": ("η²",),
    "(e q - λ p) / η": ("divided by η",),
    "η (e p - λ q)": ("exchanged",),
    "η λ (e q - p)": ("λ everywhere",),
    "η e (q - λ p)": ("charge times error",),
    "η p (e q - λ p)": ("times itself",),
    "η q (e q - λ p)": ("times other",),
}

# And so has a whole line.
WHOLE: Mapping[str, Names] = {
    "q + η (e p - λ q)": ("other line",),
    "q + η e p": ("other line", "no charge"),
    "0": ("erased",),
    "q": ("becomes other",),
}
