r"""One step downhill: gradient descent and five of its relatives.

All six treat each coordinate by itself. One step of one coordinate is a function

    step(g, memory, eta, t) → (move, memory)

with g the slope along that coordinate, `memory` what is remembered from step to step, eta the
learning rate and t = 1, 2, … the number of the step. They work on numbers (quick for one
walk) and on arrays (a thousand rates walking at once). In the formulas, x is the coordinate.
"""

from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from mf_core.reading import formulas

Values = NDArray[np.float64]
Number = TypeVar("Number", float, Values)

BETA = 0.9  # how much of its speed a walk keeps, or of the past an average
BETA_2 = 0.999  # the same for the average of squares in Adam
EPSILON = 1e-8  # keeps the first division from being 0/0


class Step(Protocol):
    """One step of one coordinate."""

    __name__: str

    def __call__(
        self, g: Number, memory: tuple[Number, ...], eta: Number, t: int, /
    ) -> tuple[Number, tuple[Number, ...]]:
        """Give the move of this coordinate, and what to remember for the next one."""


def plain_step(
    g: Number, memory: tuple[Number, ...], eta: Number, _t: int
) -> tuple[Number, tuple[Number, ...]]:
    r"""Move against the slope, in proportion to it.

    .. math::

        x \leftarrow x - \eta\,g

    Examples
    --------
    >>> plain_step(3.0, (), 0.5, 1)
    (-1.5, ())
    """
    return -eta * g, memory


def momentum_step(
    g: Number, memory: tuple[Number, ...], eta: Number, _t: int
) -> tuple[Number, tuple[Number, ...]]:
    r"""Keep nine tenths of the last move and add the new one, like a heavy ball.

    .. math::

        v &\leftarrow \beta\,v - \eta\,g \\
        x &\leftarrow x + v

    Examples
    --------
    >>> move, memory = momentum_step(2.0, (0.0,), 0.5, 1)
    >>> momentum_step(2.0, memory, 0.5, 2)
    (-1.9, (-1.9,))
    """
    (v,) = memory
    v = BETA * v - eta * g
    return v, (v,)


def nesterov_step(
    g: Number, memory: tuple[Number, ...], eta: Number, t: int
) -> tuple[Number, tuple[Number, ...]]:
    r"""Do as momentum does, with the slope read where the speed alone would carry x.

    .. math::

        v &\leftarrow \beta\,v - \eta\,f'(x + \beta\,v) \\
        x &\leftarrow x + v

    Notes
    -----
    The step is that of `momentum_step`; `walk` reads g at x + βv for this optimiser.
    """
    return momentum_step(g, memory, eta, t)


def adagrad_step(
    g: Number, memory: tuple[Number, ...], eta: Number, _t: int
) -> tuple[Number, tuple[Number, ...]]:
    r"""Divide by the root of all squared slopes so far: ever shorter steps.

    .. math::

        s &\leftarrow s + g^2 \\
        x &\leftarrow x - \eta\,\frac{g}{\sqrt{s} + \epsilon}

    Examples
    --------
    The first step is η long, however steep it is; after four equal slopes, half of that:

    >>> adagrad_step(300.0, (0.0,), 0.5, 1)[0], adagrad_step(300.0, (3 * 300.0**2,), 0.5, 4)[0]
    (-0.49999999998333333, -0.24999999999583333)
    """
    (s,) = memory
    s = s + g * g
    return -eta * g / (s**0.5 + EPSILON), (s,)


def rmsprop_step(
    g: Number, memory: tuple[Number, ...], eta: Number, _t: int
) -> tuple[Number, tuple[Number, ...]]:
    r"""Divide by the root of a running mean of squared slopes, which forgets the distant past.

    .. math::

        s &\leftarrow \beta\,s + (1 - \beta)\,g^2 \\
        x &\leftarrow x - \eta\,\frac{g}{\sqrt{s} + \epsilon}
    """
    (s,) = memory
    s = BETA * s + (1 - BETA) * g * g
    return -eta * g / (s**0.5 + EPSILON), (s,)


def adam_step(
    g: Number, memory: tuple[Number, ...], eta: Number, t: int
) -> tuple[Number, tuple[Number, ...]]:
    r"""Follow a running mean of the slope, divided by the root of one of its square.

    Both means start at 0, hence too small at first; dividing by 1 − βᵗ makes up for it.

    .. math::

        m &\leftarrow \beta_1 m + (1 - \beta_1)\,g &
        s &\leftarrow \beta_2 s + (1 - \beta_2)\,g^2 \\
        \hat m &= \frac{m}{1 - \beta_1^t} &
        \hat s &= \frac{s}{1 - \beta_2^t} \\
        x &\leftarrow x - \eta\,\frac{\hat m}{\sqrt{\hat s} + \epsilon}
    """
    m, s = memory
    m = BETA * m + (1 - BETA) * g
    s = BETA_2 * s + (1 - BETA_2) * g * g
    m_hat = m / (1 - BETA**t)
    s_hat = s / (1 - BETA_2**t)
    return -eta * m_hat / (s_hat**0.5 + EPSILON), (m, s)


@dataclass(frozen=True)
class Optimizer:
    """A way to walk: what it remembers, and its step.

    Attributes
    ----------
    title : its name in a menu
    source : who published it, where
    step : one step of one coordinate
    start_memory : what it remembers before the first step
    lookahead : the share of the last move by which it looks ahead for the slope
    """

    title: str
    source: str
    step: Step
    start_memory: tuple[float, ...] = ()
    lookahead: float = 0.0

    @property
    def tex(self) -> str:
        """Its formula, from the docstring of the step that runs."""
        return formulas(self.step)[0]


OPTIMIZERS: dict[str, Optimizer] = {
    "plain": Optimizer(
        title="Gradient descent",
        source="Cauchy, Comptes rendus 25 (1847)",
        step=plain_step,
    ),
    "momentum": Optimizer(
        title="Momentum",
        source="Polyak, USSR Computational Mathematics and Mathematical Physics 4(5) (1964)",
        step=momentum_step,
        start_memory=(0.0,),
    ),
    "nesterov": Optimizer(
        title="Nesterov",
        source="Nesterov, Soviet Mathematics Doklady 27 (1983), in the form of Sutskever, "
        "Martens, Dahl & Hinton, ICML 2013, with a constant momentum",
        step=nesterov_step,
        start_memory=(0.0,),
        lookahead=BETA,
    ),
    "adagrad": Optimizer(
        title="AdaGrad",
        source="Duchi, Hazan & Singer, Journal of Machine Learning Research 12 (2011)",
        step=adagrad_step,
        start_memory=(0.0,),
    ),
    "rmsprop": Optimizer(
        title="RMSProp",
        source="Tieleman & Hinton, Neural Networks for Machine Learning, lecture 6e (2012)",
        step=rmsprop_step,
        start_memory=(0.0,),
    ),
    "adam": Optimizer(
        title="Adam",
        source="Kingma & Ba, ICLR 2015, algorithm 1",
        step=adam_step,
        start_memory=(0.0, 0.0),
    ),
}
