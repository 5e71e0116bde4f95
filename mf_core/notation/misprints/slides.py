"""The slips of the lecture slides (SL): f = 3x² in the first part, factors in the second."""

from math import nan

from mf_core.notation.misprints.example import (
    ITEMS,
    M,
    Matrix,
    P,
    Q,
    predicted,
    residual,
    slope,
)
from mf_core.notation.misprints.record import Check, Misprint

_X, _STEP = 7.0, 0.5
_U, _I, _F = 0, 1, 0


def _f(x: float) -> float:
    return 3 * x**2


def _half_squares_of_user(p: Matrix) -> float:
    return 0.5 * sum(M[_U][i] * residual(_U, i, p) ** 2 for i in ITEMS)


def _slope_over(items: list[int]) -> float:
    return sum(-Q[i][_F] * residual(_U, i) for i in items)


def _other_entries() -> dict[float, str]:
    """Numbers one may take for the item's factor."""
    return {
        P[_U][_F]: "That is the user’s own factor. The slope is what it is multiplied by.",
        Q[_I][1]: "That is factor 2 of the item.",
    }


SLIDES: tuple[Misprint, ...] = (
    Misprint(
        "SL",
        "the missing brackets",
        r"f(x+\Delta) - f(x) / \Delta",
        r"\frac{f(x+\Delta) - f(x)}{\Delta}",
        "Division binds before subtraction: without brackets only f(x) is divided.",
        Check(
            "3x² at x = 7, Δ = ½: what is the slope of the secant, 6x + 3Δ?",
            printed=lambda: _f(_X + _STEP) - _f(_X) / _STEP,
            right=lambda: (_f(_X + _STEP) - _f(_X)) / _STEP,
            measured=lambda: 6 * _X + 3 * _STEP,
            likely=lambda: {
                6 * _X: "That is the slope of the curve. The secant over Δ is steeper."
            },
        ),
    ),
    Misprint(
        "SL",
        "the derivative before the limit",
        r"f'(x) = 6x + 3\Delta",
        r"f'(x) = \lim_{\Delta \to 0} (6x + 3\Delta) = 6x",
        "As long as Δ is there, it is the slope of a secant. Only the limit is the derivative.",
        Check(
            "3x² at x = 7: what is the slope of the curve?",
            printed=lambda: 6 * _X + 3 * _STEP,
            right=lambda: 6 * _X,
            measured=lambda: (_f(_X + 1e-4) - _f(_X - 1e-4)) / 2e-4,
        ),
    ),
    Misprint(
        "SL",
        "the letter of the partial derivative",
        r"\frac{df}{dx},\ \frac{\delta f}{\delta x}",
        r"\frac{\partial f}{\partial x}",
        "With more than one variable the sign is ∂: neither d, which would let the others move "
        "along, nor δ, which means something else.",
    ),
    Misprint(
        "SL",
        "one function, two names",
        r"y = f(x_1, \dots, x_4),\ \nabla f",
        r"f(x_1, \dots, x_4),\ \tfrac{\partial f}{\partial x_1},\ \nabla f",
        "The quiz asks for a derivative of y and the answer is collected in the gradient of f. "
        "They are the same thing, so it should have one name.",
    ),
    Misprint(
        "SL",
        "an index that is summed and fixed at once",
        r"\tfrac{\partial}{\partial u_{is}} \sum_s u_{is} v_{js} = \sum_s v_{js}",
        r"\tfrac{\partial}{\partial u_{is}} \sum_t u_{it} v_{jt} = v_{js}",
        "The sum runs over all factors, the derivative is about one of them. With one letter "
        "for both, every term seems to move.",
        Check(
            "User 1 and item 2: what is the slope of the sum in factor 1 of the user?",
            printed=lambda: sum(Q[_I]),
            right=lambda: Q[_I][_F],
            measured=lambda: slope(lambda p: predicted(_U, _I, p), P, _U, _F),
            likely=_other_entries,
            hint="Only one term of the sum contains this factor. What is it multiplied by?",
        ),
    ),
    Misprint(
        "SL",
        "rows and columns exchanged",
        r"v_{sj}",
        r"v_{js}",
        "Item first, factor second was the definition. The other way round it is the entry of "
        "another item, or of none.",
        Check(
            "User 1 and item 2: what is the slope of the prediction in factor 1 of the user?",
            printed=lambda: Q[_F][_I],
            right=lambda: Q[_I][_F],
            measured=lambda: slope(lambda p: predicted(_U, _I, p), P, _U, _F),
            likely=_other_entries,
            hint="It is one entry of Q: that of item 2 and factor 1.",
        ),
    ),
    Misprint(
        "SL",
        "a set that was never defined",
        r"\sum_{j \in I}",
        r"\sum_{j \in I_i}, \quad I_i = \{ j : (i,j) \in S \}",
        "It must be the items *this user* rated. Read as all items, every missing rating would "
        "count as a zero.",
        Check(
            "User 1 rated items 1 and 2, not item 3. What is the slope of J = ½ Σ e², the sum over "
            "her ratings, in factor 1 of user 1?",
            printed=lambda: _slope_over(list(ITEMS)),
            right=lambda: _slope_over([i for i in ITEMS if M[_U][i]]),
            measured=lambda: slope(_half_squares_of_user, P, _U, _F),
            likely=lambda: {
                2 * _slope_over([0, 1]): "That is the slope of Σ e²: the ½ is missing.",
                -_slope_over([0, 1]): "The size is right, the sign is not: an error falls where "
                "its prediction rises, so every term has a minus.",
            },
            hint="Add up −e times factor 1 of the item, over the items she rated.",
        ),
    ),
    Misprint(
        "SL",
        "convex, and a maximum",
        "slope 0 is the maximum or minimum if the function is convex",
        "slope 0 is the minimum if the function is convex",
        "A convex function curves upwards everywhere: where it is level, it is lowest. Without "
        "convexity, as in x³, level need not be either.",
        is_tex=False,
    ),
    Misprint(
        "SL",
        "the exception of the power rule",
        r"(a x^n)' = a n x^{n-1}, \quad n \neq 0",
        r"(a x^n)' = a n x^{n-1}, \quad n = 0 \text{ included } (x \neq 0)",
        "With n = 0 the rule gives 0, which is right for a constant. The exception one remembers "
        "is n = −1, and it belongs to integration.",
        Check(
            "What is the derivative of 5x⁰ at x = 7?",
            printed=lambda: nan,  # excluded: the printed rule has no answer
            right=lambda: 5 * 0 * _X ** (0 - 1),
            measured=lambda: (5 * (_X + 1e-4) ** 0 - 5 * (_X - 1e-4) ** 0) / 2e-4,
            likely=lambda: {5.0: "That is the value of 5x⁰, not its slope."},
            hint="5x⁰ is 5 wherever you look. How steep is that?",
        ),
    ),
)
