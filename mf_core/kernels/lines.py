"""SGD whose two update lines are data: programs for a stack, worked out at every visit.

What a reader types becomes numbers in an array (`mf_core.rules`), and never Python: the code that
runs is this file, whatever the lines say.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core._jit import kernel
from mf_core.model import Factors, Ratings

_Floats = NDArray[np.float64]

# The letters a line may read, by their place in an array; a code ≥ 0 is such a place.
LETTERS = ("e", "q", "p", "p′", "v", "r", "n", "μ", "η", "λ", "t")
_E, _Q, _P, _NEW_P, _V, _R, _N, _MU = range(8)
# The other codes: a number, then what takes two values from the stack, then what takes one.
NUMBER, ADD, MULTIPLY, DIVIDE, RAISE, ABS, SIGN, LN, TANH = range(-1, -10, -1)


class Program(NamedTuple):
    """A line in the order in which it is worked out: p + e q as p, e, q, multiply, add."""

    codes: NDArray[np.int64]  # (n,)
    numbers: NDArray[np.float64]  # (n,)  the number where the code is NUMBER, else unused


class Lines(NamedTuple):
    """The two lines of an update rule."""

    p: Program  # the new p_uf
    q: Program  # the new q_if


@kernel
def of_two(code: int, a: float, b: float) -> float:
    r"""Add, multiply, divide or raise, as the code says; NaN where it is undefined.

    .. math::

        a + b \qquad a\,b \qquad \frac{a}{b} \qquad a^b

    Parameters
    ----------
    code : ADD, MULTIPLY, DIVIDE or RAISE
    a, b : float

    Examples
    --------
    >>> of_two(DIVIDE, 3.0, 2.0), of_two(DIVIDE, 3.0, 0.0)
    (1.5, nan)
    """
    if code == ADD:
        return a + b
    if code == MULTIPLY:
        return a * b
    if code == DIVIDE:
        return a / b if b != 0.0 else np.nan
    undefined = np.isnan(a) or (a == 0.0 and b <= 0.0)
    return np.nan if undefined else float(np.power(a, b))


@kernel
def of_one(code: int, a: float) -> float:
    r"""Take the size, the sign, the logarithm or tanh; NaN where it is undefined.

    .. math::

        \lvert a \rvert \qquad \frac{a}{\lvert a \rvert} \qquad \ln a \qquad \tanh a

    Parameters
    ----------
    code : ABS, SIGN, LN or TANH
        The sign of 0 is 0.
    a : float

    Examples
    --------
    >>> of_one(ABS, -3.0), of_one(SIGN, -3.0), of_one(LN, 0.0)
    (3.0, -1.0, nan)
    """
    if code == ABS:
        return abs(a)
    if code == SIGN:
        return float(np.sign(a))
    if code == LN:
        return float(np.log(a)) if a > 0.0 else np.nan
    return float(np.tanh(a))


@kernel
def worked_out(program: Program, letters: _Floats, stack: _Floats) -> float:
    r"""Work a line out: what it needs is always on top of the stack.

    .. math::

        p_{uf} + \eta\,(e_{ui}\,q_{if} - \lambda\,p_{uf})

    is the program p η e q × −1 λ p × × + × +, from left to right.

    Parameters
    ----------
    program : Program
        A line, compiled.
    letters : (11,)
        What the letters are worth, in the order of `LETTERS`.
    stack : (n,) or longer
        Room for as many values as the program has codes; **overwritten**.

    Returns
    -------
    float
        NaN where the line is undefined.

    Examples
    --------
    >>> twice_e = Program(np.array([NUMBER, 0, MULTIPLY]), np.array([2.0, 0.0, 0.0]))
    >>> float(worked_out(twice_e, np.full(11, 1.5), np.empty(3)))
    3.0
    """
    top = -1
    for n in range(program.codes.size):
        code = program.codes[n]
        if code >= NUMBER:
            top += 1
            stack[top] = program.numbers[n] if code == NUMBER else letters[code]
        elif code >= RAISE:
            top -= 1
            stack[top] = of_two(code, stack[top], stack[top + 1])
        else:
            stack[top] = of_one(code, stack[top])
    return float(stack[0])


@kernel
def lines_visit(
    factors: Factors, steps: Factors, u: int, i: int, r: float, lines: Lines, letters: _Floats
) -> float:
    r"""Visit one rating: every factor of its two rows moves as the two lines say.

    .. math::

        e_{ui} &= r_{ui} - (\mu + p_u^\top q_i) \\
        p'_{uf} &= g(e_{ui}, q_{if}, p_{uf}, v_{uf}) \\
        q'_{if} &= h(e_{ui}, q_{if}, p_{uf}, v_{if}, p'_{uf}) \\
        v_{uf} &\leftarrow p'_{uf} - p_{uf} \\
        v_{if} &\leftarrow q'_{if} - q_{if}

    for every factor f; then both new values take the places of the old ones.

    Parameters
    ----------
    factors : Factors
        P (n_users, k) and Q (n_items, k), in √star; rows u and i **changed in place**.
    steps : Factors
        v: by how much each factor moved at its last visit, 0 at first; **changed in place**.
    u, i : int
        The user and the item of the rating.
    r : float
        The rating r_ui, in stars.
    lines : Lines
        g and h. The p of the second line is the old one; p′ is the new one.
    letters : (11,)
        From `rules.letters_at`; e, p, q, p′, v and r are **set**.

    Returns
    -------
    float
        The residual e_ui *before* the step, in stars.
    """
    P, Q = factors.P, factors.Q
    stack = np.empty(max(lines.p.codes.size, lines.q.codes.size))
    e = r - letters[_MU]
    for f in range(P.shape[1]):
        e -= P[u, f] * Q[i, f]
    letters[_E], letters[_R] = e, r
    for f in range(P.shape[1]):
        p, q = P[u, f], Q[i, f]
        letters[_P], letters[_Q], letters[_V] = p, q, steps.P[u, f]
        letters[_NEW_P] = worked_out(lines.p, letters, stack)
        letters[_V] = steps.Q[i, f]
        Q[i, f] = worked_out(lines.q, letters, stack)
        P[u, f] = letters[_NEW_P]
        steps.P[u, f], steps.Q[i, f] = P[u, f] - p, Q[i, f] - q
    return float(e)


@kernel
def lines_epoch(
    ratings: Ratings,
    factors: Factors,
    steps: Factors,
    order: NDArray[np.int64],
    lines: Lines,
    letters: _Floats,
) -> float:
    r"""Visit every rating once, in the given order, each as `lines_visit` does.

    .. math::

        e_{ui} &= r_{ui} - (\mu + p_u^\top q_i) \\
        p'_{uf} &= g(e_{ui}, q_{if}, p_{uf}, v_{uf}) \\
        q'_{if} &= h(e_{ui}, q_{if}, p_{uf}, v_{if}, p'_{uf}) \\
        v_{uf} &\leftarrow p'_{uf} - p_{uf} \\
        v_{if} &\leftarrow q'_{if} - q_{if}

    Parameters
    ----------
    ratings : Ratings
        The n observed triples, in stars, with their mean in them.
    factors, steps : Factors
        P and Q, in √star, and how far they moved last; **changed in place**.
    order : (n,) int64
        The order of the visits: a permutation of 0 … n-1.
    lines, letters
        As in `lines_visit`; the n among the letters is **counted up** by one before each visit.

    Returns
    -------
    float
        Σ e², in star², each residual measured just before its own step.
    """
    sum_sq = 0.0
    for n in order:
        letters[_N] += 1.0
        r = ratings.values[n]
        u, i = ratings.users[n], ratings.items[n]
        e = lines_visit(factors, steps, u, i, r, lines, letters)
        sum_sq += e * e
    return sum_sq
