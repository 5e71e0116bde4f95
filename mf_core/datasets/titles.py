"""Invented films: a title, a year, and the genres that a hidden taste gives them."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float64]

# Two genres for each hidden factor: what lies at its one end, and what at the other.
GENRES = (
    ("History", "Romance"),
    ("Crime", "Musical"),
    ("Space", "Country life"),
    ("War", "School"),
    ("Horror", "Animals"),
    ("Sport", "Ghosts"),
)
_FIRST = {
    "History": ("The Last", "A Crown for the", "The Siege of the", "Letters from the"),
    "Romance": ("Two Hearts at the", "A Dance by the", "Summer at the", "Meet Me at the"),
    "Crime": ("Murder at the", "Nobody Leaves the", "The Man behind the", "Fingerprints on the"),
    "Musical": ("Singing to the", "A Waltz for the", "Tap Shoes at the", "The Band from the"),
    "Space": ("Orbit of the", "Signals from the", "Beyond the", "The Silence of the"),
    "Country life": ("Harvest at the", "A Cow in the", "Rain over the", "The Long Road to the"),
    "War": ("Retreat from the", "Seven Days at the", "Nobody’s", "The Captain of the"),
    "School": ("Late for the", "Class of the", "The Teacher and the", "Chalk on the"),
    "Horror": ("It Lives in the", "Do Not Open the", "The Cellar below the", "Scream at the"),
    "Animals": ("The Dog from the", "A Goose and the", "Whiskers of the", "The Fox near the"),
    "Sport": ("Overtime at the", "The Runner from the", "One Point for the", "Champions of the"),
    "Ghosts": ("The Guest in the", "Knocking at the", "A Pale Light over the", "Who Haunts the"),
}
_LAST = (
    "Harbour", "Orchard", "Palace", "River", "Lighthouse", "Station", "Garden", "Mountain",
    "Bridge", "Library", "Island", "Theatre", "Market", "Winter", "Observatory", "Mill",
    "Cathedral", "Ballroom", "Valley", "Archive", "Lagoon", "Tower", "Border", "Greenhouse",
)  # fmt: skip
_YEARS = (1931, 2024)


def genres_of(tastes: _Floats) -> list[str]:
    """The genre of each film by its strongest hidden factor, and a second one if it is strong too.

    Parameters
    ----------
    tastes : (n_items, k)
        The hidden factors, in √star. A factor beyond the sixth names nothing.

    Examples
    --------
    >>> genres_of(np.array([[2.0, -0.1], [-1.0, -0.9]]))
    ['History', 'Romance|Musical']
    """
    named = tastes[:, : len(GENRES)]
    order = np.argsort(-np.abs(named), axis=1, kind="stable")
    found = []
    for taste, strongest in zip(named, order, strict=True):
        first, *others = (_end(taste, f) for f in strongest[:2])
        strong = others and abs(taste[strongest[1]]) > 0.7 * abs(taste[strongest[0]])
        found.append("|".join([first, *others] if strong else [first]))
    return found


def titles_for(genres: list[str], rng: np.random.Generator) -> list[str]:
    """A title and a year for each film: "Murder at the Harbour (1957)".

    No two are alike: what has been there before is the second part, or the third.
    """
    parts: Counter[str] = Counter()
    titles = []
    for genre in genres:
        first = _FIRST[genre.split("|")[0]]
        name = f"{first[rng.integers(len(first))]} {_LAST[rng.integers(len(_LAST))]}"
        parts[name] += 1
        part = f" {parts[name]}" if parts[name] > 1 else ""
        titles.append(f"{name}{part} ({rng.integers(_YEARS[0], _YEARS[1] + 1)})")
    return titles


def _end(taste: _Floats, f: int) -> str:
    return GENRES[f][int(taste[f] < 0)]
