"""The controls of the course: one function per symbol, the same wherever it appears.

Each is a slider or a choice bound to the address of the page (``factorize_eta=0.05``), so a
link or a reload brings its value back, and a value out of range falls back to the default.
A free number field is never bound: ``?n=1e999`` would overflow it.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple, TypeVar

import streamlit as st

from mf_core.saying import brief
from pages._kit import lesson

_Option = TypeVar("_Option")

_MANTISSAS = (1.0, 1.2, 1.5, 1.8, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 7.0, 8.0, 9.0)


class Control(NamedTuple):
    """What the reader is told about a control."""

    label: str
    help: str


CONTROLS: dict[str, Control] = {
    "eta": Control("Learning rate η", "How far each step goes, in 1/star."),
    "lam": Control("Regularisation λ", "How hard every factor is pulled towards zero, in stars."),
    "k": Control("Factors k", "How many numbers describe each user and each item."),
    "scale": Control("Initial scale σ", "Standard deviation of the random start, in √star."),
    "seed": Control("Start (seed)", "Each number is one random start; the same again."),
    "epochs": Control("Epochs", "How often every rating is visited."),
    "held_out": Control("Held out", "The share of the ratings kept aside to test the model on."),
}


def eta(page: str, low: float = 0.001, high: float = 1.0, default: float = 0.05) -> float:
    """The learning rate η, in 1/star, on a logarithmic scale.

    Parameters
    ----------
    page : str
        The slug of the lesson; the control's key is ``<page>_eta``.
    low, high : float, > 0
        The ends of the slider.
    default : float
        The value at first sight; the nearest one on the scale is taken.
    """
    return _stepped(page, "eta", log_steps(low, high), default)


def lam(
    page: str, low: float = 0.001, high: float = 1.0, default: float = 0.0, *, zero: bool = True
) -> float:
    """The regularisation λ, in stars: 0 if it may be, then a logarithmic scale."""
    return _stepped(page, "lam", [0.0] * zero + log_steps(low, high), default)


def scale(page: str, low: float = 0.001, high: float = 10.0, default: float = 0.1) -> float:
    """The standard deviation σ of the random start, in √star."""
    return _stepped(page, "scale", log_steps(low, high), default)


def n_factors(page: str, high: int = 20, default: int = 2) -> int:
    """The number of factors k, from 1 to `high`."""
    return _counted(page, "k", 1, high, default)


def seed(page: str, default: int = 0) -> int:
    """The seed of the random numbers, from 0 to 99."""
    return _counted(page, "seed", 0, 99, default)


def n_epochs(page: str, choices: Sequence[int] = (10, 20, 50, 100, 200), default: int = 50) -> int:
    """The number of epochs, one of `choices`."""
    return round(_stepped(page, "epochs", choices, default))


def held_out(page: str, default: float = 0.2) -> float:
    """The share of the ratings kept for testing, from none to a half."""
    shares = [round(0.05 * n, 2) for n in range(11)]
    return _stepped(page, "held_out", shares, default, lambda share: f"{share:.0%}")


def choose(
    page: str,
    symbol: str,
    label: str,
    options: Sequence[_Option],
    default: int = 0,
    format_func: Callable[[_Option], str] = str,
    help: str | None = None,  # noqa: A002 (Streamlit's own word)
) -> _Option:
    """One of a few named things: a data set, an algorithm, a surface, a view.

    Parameters
    ----------
    symbol : str
        Names the choice; the control's key is ``<page>_<symbol>``.
    options : sequence
        What there is to choose from; up to four stand side by side, more fold into a list.
        Labels that come from data pass through `text.esc_md` first.
    default : int
        The position of the option chosen at first sight.
    """
    key = f"{page}_{symbol}"
    with place(key, symbol, label):
        if len(options) <= 4:
            chosen = st.radio(
                label,
                options,
                default,
                format_func,
                key=key,
                help=help,
                horizontal=True,
                bind="query-params",
            )
        else:
            chosen = st.selectbox(
                label, options, default, format_func, key=key, help=help, bind="query-params"
            )
    return options[default] if chosen is None else chosen


def switch(page: str, symbol: str, label: str, *, default: bool = False) -> bool:
    """Something that is on or off; its key is ``<page>_<symbol>``."""
    key = f"{page}_{symbol}"
    with place(key, symbol, label):
        return st.toggle(label, default, key=key, bind="query-params")


def value(page: str, symbol: str, default: _Option) -> _Option:
    """What a control stands at; `default` where it has not been drawn yet.

    For what is said further down the page, or by a figure that does not draw the control.
    """
    stands: _Option = st.session_state.get(f"{page}_{symbol}", default)
    return stands


def log_steps(low: float, high: float) -> list[float]:
    """The round numbers from `low` to `high`, fifteen in each decade.

    Examples
    --------
    >>> log_steps(0.08, 0.15)
    [0.08, 0.09, 0.1, 0.12, 0.15]
    """
    if not 0.0 < low <= high:
        raise ValueError(f"a logarithmic scale needs 0 < low ≤ high, not {low} and {high}")
    steps = (float(f"{m}e{ten}") for ten in range(-9, 10) for m in _MANTISSAS)
    return [step for step in steps if low <= step <= high]


def nearest(value: float, options: Sequence[float]) -> float:
    """The option closest to `value`."""
    return min(options, key=lambda option: abs(option - value))


def _stepped(
    page: str,
    symbol: str,
    options: Sequence[float],
    default: float,
    format_func: Callable[[float], str] = brief,
) -> float:
    label, hint = CONTROLS[symbol]
    key = f"{page}_{symbol}"
    with place(key, symbol, label):
        return st.select_slider(
            label,
            options,
            nearest(default, options),
            format_func,
            key=key,
            help=hint,
            bind="query-params",
        )


def _counted(page: str, symbol: str, low: int, high: int, default: int) -> int:
    label, hint = CONTROLS[symbol]
    key = f"{page}_{symbol}"
    with place(key, symbol, label):
        return st.slider(label, low, high, default, key=key, help=hint, bind="query-params")


def place(key: str, symbol: str, label: str) -> AbstractContextManager[object]:
    """Where a control is drawn; out of sight, but alive, if the link hides it."""
    lesson.note_control(symbol, label)
    return st.container(key=f"hidden_{key}") if lesson.is_hidden(symbol) else nullcontext()
