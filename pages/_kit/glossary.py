"""The signs of the course in words, to be looked up wherever one stands."""

from functools import cache
from typing import NamedTuple

from pages._kit.text import inline, table


class Sign(NamedTuple):
    """A sign: its TeX, how to say it, and what it means."""

    tex: str
    said: str
    meaning: str


SIGNS = (
    Sign(r"\Delta,\ h", "delta, h", "a small distance: how far x is moved"),
    Sign(r"\lim", "limit of", "the number something comes as close to as you like"),
    Sign(r"f'(x),\ \frac{df}{dx}", "f prime; d f by d x", "the slope of f at x"),
    Sign(
        r"\frac{\partial f}{\partial x}",
        "partial d f by d x",
        "the slope along x while every other variable stands still",
    ),
    Sign(r"\nabla f", "nabla f, the gradient", "all partial slopes together, an arrow"),
    Sign(r"\leftarrow", "becomes", "the left side takes the value of the right side"),
    Sign(r"\eta", "eta, the learning rate", "how far a step goes, in 1/star"),
    Sign(r"\lambda", "lambda, regularisation", "the price of long factors, in stars"),
    Sign(r"\sum", "sum over", "add up one term for each thing named below the sign"),
    Sign(r"\in", "in, is one of", "belongs to the set"),
    Sign(r"\Omega", "omega", "the set of all known ratings, as pairs of a user and an item"),
    Sign(r"M,\ \odot", "mask; times, cell by cell", "1 where a rating is known, 0 elsewhere"),
    Sign(r"r_{ui},\ \hat r_{ui}", "r; r hat", "a rating, and what the model predicts, in stars"),
    Sign(r"e_{ui}", "e, the residual", "rating minus prediction, in stars"),
    Sign(r"P,\ p_u", "capital P; p u", "the numbers of all users; those of user u, in √star"),
    Sign(r"Q,\ q_i", "capital Q; q i", "the numbers of all items; those of item i, in √star"),
    Sign(r"Q^\top", "Q transposed", "the same table with rows and columns exchanged"),
    Sign(r"p_u^\top q_i", "p times q, the dot product", "factor times factor, added up: stars"),
    Sign(r"\mu,\ b_u,\ b_i", "mu, b u, b i", "the mean rating, a user’s and an item’s offset"),
    Sign(r"\lVert p \rVert", "length of p", "the root of the sum of its squares"),
    Sign(r"J", "J, the objective", "what training makes small, in stars squared"),
    Sign(r"\theta", "theta", "all numbers of the model at once: P and Q"),
    Sign(
        r"\sqrt{\text{star}}",
        "root star",
        "the unit of a factor: two of them multiplied are stars",
    ),
)


@cache
def signs() -> str:
    """Every sign with its name and its meaning: a Markdown table."""
    return table(["", "say", "it means"], [[inline(s.tex), s.said, s.meaning] for s in SIGNS])
