"""Functions of one variable with their derivatives.

Notation: f is the function, df and d2f its first two derivatives; x is a number or an array.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mf_core.saying import raised

Values = NDArray[np.float64]
Function = Callable[[ArrayLike], Values]


@dataclass(frozen=True)
class Curve:
    """A function of one variable.

    Attributes
    ----------
    title : its name in a menu
    tex, df_tex : the right-hand sides of f and of its derivative, for print
    f, df, d2f : the function and its first two derivatives, of a number or an array, as
        values in the shape of x; NaN where undefined
    domain : the part of the x axis that is worth showing
    note : what it is there to show, in one sentence
    breaks : the x where f or its slope is undefined
    """

    title: str
    tex: str
    df_tex: str
    f: Function
    df: Function
    d2f: Function
    domain: tuple[float, float]
    note: str
    breaks: tuple[float, ...] = ()


def line(slope: float, intercept: float = 0.0) -> Curve:
    r"""Any straight line :math:`f = mx + b`; its derivative is m, whatever b is.

    Examples
    --------
    >>> line(5, 10).tex, line(5, 10).df_tex, line(-1, -0.5).tex
    ('5x + 10', '5', '-x - 0.5')
    """
    tex = printed_power(slope, 1)
    if intercept:
        shift = f"{'-' if intercept < 0 else '+'} {abs(intercept):g}"
        tex = f"{tex} {shift}" if slope else f"{intercept:g}"
    return Curve(
        title=tex.replace("-", "−"),
        tex=tex,
        df_tex=f"{slope:g}",
        f=lambda x: slope * _float(x) + intercept,
        df=lambda x: np.full_like(_float(x), slope),
        d2f=lambda x: np.zeros_like(_float(x)),
        domain=(-5.0, 5.0),
        note="A line has the same slope everywhere; moving it up or down does not change it.",
    )


def power(a: float, n: int) -> Curve:
    r"""Any power :math:`f = a x^n`; its derivative is :math:`a n x^{n-1}`.

    The rule holds for every whole n, and for n = 0 it rightly gives 0: a constant has no
    slope. The powers with n < 0 do not exist at x = 0.

    Examples
    --------
    >>> power(5, -3).tex, power(5, -3).df_tex
    ('5x^{-3}', '-15x^{-4}')
    >>> power(2, 0).tex, power(2, 0).df_tex
    ('2', '0')
    >>> power(3, 2).df(7).item()
    42.0
    """
    tex = printed_power(a, n)
    return Curve(
        title=tex.split("^")[0].replace("-", "−") + (raised(n) if "^" in tex else ""),
        tex=tex,
        df_tex=printed_power(a * n, n - 1),
        f=lambda x: _power(x, a, n),
        df=lambda x: _power(x, a * n, n - 1),
        d2f=lambda x: _power(x, a * n * (n - 1), n - 2),
        domain=(-3.0, 3.0),
        note="The exponent comes down as a factor, and one less of it stays above.",
        breaks=(0.0,) if n < 0 else (),
    )


def printed_power(a: float, n: int) -> str:
    r"""Print :math:`a x^n` the way one writes it: no 1 as a factor, no exponent 0 or 1."""
    if a == 0 or n == 0:
        return f"{a:g}"
    factor = {1.0: "", -1.0: "-"}.get(a, f"{a:g}")
    return f"{factor}x" if n == 1 else f"{factor}x^{{{n}}}"


def _float(x: ArrayLike) -> Values:
    return np.asarray(x, dtype=np.float64)


def _power(x: ArrayLike, a: float, n: int) -> Values:
    """Compute a·xⁿ for a whole n; NaN where that divides by zero, 0 if a is 0."""
    values = _float(x)
    if a == 0:
        return np.zeros_like(values)
    if n < 0:
        values = np.where(values == 0, np.nan, values)
    return a * np.power(values, n)


def _ln(x: ArrayLike) -> Values:
    return np.log(_positive(x))


def _positive(x: ArrayLike) -> Values:
    values = _float(x)
    return np.where(values > 0, values, np.nan)


def _off_zero(x: ArrayLike) -> Values:
    values = _float(x)
    return np.where(values == 0, np.nan, values)


def _sigmoid(x: ArrayLike) -> Values:
    return 0.5 * (1.0 + np.tanh(0.5 * _float(x)))  # 1/(1 + e⁻ˣ) without its overflow


SINE = Curve(
    title="sin x",
    tex=r"\sin x",
    df_tex=r"\cos x",
    f=lambda x: np.sin(_float(x)),
    df=lambda x: np.cos(_float(x)),
    d2f=lambda x: -np.sin(_float(x)),
    domain=(-2 * np.pi, 2 * np.pi),
    note="The slope of a wave is the same wave, a quarter of a turn earlier.",
)

EXPONENTIAL = Curve(
    title="eˣ",
    tex="e^x",
    df_tex="e^x",
    f=lambda x: np.exp(_float(x)),
    df=lambda x: np.exp(_float(x)),
    d2f=lambda x: np.exp(_float(x)),
    domain=(-3.0, 3.0),
    note="The only curve, up to a factor, whose slope is its own height.",
)

LOGARITHM = Curve(
    title="ln x",
    tex=r"\ln x",
    df_tex=r"\frac{1}{x}",
    f=_ln,
    df=lambda x: 1.0 / _positive(x),
    d2f=lambda x: -1.0 / _positive(x) ** 2,
    domain=(0.05, 5.0),
    note="It rises for ever, ever more slowly.",
    breaks=(0.0,),
)

SIGMOID = Curve(
    title="σ(x)",
    tex=r"\frac{1}{1 + e^{-x}}",
    df_tex=r"\sigma(x)\,(1 - \sigma(x))",
    f=_sigmoid,
    df=lambda x: _sigmoid(x) * _sigmoid(-_float(x)),
    d2f=lambda x: _sigmoid(x) * _sigmoid(-_float(x)) * (1.0 - 2.0 * _sigmoid(x)),
    domain=(-6.0, 6.0),
    note="Steepest in the middle; where it is flat, a learner hardly moves.",
)

ABSOLUTE = Curve(
    title="|x|",
    tex=r"\left|x\right|",
    df_tex=r"\frac{x}{\left|x\right|}",
    f=lambda x: np.abs(_float(x)),
    df=lambda x: np.sign(_off_zero(x)),
    d2f=lambda x: 0.0 * _off_zero(x),
    domain=(-3.0, 3.0),
    note="At the corner the slopes from left and right disagree: there is no derivative at 0.",
    breaks=(0.0,),
)
